#include "export/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/days.hpp"
#include "export/json_read.hpp"

namespace tallybook::wording {

namespace {

struct Pair {
    std::string_view word, said;
};

template <size_t N>
std::string look_up(const Pair (&table)[N], std::string_view word) {
    for (const Pair& one : table)
        if (one.word == word) return std::string(one.said);
    return "";
}

constexpr Pair kModes[] = {{"abduct", "Abduction"},
                           {"beat", "Beating"},
                           {"torture", "Torture"},
                           {"sexual", "Sexual violence"},
                           {"targeted", "Targeted killing"},
                           {"destroy", "Destruction"},
                           {"primitive", "Attack with simple weapons"},
                           {"firearms", "Shooting"},
                           {"explosives", "Bombing"},
                           {"suicide-attack", "Suicide attack"},
                           {"aerial", "Air strike"},
                           {"drone", "Drone attack"},
                           {"heavy-weapons", "Attack with heavy weapons"},
                           {"crowd-control", "Force against a crowd"},
                           {"unconventional", "Unconventional attack"},
                           {"robbery", "Robbery"},
                           {"hijack", "Hijacking"},
                           {"arson", "Arson"},
                           {"siege", "Siege"},
                           {"seize", "Seizure"},
                           {"curfew", "Curfew"},
                           {"martial-law", "Martial law"},
                           {"arrest", "Arrest"},
                           {"deport", "Deportation"},
                           {"work-stoppage", "Enforced work stoppage"},
                           {"demo", "Demonstration"},
                           {"riot", "Riot"},
                           {"strike", "Strike"},
                           {"hunger", "Hunger strike"},
                           {"boycott", "Boycott"},
                           {"obstruct", "Blockade"},
                           {"troops", "Mobilisation of troops"},
                           {"police", "Mobilisation of police"},
                           {"expel", "Expulsion"},
                           {"investigate", "Investigation"},
                           {"release", "Release"},
                           {"return", "Return"},
                           {"disarm", "Disarmament"},
                           {"ceasefire", "Ceasefire"},
                           {"phone", "Call"},
                           {"visit", "Visit"},
                           {"multilateral", "Talks"},
                           {"third-party", "Mediation"}};
constexpr Pair kTypes[] = {{"ASSAULT", "Attack"},        {"COERCE", "Coercion"},    {"PROTEST", "Protest"},
                           {"MOBILIZE", "Mobilisation"}, {"SANCTION", "Sanction"},  {"AID", "Aid"},
                           {"COOPERATE", "Cooperation"}, {"RETREAT", "Retreat"},    {"CONSULT", "Talks"},
                           {"THREATEN", "Threat"},       {"ACCUSE", "Accusation"},  {"AGREE", "Agreement"},
                           {"SUPPORT", "Support"},       {"CONCEDE", "Concession"}, {"REQUEST", "Demand"},
                           {"REJECT", "Refusal"}};
constexpr Pair kActs[] = {{"condemn", "condemns"},
                          {"accuse", "accuses"},
                          {"claim-responsibility", "claims responsibility"},
                          {"deny", "denies"},
                          {"no-claim", "no claim of responsibility"},
                          {"threaten", "threatens"},
                          {"warn", "warns"},
                          {"demand", "demands"},
                          {"urge", "urges"},
                          {"promise", "promises"},
                          {"agree", "agrees"},
                          {"reject", "rejects"},
                          {"praise", "praises"},
                          {"confirm", "confirms"},
                          {"admit", "admits"},
                          {"apologise", "apologises"},
                          {"no-comment", "does not comment"},
                          {"report", "says"},
                          {"consult", "consults"},
                          {"order", "orders"},
                          {"announce", "announces"}};
constexpr Pair kPartsOfDay[] = {{"TMO", "morning"}, {"TMI", "midday"}, {"TAF", "afternoon"},
                                {"TEV", "evening"}, {"TNI", "night"},  {"TDT", "daytime"}};
constexpr Pair kMods[] = {{"APPROX", "about "},    {"START", "early on "},  {"MID", "mid "},
                          {"END", "late on "},     {"BEFORE", "before "},   {"AFTER", "after "},
                          {"ON_OR_BEFORE", "by "}, {"ON_OR_AFTER", "from "}};
constexpr std::string_view kWeekdays[] = {"Thu", "Fri", "Sat", "Sun",
                                          "Mon", "Tue", "Wed"};  // 1970-01-01 was a Thursday

std::string with_weekday(Day day) {
    return std::string(kWeekdays[static_cast<size_t>(((day % 7) + 7) % 7)]) + " " + days_text(day, day);
}

std::string clock(std::string_view stamp) {
    return std::string(stamp.substr(11, 5));
}

std::string counted_thing(const PageJson& tally, bool harm, bool recipient) {
    const std::string of = page::text(tally, "of"), unit = page::text(tally, "unit");
    static constexpr std::string_view kHarms[] = {"death",    "deaths",     "dead",    "fatality", "fatalities",
                                                  "injuries", "casualties", "wounded", "injured"};
    const bool same = std::find(std::begin(kHarms), std::end(kHarms), unit) != std::end(kHarms);  // "9 deaths"
    if (harm) return unit.empty() || recipient || same ? of : unit + " " + of;
    if (of == "ASSAULT") return "attacks";
    const bool type = !of.empty() && of[0] >= 'A' && of[0] <= 'Z';
    if (!unit.empty() && unit != "times") return unit;
    return type ? event(of, "") : of;
}

}  // namespace

std::string number(int64_t value) {
    std::string digits = std::to_string(value);
    for (size_t at = digits.size(); at > 3 && digits[at - 4] != '-';) digits.insert(at -= 3, 1, ',');
    return digits;
}

std::string quantity(const PageJson& range) {
    const auto low = page::integer(range, "low"), best = page::integer(range, "best"),
               high = page::integer(range, "high");
    const std::string hedge = page::text(range, "hedge");
    if (best && low == best && high == best) return number(*best);
    if (best && !hedge.empty()) return hedge + " " + number(*best);
    if (best && low == best && !high) return "at least " + number(*best);
    if (best && low && !high && *low == *best + 1) return "more than " + number(*best);
    if (best && high == best && !low) return "up to " + number(*best);
    if (best && !low && !high) return "about " + number(*best);
    if (low && high && *low != *high) return number(*low) + " to " + number(*high);
    if (low == 2 && !best && !high) return "several";
    if (low && !best && !high) return number(*low) + " or more";
    if (best) return number(*best);
    if (high) return "up to " + number(*high);
    return low ? number(*low) : "";
}

std::string toll(const PageJson& range) {
    const auto low = page::integer(range, "low"), best = page::integer(range, "best"),
               high = page::integer(range, "high");
    if (!best || (low == best && high == best)) return quantity(range);
    if (low && *low < *best)
        return fmt::format("{} ({} to {} told)", number(*best), number(*low), number(high.value_or(*best)));
    if (low == best && high && *high > *best) return fmt::format("{} (up to {} told)", number(*best), number(*high));
    return quantity(range);
}

std::string date(std::string_view iso) {
    const auto day = day_of(iso);
    return day ? days_text(*day, *day) : std::string(iso);
}

std::string time(const PageJson& value) {
    const std::string told = page::text(value, "value"), zone = page::text(value, "zone");
    std::string first = page::text(value, "earliest"), last = page::text(value, "latest");
    const std::string mod = look_up(kMods, page::text(value, "mod"));
    const DayRange days{days_of(first.empty() ? told : first).first, days_of(last.empty() ? told : last).last};
    if (!days.known()) {
        const std::string words = page::text(value, "text");
        return !words.empty() ? words : told;
    }
    if (days.days() > 1 && told.size() == 4) return mod + told;
    if (days.days() > 1 && told.size() == 7 && told[5] != 'W')
        return mod + days_text(*days.first, *days.first).substr(2);
    if (days.days() > 1) return mod + days_text(*days.first, *days.last);
    std::string out = with_weekday(*days.first);
    const bool hours = first.size() >= 16 && last.size() >= 16;
    const std::string part = told.size() > 11 ? look_up(kPartsOfDay, std::string_view(told).substr(10)) : "";
    if (!part.empty()) {
        out += ", " + part;
    } else if (told.size() >= 16 && told[10] == 'T' && told[11] != 'T') {
        out += ", " + mod + clock(told);
    } else if (hours) {
        out += ", " + clock(first) + " to " + clock(last);
    } else {
        return mod.empty() ? out : mod + out;
    }
    return zone.empty() ? out : out + " (" + zone + ")";
}

std::string with_dates(std::string text) {
    for (size_t at = 0; at + 10 <= text.size(); ++at)
        if (const auto day = day_of(std::string_view(text).substr(at)); day)
            text.replace(at, 10, days_text(*day, *day));
    return text;
}

std::string attribution(const std::string& status, const std::string& name, const std::string& by) {
    const bool other = !by.empty() && by != name;
    const std::string accuser = other ? " by " + by : "", teller = other ? " (" + by + ")" : "";
    if (status == "claimed") return "claimed by " + name + teller;
    if (status == "denied") return "denied by " + name + teller;
    if (status == "event-denied") return name + ": it did not happen" + teller;
    if (status == "accused") return name + " accused" + accuser;
    if (status == "suspected") return name + " suspected" + accuser;
    return "";
}

std::string window(std::string_view since, std::string_view until) {
    const auto from = day_of(since), to = day_of(until);
    if (from && to && since.ends_with("-01-01") && until == std::string(since.substr(0, 4)) + "-12-31")
        return std::string(since.substr(0, 4));
    if (from && to) return days_text(*from, *to);
    if (from) return "since " + days_text(*from, *from);
    return to ? "until " + days_text(*to, *to) : "";
}

std::string place(const PageJson& value, const std::map<std::string, std::string>& countries) {
    std::string name = page::text(value, "name");
    if (name.empty()) name = page::text(value, "text");
    if (name.empty()) return "";
    std::string relation = page::text(value, "relation");
    std::replace(relation.begin(), relation.end(), '-', ' ');
    std::string out = relation.empty() || relation == "in" || relation == "at" ? name : relation + " " + name;
    const std::string code = page::text(value, "country");
    if (code.empty() || page::text(value, "kind") == "country") return out;
    const auto known = countries.find(code);
    const std::string in = known == countries.end() ? wording::country(code) : known->second;
    return in == name ? out : out + ", " + in;
}

std::map<std::string, std::string> countries_of(const Page& page) {
    std::map<std::string, std::string> out;
    const auto learn = [&](const PageJson& place) {
        if (page::text(place, "kind") == "country" && !page::text(place, "country").empty())
            out.emplace(page::text(place, "country"), page::text(place, "name"));
    };
    for (const PageReport& report : page.reports) {
        for (const PageJson& mention : report.mentions) {
            learn(page::at(mention, "place"));
            for (const PageJson& other : page::at(mention, "other_places")) learn(other);
        }
        for (const PageJson& tally : report.tallies)
            for (const PageJson& one : page::at(tally, "places")) learn(one);
    }
    return out;
}

std::string event(std::string_view type, std::string_view mode) {
    std::string out = look_up(kModes, mode);
    if (mode == "strike" && type != "PROTEST") out.clear();
    if (out.empty()) out = look_up(kTypes, type);
    if (out.empty()) out = std::string(type);
    if (!mode.empty() && look_up(kModes, mode).empty()) out += " (" + std::string(mode) + ")";
    return out;
}

std::string act(std::string_view word) {
    const std::string said = look_up(kActs, word);
    return said.empty() ? std::string(word) : said;
}

std::string person(const PageJson& participant) {
    std::string name = page::text(participant, "name");
    const std::string description = page::text(participant, "description");
    if (name.empty()) name = page::text(participant, "text");
    if (name.empty()) name = page::text(participant, "id");
    if (name.empty()) {
        name = page::text(participant, "kind");
        std::replace(name.begin(), name.end(), '-', ' ');
        return name == "unknown" ? "" : name;
    }
    return description.empty() || description == name ? name : name + ", " + description;
}

std::string counted(size_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number(static_cast<int64_t>(n)), n == 1 ? one : many);
}

