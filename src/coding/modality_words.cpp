#include "coding/modality_words.hpp"

#include "base/text.hpp"

namespace tallybook {

std::string_view phase_under(std::string_view lemma) {
    if (one_of(lemma, {"plan",      "intend", "prepare",  "promise",   "vow",         "agree", "pledge",   "decide",
                       "schedule",  "plot",   "aim",      "undertake", "commit",      "order", "instruct", "authorize",
                       "authorise", "direct", "consider", "mull",      "contemplate", "weigh", "ponder"}))
        return "planned";
    if (one_of(lemma, {"threaten", "threat"})) return "threatened";
    if (one_of(lemma, {"try", "attempt", "seek"})) return "attempted";
    if (one_of(lemma, {"foil", "thwart", "prevent", "avert", "disrupt", "repel", "intercept", "stop", "block"}))
        return "foiled";
    if (one_of(lemma, {"want",       "hope",    "wish",    "fear",        "urge",   "demand",  "call",     "ask",
                       "request",    "appeal",  "would",   "warn",        "expect", "suspect", "predict",  "advocate",
                       "propose",    "suggest", "risk",    "possibility", "threat", "danger",  "fear",     "intention",
                       "likelihood", "desire",  "advise",  "encourage",   "forbid", "ban",     "prohibit", "oppose",
                       "justify",    "capable", "able",    "ready",       "likely", "willing", "pressure", "press",
                       "push",       "beg",     "implore", "exhort",      "invite"}))
        return "hypothetical";
    return {};
}

bool negating(std::string_view lemma) {
    return one_of(lemma, {"fail", "refuse", "avoid", "decline", "refrain", "abstain", "neglect"});
}
bool denying(std::string_view lemma) {
    return one_of(lemma, {"deny", "refute", "dismiss", "rebut", "denial"});
}

bool telling_noun(std::string_view lemma) {
    return one_of(lemma, {"report",     "claim",   "rumour", "rumor",   "allegation", "story",   "suggestion",
                          "accusation", "account", "news",   "charge",  "notion",     "idea",    "talk",
                          "assertion",  "word",    "video",  "footage", "image",      "message", "post",
                          "tip",        "fear",    "theory", "belief"});
}
bool untrue(std::string_view lemma) {
    return one_of(
        lemma, {"false",  "invented",   "untrue",      "wrong",         "unfounded",   "baseless",       "nonsense",
                "hoax",   "lie",        "fiction",     "invention",     "fake",        "incorrect",      "rumour",
                "rumor",  "inaccurate", "fabrication", "myth",          "groundless",  "propaganda",     "fabricated",
                "bogus",  "mistaken",   "impossible",  "inconceivable", "unthinkable", "disinformation", "rubbish",
                "absurd", "erroneous",  "prank",       "made-up",       "unproven"});
}
bool refuting(std::string_view lemma) {
    return denying(lemma) ||
           one_of(lemma, {"reject", "debunk", "discount", "disprove", "invent", "fabricate", "retract", "withdraw",
                          "contradict", "scotch", "quash", "disavow", "dispel"});
}

bool bringing_about(std::string_view lemma) {
    return one_of(lemma, {"achieve", "obtain", "secure", "win", "gain", "get", "procure", "ensure", "effect", "provoke",
                          "bring", "attain", "cause"});
}

bool factual(std::string_view lemma) {
    return one_of(lemma,
                  {"begin",  "start",  "continue",   "manage", "proceed", "keep",   "help",     "dare",  "rush",
                   "see",    "watch",  "hear",       "make",   "let",     "have",   "resume",   "cease", "come",
                   "return", "happen", "say",        "report", "believe", "know",   "find",     "seem",  "appear",
                   "think",  "show",   "use",        "join",   "force",   "deploy", "send",     "admit", "be",
                   "stop",   "get",    "feel",       "oblige", "compel",  "end",    "be_going", "lead",  "go",
                   "cause",  "allege", "understand", "rumour", "rumor",   "prove"});
}

}  // namespace tallybook
