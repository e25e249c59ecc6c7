// What analysts know, as the coder uses it: frames with their rules, word classes, weapons, agents (common nouns for
// people and things), actors. Read from plain text (docs/codebook.md tells the syntax) or from a compiled, mapped
// image.
//
// A Codebook is immutable after loading and shared by all threads; views handed out live as long as it does.
// The coder asks three questions only: which rules can a word start, is a word of a class, which actor does a name
// mean.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codebook/code_maps.hpp"

namespace tallybook {

enum class TriggerKind : uint8_t { Verb, Noun, Adjective };

// Where a slot is looked for, in the active voice: the coder itself turns passives, relatives, participles, shared
// subjects and light verbs round. For a noun trigger Subject and Object are never used; Preposition, Possessive,
// Compound are.
enum class Position : uint8_t {
    Subject,      // subj
    Object,       // obj
    Indirect,     // iobj: "gave THEM", "told REPORTERS"
    Preposition,  // in/on/at …: the object of one of `words`; "by" of a passive is Subject, not this
    Possessive,   // poss: "the army's attack"
    Compound,     // mod: a noun or adjective in front: "ROCKET attack", "SUICIDE attack", "IRAQI strike"
    Complement,   // comp: adjective or noun predicate, "left five DEAD", "declared X A TERRORIST"
    Clause,       // clause: that-clause, quotation or infinitive: "said THAT …", "agreed TO …"
    Who,          // who: the actor that a phrase is or names: itself, "X's offer", "a call by X", "the Iraqi demand"
    Doer,         // doer: of a noun, the subject of the light verb that carries it: "X LAUNCHED an inquiry"
    Getter,       // getter: of a noun, the subject of a verb that turns it round: "X FACES an inquiry"
};

struct Step {  // one step of a path through the tree
    Position position;
    std::vector<std::string> words;  // prepositions of Position::Preposition
};

// "obj!:@munition=instrument" — position, required?, filter, role. A filter makes the slot take only phrases whose head
// is one of the lemmas or in one of the classes. A required slot that is not filled makes the rule fail.
// "obj>of=recipient" looks for "of" at the object: `within` holds the steps before the last one.
struct Slot {
    std::vector<Step> within;
    Position position = Position::Subject;
    bool required = false;
    std::vector<std::string> words;    // prepositions of Position::Preposition
    std::vector<std::string> lemmas;   // filter by lemma of the head …
    std::vector<std::string> classes;  // … or by class ("munition", without @); both empty: anything
    bool negated = false;              // "obj:^deal" : anything but these
    std::string role;  // actor recipient victim object instrument beneficiary place · speaker addressee against content
                       // about; empty ("=-"): only a condition
    std::string effect;  // "victim.killed" → "killed"
};

struct Rule {
    uint32_t frame = 0;  // index into frames()
    TriggerKind kind = TriggerKind::Verb;
    std::vector<std::string> triggers;  // lemmas
    std::string particle;               // "carry OUT"; empty if none
    std::vector<Slot> slots;
    bool exception = false;  // competes like any rule and, where it wins, gives nothing
    std::string where;       // file:line
};

enum class FrameKind : uint8_t { Mention, Statement };

struct Frame {
    std::string name;  // "assault/indirect-fire"
    FrameKind kind = FrameKind::Mention;
    std::string type, mode;  // PLOVER; of a statement the act's type unless given
    std::string act;         // statements
    std::vector<std::string> contexts;
    std::string phase;    // preset ("foiled"), else empty
    bool result = false;  // tells what an event did (killed, damaged): joins the event that it is the result of
    bool joins = false;   // of a result: says nothing alone, since illness and accidents do the same ("four died")
    bool reciprocal = false;
    bool verbless = false;  // a telegram's noun tells it, and only where no verb governs the noun
    bool light = false;  // no event itself: its object is one ("carried out AN ATTACK"); roles go to the object's event
    struct Example {
        std::string text, expectation;  // expectation empty: nothing may be coded
        std::string where;
    };
    std::vector<Example> examples;
    std::string where;
};

struct Weapon {
    std::string kind;  // "mortar", "rocket", "car-bomb"
    std::string mode;  // PLOVER mode that it implies, may be empty
};

// A common noun for people or things: "gunman", "soldier", "embassy".
struct Agent {
    std::string kind;  // as Participant::kind
    std::string cls;   // as Participant::cls, may be empty
};

struct Office {
    std::string title;     // "Secretary of Defense"
    std::string of;        // actor id
    std::string from, to;  // YYYY[-MM[-DD]], empty: open
};

struct Actor {
    std::string id, name;
    std::string kind;  // as Participant::kind
    bool person = false;
    std::string country;      // ISO alpha-2, may be empty
    std::string affiliation;  // "Iran-aligned", with its word
    std::string member_of;    // actor id
    std::string cls;
    std::vector<std::string> aliases;
    std::vector<Office> offices;
    std::string from, to;  // existed
};

struct ActorMatch {
    const Actor* actor = nullptr;
    uint32_t words = 0;       // how many tokens the name takes
    bool demonym = false;     // an adjective or the people of a state: "Iraqi", "Iraqis"
    bool metonym = false;     // a capital for its state: "Baghdad"; where it tells of a place, it is none
    std::string affiliation;  // of "Iran-backed militias", "pro-Iranian Houthis": "Iran-backed", "pro-Iran"; else empty
};

struct LintFinding {  // of lint; all findings at once
    bool error = false;
    std::string where;  // file:line:column
    std::string message;
};

// What a sentence could hold, by its words.
struct Triggers {
    bool any = false;       // a rule could fit that gives a record
    bool reports = false;   // one could that only tells that somebody says something
    bool violence = false;  // words that tell violence

