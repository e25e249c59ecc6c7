// What the words of a statement say of it: its type by its act, its medium, whether two say it to each other, whether
// it was said at all. Questions to the tree and the words only; who speaks and what about is known to statements.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "coding/draft.hpp"

namespace tallybook {

// The PLOVER type of an act; empty for those that have none.
std::string default_type(std::string_view act);

bool among_firms(const Draft& draft, const Statement& statement, const std::vector<Participant>& speakers);
std::vector<uint32_t> nearest_subject(const Tree& tree, uint32_t verb, std::vector<uint32_t> tokens);
bool mutual(const Match& match, const std::vector<Participant>& speakers);
bool needs_speaker(std::string_view act);
// "call", "statement", "interview" …; empty where nothing says so.
std::string medium_of(const Draft& draft, uint32_t cue);

// "No proof of an order", "has not seen any warning": a noun of saying that nobody said.
bool of_nothing_seen(const Draft& draft, uint32_t noun);

}  // namespace tallybook
