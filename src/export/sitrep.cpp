#include "export/sitrep.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/days.hpp"
#include "base/text.hpp"
#include "export/claims.hpp"
#include "export/json_read.hpp"
#include "export/quote.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

constexpr size_t kTellings = 4;      // sentences cited for one incident
constexpr int kDaysByDay = 14;       // longer windows get a bar a week
constexpr int kDaysByWeek = 7 * 80;  // longer ones a bar a month, then a year
constexpr int kDaysByMonth = 31 * 80;

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string sentence(std::string text) {
    text = capital(std::move(text));
    if (!text.empty() && text.back() != '.' && text.back() != '?' && text.back() != '!') text += '.';
    return text;
}

class Builder {
public:
    Builder(const Page& page, const std::vector<Selected>& selected, const SitrepOptions& options)
        : page_(page), selected_(selected), options_(options), narrator_(page) {}

    Sitrep run() {
        out_.title = options_.title.empty() ? "Situation report" : options_.title;
        for (const PageJson& one : page_.incidents) item(one);
        frame();
        claims();
        counts();
        differences();
        threats();
        brief();
        return std::move(out_);
    }

private:
    // ---- sources

    std::optional<size_t> source(const PageReport& report, const PageJson& record) {
        const auto span = sentence_of(report, record);
        if (!span) return std::nullopt;
        const std::string id = page::text(report.line, "id");
        const auto [at, fresh] = known_.emplace(std::pair(id, span->begin), out_.sources.size());
        if (!fresh) return at->second;
        const bool event = page::at(record, "trigger").is_object();
        const auto mark = page::extent(page::at(page::at(record, event ? "trigger" : "cue"), "span"));
        const bool inside = mark && mark->begin >= span->begin && mark->end <= span->end && mark->begin < mark->end;
        const std::string_view text = report.text;
        SitrepSource one;
        const size_t from = inside ? mark->begin : span->end, to = inside ? mark->end : span->end;
        one.before = one_line(text.substr(span->begin, from - span->begin));
        one.marked = one_line(text.substr(from, to - from));
        one.after = one_line(text.substr(to, span->end - to));
        one.outlet = narrator_.outlet(id);
        one.published = page::text(report.line, "published");
        one.title = page::text(report.line, "title");
        one.uri = page::text(report.line, "uri");
        one.report = id;
        one.paragraph = paragraph_of(text, span->begin);
        one.begin = span->begin;
        out_.sources.push_back(std::move(one));
        return at->second;
    }

    void cite(SitrepLine& line, const PageReport* report, const PageJson* record) {
        if (!report || !record) return;
        const auto at = source(*report, *record);
        if (at && std::find(line.sources.begin(), line.sources.end(), *at) == line.sources.end())
            line.sources.push_back(*at);
    }

    // The tellings of an incident; `reports` narrows them to some reports.
    void cite_tellings(SitrepLine& line, const PageJson& incident, const std::vector<std::string>* reports = nullptr) {
        for (const PageJson& id : page::at(incident, "mentions")) {
            if (!id.is_string() || line.sources.size() >= kTellings) continue;
            const PageReport* report = page_.report_of(id.get<std::string>());
            if (!report) continue;
            const std::string name = page::text(report->line, "id");
            if (reports && std::find(reports->begin(), reports->end(), name) == reports->end()) continue;
            cite(line, report, page_.record(id.get<std::string>()));
        }
    }

    // ---- incidents

