// What the files of a codebook say, as read: plain lists in the files' order, nothing looked up yet. The parsers fill a
// Book and note every fault as a LintFinding; `image` makes tables of it. Two steps, because lint must go on after a
// fault and see the whole, while the coder wants tables only.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "codebook/code_maps.hpp"
#include "codebook/codebook.hpp"

namespace tallybook {

struct SourceFile {
    std::string path;  // relative to the codebook's folder, with '/': "frames/assault.txt"
    std::string content;
};

struct Term {  // an entry of a list: a word of a class, a name of a weapon
    std::string text;
    std::string where;
};

// How an alias may be taken.
enum AliasFlag : uint8_t {
    kPlainName = 0,
    kDemonym = 1,  // adjective or people of a state: "Iraqi", "Iraqis"
    kMetonym = 2,  // capital for the state
    kDerived = 4,  // made by a rule from another alias: gives way to written ones
};

struct Alias {
    std::string text;
    uint8_t flags = kPlainName;
};

struct ActorEntry {
    Actor actor;
    std::vector<Alias> aliases;           // the name is the first
    std::vector<std::string> agents;      // agent nouns with which the nationality word makes this actor
    std::vector<std::string> adjectives;  // of a state, the first makes ids
    std::vector<std::string> backed;      // group nouns that "Iran-backed …" makes this actor with
    bool state = false;
    bool generated = false;  // made from a template
    std::string where;
};

struct Book {
    std::vector<Frame> frames;
    std::vector<Rule> rules;
    struct RuleSpots {  // file:line:column
        std::vector<std::string> triggers, slots;
    };
    std::vector<RuleSpots> rule_spots;  // of the rules, in their order
    std::map<std::string, std::vector<Term>> classes;
    std::vector<Term> class_uses;  // classes that slots ask for, built-in ones left out
    struct WeaponEntry {
        Weapon weapon;
        std::vector<Term> names;
        std::string where;
    };
    std::vector<WeaponEntry> weapons;
    struct AgentEntry {
        Agent agent;
        std::vector<Term> nouns;
        std::string where;
    };
    std::vector<AgentEntry> agents;
    std::vector<ActorEntry> actors;
    CodeMaps maps;
    std::vector<LintFinding> findings;
    std::string digest;
};

// ---- reading

// The text files of a codebook's folder, sorted by path. Error if the folder is missing or a file cannot be read.
Result<std::vector<SourceFile>> read_sources(const std::filesystem::path& folder);
// SHA-256 over path and content of each file.
std::string digest_of(const std::vector<SourceFile>& files);
// Reads all; never fails: faults are findings.
Book parse_book(const std::vector<SourceFile>& files);

// A line of a file without comment and surrounding white space, with where it stands.
struct Line {
    std::string_view text;
    std::string_view file;
    uint32_t number = 0;  // from 1
    uint32_t column = 1;  // of text[0]
    bool indented = false;

    std::string at(size_t offset = 0) const;  // file:line:column of text[offset]
    std::string place() const;                // file:line
};
// Non-empty lines; those that begin with # are left out.
std::vector<Line> lines_of(const SourceFile& file);

void parse_frames(const SourceFile& file, Book& book);
void parse_words(const SourceFile& file, Book& book);
void parse_weapons(const SourceFile& file, Book& book);
void parse_agents(const SourceFile& file, Book& book);
// `templates` ("each-state" entries) are gathered over all files and applied by finish_actors.
struct ActorTemplate {
    std::string kind, name;
    std::vector<std::string> agents, backed, aliases;
    std::string cls, member_of, affiliation;
    std::string where;
};
void parse_actors(const SourceFile& file, Book& book, std::vector<ActorTemplate>& templates);
// maps/*.txt: codes of other schemes.
void parse_map(const SourceFile& file, Book& book);
void finish_actors(const std::vector<ActorTemplate>& templates, Book& book);

// ---- checking

// What only the whole can tell: unknown classes and actors, duplicate forms, rules that never win, frames without
// examples. Adds to book.findings.
void check_book(Book& book);
void check_rules(Book& book);  // parts of it
void check_maps(Book& book);

// The words of rules and their filters that cannot be lemmas: "attacks", "killed". `is_lemma` knows the
// language's lemmas, which this folder does not. Adds to book.findings.
using IsLemma = std::function<bool(TriggerKind kind, std::string_view word)>;
void check_lemmas(const IsLemma& is_lemma, Book& book);
// All of this for a folder, in the files' order; without `is_lemma` no lemmas are checked.
std::vector<LintFinding> lint_folder(const std::filesystem::path& folder, const IsLemma& is_lemma);

// ---- small helpers of the parsers

std::string_view trim(std::string_view s);
// Splits at `separator` and trims; `offset` of each part in `s`.
struct Part {
    std::string_view text;
    size_t offset;
};
std::vector<Part> split(std::string_view s, char separator);

}  // namespace tallybook
