#include "codebook/forms.hpp"

#include <algorithm>

namespace tallybook {
namespace {

// Irregular verbs: lemma, then forms that no rule below makes.
constexpr std::string_view kVerbs[] = {
    "arise arose arisen",
    "awake awoke awoken",
    "be am is are was were been being 's 'm 're",
    "bear bore borne born",
    "beat beaten",
    "become became",
    "befall befell befallen",
    "begin began begun",
    "behold beheld",
    "bend bent",
    "beset beset",
    "bet bet",
    "bid bade bidden",
    "bind bound",
    "bite bit bitten",
    "bleed bled",
    "blow blew blown",
    "break broke broken",
    "breed bred",
    "bring brought",
    "broadcast broadcast",
    "build built",
    "burn burnt",
    "burst burst",
    "buy bought",
    "cast cast",
    "catch caught",
    "choose chose chosen",
    "cling clung",
    "come came",
    "cost cost",
    "creep crept",
    "cut cut",
    "deal dealt",
    "dig dug",
    "dive dove",
    "do did done does",
    "draw drew drawn",
    "dream dreamt",
    "drink drank drunk",
    "drive drove driven",
    "dwell dwelt",
    "eat ate eaten",
    "fall fell fallen",
    "feed fed",
    "feel felt",
    "fight fought",
    "find found",
    "flee fled",
    "fling flung",
    "fly flew flown",
    "forbid forbade forbidden",
    "forecast forecast",
    "foresee foresaw foreseen",
    "forget forgot forgotten",
    "forgive forgave forgiven",
    "forgo forwent forgone",
    "forsake forsook forsaken",
    "freeze froze frozen",
    "get got gotten",
    "give gave given",
    "go went gone goes",
    "grind ground",
    "grow grew grown",
    "hang hung",
    "have had has 've",
    "hear heard",
    "hew hewn",
    "hide hid hidden",
    "hit hit",
    "hold held",
    "hurt hurt",
    "inflict inflicted",
    "input input",
    "keep kept",
    "kneel knelt",
    "know knew known",
    "lay laid",
    "lead led",
    "lean leant",
    "leap leapt",
    "learn learnt",
    "leave left",
    "lend lent",
    "let let",
    "lie lay lain lying",
    "light lit",
    "lose lost",
    "make made",
    "mean meant",
    "meet met",
    "mislead misled",
    "mistake mistook mistaken",
    "mow mown",
    "offset offset",
    "outbid outbid",
    "outdo outdid outdone",
    "outfight outfought",
    "outlay outlaid",
    "outrun outran",
    "overcome overcame",
    "overdo overdid overdone",
    "overfly overflew overflown",
    "overhear overheard",
    "override overrode overridden",
    "overrun overran overrun",
    "oversee oversaw overseen",
    "overtake overtook overtaken",
    "overthrow overthrew overthrown",
    "partake partook partaken",
    "pay paid",
    "plead pled",
    "prove proven",
    "put put",
    "quit quit",
    "read read",
    "rebuild rebuilt",
    "redo redid redone",
    "remake remade",
    "rend rent",
    "repay repaid",
    "rescind rescinded",
    "resell resold",
    "retake retook retaken",
    "rethink rethought",
    "rewrite rewrote rewritten",
    "rid rid",
    "ride rode ridden",
    "ring rang rung",
    "rise rose risen",
    "run ran",
    "saw sawn",
    "say said",
    "see saw seen",
    "seek sought",
    "sell sold",
    "send sent",
    "set set",
    "sew sewn",
    "shake shook shaken",
    "shave shaven",
    "shear shorn",
    "shed shed",
    "shine shone",
    "shoot shot",
    "show shown",
    "shrink shrank shrunk",
    "shut shut",
    "sing sang sung",
    "sink sank sunk sunken",
    "sit sat",
    "slay slew slain",
    "sleep slept",
    "slide slid",
    "sling slung",
    "slit slit",
    "smell smelt",
    "smite smote smitten",
    "sow sown",
    "speak spoke spoken",
    "speed sped",
    "spend spent",
    "spill spilt",
    "spin spun",
    "spit spat",
    "split split",
    "spoil spoilt",
    "spread spread",
    "spring sprang sprung",
    "stand stood",
    "stave stove",
    "steal stole stolen",
    "stick stuck",
    "sting stung",
    "stink stank stunk",
    "strew strewn",
    "stride strode stridden",
    "strike struck stricken",
    "string strung",
    "strive strove striven",
    "swear swore sworn",
    "sweep swept",
    "swell swollen",
    "swim swam swum",
    "swing swung",
    "take took taken",
    "teach taught",
    "tear tore torn",
    "tell told",
    "think thought",
    "thrive throve thriven",
    "throw threw thrown",
    "thrust thrust",
    "tread trod trodden",
    "undercut undercut",
    "undergo underwent undergone",
    "understand understood",
    "undertake undertook undertaken",
    "undo undid undone",
    "unwind unwound",
    "uphold upheld",
    "upset upset",
    "wage waged",
    "wake woke woken",
    "waylay waylaid",
    "wear wore worn",
    "weave wove woven",
    "wed wed",
    "weep wept",
    "win won",
    "wind wound",
    "withdraw withdrew withdrawn",
    "withhold withheld",
    "withstand withstood",
    "wring wrung",
    "write wrote written",
    "bivouac bivouacked bivouacking",
    "panic panicked panicking",
    "traffic trafficked trafficking",
    "mimic mimicked mimicking",
    "picnic picnicked picnicking",
    "die dying",
    "tie tying",
    "vie vying",
    "untie untying",
};

constexpr std::string_view kNouns[] = {
    "man men",
    "woman women",
    "child children",
    "foot feet",
    "tooth teeth",
    "goose geese",
    "mouse mice",
    "ox oxen",
    "person people persons",
    "die dice",
    "crisis crises",
    "analysis analyses",
    "basis bases",
    "hypothesis hypotheses",
    "oasis oases",
    "thesis theses",
    "parenthesis parentheses",
    "synthesis syntheses",
    "diagnosis diagnoses",
    "criterion criteria",
    "phenomenon phenomena",
    "medium media",
    "datum data",
    "bacterium bacteria",
    "memorandum memoranda",
    "referendum referenda",
    "curriculum curricula",
    "stratum strata",
    "appendix appendices",
    "index indices",
    "matrix matrices",
    "axis axes",
    "corps corps",
    "series series",
    "species species",
    "aircraft aircraft",
    "spacecraft spacecraft",
    "hovercraft hovercraft",
    "genocide genocides",
    "coup coups",
    "coup_d'etat coups",
    "bureau bureaux",
    "plateau plateaux",
    "chateau chateaux",
    "alumnus alumni",
    "nucleus nuclei",
    "radius radii",
    "fungus fungi",
    "cactus cacti",
    "stimulus stimuli",
    "passerby passersby",
    "attorney attorneys",
};

bool is_vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

void add_irregular(std::string_view lemma, const std::string_view* table, size_t count, std::vector<std::string>& out) {
    for (size_t i = 0; i < count; ++i) {
        const std::string_view row = table[i];
        const size_t space = row.find(' ');
        if (row.substr(0, space) != lemma) continue;
        for (size_t at = space + 1; at <= row.size();) {
            const size_t end = std::min(row.find(' ', at), row.size());
            out.emplace_back(row.substr(at, end - at));
            at = end + 1;
        }
    }
}

// Endings with the lemma's last letter as it is, without its e, with y turned to i, and doubled.
void add_endings(const std::string& lemma, std::initializer_list<std::string_view> endings,
                 std::vector<std::string>& out) {
    const char last = lemma.back();
    const std::string stem = lemma.substr(0, lemma.size() - 1);
    const bool doubles =
        lemma.size() >= 3 && !is_vowel(last) && is_vowel(stem.back()) && last != 'w' && last != 'x' && last != 'y';
    for (std::string_view e : endings) {
        out.push_back(lemma + std::string(e));
        if (last == 'e' && e[0] != 's') out.push_back(stem + std::string(e));
        if (last == 'y' && e[0] == 'e') out.push_back(stem + "i" + std::string(e));
        if (doubles && e[0] != 's') out.push_back(lemma + last + std::string(e));
    }
}

}  // namespace

std::vector<std::string> forms_of(TriggerKind kind, std::string_view lemma_view) {
    const std::string lemma(lemma_view);
    std::vector<std::string> out = {lemma};
    if (lemma.size() < 2) return out;
    switch (kind) {
        case TriggerKind::Verb:
            add_endings(lemma, {"s", "es", "ed", "ing"}, out);
            if (lemma.back() == 'e') out.push_back(lemma + "d");
            add_irregular(lemma, kVerbs, std::size(kVerbs), out);
            break;
        case TriggerKind::Noun:
            add_endings(lemma, {"s", "es"}, out);
            if (lemma.ends_with("sis")) out.push_back(lemma.substr(0, lemma.size() - 3) + "ses");
            if (lemma.ends_with('f')) out.push_back(lemma.substr(0, lemma.size() - 1) + "ves");
            if (lemma.ends_with("fe")) out.push_back(lemma.substr(0, lemma.size() - 2) + "ves");
            if (lemma.ends_with("man")) out.push_back(lemma.substr(0, lemma.size() - 3) + "men");
            add_irregular(lemma, kNouns, std::size(kNouns), out);
            break;
        case TriggerKind::Adjective:
            add_endings(lemma, {"er", "est"}, out);
            if (lemma.back() == 'e') {
                out.push_back(lemma + "r");
                out.push_back(lemma + "st");
            }
            break;
    }
    std::sort(out.begin() + 1, out.end());
    out.erase(std::unique(out.begin() + 1, out.end()), out.end());
    return out;
}

}  // namespace tallybook
