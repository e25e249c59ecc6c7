#include "resolve/review.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tallybook {

namespace {

constexpr int kSure = 99;  // points of a join that a reviewer made

bool overlap(const std::optional<std::pair<int64_t, int64_t>>& a, int64_t begin, int64_t end) {
    return a && a->first < end && begin < a->second;
}

bool contains(const std::vector<size_t>& sorted, size_t value) {
    return std::binary_search(sorted.begin(), sorted.end(), value);
}

bool meets(const std::vector<size_t>& sorted, const std::vector<size_t>& others) {
    return std::any_of(others.begin(), others.end(), [&](size_t one) { return contains(sorted, one); });
}

// Why each member is there: as before where it had a reason, else the reviewer's word.
void explain(Cluster& cluster, const std::map<size_t, Cluster::Join>& reasons, const ReviewAction& action) {
    const char* what = action.kind == "merge" ? "put together by " : "kept together by ";
    cluster.why.clear();
    for (size_t i = 1; i < cluster.members.size(); ++i) {
        const auto known = reasons.find(cluster.members[i]);
        if (known != reasons.end())
            cluster.why.push_back(known->second);
        else
            cluster.why.push_back({cluster.members[i], kSure, {what + action.by}});
    }
}

std::map<size_t, Cluster::Join> reasons_of(const Cluster& cluster) {
    std::map<size_t, Cluster::Join> out;
    for (const Cluster::Join& one : cluster.why) out.emplace(one.member, one);
    return out;
}

void merge_clusters(std::vector<Cluster>& clusters, const std::vector<size_t>& tellings, const ReviewAction& action) {
    Cluster* into = nullptr;
    for (Cluster& one : clusters) {
        if (!meets(one.members, tellings)) continue;
        if (!into) {
            into = &one;
            continue;
        }
        auto reasons = reasons_of(*into);
        reasons.merge(reasons_of(one));
        into->members.insert(into->members.end(), one.members.begin(), one.members.end());
        std::sort(into->members.begin(), into->members.end());
        one.members.clear();
        explain(*into, reasons, action);
    }
}

void split_cluster(std::vector<Cluster>& clusters, const std::vector<size_t>& staying,
                   const std::vector<size_t>& leaving, const ReviewAction& action) {
    const size_t before = clusters.size();
    for (size_t i = 0; i < before; ++i) {
        if (!meets(clusters[i].members, staying) || !meets(clusters[i].members, leaving)) continue;
        const auto reasons = reasons_of(clusters[i]);
        Cluster rest, gone;
        for (const size_t member : clusters[i].members)
            (std::find(leaving.begin(), leaving.end(), member) == leaving.end() ? rest : gone)
                .members.push_back(member);
        explain(rest, reasons, action);
        explain(gone, reasons, action);
        clusters[i] = std::move(rest);
        clusters.push_back(std::move(gone));
    }
}

void set_place(Incident& incident, const Json& value) {
    incident.place = value;
    incident.where = value.is_object() ? std::optional(place_of(value)) : std::nullopt;
}

// A reviewer's word on who did it stands in front; that nobody knows it no longer holds.
void set_actor(Incident& incident, const Json& value, const std::string& by) {
    auto& table = incident.attribution;
    table.erase(
        std::remove_if(table.begin(), table.end(), [](const Attribution& one) { return one.status == "unknown"; }),
        table.end());
    Attribution word{text_of(value, "id"), text_of(value, "name"), "reported", by, {}};
    if (word.id.empty() && word.name.empty()) word.status = "unknown";
    table.insert(table.begin(), std::move(word));
}

void set_field(Incident& incident, const ReviewAction& action) {
    const std::string text = action.value.is_string() ? action.value.get<std::string>() : "";
    if (action.field == "type") incident.type = text;
    if (action.field == "mode") incident.mode = text;
    if (action.field == "status") incident.status = text;
    if (action.field == "phase") incident.phase = text;
    const auto range = action.value.is_object() ? std::optional(range_of(action.value)) : std::nullopt;
    if (action.field == "killed") incident.killed = range;
    if (action.field == "injured") incident.injured = range;
    if (action.field == "count") incident.count = range.value_or(Range{1, 1, 1, ""});
    if (action.field == "place") set_place(incident, action.value);
    if (action.field == "actor") set_actor(incident, action.value, action.by);
    if (action.field == "time") {
        incident.time = action.value;
        incident.days = action.value.is_object() ? time_of(action.value).days : DayRange{};
    }
}

// As the incident's line has it.
Json value_of(const Incident& incident, const std::string& field) {
    if (field == "type") return or_null(incident.type);
    if (field == "mode") return or_null(incident.mode);
    if (field == "status") return or_null(incident.status);
    if (field == "phase") return or_null(incident.phase);
    if (field == "time") return incident.time;
    if (field == "place") return incident.place;
    if (field == "killed") return json_of(incident.killed);
    if (field == "injured") return json_of(incident.injured);
    if (field == "count") return json_of(incident.count);
    for (const Attribution& one : incident.attribution)
        if (one.status == "reported" || one.status == "claimed")
            return {{"id", or_null(one.id)}, {"name", or_null(one.name)}};
    return nullptr;
}

}  // namespace

