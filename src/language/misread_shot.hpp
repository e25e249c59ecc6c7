// "Gunmen on a motorbike shot dead a tax official", "men in a car shot and killed a lawyer": behind a noun the tagger
// takes "shot" for one more noun ("a motorbike shot"), and the dead become the doers. Such a sentence is read again
// with a verb that is no noun in its place; what follows is known from the words. Rules that mend the tree alone were
// turned down: the subject, the object and the clauses around them all hang wrongly.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "report/report.hpp"

namespace tallybook {

// What stands for "shot" in the second reading.
inline constexpr std::string_view kStandIn = "attacked";

// For an analysed sentence: where "shot" stands as a noun before "dead" or "and killed".
std::optional<uint32_t> find_misread_shot(std::span<const Token> sentence);

// "dead" behind it, which is not read the second time.
bool left_out(std::span<const Token> sentence, uint32_t shot, uint32_t token);

// After the second reading: the word's own lemma, and "dead" as its predicate.
void mend_shot(std::span<Token> sentence, uint32_t shot);

}  // namespace tallybook