    void item(const PageJson& incident) {
        SitrepItem out;
        const PageJson& place = page::at(incident, "place");
        out.id = page::text(incident, "id");
        out.title = narrator_.title(incident);
        out.when = wording::time(page::at(incident, "time"));
        out.status = page::text(incident, "status");
        out.told_by = narrator_.told_by(incident);
        out.background = narrator_.only_background(incident);
        out.place = page::text(place, "name");
        if (page::has_point(place))
            out.point = {page::at(place, "lat").get<double>(), page::at(place, "lon").get<double>()};
        const PageJson& killed = page::at(incident, "killed");
        out.killed = page::integer(killed, "best").value_or(page::integer(killed, "low").value_or(0));
        std::string what;
        for (const auto& [label, value] : narrator_.people(incident)) {
            if (label == "who") continue;
            what += (what.empty() ? "" : "; ") + (label == "on" ? "target: " : label + ": ") + value;
        }
        add(out, what, incident);
        for (const auto& [label, value] : narrator_.toll(incident)) add(out, label + ": " + value, incident);
        blame(out, incident);
        for (const auto& [field, values] : narrator_.disagreements(incident))
            add(out, fmt::format("reports differ on {}: {}", field, values), incident);
        if (out.lines.empty()) add(out, "no more is told", incident);
        out_.items.push_back(std::move(out));
    }

    void add(SitrepItem& item, const std::string& text, const PageJson& incident) {
        if (text.empty()) return;
        SitrepLine line{sentence(text), {}, {}};
        cite_tellings(line, incident);
        item.lines.push_back(std::move(line));
    }

    void blame(SitrepItem& item, const PageJson& incident) {
        const std::string who = narrator_.blame(incident);
        if (who.empty()) return;
        const bool nobody = who == "attacker unknown" || who == "not said";
        SitrepLine line{sentence(nobody ? who : "who: " + who), {}, {}};
        for (const ClaimRow& row : rows())
            if (row.incident == &incident && row.status != "no-claim" && row.status != "event-denied")
                cite(line, row.report, row.record);
        if (line.sources.empty()) cite_tellings(line, incident);
        item.lines.push_back(std::move(line));
    }

    const std::vector<ClaimRow>& rows() {
        if (!rows_) rows_ = claims_of(page_);
        return *rows_;
    }

    // ---- head

    void frame() {
        const Selection& asked = options_.selection;
        std::optional<Day> first = day_of(asked.since), last = day_of(asked.until);
        std::string latest;
        std::set<std::string> outlets;
        for (const PageReport& one : page_.reports) {
            outlets.insert(narrator_.outlet(page::text(one.line, "id")));
            latest = std::max(latest, page::text(one.line, "published"));
        }
        for (const Selected& one : selected_) {
            if (!one.incident.days.known()) continue;
            if (asked.since.empty())
                first = std::min(first.value_or(*one.incident.days.first), *one.incident.days.first);
            if (asked.until.empty()) last = std::max(last.value_or(*one.incident.days.first), *one.incident.days.first);
        }
        if (asked.until.empty() && day_of(latest)) last = std::max(last.value_or(*day_of(latest)), *day_of(latest));
        Selection window = asked;
        if (first && last && *first <= *last) {
            out_.window = days_text(*first, *last);
            const int days = *last - *first + 1;
            out_.by = days <= kDaysByDay     ? TallyBy::Days
                      : days <= kDaysByWeek  ? TallyBy::Weeks
                      : days <= kDaysByMonth ? TallyBy::Months
                                             : TallyBy::Years;
            window.since = day_text(*first);
            window.until = day_text(*last);
        }
        out_.counted = tally_of(selected_, window, "", out_.by);
        out_.basis = wording::counted(page_.reports.size(), "report", "reports") + " of " +
                     wording::counted(outlets.size(), "outlet", "outlets");
        if (!latest.empty()) out_.basis += ", the last of " + wording::date(latest);
        if (page_.all_reports > page_.reports.size())
            out_.basis +=
                fmt::format(" (the ledger holds {})", wording::number(static_cast<int64_t>(page_.all_reports)));
        if (!options_.made_by.empty()) out_.basis += ". " + options_.made_by;
    }

    std::vector<size_t> numbered(const std::vector<std::string>& ids) const {
        std::vector<size_t> out;
        for (size_t i = 0; i < out_.items.size(); ++i)
            if (std::find(ids.begin(), ids.end(), out_.items[i].id) != ids.end()) out.push_back(i);
        return out;
    }