std::string list(const std::vector<std::string>& names) {
    std::string out;
    for (size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return out;
}

std::string tally(const PageJson& tally) {
    const std::string of = page::text(tally, "of"), superlative = page::text(tally, "superlative");
    const std::string recipient = person(page::at(tally, "recipient"));
    const bool harm = of == "killed" || of == "injured", event = !of.empty() && of[0] >= 'A' && of[0] <= 'Z';
    std::string out = quantity(page::at(tally, "quantity"));
    out += (out.empty() ? "" : " ") + counted_thing(tally, harm, !recipient.empty());
    if (!superlative.empty()) out += ": the " + with_dates(superlative);
    if (!recipient.empty()) out += (harm ? ": " : " on ") + recipient;
    if (const std::string actor = person(page::at(tally, "actor")); !actor.empty())
        out += (harm || event ? " by " : " of ") + actor;
    std::vector<std::string> places;
    for (const PageJson& place : page::at(tally, "places"))
        if (const std::string name = page::text(place, "name");
            !name.empty() && recipient.find(name) == std::string::npos)
            places.push_back(name);
    if (!places.empty()) out += " in " + list(places);
    if (const std::string when = window(page::text(tally, "since"), page::text(tally, "until")); !when.empty())
        out += ", " + when;
    return out;
}

std::string weekday(std::string_view iso) {
    const auto day = day_of(iso);
    return day ? with_weekday(*day) : std::string(iso);
}

std::string verdict(std::string_view verdict) {
    if (verdict == "consistent") return "fits the record";
    if (verdict == "above") return "above the record";
    return verdict == "below" ? "below the record" : "cannot be told";
}

}  // namespace tallybook::wording
