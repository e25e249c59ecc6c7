#include "query/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/days.hpp"

namespace tallybook {

namespace {

constexpr const char* kUnknown = "unknown";

bool by_time(TallyBy by) {
    return by == TallyBy::Days || by == TallyBy::Weeks || by == TallyBy::Months || by == TallyBy::Years;
}

Day monday_of(Day day) {
    return day - (((day + 3) % 7) + 7) % 7;  // 1970-01-01 was a Thursday
}

// ISO 8601: a week belongs to the year of its Thursday.
std::string week_label(Day monday) {
    const std::string year = day_text(monday + 3).substr(0, 4);
    const Day first = monday_of(*day_of(year + "-01-04"));
    return fmt::format("{}-W{:02}", year, (monday - first) / 7 + 1);
}

TallyRow bucket_of(Day day, TallyBy by) {
    TallyRow out;
    const std::string text = day_text(day);
    DayRange range{day, day};
    if (by == TallyBy::Weeks) range = {monday_of(day), monday_of(day) + 6};
    if (by == TallyBy::Months) range = days_of(text.substr(0, 7));
    if (by == TallyBy::Years) range = days_of(text.substr(0, 4));
    out.label = by == TallyBy::Weeks    ? week_label(*range.first)
                : by == TallyBy::Months ? text.substr(0, 7)
                : by == TallyBy::Years  ? text.substr(0, 4)
                                        : text;
    out.since = day_text(*range.first);
    out.until = day_text(*range.last);
    return out;
}

// Who did it, as far as it is told: the one that is reported or claims it, else the accused or suspected one.
std::string actor_of(const Incident& incident) {
    for (const char* status : {"reported", "claimed", "accused", "suspected"})
        for (const Attribution& one : incident.attribution)
            if (one.status == status) return one.name.empty() ? one.id : one.name;
    return "";
}

std::string weapon_of(const Incident& incident) {
    for (const ToldPerson& one : incident.people)
        if (one.role == "instrument" && one.kind != "weapon" && one.kind != "unknown") return one.kind;
    return "";
}

std::string label_of(const Incident& incident, TallyBy by) {
    switch (by) {
        case TallyBy::Place:
            return incident.where ? incident.where->name : "";
        case TallyBy::Country:
            return incident.where ? incident.where->country : "";
        case TallyBy::Type:
            return incident.type;
        case TallyBy::Mode:
            return incident.mode;
        case TallyBy::Actor:
            return actor_of(incident);
        case TallyBy::Weapon:
            return weapon_of(incident);
        case TallyBy::Status:
            return incident.status;
        default:
            return "";
    }
}

class Rows {
public:
    Rows(const Selection& selection, TallyBy by)
        : by_(by), since_(day_of(selection.since)), until_(day_of(selection.until)) {}

    void add(const Incident& incident, const std::string& effect, bool sure) {
        if (by_time(by_)) {
            if (!incident.days.known()) return undated_.counted.add(incident, effect, sure);
            const Day day = std::max(*incident.days.first, since_.value_or(*incident.days.first));
            first_ = std::min(first_.value_or(day), day);
            last_ = std::max(last_.value_or(day), day);
            TallyRow row = bucket_of(day, by_);
            rows_.try_emplace(row.since, row).first->second.counted.add(incident, effect, sure);
        } else {
            TallyRow row;
            row.label = label_of(incident, by_);
            if (row.label.empty()) row.label = kUnknown;
            rows_.try_emplace(row.label, row).first->second.counted.add(incident, effect, sure);
        }
    }

    std::vector<TallyRow> run() {
        if (by_time(by_)) fill();
        std::vector<TallyRow> out;
        for (auto& [key, row] : rows_) out.push_back(std::move(row));
        if (!by_time(by_))
            std::stable_sort(out.begin(), out.end(), [](const TallyRow& a, const TallyRow& b) {
                return std::pair(a.label == kUnknown, -a.counted.best) <
                       std::pair(b.label == kUnknown, -b.counted.best);
            });
        if (!undated_.counted.incidents.empty()) {
            undated_.label = "undated";
            out.push_back(std::move(undated_));
        }
        return out;
    }

private:
    void fill() {
        const auto from = since_ ? since_ : first_, to = until_ ? until_ : last_;
        if (!from || !to) return;
        for (Day day = *from; day <= *to;) {
            TallyRow row = bucket_of(day, by_);
            day = *day_of(row.until) + 1;
            rows_.try_emplace(row.since, row);
        }
    }

    TallyBy by_;
    std::optional<Day> since_, until_, first_, last_;
    std::map<std::string, TallyRow> rows_;
    TallyRow undated_;
};

}  // namespace

TallyAnswer tally_of(const std::vector<Selected>& selected, const Selection& selection, const std::string& of,
                     TallyBy by) {
    const bool people = of == "killed" || of == "injured";
    const std::string effect = people ? of : "";
    TallyAnswer out;
    Rows rows(selection, by);
    for (const Selected& one : selected) {
        if (one.incident.status == "denied") continue;
        if (!people && !of.empty() && one.incident.type != of) continue;
        const size_t before = out.all.incidents.size();
        out.all.add(one.incident, effect, one.sure);
        if (out.all.incidents.size() > before && by != TallyBy::Nothing) rows.add(one.incident, effect, one.sure);
    }
    if (by != TallyBy::Nothing) out.rows = rows.run();
    return out;
}

}  // namespace tallybook