    // "12 incidents, 9 of them confirmed; 2 more are disputed"
    static std::string ranged(const Counted& one) {
        std::string out = wording::counted(static_cast<size_t>(one.best), "incident", "incidents");
        if (one.best > 0 && one.low < one.best)
            out += one.low == 0 ? ", only claimed" : ", " + wording::number(one.low) + " of them confirmed";
        const int64_t disputed = one.high - one.best;
        if (disputed > 0)
            out += "; " + wording::number(disputed) + (disputed == 1 ? " more is" : " more are") + " disputed";
        return out;
    }

    void brief() {
        const Counted& all = out_.counted.all;
        if (out_.items.empty()) {
            out_.brief.push_back({"No incident of this window is in the ledger.", {}, {}});
            return;
        }
        out_.brief.push_back({ranged(all) + ".", {}, numbered(all.incidents)});
        for (const char* effect : {"killed", "injured"}) {
            const Counted people = tally_of(selected_, options_.selection, effect, TallyBy::Nothing).all;
            if (people.high == 0) continue;
            std::string text = wording::number(people.best) + (people.best == 1 ? " person " : " people ") + effect;
            if (people.low != people.high)
                text += fmt::format(" ({} to {})", wording::number(people.low), wording::number(people.high));
            out_.brief.push_back({text + ".", {}, numbered(people.incidents)});
        }
        worst();
        shares(TallyBy::Country, "Where: ", true);
        shares(TallyBy::Weapon, "With what: ", false);
        for (const SitrepSection& section : out_.sections)
            if (section.title == "Counts given") verdicts();
    }

    void worst() {
        const auto most =
            std::max_element(out_.items.begin(), out_.items.end(),
                             [](const SitrepItem& a, const SitrepItem& b) { return a.killed < b.killed; });
        if (most == out_.items.end() || most->killed < 2) return;
        SitrepLine line;
        line.text = fmt::format("The deadliest: {}{}, {} killed.", most->title,
                                most->when.empty() ? "" : ", " + most->when, wording::number(most->killed));
        line.sources = most->lines.front().sources;
        line.items = {static_cast<size_t>(most - out_.items.begin())};
        out_.brief.push_back(std::move(line));
    }

    void shares(TallyBy by, const char* head, bool countries) {
        const TallyAnswer found = tally_of(selected_, options_.selection, "", by);
        std::vector<std::string> parts, ids;
        for (const TallyRow& row : found.rows) {
            if (row.label == "unknown" || parts.size() == 6) continue;
            std::string label = countries ? wording::country(row.label) : row.label;
            std::replace(label.begin(), label.end(), '-', ' ');
            parts.push_back(label + " " + wording::number(row.counted.high));
            ids.insert(ids.end(), row.counted.incidents.begin(), row.counted.incidents.end());
        }
        if (!parts.empty()) out_.brief.push_back({head + wording::list(parts) + ".", {}, numbered(ids)});
    }

    void verdicts() {
        std::map<std::string, size_t> n;
        for (const PageJson& check : page_.checks) ++n[page::text(check, "verdict")];
        std::vector<std::string> parts;
        static constexpr std::pair<const char*, const char*> kWords[] = {{"consistent", "fit the record"},
                                                                         {"above", "are above it"},
                                                                         {"below", "are below it"},
                                                                         {"cannot tell", "cannot be checked"}};
        for (const auto& [verdict, words] : kWords)
            if (n[verdict] > 0) parts.push_back(fmt::format("{} {}", n[verdict], words));
        if (!parts.empty()) out_.brief.push_back({"Of the counts given, " + wording::list(parts) + ".", {}, {}});
    }

    // ---- sections

    void close(SitrepSection section) {
        if (!section.lines.empty()) out_.sections.push_back(std::move(section));
    }

