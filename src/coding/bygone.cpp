#include "coding/bygone.hpp"

#include <algorithm>

#include "coding/arguments.hpp"

namespace tallybook {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

class Past {
public:
    Past(const Draft& d, const Event& e) : d_(d), tree_(d.tree), e_(e) {}

    bool read() const {
        uint32_t at = e_.trigger;
        for (int steps = 0; steps < 24; ++steps) {
            if (aged(at)) return true;
            if (tree_.root(at)) break;
            at = tree_.head(at);
        }
        return company();
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
        const uint32_t joint = dep == Dep::Advcl ? at : dep == Dep::Prep ? at : tree_.head(at);
        for (const uint32_t c : tree_.children(joint)) {
            const bool mark = tree_.is(joint, {"after", "since"}) || tree_.is(c, {"after", "since"});
            if (mark && tree_.dep(c) == Dep::Npadvmod && years(c)) return true;
        }
        bool since = tree_.is(joint, {"after", "since"});
        for (const uint32_t c : tree_.children(joint))
            since |= tree_.dep(c) == Dep::Mark && tree_.is(c, {"after", "since"});
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

    // People and things that are no more, in the sentence, and nothing of today.
    bool company() const {
        const TokenSpan all = d_.report.sentences[tree_.sentence(e_.trigger)].tokens;
        bool old = false;
        for (uint32_t i = all.begin; i < all.end; ++i) {
            if (d_.words.time_at(i) != nullptr && tree_.noun(i)) {
                const std::string& from = d_.words.time_at(i)->earliest;
                if (!from.empty() && d_.report.published && from.substr(0, 4) >= d_.report.published->substr(0, 4))
                    return false;
                if (tree_.is(i, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}))
                    return false;
            }
            const bool neo = i >= 2 && tree_.is(i - 1, {"-"}) && tree_.is(i - 2, {"neo", "anti", "ex"});
            if (d_.words.in_class(i, "bygone") && !patient(i) && !neo) old = true;
        }
        return old;
    }

    const Draft& d_;
    const Tree& tree_;
    const Event& e_;
};

}  // namespace

bool bygone(const Draft& d, const Event& e) {
    return Past(d, e).read();
}

}  // namespace tallybook
