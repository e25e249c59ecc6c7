#include "codebook/vocabulary.hpp"

#include <algorithm>

namespace tallybook {
namespace {

using Words = std::span<const std::string_view>;

bool in(Words words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::string_view kTypes[] = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                       "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                       "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};

constexpr std::string_view kAssault[] = {"abduct",  "beat",      "torture",       "sexual",        "targeted",
                                         "destroy", "primitive", "firearms",      "explosives",    "suicide-attack",
                                         "aerial",  "drone",     "heavy-weapons", "crowd-control", "unconventional",
                                         "robbery", "hijack",    "arson",         "siege"};
constexpr std::string_view kCoerce[] = {"seize",       "restrict", "ban",    "curfew",
                                        "martial-law", "arrest",   "deport", "work-stoppage"};
constexpr std::string_view kProtest[] = {"demo", "riot", "strike", "hunger", "boycott", "obstruct"};
constexpr std::string_view kMobilize[] = {"troops", "police"};
constexpr std::string_view kSanction[] = {"withdraw", "discontinue", "expel"};
constexpr std::string_view kThreaten[] = {"relations", "restrict", "ban",      "political",
                                          "expel",     "violence", "territory"};
constexpr std::string_view kRequest[] = {"assist", "change", "yield", "meet"};
constexpr std::string_view kAccuse[] = {"investigate", "disapprove", "allege"};
constexpr std::string_view kConsult[] = {"phone", "visit", "third-party", "multilateral"};
constexpr std::string_view kRetreat[] = {"release", "return", "ease", "access", "disarm", "ceasefire", "withdraw"};

constexpr std::string_view kContexts[] = {"military",     "diplomatic",   "economic",     "political", "legal",
                                          "intelligence", "humanitarian", "peacekeeping", "rights",    "election",
                                          "refugee",      "terrorism",    "cbrn",         "resource",  "religion"};
constexpr std::string_view kPhases[] = {"past",      "ongoing", "planned",     "threatened",
                                        "attempted", "foiled",  "hypothetical"};
constexpr std::string_view kRoles[] = {"actor",       "recipient", "victim",  "object",    "instrument",
                                       "beneficiary", "place",     "speaker", "addressee", "against",
                                       "content",     "about",     "time"};
constexpr std::string_view kEffects[] = {"killed",   "injured",  "uninjured",   "abducted",       "missing",
                                         "arrested", "released", "escaped",     "displaced",      "destroyed",
                                         "damaged",  "taken",    "money-taken", "property-taken", "none"};
constexpr std::string_view kKinds[] = {"person",       "state-forces", "police",  "government", "armed-group",
                                       "civilians",    "media",        "party",   "company",    "international",
                                       "organisation", "facility",     "vehicle", "weapon",     "unknown"};
constexpr std::string_view kClasses[] = {
    "civilian",  "diplomat",           "official",        "former-official", "former-military",
    "judicial",  "military",           "politician",      "police",          "guard",
    "home",      "business",           "communications",  "diplomatic",      "energy",
    "financial", "government",         "police-facility", "political",       "organisation",
    "vehicle",   "transport-facility", "transport-route", "water",           "other"};
constexpr std::string_view kPrepositions[] = {
    "about",      "above",    "across",  "after",      "against", "ahead of",  "along",  "alongside",  "amid",
    "amidst",     "among",    "amongst", "around",     "as",      "at",        "atop",   "because of", "before",
    "behind",     "below",    "beneath", "beside",     "besides", "between",   "beyond", "by",         "concerning",
    "despite",    "down",     "due to",  "during",     "except",  "following", "for",    "from",       "in",
    "inside",     "into",     "like",    "near",       "nearby",  "next to",   "of",     "off",        "on",
    "onto",       "opposite", "out",     "out of",     "outside", "over",      "past",   "per",        "regarding",
    "since",      "than",     "through", "throughout", "till",    "to",        "toward", "towards",    "under",
    "underneath", "until",    "up",      "upon",       "using",   "versus",    "via",    "with",       "within",
    "without"};
constexpr std::string_view kBuiltIn[] = {"weapon", "event", "person", "actor", "place", "facility", "group",  "number",
                                         "time",   "armed", "nobody", "will",  "must",  "pronoun",  "public", "named"};

struct Act {
    std::string_view act, type;
};
constexpr Act kActs[] = {{"condemn", "ACCUSE"},
                         {"accuse", "ACCUSE"},
                         {"claim-responsibility", ""},
                         {"deny", ""},
                         {"no-claim", ""},
                         {"threaten", "THREATEN"},
                         {"warn", ""},
                         {"demand", "REQUEST"},
                         {"urge", "REQUEST"},
                         {"promise", "AGREE"},
                         {"agree", "AGREE"},
                         {"reject", "REJECT"},
                         {"praise", "SUPPORT"},
                         {"confirm", ""},
                         {"admit", "CONCEDE"},
                         {"apologise", "CONCEDE"},
                         {"no-comment", ""},
                         {"report", ""},
                         {"consult", "CONSULT"},
                         {"order", "REQUEST"},
                         {"announce", ""}};

}  // namespace

std::span<const std::string_view> modes_of(std::string_view type) {
    if (type == "ASSAULT") return kAssault;
    if (type == "COERCE") return kCoerce;
    if (type == "PROTEST") return kProtest;
    if (type == "MOBILIZE") return kMobilize;
    if (type == "SANCTION") return kSanction;
    if (type == "THREATEN") return kThreaten;
    if (type == "REQUEST" || type == "REJECT") return kRequest;
    if (type == "ACCUSE") return kAccuse;
    if (type == "CONSULT") return kConsult;
    if (type == "RETREAT") return kRetreat;
    return {};
}

bool is_event_type(std::string_view word) {
    return in(kTypes, word);
}
bool is_mode_of(std::string_view type, std::string_view mode) {
    return in(modes_of(type), mode);
}
bool is_context(std::string_view word) {
    return in(kContexts, word);
}
bool is_phase(std::string_view word) {
    return in(kPhases, word);
}
bool is_role(std::string_view word) {
    return in(kRoles, word);
}
bool is_effect(std::string_view word) {
    return in(kEffects, word);
}
bool is_participant_kind(std::string_view word) {
    return in(kKinds, word);
}
bool is_participant_class(std::string_view word) {
    return in(kClasses, word);
}
bool is_preposition(std::string_view word) {
    return in(kPrepositions, word);
}
bool is_built_in_class(std::string_view word) {
    return in(kBuiltIn, word);
}

bool is_act(std::string_view word) {
    return std::any_of(std::begin(kActs), std::end(kActs), [&](const Act& a) { return a.act == word; });
}

std::string_view type_of_act(std::string_view act) {
    for (const Act& a : kActs) {
        if (a.act == act) return a.type;
    }
    return {};
}

}  // namespace tallybook
