#include "cli/reviewing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/errors.hpp"
#include "export/wording.hpp"
#include "query/edit.hpp"
#include "report/record_json.hpp"

namespace tallybook::cli {

namespace {

std::vector<std::string> mentions_of(const Json& incident) {
    std::vector<std::string> out;
    for (const Json& one : incident.value("mentions", Json::array()))
        if (one.is_string()) out.push_back(one.get<std::string>());
    return out;
}

// The place as the record writes it, with what a span would have said left out.
Json place_json(const PlaceRef& place) {
    std::string text;
    JsonWriter json(text);
    write_place(json, place, "");
    Json out = Json::parse(text, nullptr, false);
    out["basis"] = "review";
    return out;
}

}  // namespace

Result<Reviewer> Reviewer::open(const ReviewOptions& given) {
    ReviewOptions options = given;
    if (options.by.empty())
        if (const char* name = std::getenv("TALLYBOOK_REVIEWER")) options.by = name;
    if (options.by.empty() || options.by == "machine")
        return Error{errors::kUsage, "name the reviewer with --by or the environment variable TALLYBOOK_REVIEWER",
                     "--by"};
    if (auto there = Ledger::open(options.ledger, Ledger::Access::Read);
        !there && there.error().code == errors::kLedgerMissing)
        return there.error();
    auto ledger = Ledger::open(options.ledger, Ledger::Access::Write);
    if (!ledger) return ledger.error();
    auto runs = ledger->runs();
    if (!runs) return runs.error();
    const RunInfo run = runs->empty() ? RunInfo{} : runs->back();
    if (auto settled = ledger->settle(run); !settled) return settled.error();
    return Reviewer(std::move(*ledger), std::move(options), run);
}

Result<Json> Reviewer::line_of(const std::string& incident) const {
    auto now = incident_named(ledger_, incident);
    if (!now) return now.error();
    auto line = ledger_.finding("incident", *now);
    if (!line) return line.error();
    return Json::parse(**line, nullptr, false);
}

Result<ReviewAction> Reviewer::action_on(const std::string& kind, const std::string& incident,
                                         const std::string& reason) const {
    auto line = line_of(incident);
    if (!line) return line.error();
    ReviewAction out;
    out.kind = kind;
    out.by = options_.by;
    out.reason = reason;
    out.incident = text_of(*line, "id");
    auto anchors = ledger_.anchors(mentions_of(*line));
    if (!anchors) return anchors.error();
    out.anchors = std::move(*anchors);
    out.seen = Json::object();
    for (const std::string& field : review_fields()) out.seen[field] = review_value(*line, field);
    return out;
}

Result<std::string> Reviewer::keep(const ReviewAction& action, const std::string& what) {
    auto done = ledger_.review(action, run_);
    if (!done) return done.error();
    return fmt::format("{}: {}\n", what, action.incident);
}

Result<std::string> Reviewer::state(const std::string& kind, const std::string& incident, const std::string& reason) {
    if (kind == "reject" && reason.empty())
        return Error{errors::kUsage, "say why it is rejected: --reason TEXT", "--reason"};
    auto action = action_on(kind, incident, reason);
    if (!action) return action.error();
    return keep(*action, kind == "accept" ? "accepted" : kind == "reject" ? "rejected" : "noted");
}

Result<Json> Reviewer::place(const std::string& text) const {
    const auto gazetteer = options_.data.open_gazetteer();
    if (!gazetteer) return gazetteer.error();
    const auto hits = (*gazetteer)->by_name(text);
    if (const uint32_t entry = (*gazetteer)->by_id(text); entry != Gazetteer::kNoEntry)
        return place_json((*gazetteer)->place(entry));
    if (hits.size() == 1) return place_json((*gazetteer)->place(hits[0].entry));
    std::string choice;
    for (size_t i = 0; i < std::min<size_t>(hits.size(), 8); ++i) {
        const PlaceRef one = (*gazetteer)->place(hits[i].entry);
        choice += fmt::format("\n  {}  {}, {} {}", one.id, one.name, one.admin1, one.country);
    }
    if (hits.empty()) return Error{errors::kNoSuchRecord, "no place is called '" + text + "'", ""};
    return Error{errors::kUsage, "several places are called '" + text + "'; give one's id:" + choice, ""};
}

// An actor whom the ledger knows by that id or name keeps both.
Result<Json> Reviewer::actor(const std::string& text) const {
    std::optional<Json> known;
    const auto look = [&](const Json& one) {
        const std::string id = text_of(one, "id"), name = text_of(one, "name");
        if (!known && !id.empty() && (id == text || name == text)) known = Json{{"id", id}, {"name", or_null(name)}};
    };
    auto read = ledger_.each_finding("incident", [&](const std::string& line) {
        const Json incident = Json::parse(line, nullptr, false);
        for (const char* list : {"participants", "attribution"})
            for (const Json& one : incident.value(list, Json::array())) look(one);
        return !known;
    });
    if (!read) return read.error();
    if (known) return std::move(*known);
    return edited_value("actor", text);
}

Result<std::string> Reviewer::edit(const std::string& incident, const std::string& field, const std::string& text,
                                   const std::string& reason) {
    auto value = field == "place" && text != "none" ? place(text)
                 : field == "place"                 ? Result<Json>(Json(nullptr))
                 : field == "actor"                 ? actor(text)
                                                    : edited_value(field, text);
    if (!value) return value.error();
    auto action = action_on("edit", incident, reason);
    if (!action) return action.error();
    action->field = field;
    action->value = std::move(*value);
    return keep(*action, "edited " + field);
}

Result<std::string> Reviewer::merge(const std::vector<std::string>& incidents, const std::string& reason) {
    if (incidents.size() < 2) return Error{errors::kUsage, "name at least two incidents", ""};
    auto action = action_on("merge", incidents[0], reason);
    if (!action) return action.error();
    for (size_t i = 1; i < incidents.size(); ++i) {
        auto other = action_on("merge", incidents[i], reason);
        if (!other) return other.error();
        if (other->incident == action->incident)
            return Error{errors::kUsage, "'" + incidents[i] + "' is the same incident already", ""};
        action->others.insert(action->others.end(), other->anchors.begin(), other->anchors.end());
    }
    auto done = ledger_.review(*action, run_);
    if (!done) return done.error();
    auto now = ledger_.current_incident(action->incident);
    if (!now) return now.error();
    return "merged: " + now->value_or(action->incident) + "\n";
}

Result<std::string> Reviewer::split(const std::string& incident, const std::vector<std::string>& mentions,
                                    const std::string& reason) {
    auto action = action_on("split", incident, reason);
    if (!action) return action.error();
    for (const std::string& mention : mentions) {
        const auto found = std::find_if(action->anchors.begin(), action->anchors.end(),
                                        [&](const ReviewAnchor& one) { return one.mention == mention; });
        if (found == action->anchors.end())
            return Error{errors::kNoSuchRecord, "'" + mention + "' is no mention of that incident", ""};
        action->others.push_back(*found);
    }
    if (action->others.empty() || action->others.size() >= action->anchors.size())
        return Error{errors::kUsage, "name some of its mentions, not all: at least one must stay", ""};
    return keep(*action, "split");
}

Result<std::string> Reviewer::undo(std::optional<int64_t> row, const std::string& reason) {
    if (!row) {
        auto rows = ledger_.reviews();
        if (!rows) return rows.error();
        for (const ReviewRow& one : *rows)
            if (one.active && one.action.kind != "undo" && one.action.by == options_.by) row = one.action.n;
        if (!row) return Error{errors::kNoSuchRecord, options_.by + " has nothing to undo", ""};
    }
    auto done = ledger_.undo(*row, options_.by, reason, run_);
    if (!done) return done.error();
    return fmt::format("undone: review {}\n", *row);
}

}  // namespace tallybook::cli
