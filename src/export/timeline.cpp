#include "export/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/days.hpp"
#include "export/json_read.hpp"
#include "export/quote.hpp"
#include "export/text_sections.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

void join(std::string& list, const std::string& more, const char* by = " · ") {
    if (more.empty()) return;
    if (!list.empty()) list += by;
    list += more;
}

// The day on which a time begins, and its hour where one is told.
void date(TimelineItem& item, const PageJson& time) {
    const std::string value = page::text(time, "value");
    std::string first = page::text(time, "earliest");
    if (first.empty()) first = value;
    if (const auto day = days_of(first).first) item.day = day_text(*day);
    const std::string latest = page::text(time, "latest");
    if (const auto day = days_of(latest.empty() ? value : latest).last; day && day_text(*day) != item.day)
        item.until = day_text(*day);
    const bool hour = value.size() >= 16 && value[10] == 'T' && value[13] == ':';
    if (hour) item.time = value.substr(11, 5);
}

std::string harm(const PageJson& incident) {
    std::string out;
    for (const char* effect : {"killed", "injured"}) {
        const PageJson& range = page::at(incident, effect);
        const std::string n = range.is_object() ? wording::toll(range) : "";
        if (!n.empty() && n != "0") join(out, n + " " + effect, ", ");
    }
    return out;
}

class Items {
public:
    Items(const Page& page, const Narrator& narrator) : page_(page), narrator_(narrator) {}

    void incidents() {
        for (const PageJson& one : page_.incidents) {
            TimelineItem item;
            date(item, page::at(one, "time"));
            item.id = page::text(one, "id");
            item.text = narrator_.title(one);
            join(item.text, narrator_.blame(one));
            join(item.text, harm(one));
            join(item.text, page::text(one, "status") + ", " + narrator_.told_by(one));
            for (const PageJson& id : page::at(one, "mentions")) {
                item.record = id.is_string() ? page_.record(id.get<std::string>()) : nullptr;
                item.report = item.record ? page_.report_of(id.get<std::string>()) : nullptr;
                if (item.report) break;
            }
            out_.push_back(std::move(item));
        }
    }

    void statements() {
        static constexpr const char* kActs[] = {
            "claim-responsibility", "deny", "no-claim", "accuse", "threaten", "warn", "admit", "condemn"};
        for (const PageReport& report : page_.reports) {
            for (const PageJson& one : report.statements) {
                const std::string act = page::text(one, "act");
                if (std::find(std::begin(kActs), std::end(kActs), act) == std::end(kActs)) continue;
                if (report.cited_only && !about_shown(one)) continue;
                TimelineItem item = told(report, one, TimelineKind::Statement);
                if (page::at(one, "time").is_object()) date(item, page::at(one, "time"));
                if (item.day.empty()) item.day = page::text(report.line, "published");
                const std::string speaker = wording::person(page::at(one, "speaker"));
                item.text = act == "no-claim" ? "nobody claims responsibility"
                            : speaker.empty() ? "somebody " + wording::act(act)
                                              : speaker + " " + wording::act(act);
                if (page::text(one, "polarity") == "negated") item.text += " (not)";
                for (const PageJson& other : page::at(one, "against"))
                    if (const std::string name = wording::person(other); !name.empty()) join(item.text, name, " ");
                for (const PageJson& id : page::at(one, "about"))
                    if (const PageJson* about =
                            id.is_string() ? narrator_.incident_of(id.get<std::string>()) : nullptr) {
                        join(item.text, narrator_.title(*about), ": ");
                        break;
                    }
                out_.push_back(std::move(item));
            }
        }
    }

    void counts() {
        for (const PageReport& report : page_.reports) {
            if (report.cited_only) continue;
            for (const PageJson& one : report.tallies) {
                TimelineItem item = told(report, one, TimelineKind::Count);
                item.day = page::text(one, "until");
                if (!day_of(item.day)) item.day = page::text(report.line, "published");
                item.text = wording::tally(one);
                if (const std::string by = wording::person(page::at(one, "by")); !by.empty()) join(item.text, by);
                if (const PageJson* check = page_.check_of(item.id))
                    join(item.text, "record: " + page::text(*check, "verdict"));
                out_.push_back(std::move(item));
            }
        }
    }

