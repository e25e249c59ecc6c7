// Hand-made reports for the tests of resolving, ledger and export: a text of our own and its record lines. Spans are
// found by looking the words up in the text, so that they are always right.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "resolve/gist.hpp"
#include "resolve/told.hpp"

namespace tallybook::test {

class Story {
public:
    Story(std::string key_, std::string outlet_, std::string published_, std::string text_)
        : key(std::move(key_)), outlet(std::move(outlet_)), published(std::move(published_)), text(std::move(text_)) {
        sha256 = sha256_hex(text);
        id = "r-" + sha256.substr(0, 16);
    }

    std::string line() const {
        return Json({{"record", "report"},
                     {"id", id},
                     {"key", key},
                     {"sha256", sha256},
                     {"uri", "https://" + key + ".example.org/1"},
                     {"outlet", outlet.empty() ? Json(nullptr) : Json(outlet)},
                     {"byline", nullptr},
                     {"title", title.empty() ? Json(nullptr) : Json(title)},
                     {"published", published.empty() ? Json(nullptr) : Json(published)},
                     {"published_basis", "given"},
                     {"language", "en"},
                     {"bytes", text.size()},
                     {"sentences", 3},
                     {"notes", Json::array()}})
            .dump();
    }

    Json span(const std::string& words) const {
        const size_t at = text.find(words);
        if (at == std::string::npos) throw std::runtime_error("not in the text: " + words);
        return {at, at + words.size()};
    }

    // A mention whose trigger is `trigger` and whose evidence is `sentence`; `more` replaces fields.
    std::string mention(const std::string& type, const std::string& trigger, const std::string& sentence,
                        const Json& more = Json::object()) {
        Json out = {{"record", "mention"},
                    {"id", id + "/m" + std::to_string(++mentions_)},
                    {"report", id},
                    {"key", key},
                    {"type", type},
                    {"mode", nullptr},
                    {"contexts", Json::array()},
                    {"polarity", "affirmed"},
                    {"phase", "past"},
                    {"historic", false},
                    {"count", nullptr},
                    {"part_of", nullptr},
                    {"series", false},
                    {"reciprocal", false},
                    {"trigger", {{"text", trigger}, {"span", span(trigger)}}},
                    {"participants", Json::array()},
                    {"time", nullptr},
                    {"place", nullptr},
                    {"other_places", Json::array()},
                    {"said_by", Json::array()},
                    {"evidence", Json::array({{{"span", span(sentence)}}})},
                    {"rule", "test"},
                    {"score", 0.9}};
        return add(out, more);
    }

    std::string statement(const std::string& act, const std::string& cue, const std::string& sentence,
                          const Json& more) {
        Json out = {{"record", "statement"},
                    {"id", id + "/s" + std::to_string(++statements_)},
                    {"report", id},
                    {"key", key},
                    {"act", act},
                    {"type", nullptr},
                    {"mode", nullptr},
                    {"speaker", nullptr},
                    {"addressee", nullptr},
                    {"about", Json::array()},
                    {"against", Json::array()},
                    {"medium", nullptr},
                    {"reported_by", nullptr},
                    {"polarity", "affirmed"},
                    {"time", nullptr},
                    {"place", nullptr},
                    {"cue", {{"text", cue}, {"span", span(cue)}}},
                    {"content", nullptr},
                    {"quoted", false},
                    {"evidence", Json::array({{{"span", span(sentence)}}})},
                    {"rule", "test"}};
        return add(out, more);
    }

    std::string tally(const std::string& of, const Json& quantity, const std::string& sentence, const Json& more) {
        Json out = {{"record", "tally"},
                    {"id", id + "/t" + std::to_string(++tallies_)},
                    {"report", id},
                    {"key", key},
                    {"of", of},
                    {"quantity", quantity},
                    {"unit", "attacks"},
                    {"actor", nullptr},
                    {"recipient", nullptr},
                    {"places", Json::array()},
                    {"since", nullptr},
                    {"until", nullptr},
                    {"window_basis", nullptr},
                    {"superlative", nullptr},
                    {"part_of", nullptr},
                    {"supersedes", nullptr},
                    {"by", nullptr},
                    {"evidence", Json::array({{{"span", span(sentence)}}})},
                    {"rule", "test"}};
        return add(out, more);
    }

