// What happened, as far as the reports agree: one cluster of tellings merged, and its line of the record.
//
// Merging never throws a telling away: each participant and each attribution names the reports that it is from, ranges
// widen to what was said, and what does not fit together stands in `disagreements`. The leading number is the newest
// report's, because early numbers grow; low and high keep the others. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "resolve/cluster.hpp"
#include "resolve/resolve.hpp"
#include "resolve/telling.hpp"

namespace tallybook {

struct Attribution {
    std::string id, name;  // both empty: nobody is known to have done it
    std::string status;    // reported, claimed, accused, suspected, denied, unknown
    std::string by;        // who says so
    std::vector<std::string> reports;
};

struct Disagreement {
    struct Value {
        Json value;
        std::vector<std::string> reports;
    };
    std::string field;  // killed, injured, date, place, country, weapons, outcome, attribution, denial, count
    std::vector<Value> values;
};

struct Incident {
    std::string id;
    std::string type, mode, phase, status;
    std::vector<std::string> contexts;
    Range count;
    Json time, place, other_places, participants;
    DayRange days;
    std::optional<ToldPlace> where;
    std::vector<ToldPerson> people;
    std::optional<Range> killed, injured;
    std::vector<Attribution> attribution;
    std::vector<std::string> claims, denials;  // statement ids
    std::vector<std::string> mentions, reports;
    size_t outlets = 0;
    std::vector<Disagreement> disagreements;
    Json why;
    Json review;            // the reviewers' word, null for none
    bool rejected = false;  // by a reviewer: kept in the record, counted nowhere
};

// `statements`: of the reports of the block, in canonical order, each with its report.
struct PlacedStatement {
    const ToldReport* report;
    const ToldStatement* statement;
};

// `tolls`: told of this incident by place, in the canonical order; they add numbers and evidence and nothing else.
Incident merge(const std::vector<Telling>& tellings, const Cluster& cluster,
               const std::vector<PlacedStatement>& statements, const std::vector<const Telling*>& tolls = {});

// The canonical line; the revision is worked out here.
Finding finding_of(const Incident& incident);

// An incident read back from its line, for those who ask the ledger instead of resolving anew: all fields but `reports`
// (the line only counts them), `disagreements` and `why`. kBadRecord where the line is no object with an id.
Result<Incident> read_incident(const Json& line);

// `fields` with "revision" put behind its first `before` keys. For every line that carries one.
std::string with_revision(const Json& fields, size_t before, std::string* revision);

Json json_of(const std::optional<Range>& range);

}  // namespace tallybook