    bool operator==(const Triggers&) const = default;
};

class Codebook {
public:
    // Reads a folder of text files or a compiled image. An error of any file makes it fail; the message holds all
    // findings.
    static Result<std::shared_ptr<const Codebook>> load(const std::filesystem::path& folder_or_image);
    static std::vector<LintFinding> lint(const std::filesystem::path& folder);
    static Result<std::string> compile(const std::filesystem::path& folder, const std::filesystem::path& image);

    const std::string& digest() const;  // SHA-256 over the texts (path, content), equal for folder and image

    const std::vector<Frame>& frames() const;
    const std::vector<Rule>& rules() const;
    // Indexes of the rules that this lemma can start, in file order. Empty for most words.
    std::span<const uint32_t> rules_for(TriggerKind kind, std::string_view lemma) const;
    // Whether a lower-cased surface form could start any rule.
    bool may_trigger(std::string_view lower_form) const;
    // What a sentence of these lower-cased words could hold, for gating before analysis (codebook/triggers.hpp).
    Triggers triggers(std::span<const std::string_view> lower_words) const;

    bool in_class(std::string_view cls, std::string_view lemma) const;  // lemma may be two words: "mortar round"
    // Longest weapon name that ends at the last of `lemmas` ("mortar round", "AK-47"), null if none.
    const Weapon* weapon(std::string_view lemma_or_phrase) const;
    const Agent* agent(std::string_view lemma) const;

    // The actor whose name or alias starts at words[0]; longest match, spelling variants by rule. `date` (YYYY-MM-DD or
    // empty) decides between actors that existed at different times.
    ActorMatch actor_at(std::span<const std::string_view> words, std::string_view date) const;
    // Whether these words, in whatever case, are a whole name of an actor (for text in capitals). Short abbreviations
    // ("us", "is") are not: without their capitals they are words.
    bool is_actor_name(std::span<const std::string_view> words) const;
    const Actor* actor(std::string_view id) const;
    // Who holds an office: ("US", "defense secretary" …, "2023-12-10") → person; null if unknown.
    const Actor* holder(std::string_view country, std::string_view title, std::string_view date) const;
    // The actor that a nationality or state word and an agent noun make: ("US","forces") → us-forces,
    // ("IQ","police") → iraq-police; null where the codebook has none.
    const Actor* state_actor(std::string_view country, std::string_view agent_lemma) const;
    const Actor* state(std::string_view country) const;  // the state itself

    const CodeMaps& maps() const;  // codes of other schemes

    Codebook();
    ~Codebook();

private:
    struct Content;
    std::unique_ptr<Content> content_;
};

}  // namespace tallybook
