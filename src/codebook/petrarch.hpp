// Dictionaries of the PETRARCH family (TABARI, PETRARCH, PETRARCH-2, UniversalPetrarch): actors with dates of office,
// agents, verbs with synonym sets and patterns, discards, issues. Forty years of them exist; they keep working here as
// they are. They are read into the plain structs below; coding/dictionary_coder.hpp applies them over the dependency
// tree. Turning them into frames was turned down as the only way: their patterns speak of words in a row, and what a
// frame makes of "- * UP_FORCES" is a guess.
//
// A Dictionaries object is immutable after reading and shared by all threads. All words are upper case.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "codebook/codebook.hpp"

namespace tallybook {

struct PhraseWord {
    std::string text;
    bool joined = false;  // stands right behind the word before it ("PRIME_MINISTER"); else words may come between
    bool stem = false;    // any word that begins so (TABARI)
};
using Phrase = std::vector<PhraseWord>;

struct DictionaryActor {
    struct Code {
        std::string code;
        std::string from, to;  // YYYYMMDD, both within; empty: open
    };
    std::vector<Phrase> names;
    std::vector<Code> codes;  // with dates first come, first served; the undated one is the default
    std::string where;

    // "---" where none holds on that day (YYYYMMDD; empty: only the default can).
    std::string_view code_on(std::string_view day) const;
};

struct DictionaryAgent {
    Phrase name;
    std::string code;
    bool before = false;  // "NGO~": in front of the actor's code
    std::string where;
};

struct PatternItem {
    enum class Kind : uint8_t { Word, Synset, Source, Target, Skip, Compound } kind = Kind::Word;
    PhraseWord word;  // of a synset its name in word.text; `joined` counts for every kind
};

struct VerbPattern {
    std::vector<PatternItem> before, after;  // of the verb, in text order; joined of before[i]: to what follows it
    std::string code;                        // "031:032": the second is for the way back; "---": no event
    std::string where;
};

struct VerbBlock {
    std::vector<VerbPattern> patterns;
    std::string name;
};

struct VerbForm {                            // one way to write a verb: "CORDONED OFF", "WIRE TAPS"
    std::vector<std::string> before, after;  // words around the one that is the verb
    uint32_t block = 0;
    std::string code;  // where no pattern fits
    std::string verb;  // as the dictionary writes it
    std::string where;
};

// "~ a (b . ATTACK) SAY = a b 112": what a verb over an event makes of it. Letters are actors, "." anybody, "_" nobody.
struct Transformation {
    std::string outer_source, inner_source, inner_target;
    std::vector<std::string> inner, outer;  // verbs or blocks; "Q": any event
    std::string source, target, code;       // code "Q": that of the inner event
    std::string where;
};

struct Discard {
    Phrase words;
    bool whole_report = false;
};

struct Dictionaries {
    std::vector<DictionaryActor> actors;
    std::vector<DictionaryAgent> agents;
    std::vector<VerbBlock> blocks;
    std::map<std::string, std::vector<Phrase>, std::less<>> synsets;
    std::vector<Transformation> transformations;
    std::vector<Discard> discards;
    std::vector<std::pair<Phrase, std::string>> issues;
    bool stems = false;  // TABARI: words without an underscore behind them are stems

    // Indexes by the first word of a name, and by the verb's own word; longest first.
    std::unordered_map<std::string, std::vector<std::pair<uint32_t, uint32_t>>> actors_by_word;  // actor, name
    std::unordered_map<std::string, std::vector<uint32_t>> agents_by_word;
    std::unordered_map<std::string, std::vector<VerbForm>> verbs;

    std::vector<LintFinding> findings;  // faults of the dictionaries; the rest was read
    std::string digest;                 // SHA-256 over the files read

    bool may_trigger(std::string_view lower_form) const;  // whether this word could be a verb of theirs

    // Reads every file of the folder whose name tells what it is: …actors…, …agents…, …verbs… (or …verb…), …discards…,
    // …issue…. Errors: no such folder, no file of actors or none of verbs.
    static Result<std::shared_ptr<const Dictionaries>> read(const std::filesystem::path& folder);
};

// ---- parts of the reading

struct DictionaryFile {
    std::string path;  // its name in the folder
    std::string content;
};

struct DictionaryLine {
    std::string text;   // comment gone, white space at both ends gone
    std::string where;  // file:line:column
    bool indented = false;
};

std::vector<DictionaryLine> dictionary_lines(const DictionaryFile& file);
Phrase parse_phrase(std::string_view text, bool stems);
void read_actor_dictionary(const DictionaryFile& file, Dictionaries& out);
void read_agent_dictionary(const DictionaryFile& file, Dictionaries& out);
void read_verb_dictionary(const DictionaryFile& file, Dictionaries& out);
void read_discard_dictionary(const DictionaryFile& file, Dictionaries& out);
void read_issue_dictionary(const DictionaryFile& file, Dictionaries& out);
void index_dictionaries(Dictionaries& out);

// Whether `words` (a text's, upper case) from `at` on are this phrase; words in between only where it allows. Returns
// how many words it takes, 0 if it does not fit.
size_t phrase_length(const Phrase& phrase, const std::vector<std::string_view>& words, size_t at);

}  // namespace tallybook
