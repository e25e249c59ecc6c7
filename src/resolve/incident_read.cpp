// An incident read back from its line: what fit.cpp and the questions to the ledger look at.
#include "base/errors.hpp"
#include "resolve/incident.hpp"

namespace tallybook {

namespace {

const Json& list_at(const Json& line, const char* key) {
    static const Json none = Json::array();
    const auto found = line.find(key);
    return found != line.end() && found->is_array() ? *found : none;
}

const Json* object_at(const Json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_object() ? &*found : nullptr;
}

}  // namespace

Result<Incident> read_incident(const Json& line) {
    if (!line.is_object() || text_of(line, "id").empty())
        return Error{errors::kBadRecord, "an incident's line is no JSON object with an id", ""};
    Incident out;
    out.id = text_of(line, "id");
    out.type = text_of(line, "type");
    out.mode = text_of(line, "mode");
    out.phase = text_of(line, "phase");
    out.status = text_of(line, "status");
    out.contexts = texts_of(line, "contexts");
    if (const Json* count = object_at(line, "count")) out.count = range_of(*count);
    if (const Json* killed = object_at(line, "killed")) out.killed = range_of(*killed);
    if (const Json* injured = object_at(line, "injured")) out.injured = range_of(*injured);
    if (const Json* time = object_at(line, "time")) {
        out.time = *time;
        out.days = time_of(*time).days;
    }
    if (const Json* place = object_at(line, "place")) {
        out.place = *place;
        out.where = place_of(*place);
    }
    out.other_places = list_at(line, "other_places");
    out.participants = list_at(line, "participants");
    for (const Json& one : out.participants) out.people.push_back(person_of(one));
    for (const Json& one : list_at(line, "attribution"))
        out.attribution.push_back({text_of(one, "id"), text_of(one, "name"), text_of(one, "status"), text_of(one, "by"),
                                   texts_of(one, "reports")});
    out.claims = texts_of(line, "claims");
    out.denials = texts_of(line, "denials");
    out.mentions = texts_of(line, "mentions");
    const auto outlets = line.find("independent_outlets");
    if (outlets != line.end() && outlets->is_number()) out.outlets = outlets->get<size_t>();
    if (const Json* review = object_at(line, "review")) {
        out.review = *review;
        out.rejected = text_of(*review, "state") == "rejected";
    }
    return out;
}

}  // namespace tallybook
