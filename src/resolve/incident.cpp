// The line of an incident. Its content is made in merge.cpp.
#include "resolve/incident.hpp"

#include "base/hash.hpp"

namespace tallybook {

namespace {

Json number(const std::optional<int64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json counted(const Range& range) {
    Json out = json_of(range);
    out["hedge"] = or_null(range.hedge);
    return out;
}

Json attribution_json(const std::vector<Attribution>& list) {
    Json out = Json::array();
    for (const Attribution& one : list)
        out.push_back({{"id", or_null(one.id)},
                       {"name", or_null(one.name)},
                       {"status", one.status},
                       {"by", or_null(one.by)},
                       {"reports", one.reports}});
    return out;
}

Json disagreements_json(const std::vector<Disagreement>& list) {
    Json out = Json::array();
    for (const Disagreement& one : list) {
        Json values = Json::array();
        for (const auto& value : one.values) values.push_back({{"value", value.value}, {"reports", value.reports}});
        out.push_back({{"field", one.field}, {"values", std::move(values)}});
    }
    return out;
}

}  // namespace

Json json_of(const std::optional<Range>& range) {
    if (!range) return nullptr;
    return {{"low", number(range->low)}, {"best", number(range->best)}, {"high", number(range->high)}};
}

std::string with_revision(const Json& fields, size_t before, std::string* revision) {
    *revision = sha256_hex(fields.dump()).substr(0, 8);
    Json out = Json::object();
    size_t at = 0;
    for (const auto& [key, value] : fields.items()) {
        if (at++ == before) out["revision"] = *revision;
        out[key] = value;
    }
    return out.dump();
}

Finding finding_of(const Incident& incident) {
    Json line = Json::object();
    line["record"] = "incident";
    line["id"] = incident.id;
    line["type"] = or_null(incident.type);
    line["mode"] = or_null(incident.mode);
    line["contexts"] = incident.contexts;
    line["phase"] = or_null(incident.phase);
    line["count"] = counted(incident.count);
    line["status"] = incident.status;
    line["time"] = incident.time;
    line["place"] = incident.place;
    line["other_places"] = incident.other_places;
    line["participants"] = incident.participants;
    line["killed"] = json_of(incident.killed);
    line["injured"] = json_of(incident.injured);
    line["attribution"] = attribution_json(incident.attribution);
    line["claims"] = incident.claims;
    line["denials"] = incident.denials;
    line["mentions"] = incident.mentions;
    line["reports"] = incident.reports.size();
    line["independent_outlets"] = incident.outlets;
    line["disagreements"] = disagreements_json(incident.disagreements);
    line["why"] = incident.why;
    line["review"] = incident.review;

    Finding out;
    out.kind = "incident";
    out.id = incident.id;
    out.line = with_revision(line, 2, &out.revision);
    out.type = incident.type;
    if (incident.days.first) out.since = day_text(*incident.days.first);
    if (incident.days.last) out.until = day_text(*incident.days.last);
    if (incident.where) {
        out.place = incident.where->id;
        out.country = incident.where->country;
        out.lat = incident.where->lat;
        out.lon = incident.where->lon;
    }
    out.mentions = incident.mentions;
    return out;
}

}  // namespace tallybook
