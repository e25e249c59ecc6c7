#include "coding/bygone.hpp"

#include <algorithm>

#include "base/days.hpp"
#include "base/text.hpp"
#include "coding/arguments.hpp"

namespace tallybook {
namespace {

// Days before publication: an attack of months ago is background in a report of one of these days.
constexpr int kNews = 14, kBackground = 60;

// "at dawn", "by night": says no day.
bool hour(const Tree& tree, uint32_t token) {
    return tree.is(token, {"dawn", "dusk", "noon", "midday", "midnight", "morning", "evening", "afternoon", "night",
                           "daybreak", "nightfall", "sunrise", "sunset"});
}

bool dated(const Tree& tree, const Event& e) {
    if (!e.time || e.time->latest.empty() || !e.time->basis.empty()) return false;
    if (!e.time->tokens) return true;
    for (uint32_t i = e.time->tokens->begin; i < e.time->tokens->end; ++i)
        if (!hour(tree, i) && !tree.is(i, {"at", "the", "by", "before", "after", "in", "just", "first"})) return true;
    return false;
}

class Past {
public:
    Past(const Draft& d, const Event& e) : d_(d), tree_(d.tree), e_(e) {}

    bool aged_above() const {
        uint32_t at = e_.trigger;
        for (int steps = 0; steps < 24; ++steps) {
            if (aged(at)) return true;
            if (tree_.root(at)) break;
            at = tree_.head(at);
        }
        return false;
    }

    // People and things that are no more, in the sentence, or a year long past right at the word; and nothing of today.
    bool company() const {
        if (old_year()) return true;
        const TokenSpan all = d_.report.sentences[tree_.sentence(e_.trigger)].tokens;
        bool old = false;
        for (uint32_t i = all.begin; i < all.end; ++i) {
            if (d_.words.time_at(i) != nullptr && tree_.noun(i) && !hour(tree_, i)) {
                const std::string& from = d_.words.time_at(i)->earliest;
                if (!from.empty() && d_.report.published && from.substr(0, 4) >= d_.report.published->substr(0, 4))
                    return false;
                if (tree_.is(i, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}))
                    return false;
            }
            const bool neo = i >= 2 && tree_.is(i - 1, {"-"}) && tree_.is(i - 2, {"neo", "anti", "ex"});
            const bool owned =
                tree_.dep(i) == Dep::Compound && tree_.token(tree_.head(i)).pos == "PROPN";  // "Inca Street"
            if (d_.words.in_class(i, "bygone") && !patient(i) && !neo && !owned) old = true;
        }
        return old;
    }

private:
    // Two years or more: "thirty years", "decades", "a century".
    bool years(uint32_t noun) const {
        const std::string lemma = d_.words.lemma(noun);
        if (one_of(lemma, {"decade", "century", "millennium"})) return true;
        if (lemma != "year") return false;
        for (const uint32_t c : tree_.children(noun))
            if (tree_.is(c, {"one", "1", "a", "this", "last", "next", "the", "half"})) return false;
        return tree_.has_child(noun, {Dep::Nummod, Dep::Amod});
    }

    // "twenty years after bombs tore …", "it is thirty years since …", "the 80th anniversary of the bombing"
    bool aged(uint32_t at) const {
        const Dep dep = tree_.dep(at);
        const std::string above = tree_.root(at) ? std::string{} : d_.words.lemma(tree_.head(at));
        if (one_of(above, {"anniversary", "centenary", "bicentenary", "jubilee"}) && !first_anniversary(tree_.head(at)))
            return true;
        if (tree_.noun(at) && one_of(d_.words.lemma(at), {"anniversary", "centenary"}) && at != e_.trigger &&
            !first_anniversary(at))
            return true;
        if (dep != Dep::Advcl && dep != Dep::Pobj && dep != Dep::Pcomp && dep != Dep::Prep) return false;
        const uint32_t joint = dep == Dep::Pobj || dep == Dep::Pcomp ? tree_.head(at) : at;
        bool since = tree_.is(joint, {"after", "since"}), measured = false;
        for (const uint32_t c : tree_.children(joint)) {
            since |= tree_.is(c, {"after", "since"});
            measured |= tree_.dep(c) == Dep::Npadvmod && years(c);
        }
        if (since && measured) return true;
        if (!since) return false;
        const uint32_t verb = tree_.head(joint);
        if (years(verb)) return true;
        for (const uint32_t c : tree_.children(verb)) {
            const bool beside =
                tree_.dep(c) == Dep::Attr || (tree_.dep(c) == Dep::Npadvmod && c + 1 == tree_.subtree(joint).begin);
            if (beside && years(c)) return true;
        }
        return false;
    }

    // "between 1942 and 1944", "in 1971"
    bool old_year() const {
        if (!d_.report.published) return false;
        const std::string year_before = std::to_string(std::stoi(d_.report.published->substr(0, 4)) - 1);
        for (const uint32_t c : tree_.children(e_.trigger)) {
            if (tree_.dep(c) != Dep::Prep) continue;
            const auto object = tree_.child(c, {Dep::Pobj});
            const TimeValue* time = object ? d_.words.time_at(*object) : nullptr;
            if (time != nullptr && !time->latest.empty() && time->latest.substr(0, 4) < year_before) return true;
        }
        return false;
    }

    bool first_anniversary(uint32_t noun) const {
        for (const uint32_t c : tree_.children(noun))
            if (tree_.is(c, {"first", "1st", "one-year"})) return true;
        return false;
    }

    bool patient(uint32_t token) const {
        return std::any_of(e_.fills.begin(), e_.fills.end(), [&](const Fill& f) {
            if (f.role == "actor" || f.role == "instrument") return false;
            const TokenSpan s = tree_.subtree(f.token);
            return s.begin <= token && token < s.end && f.token != token;
        });
    }

    const Draft& d_;
    const Tree& tree_;
    const Event& e_;
};

}  // namespace

bool bygone(const Draft& d, const Event& e) {
    const Past past(d, e);
    return past.aged_above() || (!dated(d.tree, e) && past.company());
}

bool long_ago(const Draft& d, const Event& e) {
    const auto printed = day_of(d.report.published.value_or(""));
    const auto then = e.time ? day_of(e.time->latest) : std::nullopt;
    return printed && then && *printed - *then > kNews;
}

void mark_background(const Report& report, std::vector<Mention>& mentions) {
    const auto printed = day_of(report.published.value_or(""));
    if (!printed) return;
    const auto age = [&](const std::string& day) {  // in days; -1: unknown or later
        const auto then = day_of(day);
        return then ? std::max(-1, *printed - *then) : -1;
    };
    const auto happened = [](const Mention& m) {
        return m.type == "ASSAULT" && m.polarity == "affirmed" && !m.series && m.time &&
               one_of(m.phase, {"past", "ongoing", "attempted", "foiled"});
    };
    const bool news = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& m) {
        return happened(m) && age(m.time->earliest) >= 0 && age(m.time->earliest) <= kNews;
    });
    if (!news) return;
    for (Mention& m : mentions)
        if (happened(m) && age(m.time->latest) > kBackground) m.historic = true;
}

}  // namespace tallybook
