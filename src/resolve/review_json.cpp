// A review action as JSON: what the ledger keeps of it. Reviewer, time and number are columns of the ledger.
#include "base/errors.hpp"
#include "resolve/review.hpp"

namespace tallybook {

namespace {

Json span(const std::optional<std::pair<int64_t, int64_t>>& value) {
    return value ? Json::array({value->first, value->second}) : Json(nullptr);
}

std::optional<std::pair<int64_t, int64_t>> span_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array() || found->size() != 2 || !(*found)[0].is_number() ||
        !(*found)[1].is_number())
        return std::nullopt;
    return std::pair((*found)[0].get<int64_t>(), (*found)[1].get<int64_t>());
}

Json anchors_json(const std::vector<ReviewAnchor>& anchors) {
    Json out = Json::array();
    for (const ReviewAnchor& one : anchors)
        out.push_back({{"mention", one.mention},
                       {"report", one.report},
                       {"type", one.type},
                       {"trigger", span(one.trigger)},
                       {"sentence", span(one.sentence)}});
    return out;
}

std::vector<ReviewAnchor> anchors_at(const Json& object, const char* key) {
    std::vector<ReviewAnchor> out;
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array()) return out;
    for (const Json& one : *found)
        out.push_back({text_of(one, "mention"), text_of(one, "report"), text_of(one, "type"), span_at(one, "trigger"),
                       span_at(one, "sentence")});
    return out;
}

}  // namespace

std::string review_json(const ReviewAction& action) {
    const Json out = {{"kind", action.kind},
                      {"incident", action.incident},
                      {"reason", action.reason},
                      {"field", or_null(action.field)},
                      {"value", action.value},
                      {"anchors", anchors_json(action.anchors)},
                      {"others", anchors_json(action.others)},
                      {"seen", action.seen}};
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ReviewAction> read_review(std::string_view line) {
    const Json value = Json::parse(line, nullptr, false);
    ReviewAction out;
    if (value.is_object()) out.kind = text_of(value, "kind");
    if (out.kind.empty())
        return Error{errors::kBadRecord, "a review is no JSON object with a kind: " + std::string(line.substr(0, 80)),
                     ""};
    out.incident = text_of(value, "incident");
    out.reason = text_of(value, "reason");
    out.field = text_of(value, "field");
    out.value = value.value("value", Json(nullptr));
    out.anchors = anchors_at(value, "anchors");
    out.others = anchors_at(value, "others");
    out.seen = value.value("seen", Json(nullptr));
    return out;
}

}  // namespace tallybook
