#include "codebook/rule_text.hpp"

#include <algorithm>

namespace tallybook {
namespace {

std::string with_underscores(std::string word) {
    std::replace(word.begin(), word.end(), ' ', '_');
    return word;
}

std::string position_text(Position position, const std::vector<std::string>& words) {
    switch (position) {
        case Position::Subject:
            return "subj";
        case Position::Object:
            return "obj";
        case Position::Indirect:
            return "iobj";
        case Position::Possessive:
            return "poss";
        case Position::Compound:
            return "mod";
        case Position::Complement:
            return "comp";
        case Position::Clause:
            return "clause";
        case Position::Who:
            return "who";
        case Position::Doer:
            return "doer";
        case Position::Getter:
            return "getter";
        case Position::Preposition:
            break;
    }
    std::string out;
    for (const std::string& w : words) out += (out.empty() ? "" : "/") + with_underscores(w);
    return out;
}

}  // namespace

std::string_view name_of(TriggerKind kind) {
    return kind == TriggerKind::Verb ? "verb" : kind == TriggerKind::Noun ? "noun" : "adj";
}

std::string slot_text(const Slot& slot) {
    std::string out;
    for (const Step& step : slot.within) out += position_text(step.position, step.words) + ">";
    out += position_text(slot.position, slot.words);
    if (slot.required) out += '!';
    std::string filter;
    for (const std::string& c : slot.classes) filter += (filter.empty() ? "@" : ",@") + c;
    for (const std::string& l : slot.lemmas) filter += (filter.empty() ? "" : ",") + with_underscores(l);
    if (!filter.empty()) out += (slot.negated ? ":^" : ":") + filter;
    if (slot.role.empty()) return out + "=-";
    return out + "=" + slot.role + (slot.effect.empty() ? "" : "." + slot.effect);
}

std::string slots_text(const Rule& rule) {
    std::string out;
    for (const Slot& slot : rule.slots) out += (out.empty() ? "" : "  ") + slot_text(slot);
    return out;
}

std::string rule_text(const Rule& rule, std::string_view trigger) {
    std::string out = rule.exception ? "except " : "";
    out += std::string(name_of(rule.kind)) + " " + std::string(trigger);
    if (!rule.particle.empty()) out += " " + rule.particle;
    const std::string slots = slots_text(rule);
    return slots.empty() ? out : out + ":  " + slots;
}

}  // namespace tallybook