    std::vector<TimelineItem> sorted() {
        std::stable_sort(out_.begin(), out_.end(),
                         [](const TimelineItem& a, const TimelineItem& b) { return rank(a) < rank(b); });
        return std::move(out_);
    }

private:
    static std::tuple<bool, std::string, std::string, int, bool, std::string> rank(const TimelineItem& one) {
        return {one.day.empty(), one.day, one.until, static_cast<int>(one.kind), one.time.empty(), one.time};
    }

    bool about_shown(const PageJson& statement) const {
        const PageJson& about = page::at(statement, "about");
        return std::any_of(about.begin(), about.end(), [&](const PageJson& id) {
            return id.is_string() && narrator_.incident_of(id.get<std::string>());
        });
    }

    static TimelineItem told(const PageReport& report, const PageJson& record, TimelineKind kind) {
        TimelineItem out;
        out.kind = kind;
        out.id = page::text(record, "id");
        out.report = &report;
        out.record = &record;
        return out;
    }

    const Page& page_;
    const Narrator& narrator_;
    std::vector<TimelineItem> out_;
};

const PageJson& marked(const TimelineItem& item) {
    const PageJson& record = *item.record;
    return page::at(page::at(record, item.kind == TimelineKind::Incident ? "trigger" : "cue"), "span");
}

const char* name_of(TimelineKind kind) {
    return kind == TimelineKind::Incident ? "incident" : kind == TimelineKind::Statement ? "statement" : "count";
}

}  // namespace

std::vector<TimelineItem> timeline_of(const Page& page, const Narrator& narrator, const std::set<TimelineKind>& kinds) {
    Items items(page, narrator);
    if (kinds.count(TimelineKind::Incident)) items.incidents();
    if (kinds.count(TimelineKind::Statement)) items.statements();
    if (kinds.count(TimelineKind::Count)) items.counts();
    return items.sorted();
}

std::string text_timeline(const Page& page, const std::set<TimelineKind>& kinds, bool brief,
                          const TextPageOptions& options) {
    const Narrator narrator(page);
    const auto items = timeline_of(page, narrator, kinds);
    if (items.empty()) return "Nothing in the ledger is as asked for.\n";
    Painter out(options.width, options.colour);
    std::string heading;
    for (const TimelineItem& item : items) {
        const std::string when = item.day.empty()     ? "Day unknown"
                                 : item.until.empty() ? wording::weekday(item.day)
                                                      : wording::window(item.day, item.until);
        if (when != heading) {
            heading = when;
            out.blank();
            out.paragraph("", out.ink(Ink::Bold, when));
        }
        const std::string text = item.kind == TimelineKind::Incident ? item.text : out.ink(Ink::Careful, item.text);
        out.paragraph(fmt::format("  {:<6}", item.time.empty() ? "·" : item.time), text);
        if (brief || !item.record) continue;
        const auto quote =
            quote_of(*item.report, *item.record, marked(item), options.full ? 100000 : 3 * (out.width() - 8), out);
        if (!quote) continue;
        const std::string from = narrator.outlet(page::text(item.report->line, "id")) + ", " + quote->where;
        out.paragraph("        ", quote->words + " " + out.ink(Ink::Dim, from + ", " + item.id));
    }
    return out.take();
}

std::string json_timeline(const Page& page, const std::set<TimelineKind>& kinds) {
    const Narrator narrator(page);
    std::string out;
    for (const TimelineItem& item : timeline_of(page, narrator, kinds)) {
        PageJson line = {{"record", "event"},          {"day", or_null(item.day)},   {"until", or_null(item.until)},
                         {"time", or_null(item.time)}, {"kind", name_of(item.kind)}, {"id", item.id},
                         {"text", item.text},          {"told_in", nullptr}};
        if (item.record) line["told_in"] = page::text(*item.record, "id");
        out += line.dump(-1, ' ', false, PageJson::error_handler_t::replace) + "\n";
    }
    return out;
}

}  // namespace tallybook
