// Names of actors: how they are put into the tables, and how one is found in a run of tokens.
//
// A name is a path of key words (base/name_key.hpp) through a table of phrases; the longest path that ends at a token's
// end wins, as written before as sounded. Abbreviations keep their capitals ("US" is not "us"), a word that the
// codebook writes with a capital must have one in the text. "Iran-backed militias" is made by rule.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "codebook/book.hpp"
#include "codebook/image.hpp"

namespace tallybook {

struct NameTables {
    std::vector<NameEntry> names;
    // A phrase → indexes into names; empty where it only begins names.
    std::map<std::string, std::vector<uint32_t>> phrases, sounds;
};

NameTables build_names(const Book& book);

ActorMatch match_actor(const CodebookImage& image, std::span<const std::string_view> words, std::string_view date);

// Whether all these words are one name, capitals aside.
bool names_actor(const CodebookImage& image, std::span<const std::string_view> words);

}  // namespace tallybook
