// What the coder tried at each word and why nothing, or less, came of it. The steps note it themselves where they
// decide; nothing is worked out afterwards from the records, so what is told is what happened. Only who asks pays: the
// steps get a null pointer otherwise. A log of text lines was turned down: it could neither be counted (coverage) nor
// be tested.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook {

// A reason. `code` of it is stable (JSON, coverage); `text` is for a reader.
enum class Why : uint8_t {
    // matcher
    OtherKind,    // rules know the word as another part of speech than the tagger
    Premodifier,  // a participle in front of a noun: "Iran-backed"
    Auxiliary,
    NoRuleFits,
    Exception,  // an "except" rule won
    // compose
    PartOf,    // only makes up the meaning of another match
    Governed,  // a word above it took it over: "agreed to withdraw"
    // events
    LightAlone,  // a light verb without an event
    Carried,     // a light verb gave all it knows to its event
    JoinedTo,    // tells of an event that another word leads
    Fiction,
    Drill,
    Sport,
    ActorCannot,       // "the storm", "prices"
    PatientCannot,     // "a record", "hopes"
    Industrial,        // a boiler, a gas main
    HarmlessMeans,     // "attacked with arguments"
    NothingProven,     // neither who nor what is known to fight or to be hit
    Figurative,        // a blow of words
    CauseImplausible,  // what its cause is judged
    Implausible,       // judged so without a reason of its own
    Accident,
    PointsBack,   // "the attack", and nothing told before
    SignAlone,    // a result or a sign, and nobody in it
    NobodyNamed,  // neither anybody nor both a place and a time
    // statements
    NotSaid,  // threatened, tried, asked or supposed to be said
    NoSpeaker,
    NoPartner,     // talks with nobody
    VoiceOfAbove,  // a report whose speaker is only that of the words around
    AmongFirms,
    Description,  // "groups backed by X"
    NoContent,
    NoEventInside,  // a report of no event
    SaidBetter,     // another statement of the same voice says more
    InnerReport,    // a report within a report
};

std::string_view code_of(Why why);  // "no-rule-fits"
std::string_view text_of(Why why);  // one phrase, lower case, no full stop

struct Trial {  // one rule at one word
    enum class End : uint8_t { Won, Beaten, NoParticle, SlotEmpty, UnderVerb };
    uint32_t token = 0;
    uint32_t rule = 0;  // index into Codebook::rules()
    std::string form;   // the lemma, or two, that started it
    End end = End::Beaten;
    uint32_t slot = 0;              // SlotEmpty: the required slot that nothing fills
    std::vector<uint32_t> refused;  // … and who stood there, but its filter refused
    struct Filled {
        uint32_t slot = 0, token = 0;
    };
    std::vector<Filled> fillers;
    uint32_t conditions = 0;  // as the competition counts them
};

struct Note {
    uint32_t token = 0;
    Why why = Why::NoRuleFits;
    std::optional<uint32_t> other;  // the word that it is about: the one above, the one that cannot
};

struct Trace {
    std::vector<Trial> trials;                    // in the order of the words and, at a word, as they were tried
    std::map<uint32_t, std::vector<Note>> notes;  // by word; at a word in the order of the steps

    void note(uint32_t token, Why why, std::optional<uint32_t> other = std::nullopt);  // once each
    std::span<const Trial> trials_at(uint32_t token) const;
    std::span<const Note> notes_at(uint32_t token) const;
    const Trial* winner_at(uint32_t token) const;  // null where no rule won
};

}  // namespace tallybook