    void claims() {
        SitrepSection out{"Who says who did it", {}};
        for (const ClaimRow& row : rows()) {
            SitrepLine line{sentence(said(row, narrator_)), {}, {}};
            if (row.incident) {
                line.items = numbered({page::text(*row.incident, "id")});
                line.text = sentence(narrator_.title(*row.incident) + ": " + said(row, narrator_));
            }
            cite(line, row.report, row.record);
            if (!line.sources.empty()) out.lines.push_back(std::move(line));
        }
        close(std::move(out));
    }

    void counts() {
        SitrepSection out{"Counts given", {}};
        for (const PageReport& report : page_.reports) {
            if (report.cited_only) continue;
            for (const PageJson& one : report.tallies) {
                SitrepLine line{wording::tally(one), {}, {}};
                if (const std::string by = wording::person(page::at(one, "by")); !by.empty())
                    line.text += " (" + by + ")";
                if (const PageJson* check = page_.check_of(page::text(one, "id"))) {
                    line.text +=
                        ": " + wording::verdict(page::text(*check, "verdict")) + "; " + page::text(*check, "because");
                    std::vector<std::string> ids;
                    for (const PageJson& id : page::at(*check, "incidents"))
                        if (id.is_string()) ids.push_back(id.get<std::string>());
                    line.items = numbered(ids);
                }
                line.text = sentence(line.text);
                cite(line, &report, &one);
                out.lines.push_back(std::move(line));
            }
        }
        close(std::move(out));
    }

    void differences() {
        SitrepSection out{"What does not agree", {}};
        for (const PageJson& incident : page_.incidents)
            for (const auto& [field, values] : narrator_.disagreements(incident)) {
                SitrepLine line{sentence(narrator_.title(incident) + ": " + field + ": " + values),
                                {},
                                numbered({page::text(incident, "id")})};
                cite_tellings(line, incident);
                out.lines.push_back(std::move(line));
            }
        for (const PageJson& conflict : page_.conflicts) {
            SitrepLine line{sentence("given counts: " + page::text(conflict, "because")), {}, {}};
            for (const PageJson& id : page::at(conflict, "tallies"))
                if (id.is_string())
                    cite(line, page_.report_of(id.get<std::string>()), page_.record(id.get<std::string>()));
            out.lines.push_back(std::move(line));
        }
        close(std::move(out));
    }

    void threats() {
        SitrepSection out{"Threats, warnings, plans", {}};
        for (const PageReport& report : page_.reports) {
            if (report.cited_only) continue;
            for (const PageJson& one : report.statements) {
                const std::string act = page::text(one, "act");
                if (act != "threaten" && act != "warn") continue;
                const std::string who = wording::person(page::at(one, "speaker"));
                std::string text = (who.empty() ? "somebody" : who) + " " + wording::act(act);
                for (const PageJson& other : page::at(one, "against"))
                    if (const std::string name = wording::person(other); !name.empty()) text += " " + name;
                SitrepLine line{sentence(text), {}, {}};
                cite(line, &report, &one);
                if (!line.sources.empty()) out.lines.push_back(std::move(line));
            }
            for (const PageJson& one : report.mentions) {
                const std::string phase = page::text(one, "phase");
                if (phase != "planned" && phase != "threatened") continue;
                std::string text = phase + ": " + wording::event(page::text(one, "type"), page::text(one, "mode"));
                if (const std::string where = wording::place(page::at(one, "place"), narrator_.countries());
                    !where.empty())
                    text += ", " + where;
                SitrepLine line{sentence(text), {}, {}};
                cite(line, &report, &one);
                if (!line.sources.empty()) out.lines.push_back(std::move(line));
            }
        }
        close(std::move(out));
    }

    const Page& page_;
    const std::vector<Selected>& selected_;
    const SitrepOptions& options_;
    Narrator narrator_;
    std::optional<std::vector<ClaimRow>> rows_;
    std::map<std::pair<std::string, size_t>, size_t> known_;
    Sitrep out_;
};

}  // namespace

Sitrep sitrep_of(const Page& page, const std::vector<Selected>& selected, const SitrepOptions& options) {
    return Builder(page, selected, options).run();
}

}  // namespace tallybook
