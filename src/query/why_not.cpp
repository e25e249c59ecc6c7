#include "query/why_not.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/days.hpp"
#include "base/errors.hpp"
#include "resolve/cluster.hpp"
#include "resolve/incident.hpp"
#include "resolve/pair.hpp"
#include "resolve/telling.hpp"

namespace tallybook {

namespace {

struct Side {
    std::string incident, none;
    std::vector<std::string> mentions;
};

std::string why_no_incident(const ToldMention& mention) {
    if (mention.polarity == "negated") return "it is told not to have happened";
    if (mention.series) return "it tells of repeated events as one";
    if (mention.historic) return "it is background without a date of its own";
    if (mention.phase != "past" && mention.phase != "ongoing" && mention.phase != "attempted" &&
        mention.phase != "foiled")
        return "it is " + mention.phase;
    return "its parts are incidents of their own";
}

const ToldMention* mention_of(const std::vector<ToldReport>& reports, const std::string& id) {
    for (const ToldReport& report : reports)
        for (const auto& mention : report.mentions)
            if (mention->id == id) return mention.get();
    return nullptr;
}

Result<Side> side_of(const Ledger& ledger, const std::vector<ToldReport>& reports, const std::string& id) {
    Side out;
    auto now = ledger.current_incident(id);
    if (!now) return now.error();
    const ToldMention* mention = mention_of(reports, id);
    if (!*now && !mention)
        return Error{errors::kNoSuchRecord, "there is no incident or mention '" + id + "' in this ledger", ""};
    auto read = ledger.each_finding("incident", [&](const std::string& line) {
        const auto incident = read_incident(Json::parse(line, nullptr, false));
        if (!incident) return true;
        const bool holds =
            *now ? incident->id == **now
                 : std::find(incident->mentions.begin(), incident->mentions.end(), id) != incident->mentions.end();
        if (!holds) return true;
        out.incident = incident->id;
        out.mentions = mention && !*now ? std::vector{id} : incident->mentions;
        return false;
    });
    if (!read) return read.error();
    if (out.incident.empty()) {
        out.mentions = {id};
        if (mention) out.none = why_no_incident(*mention);
    }
    return out;
}

std::string days_told(const Telling& one) {
    return one.days.known() ? days_text(*one.days.first, *one.days.last) : "no day";
}

std::string place_told(const Telling& one) {
    return one.mention->place ? one.mention->place->name : "no place";
}

std::string weapons_told(const Telling& one) {
    std::string out;
    for (const std::string& kind : weapon_kinds(*one.mention)) out += (out.empty() ? "" : ", ") + kind;
    return out;
}

std::string hours_told(const Telling& one) {
    const auto& minutes = one.mention->time->minutes;
    return fmt::format("{:02}:{:02} to {:02}:{:02}", minutes->first / 60, minutes->first % 60, minutes->last / 60,
                       minutes->last % 60);
}

// What the two of them tell of that which does not agree.
std::string detail(const std::string& against, const Telling& a, const Telling& b) {
    if (against.ends_with("days")) return days_told(a) + "; " + days_told(b);
    if (against.ends_with("places")) return place_told(a) + "; " + place_told(b);
    if (against.ends_with("weapons")) return weapons_told(a) + "; " + weapons_told(b);
    if (against.ends_with("types")) return a.mention->type + "; " + b.mention->type;
    if (against.ends_with("hours")) return hours_told(a) + "; " + hours_told(b);
    return "";
}

PairReason pair_of(const Telling& a, const Telling& b) {
    PairReason out;
    out.a = a.mention->id;
    out.b = b.mention->id;
    out.same_report = a.report == b.report;
    const Likeness like = compare(a, b);
    out.possible = like.possible;
    out.points = like.points;
    out.because = like.because;
    out.against = like.against;
    if (const std::string told = detail(like.against, a, b); !told.empty()) out.against += ": " + told;
    return out;
}

std::string verdict_of(const WhyNot& found) {
    if (!found.no_a.empty()) return "the first is no incident: " + found.no_a;
    if (!found.no_b.empty()) return "the second is no incident: " + found.no_b;
    if (found.one) return "they are one incident";
    if (found.pairs.empty()) return "nothing of theirs can be compared";
    const bool contradicted =
        std::any_of(found.pairs.begin(), found.pairs.end(), [](const PairReason& one) { return !one.possible; });
    const bool one_report =
        std::any_of(found.pairs.begin(), found.pairs.end(), [](const PairReason& one) { return one.same_report; });
    const PairReason& best = found.pairs.front();
    if (one_report) return "one report tells of both, and a report that tells of two things tells of two things";
    if (contradicted) {
        const auto no =
            std::find_if(found.pairs.begin(), found.pairs.end(), [](const PairReason& one) { return !one.possible; });
        return "their tellings contradict each other: " + no->against;
    }
    if (best.points < kJoinPoints)
        return fmt::format("too little agrees: {} points at best, {} are needed", best.points, kJoinPoints);
    int sum = 0;
    for (const PairReason& one : found.pairs) sum += one.points;
    const int mean = sum / static_cast<int>(found.pairs.size());
    if (mean < kMeanPoints)
        return fmt::format("one pair agrees, but all of them together too little: {} points on average, {} are needed",
                           mean, kMeanPoints);
    return "each fits another incident better, or a reviewer keeps them apart";
}

}  // namespace

Result<WhyNot> why_not(const Ledger& ledger, const std::string& a, const std::string& b) {
    auto reports = ledger.told();
    if (!reports) return reports.error();
    auto first = side_of(ledger, *reports, a), second = side_of(ledger, *reports, b);
    if (!first) return first.error();
    if (!second) return second.error();
    WhyNot out{first->incident, second->incident, first->none, second->none, false, "", {}};
    out.one = !out.a.empty() && out.a == out.b;
    const auto tellings = tellings_of(in_order(*reports));
    const auto among = [&](const std::vector<std::string>& ids) {
        std::vector<const Telling*> found;
        for (const Telling& one : tellings)
            if (std::find(ids.begin(), ids.end(), one.mention->id) != ids.end()) found.push_back(&one);
        return found;
    };
    for (const Telling* one : among(first->mentions))
        for (const Telling* other : among(second->mentions))
            if (one != other) out.pairs.push_back(pair_of(*one, *other));
    std::stable_sort(out.pairs.begin(), out.pairs.end(), [](const PairReason& x, const PairReason& y) {
        return std::pair(!x.possible, -x.points) < std::pair(!y.possible, -y.points);
    });
    out.verdict = verdict_of(out);
    return out;
}

}  // namespace tallybook