const std::vector<std::string>& review_fields() {
    static const std::vector<std::string> fields{"type",  "mode",  "status", "phase",   "time",
                                                 "place", "count", "killed", "injured", "actor"};
    return fields;
}

Json review_value(const Json& incident, const std::string& field) {
    if (field == "actor") {
        const auto table = incident.find("attribution");
        if (table != incident.end())
            for (const Json& one : *table)
                if (const std::string status = text_of(one, "status"); status == "reported" || status == "claimed")
                    return {{"id", one.value("id", Json(nullptr))}, {"name", one.value("name", Json(nullptr))}};
        return nullptr;
    }
    const auto found = incident.find(field);
    return found == incident.end() ? Json(nullptr) : *found;
}

Reviews::Reviews(const std::vector<ReviewAction>& actions, const std::vector<Telling>& tellings)
    : actions_(actions), tellings_(tellings) {
    if (actions.empty()) return;
    for (size_t i = 0; i < tellings.size(); ++i) of_report_[tellings[i].report->id].push_back(i);
}

std::optional<size_t> Reviews::find(const ReviewAnchor& anchor) const {
    std::optional<size_t> same_sentence;
    const auto here = of_report_.find(anchor.report);
    if (here == of_report_.end()) return same_sentence;
    for (const size_t i : here->second) {
        const ToldMention& mention = *tellings_[i].mention;
        if (overlap(anchor.trigger, mention.at, mention.at + 1) || (!anchor.trigger && mention.id == anchor.mention))
            return i;
        if (!same_sentence && mention.type == anchor.type && overlap(anchor.sentence, mention.at, mention.at + 1))
            same_sentence = i;
    }
    return same_sentence;
}

std::vector<size_t> Reviews::found(const std::vector<ReviewAnchor>& anchors) const {
    std::vector<size_t> out;
    for (const ReviewAnchor& one : anchors)
        if (const auto at = find(one)) out.push_back(*at);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void Reviews::regroup(std::vector<Cluster>& clusters) {
    for (const ReviewAction& one : actions_) {
        if (one.kind != "merge" && one.kind != "split") continue;
        std::vector<size_t> of = found(one.anchors);
        const std::vector<size_t> others = found(one.others);
        if (of.empty() || others.empty()) continue;
        if (one.kind == "merge") {
            of.insert(of.end(), others.begin(), others.end());
            merge_clusters(clusters, of, one);
        } else {
            std::vector<size_t> staying;
            for (const size_t at : of)
                if (!contains(others, at)) staying.push_back(at);
            split_cluster(clusters, staying, others, one);
        }
        clusters.erase(
            std::remove_if(clusters.begin(), clusters.end(), [](const Cluster& c) { return c.members.empty(); }),
            clusters.end());
        std::sort(clusters.begin(), clusters.end(),
                  [](const Cluster& a, const Cluster& b) { return a.members.front() < b.members.front(); });
    }
    aim(clusters);
}

void Reviews::aim(const std::vector<Cluster>& clusters) {
    if (actions_.empty()) return;
    std::map<size_t, size_t> home;  // telling → cluster
    for (size_t i = 0; i < clusters.size(); ++i)
        for (const size_t member : clusters[i].members) home[member] = i;
    // The cluster that holds most of what the action was about; of equals the first.
    const auto most = [&](const std::vector<size_t>& tellings) {
        std::map<size_t, size_t> votes;
        for (const size_t at : tellings) ++votes[home.at(at)];
        std::optional<size_t> best;
        for (const auto& [cluster, n] : votes)
            if (!best || n > votes[*best]) best = cluster;
        return best;
    };
    for (const ReviewAction& one : actions_) {
        const std::vector<size_t> others = found(one.others);
        std::vector<size_t> of;
        for (const size_t at : found(one.anchors))
            if (one.kind != "split" || !contains(others, at)) of.push_back(at);
        std::set<size_t> targets;
        if (const auto at = most(of)) targets.insert(*at);
        if (const auto at = most(others); at && one.kind == "split") targets.insert(*at);
        for (const size_t target : targets) about_[target].push_back(&one);
    }
}

void Reviews::apply(Incident& incident, size_t cluster) const {
    const auto about = about_.find(cluster);
    if (about == about_.end()) return;
    Json state = nullptr, by = nullptr, at = nullptr, reason = nullptr;
    Json edits = Json::array(), notes = Json::array();
    for (const ReviewAction* one : about->second) {
        if (one->kind == "note") {
            notes.push_back({{"text", one->reason}, {"by", one->by}, {"at", one->at}});
            continue;
        }
        if (one->kind == "edit") {
            edits.push_back(
                {{"field", one->field}, {"from", value_of(incident, one->field)}, {"to", one->value}, {"by", one->by}});
            set_field(incident, *one);
        }
        state = one->kind == "accept" ? "accepted" : one->kind == "reject" ? "rejected" : "edited";
        by = one->by;
        at = one->at;
        reason = or_null(one->reason);
    }
    incident.rejected = state == "rejected";
    incident.review = {{"state", state},   {"by", by},       {"at", at},
                       {"reason", reason}, {"edits", edits}, {"notes", notes}};
}

}  // namespace tallybook