    ToldReport told() const {
        auto report = read_report_line(line());
        if (!report) throw std::runtime_error(report.error().describe());
        for (const std::string& record : records)
            if (auto added = add_record_line(*report, record); !added)
                throw std::runtime_error(added.error().describe());
        report->gist = gist_of(text);
        return std::move(*report);
    }

    std::string key, outlet, published, text, title, id, sha256;
    std::vector<std::string> records;

private:
    std::string add(Json& out, const Json& more) {
        for (const auto& [name, value] : more.items()) out[name] = value;
        records.push_back(out.dump());
        return out["id"];
    }
    int mentions_ = 0, statements_ = 0, tallies_ = 0;
};

inline Json day(const std::string& date) {
    return {{"span", nullptr}, {"text", nullptr},  {"timex", "DATE"}, {"value", date},
            {"mod", nullptr},  {"earliest", date}, {"latest", date}};
}
inline Json hour(const std::string& date, const std::string& from, const std::string& to) {
    return {{"span", nullptr},
            {"text", nullptr},
            {"timex", "TIME"},
            {"value", date + "T" + from},
            {"mod", nullptr},
            {"earliest", date + "T" + from},
            {"latest", date + "T" + to},
            {"zone", "Asia/Baghdad"}};
}
inline Json place(const std::string& id, const std::string& name, const std::string& country, const std::string& kind,
                  double lat, double lon) {
    return {{"span", nullptr}, {"text", name},       {"id", id},          {"name", name}, {"lat", lat},
            {"lon", lon},      {"country", country}, {"admin1", nullptr}, {"kind", kind}, {"geonames", nullptr},
            {"candidates", 1}, {"relation", "in"},   {"between", nullptr}};
}
inline Json count(Json low, Json best, Json high, Json hedge = nullptr) {
    return {{"low", std::move(low)}, {"best", std::move(best)}, {"high", std::move(high)}, {"hedge", std::move(hedge)}};
}
inline Json exactly(int n) {
    return count(n, n, n);
}

// A participant; `more` replaces fields.
inline Json who(const std::string& role, Json words, Json id, Json name, const std::string& kind,
                const Json& more = Json::object()) {
    Json out = {{"role", role.empty() ? Json(nullptr) : Json(role)},
                {"text", std::move(words)},
                {"span", nullptr},
                {"named_at", nullptr},
                {"id", std::move(id)},
                {"name", std::move(name)},
                {"kind", kind},
                {"class", nullptr},
                {"description", nullptr},
                {"member_of", nullptr},
                {"affiliation", nullptr},
                {"country", nullptr},
                {"count", nullptr},
                {"effect", nullptr},
                {"status", "reported"},
                {"by", nullptr},
                {"by_kind", nullptr},
                {"basis", nullptr},
                {"place", nullptr},
                {"within", nullptr}};
    for (const auto& [key, value] : more.items()) out[key] = value;
    return out;
}
inline Json nobody_knows_who() {
    return who("actor", nullptr, nullptr, nullptr, "unknown", {{"status", "unknown"}});
}
inline Json weapon(const std::string& words, const std::string& kind, Json n = nullptr) {
    return who("instrument", words, nullptr, nullptr, kind, {{"count", std::move(n)}});
}
inline Json us_forces(const std::string& role, const std::string& words) {
    return who(role, words, "us-forces", "U.S. forces", "state-forces", {{"country", "US"}});
}
inline Json victims(const std::string& words, const std::string& effect, Json n, const Json& more = Json::object()) {
    Json fields = {{"effect", effect}, {"count", std::move(n)}};
    for (const auto& [key, value] : more.items()) fields[key] = value;
    return who("victim", words, nullptr, nullptr, "civilians", fields);
}

inline const Json kAsad = place("facility:ain-al-asad", "Ain al-Asad airbase", "IQ", "facility", 33.7856, 42.4412);
inline const Json kTanf = place("facility:al-tanf", "al-Tanf garrison", "SY", "facility", 33.5061, 38.6181);
inline const Json kBaghdad = place("geonames:98182", "Baghdad", "IQ", "town", 33.3406, 44.4009);
inline const Json kIraq = place("country:IQ", "Iraq", "IQ", "country", 33, 44);
inline const Json kSyria = place("country:SY", "Syria", "SY", "country", 35, 38);

}  // namespace tallybook::test
