// Rules and slots written as in the analysts' files, for messages and explanations. Reading them again gives the same
// rule.
#pragma once

#include <string>
#include <string_view>

#include "codebook/codebook.hpp"

namespace tallybook {

std::string_view name_of(TriggerKind kind);  // "verb", "noun", "adj"
std::string slot_text(const Slot& slot);     // "obj>of!:^@munition,deal=victim.killed"
std::string slots_text(const Rule& rule);    // parted by two spaces; empty where it has none
// "except verb carry out:  obj!:@event=-", with this one of its triggers.
std::string rule_text(const Rule& rule, std::string_view trigger);

}  // namespace tallybook
