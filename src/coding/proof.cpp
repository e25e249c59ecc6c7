#include "coding/proof.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "coding/capable.hpp"

namespace tallybook {
namespace {

// A noun for arms, for who bears them, or for what they leave behind.
bool bodily_word(const WordFacts& words, uint32_t token) {
    const Tree& tree = words.tree();
    if (words.in_class(token, "bodily")) return true;
    if (!tree.noun(token) || words.in_class(token, "civil")) return false;
    const Weapon* weapon = words.weapon(token);
    if ((weapon != nullptr || words.in_class(token, "munition") || words.in_class(token, "explosive")) &&
        !words.in_class(token, "hazard"))
        return true;
    const Agent* a = words.agent(token);
    if (a == nullptr || words.name_at(token) != nullptr) return false;
    return a->kind == "armed-group" || one_of(a->cls, {"military", "police"}) || a->kind == "police";
}

}  // namespace

bool soft(const Draft& d, const Event& e) {
    return d.codebook.in_class("blow", d.words.lemma(e.trigger)) || d.codebook.in_class("blow", e.match->form);
}

Proof::Proof(const Draft& d) : draft_(&d), bodily_(d.tree.size()), labour_word_(d.tree.size()) {
    for (uint32_t i = 0; i < d.tree.size(); ++i) {
        bodily_[i] = bodily_word(d.words, i);
        labour_word_[i] = d.words.in_class(i, "labour") || (d.tree.noun(i) && d.words.in_class(i, "striker-people"));
        labour_ += labour_word_[i] ? 1 : 0;
    }
    for (const Event& e : d.events) {
        if (e.type != "ASSAULT" || e.match->frame->light) continue;
        const bool hit = std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
            return one_of(f.role, {"recipient", "victim", "object"}) && can_be_hit(d.words, f.token) == Can::Yes;
        });
        const bool by_nobody = std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
            return f.role == "actor" && can_hit(d.words, f.token) == Can::No;
        });
        const bool armed = std::any_of(e.fills.begin(), e.fills.end(), [&](const Fill& f) {
            if (f.role != "actor" || d.words.name_at(f.token) != nullptr) return false;
            const Agent* a = d.words.agent(f.token);
            return a != nullptr && one_of(a->kind, {"armed-group", "state-forces", "police"});
        });
        if (!hit || by_nobody || (soft(d, e) && !armed)) continue;
        bodily_[e.trigger] = true;
        report_ = true;
    }
}

bool Proof::bodily(uint32_t token) const {
    const TokenSpan all = draft_->report.sentences[draft_->tree.sentence(token)].tokens;
    for (uint32_t i = all.begin; i < all.end; ++i)
        if (i != token && bodily_[i]) return true;
    return false;
}

bool Proof::labour(uint32_t token) const {
    if (labour_ >= 3) return true;
    const TokenSpan all = draft_->report.sentences[draft_->tree.sentence(token)].tokens;
    for (uint32_t i = all.begin; i < all.end; ++i)
        if (i != token && labour_word_[i]) return true;
    return false;
}

}  // namespace tallybook
