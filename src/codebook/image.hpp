// The compiled form of a codebook: one run of bytes that is mapped and used as it lies. Names, forms and class words
// are tables in it (FlatMap); frames, rules and actors, which are few, are copied out into plain structs on opening.
// A folder of text is compiled in memory and then opened in the same way, so there is one way to look anything up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codebook/book.hpp"
#include "codebook/flat_map.hpp"
#include "codebook/triggers.hpp"

namespace tallybook {

struct NameEntry {  // one reading of a phrase
    uint32_t actor = 0;
    uint32_t capitals = 0;  // which words of the phrase must begin with a capital, bit by bit
    uint32_t flags = 0;     // AliasFlag
};

struct OfficeEntry {
    uint32_t actor = 0, office = 0;  // Actor::offices[office]
};

struct CodebookImage {
    static constexpr uint32_t kPrefix = 0xFFFFFFFEu;  // value of a phrase that only begins names

    std::string digest;
    std::vector<Frame> frames;
    std::vector<Rule> rules;
    std::vector<Weapon> weapons;
    std::vector<Agent> agents;
    std::vector<Actor> actors;
    std::vector<bool> is_state;
    std::vector<NameEntry> names;
    std::vector<OfficeEntry> offices;
    CodeMaps maps;
    TriggerTables triggers;
    std::vector<uint32_t> pool, list_begin;  // list i: pool[list_begin[i]] … before pool[list_begin[i + 1]]

    FlatMap rules_by[3];   // trigger → list of rules
    FlatMap class_words;   // "class\0word"
    FlatMap weapon_names;  // → weapon
    FlatMap agent_nouns;   // → agent
    FlatMap forms;         // → list of TriggerTables' meanings
    FlatMap phrases;       // folded words of a name → list of names, or kPrefix
    FlatMap sounds;        // the same as it sounds
    FlatMap ids;           // → actor
    FlatMap states;        // country → actor
    FlatMap state_agents;  // "country\0noun" → actor
    FlatMap backed;        // "country\0noun" → actor
    FlatMap titles;        // "country\0title key" → list of offices

    std::span<const uint32_t> list(uint32_t index) const {
        if (index >= CodebookImage::kPrefix || index + 1 >= list_begin.size()) return {};
        return std::span(pool).subspan(list_begin[index], list_begin[index + 1] - list_begin[index]);
    }
};

std::string build_image(const Book& book);
// `bytes` must outlive the image and begin at an address divisible by 8. False: these bytes are no image of this
// version.
bool open_image(std::string_view bytes, CodebookImage& image);

// Keys, made the same way for the tables and for questions.
std::string phrase_key(std::string_view words);  // lower case, hyphens as spaces
std::string noun_key(std::string_view words);    // and the last word singular
std::string title_key(std::string_view title);   // "Secretary of Defense", "defence secretary" → one
std::string pair_key(std::string_view first, std::string_view second);

}  // namespace tallybook
