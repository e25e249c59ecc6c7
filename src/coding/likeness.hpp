// Whether two participants, as two tellings name them, are one person or thing: by id, by name or a part of it, by what
// a pronoun stands for, by a title, or by the same noun; and what speaks against it (another name, number, sex, class).
// Const and cheap: made for one report, no state of its own.
#pragma once

#include <initializer_list>
#include <string_view>

#include "coding/draft.hpp"

namespace tallybook {

// How two participants stand to each other, from what cannot be one to what must be.
enum class Likeness { Clash, Open, Alike, Same };

class Likenesses {
public:
    explicit Likenesses(const Draft& draft) : d_(draft), tree_(draft.tree) {}

    Likeness compare(const Participant& p, const Participant& q) const;

    // Two participants that may be one person or thing, for one list of them.
    bool one_person(const Participant& p, const Participant& q) const;

    // "UJL", of "the Jose Luna University [UJL]".
    bool short_for(const Participant& shorter, const Participant& longer) const;

    bool nobody(const Participant& p) const { return is_pronoun(p, {"nobody", "none", "anyone", "anybody", "one"}); }
    bool named(const Participant& p) const { return !p.id.empty() || proper(p); }

private:
    bool proper(const Participant& p) const;
    bool plural(const Participant& p) const;
    bool single(const Participant& p) const;
    bool in_class(const Participant& p, std::string_view cls) const;
    bool is_pronoun(const Participant& p, std::initializer_list<std::string_view> forms) const;
    bool female(const Participant& p) const { return in_class(p, "female") || is_pronoun(p, {"she", "her"}); }
    bool male(const Participant& p) const { return in_class(p, "male") || is_pronoun(p, {"he", "him", "his"}); }
    bool indefinite(const Participant& p) const;
    bool entitled(const Participant& named, const Participant& other) const;
    bool same_noun(const Participant& p, const Participant& q) const;

    const Draft& d_;
    const Tree& tree_;
};

}  // namespace tallybook
