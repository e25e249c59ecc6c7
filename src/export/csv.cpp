#include "export/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/days.hpp"
#include "base/text.hpp"
#include "export/json_read.hpp"
#include "export/narrator.hpp"
#include "export/quote.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

constexpr const char* kHeader =
    "id,revision,type,mode,status,phase,date_first,date_last,time,zone,place,place_id,place_relation,place_precision,"
    "admin1,country,latitude,longitude,count_low,count_best,count_high,killed_low,killed_best,killed_high,injured_low,"
    "injured_best,injured_high,actors,claimed_by,accused,suspected,denied_by,recipients,victims,weapons,contexts,"
    "reports,"
    "outlets,disagreements,review_state,reviewer,review_reason,evidence,evidence_outlet,evidence_published,evidence_"
    "uri,"
    "evidence_report,evidence_begin,evidence_end\n";

class Row {
public:
    void text(std::string_view value) { add(csv_text(value)); }
    void number(const PageJson& value) { add(value.is_number() ? value.dump() : ""); }
    void range(const PageJson& value) {
        for (const char* bound : {"low", "best", "high"}) number(page::at(value, bound));
    }
    std::string take() { return std::move(out_) + "\n"; }

private:
    void add(const std::string& cell) {
        if (!first_) out_ += ',';
        first_ = false;
        out_ += cell;
    }
    std::string out_;
    bool first_ = true;
};

// Each once, joined by "; ".
class Names {
public:
    void add(const std::string& name) {
        if (!name.empty() && std::find(seen_.begin(), seen_.end(), name) == seen_.end()) seen_.push_back(name);
    }
    std::string joined() const {
        std::string out;
        for (const std::string& one : seen_) out += (out.empty() ? "" : "; ") + one;
        return out;
    }

private:
    std::vector<std::string> seen_;
};

std::string blamed(const PageJson& incident, std::string_view status) {
    Names names;
    for (const PageJson& one : page::at(incident, "attribution"))
        if (page::text(one, "status") == status)
            names.add(page::text(one, "name").empty() ? page::text(one, "id") : page::text(one, "name"));
    return names.joined();
}

std::string people(const PageJson& incident, std::initializer_list<std::string_view> roles, bool kinds) {
    Names names;
    for (const PageJson& one : page::at(incident, "participants")) {
        const std::string role = page::text(one, "role");
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) continue;
        names.add(kinds ? page::text(one, "kind") : wording::person(one));
    }
    return names.joined();
}

std::string list(const PageJson& values) {
    Names names;
    for (const PageJson& one : values)
        if (one.is_string()) names.add(one.get<std::string>());
    return names.joined();
}

void when(Row& row, const PageJson& time) {
    const std::string value = page::text(time, "value");
    std::string first = page::text(time, "earliest"), last = page::text(time, "latest");
    const DayRange days{days_of(first.empty() ? value : first).first, days_of(last.empty() ? value : last).last};
    row.text(days.first ? day_text(*days.first) : "");
    row.text(days.last ? day_text(*days.last) : "");
    const bool hour = value.size() >= 16 && value[10] == 'T' && value[13] == ':';
    row.text(hour ? value.substr(11, 5) : "");
    row.text(page::text(time, "zone"));
}

void where(Row& row, const PageJson& place) {
    row.text(page::text(place, "name").empty() ? page::text(place, "text") : page::text(place, "name"));
    row.text(page::text(place, "id"));
    row.text(page::text(place, "relation"));
    row.text(page::text(place, "kind"));
    row.text(page::text(place, "admin1"));
    row.text(page::text(place, "country"));
    const bool point = page::has_point(place);
    row.number(point ? page::at(place, "lat") : PageJson());
    row.number(point ? page::at(place, "lon") : PageJson());
}

void evidence(Row& row, const Page& page, const PageJson& incident) {
    for (const PageJson& id : page::at(incident, "mentions")) {
        const PageJson* mention = id.is_string() ? page.record(id.get<std::string>()) : nullptr;
        const PageReport* report = mention ? page.report_of(id.get<std::string>()) : nullptr;
        const auto sentence = report ? sentence_of(*report, *mention) : std::nullopt;
        if (!sentence) continue;
        row.text(one_line(std::string_view(report->text).substr(sentence->begin, sentence->end - sentence->begin)));
        row.text(page::text(report->line, "outlet").empty() ? page::text(report->line, "key")
                                                            : page::text(report->line, "outlet"));
        row.text(page::text(report->line, "published"));
        row.text(page::text(report->line, "uri"));
        row.text(page::text(report->line, "id"));
        row.number(sentence->begin);
        row.number(sentence->end);
        return;
    }
    for (int i = 0; i < 7; ++i) row.text("");
}

}  // namespace

std::string csv_text(std::string_view text) {
    static constexpr std::string_view kFormula = "=+-@\t\r";
    std::string cell;
    if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
    std::string out = "\"";
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::string csv_of(const Page& page) {
    const Narrator narrator(page);
    std::string out = kHeader;
    for (const PageJson& one : page.incidents) {
        Row row;
        for (const char* key : {"id", "revision", "type", "mode", "status", "phase"}) row.text(page::text(one, key));
        when(row, page::at(one, "time"));
        where(row, page::at(one, "place"));
        for (const char* key : {"count", "killed", "injured"}) row.range(page::at(one, key));
        row.text(blamed(one, "reported"));
        for (const char* status : {"claimed", "accused", "suspected", "denied"}) row.text(blamed(one, status));
        row.text(people(one, {"recipient", "object"}, false));
        row.text(people(one, {"victim"}, false));
        row.text(people(one, {"instrument"}, true));
        row.text(list(page::at(one, "contexts")));
        row.number(page::at(one, "reports"));
        row.number(page::at(one, "independent_outlets"));
        std::string differ;
        for (const auto& [field, values] : narrator.disagreements(one))
            differ += (differ.empty() ? "" : " | ") + field + ": " + values;
        row.text(differ);
        const PageJson& review = page::at(one, "review");
        for (const char* key : {"state", "by", "reason"}) row.text(page::text(review, key));
        evidence(row, page, one);
        out += row.take();
    }
    return out;
}

}  // namespace tallybook
