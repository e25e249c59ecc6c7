// What stands around names, when all of them are read. A person's name is written with his title ("Foreign Secretary
// Boris Johnson"), an office or a body is named by its capitals ("the Foreign Secretary", "the Coalition"), a people, a
// place or a state's forces by more words than the name in it ("Iraqi people", "city of Mosul", "U.S. military").
//
// A title widens the person's span and leaves his tokens; all others become names of their own without tokens, so that
// the coder goes on reading the names inside and analysts see what the text calls them. Reading them as one name with
// tokens was turned down: what a noun makes of a nationality depends on the sentence, which only the coder knows.
#include <algorithm>

#include "base/name_key.hpp"
#include "base/text.hpp"
#include "values/name_drafts.hpp"

namespace tallybook::name_reading {
namespace {

bool is_office(std::string_view word) {
    return one_of(word, {"president",      "premier",   "chancellor", "minister",     "secretary",  "ambassador",
                         "representative", "envoy",     "governor",   "mayor",        "chairman",   "chairwoman",
                         "spokesperson",   "spokesman", "senator",    "commissioner", "commander",  "coordinator",
                         "spokeswoman",    "advisor",   "adviser",    "director",     "prosecutor", "speaker"});
}

// Titles that stand before a name only.
bool is_title(std::string_view word) {
    return is_office(word) ||
           one_of(word,
                  {"mr",   "mrs",     "ms",         "dr",         "prof",      "professor", "sir",      "lord",
                   "lady", "general", "gen",        "lieutenant", "lt",        "colonel",   "col",      "major",
                   "maj",  "captain", "capt",       "sergeant",   "sgt",       "admiral",   "adm",      "brigadier",
                   "brig", "marshal", "corporal",   "private",    "king",      "queen",     "prince",   "princess",
                   "emir", "sultan",  "sheikh",     "sheik",      "ayatollah", "imam",      "mullah",   "maulana",
                   "pope", "bishop",  "archbishop", "cardinal",   "father",    "rev",       "reverend", "sen",
                   "rep",  "gov",     "judge",      "justice",    "inspector", "he"});
}

// Words that stand in a title beside its noun: "Deputy", "Special", "Foreign".
bool is_title_part(std::string_view word) {
    return one_of(
        word,
        {"prime",     "deputy",    "vice",        "foreign",      "defence",       "defense",  "interior",  "home",
         "finance",   "justice",   "special",     "senior",       "chief",         "acting",   "assistant", "high",
         "permanent", "principal", "state",       "general",      "under",         "crown",    "staff",     "attorney",
         "health",    "oil",       "energy",      "information",  "national",      "security", "press",     "culture",
         "education", "trade",     "development", "presidential", "international", "first",    "supreme"});
}

bool is_body(std::string_view word) {
    return one_of(word, {"coalition", "government", "ministry",   "department", "army",     "council", "alliance",
                         "union",     "commission", "opposition", "parliament", "navy",     "agency",  "authority",
                         "assembly",  "congress",   "senate",     "court",      "tribunal", "embassy", "party"});
}

bool is_settlement(std::string_view word) {
    return one_of(word, {"city", "town", "village", "province", "district", "region", "governorate", "suburb",
                         "neighborhood", "neighbourhood", "area", "port", "island", "state"});
}

bool is_direction(std::string_view word) {
    return one_of(word, {"northern", "southern", "eastern", "western", "central", "north-eastern", "northeastern",
                         "north-western", "northwestern", "south-eastern", "southeastern", "south-western",
                         "southwestern", "north", "south", "east", "west"});
}

class NamePhrases {
public:
    NamePhrases(Report& report, const Codebook& codebook)
        : report_(report),
          codebook_(codebook),
          date_(report.published.value_or("")),
          at_(report.tokens.size(), kNone) {}

    void run() {
        for (uint32_t n = 0; n < report_.names.size(); ++n) {
            for (uint32_t i = report_.names[n].tokens.begin; i < report_.names[n].tokens.end; ++i) at_[i] = n;
        }
        for (const Sentence& s : report_.sentences) {
            sentence_ = &s;
            for (uint32_t i = s.tokens.begin; i < s.tokens.end;) i = std::max(i + 1, read_at(i));
        }
        drop_halves();
        for (NameRef& n : found_) report_.names.push_back(std::move(n));
        std::stable_sort(report_.names.begin(), report_.names.end(), [](const NameRef& a, const NameRef& b) {
            return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
        });
    }

private:
    static constexpr uint32_t kNone = 0xFFFFFFFFu;

    const Token& token(uint32_t i) const { return report_.tokens[i]; }
    std::string word(uint32_t i) const { return lower(name_key::strip(token(i).text)); }
    bool capital(uint32_t i) const { return is_capital(token(i).text[0]); }
    NameRef* name_at(uint32_t i) { return at_[i] == kNone ? nullptr : &report_.names[at_[i]]; }

    // Reads what begins at token i; where it ends, or i.
    uint32_t read_at(uint32_t i) {
        if (const uint32_t end = title_at(i); end > i) return end;
        if (const uint32_t end = actor_phrase(i); end > i) return end;
        if (const uint32_t end = place_phrase(i); end > i) return end;
        return body_at(i);
    }

    // ---- titles and offices

    // "Iraqi", "UN", "Foreign Office" in front of an office; "of State", "for the Middle East" behind it.
    uint32_t title_at(uint32_t begin) {
        if (!capital(begin)) return begin;
        if (begin > sentence_->tokens.begin && capital(begin - 1) && token(begin - 1).pos == "PROPN" &&
            at_[begin - 1] == kNone)
            return begin;
        uint32_t i = begin;
        if (owns_office(i)) i = name_at(i)->tokens.end;
        uint32_t nouns = 0, words = 0, last_office = kNone;
        while (i < sentence_->tokens.end && capital(i) && !is_person(i)) {
            const std::string w = word(i);
            if (is_title(w)) {
                ++nouns;
                if (is_office(w)) last_office = i;
            } else if (!is_title_part(w)) {
                break;
            }
            ++words;
            ++i;
            if (i < sentence_->tokens.end && token(i).text == "." && token(i - 1).text.size() <= 4) ++i;
        }
        if (nouns == 0) return begin;
        if (last_office + 1 == i && last_office != kNone) i = complement(i);
        if (i < sentence_->tokens.end && is_person(i) && name_at(i)->tokens.begin == i) {
            NameRef& person = *name_at(i);
            const uint32_t end = person.tokens.end;
            clear_within(begin, i);
            person.span.begin = token(begin).span.begin;
            return end;
        }
        const bool alone = words == 1 && begin + 1 == i;
        if (last_office == kNone || (alone && !after_the(begin)) || within_longer(begin, i)) return begin;
        clear_within(begin, i);
        add({begin, i}, NameKind::Person, holder(begin, i));
        return i;
    }

    // A nationality, a body or an abbreviation ("Iraqi", "Foreign Office", "UN"); "Turkey" ends what stands before.
    bool owns_office(uint32_t i) {
        const NameRef* n = name_at(i);
        if (n == nullptr || n->kind == NameKind::Person || n->tokens.begin != i || breaks_after(n->tokens.end - 1))
            return false;
        const std::string letters = name_key::strip(token(i).text);
        const bool acronym =
            n->tokens.size() == 1 && letters.size() >= 2 && std::all_of(letters.begin(), letters.end(), is_capital);
        if (n->kind == NameKind::State || n->kind == NameKind::Place) return acronym;
        return acronym || !n->id.empty() || n->tokens.size() > 1;
    }

    bool breaks_after(uint32_t i) const {
        return i + 1 < report_.tokens.size() &&
               report_.text().substr(token(i).span.end, token(i + 1).span.begin - token(i).span.end).find('\n') !=
                   std::string_view::npos;
    }

    bool is_person(uint32_t i) { return name_at(i) != nullptr && name_at(i)->kind == NameKind::Person; }

    // "of State", "of Defense", "for the Middle East", "for Refugees".
    uint32_t complement(uint32_t i) const {
        if (i + 1 >= sentence_->tokens.end || !one_of(token(i).text, {"of", "for", "to"})) return i;
        uint32_t k = i + 1;
        if (is_determiner(token(k).text)) ++k;
        const uint32_t first = k;
        while (k < sentence_->tokens.end && capital(k) && !(at_[k] != kNone && is_person_name(k))) ++k;
        if (k == first) return i;
        const NameRef* inner = at_[first] == kNone ? nullptr : &report_.names[at_[first]];
        if (inner != nullptr && inner->kind == NameKind::State && token(i).text != "for") return i;
        return k;
    }

    bool is_person_name(uint32_t i) const { return report_.names[at_[i]].kind == NameKind::Person; }

    bool after_the(uint32_t i) const {
        return i > sentence_->tokens.begin && (token(i - 1).text == "the" || token(i - 1).text == "The");
    }

    // "Secretary General of …", "Minister Street": the next word belongs to the name too.
    bool within_longer(uint32_t, uint32_t end) const {
        return end < sentence_->tokens.end && capital(end) && token(end).pos == "PROPN" && at_[end] == kNone;
    }

    // Who holds the office, if a nationality in front of it tells whose it is.
    const Actor* holder(uint32_t begin, uint32_t end) {
        const NameRef* owner = name_at(begin);
        if (owner == nullptr || owner->id.empty()) return nullptr;
        const Actor* actor = codebook_.actor(owner->id);
        if (actor == nullptr || actor->country.empty() || codebook_.state(actor->country) != actor) return nullptr;
        std::string title;
        for (uint32_t i = owner->tokens.end; i < end; ++i) title += (title.empty() ? "" : " ") + word(i);
        return title.empty() || date_.empty() ? nullptr : codebook_.holder(actor->country, title, date_);
    }

    // What the tagger made of parts of a title ("Foreign", "State") is no name.
    void clear_within(uint32_t begin, uint32_t end) {
        for (uint32_t i = begin; i < end; ++i) {
            const NameRef* n = name_at(i);
            if (n != nullptr && n->id.empty() && n->kind != NameKind::Place && n->tokens.begin >= begin &&
                n->tokens.size() <= 2 && is_title_part(word(n->tokens.begin)))
                halves_.push_back(at_[i]);
        }
    }

    void drop_halves() {
        std::sort(halves_.begin(), halves_.end());
        halves_.erase(std::unique(halves_.begin(), halves_.end()), halves_.end());
        for (auto it = halves_.rbegin(); it != halves_.rend(); ++it) report_.names.erase(report_.names.begin() + *it);
    }

    // ---- phrases

    // "Iraqi security forces", "U.S. military", "people of Iraq": what the codebook knows as one actor and the names'
    // reader took the first word of.
    uint32_t actor_phrase(uint32_t i) {
        const NameRef* name = name_at(i);
        if (name == nullptr || name->tokens.begin != i || name->id.empty()) return i;
        std::vector<std::string_view> words;
        for (uint32_t k = i; k < sentence_->tokens.end && k < i + 12; ++k) words.push_back(token(k).text);
        const ActorMatch match = codebook_.actor_at(words, date_);
        if (match.actor == nullptr || match.words <= name->tokens.size() || match.actor->person || match.metonym ||
            !match.affiliation.empty())
            return i;
        const uint32_t end = i + match.words;
        if (at_[end - 1] == at_[i]) return i;
        const bool group = match.actor->kind == "armed-group" || match.actor->kind == "civilians";
        add({i, end}, group ? NameKind::Group : NameKind::Organisation, match.actor);
        return end;
    }

    // "city of Mosul", "eastern Aleppo", "Anbar province".
    uint32_t place_phrase(uint32_t i) {
        uint32_t begin = i, at = i;
        if (is_settlement(word(i)) && i + 2 < sentence_->tokens.end && token(i + 1).text == "of") {
            at = i + 2;
        } else if (is_direction(word(i)) && i + 1 < sentence_->tokens.end) {
            at = i + 1;
        }
        const NameRef* name = at < sentence_->tokens.end ? name_at(at) : nullptr;
        if (name == nullptr || name->tokens.begin != at) return i;
        // Where the words say that it is a place, the tagger's other opinion of an unknown name counts little.
        const bool unknown = name->id.empty() && (at == i + 2 || (at == i + 1 && name->kind == NameKind::Nationality));
        if (name->kind != NameKind::Place && name->kind != NameKind::State && !unknown) return i;
        uint32_t end = name->tokens.end;
        if (at == i && end < sentence_->tokens.end && is_settlement(word(end)) && name->kind == NameKind::Place) ++end;
        if (at == i + 2 && end < sentence_->tokens.end && is_settlement(word(end))) ++end;
        if (begin == at && end == name->tokens.end) return i;
        if (at > i && end < sentence_->tokens.end && at_[end] == kNone && capital(end)) return i;
        add({begin, end}, NameKind::Place, nullptr);
        return end;
    }

    // "the Coalition", "the Ministry": a body that the text names by a capital.
    uint32_t body_at(uint32_t i) {
        if (at_[i] != kNone || !capital(i) || !is_body(word(i)) || token(i).pos == "ADJ" ||
            i == sentence_->tokens.begin || token(i - 1).text != "the")
            return i;
        if (i + 1 < sentence_->tokens.end && (capital(i + 1) || token(i + 1).text == "of")) return i;
        if (lower(token(i).text.substr(1)) != token(i).text.substr(1)) return i;
        add({i, i + 1}, NameKind::Organisation, nullptr);
        return i + 1;
    }

    void add(TokenSpan tokens, NameKind kind, const Actor* actor) {
        NameRef name;
        name.tokens = {tokens.begin, tokens.begin};
        name.span = {token(tokens.begin).span.begin, token(tokens.end - 1).span.end};
        name.kind = kind;
        name.head = actor != nullptr ? actor->name : std::string(report_.slice(name.span));
        if (actor != nullptr) name.id = actor->id;
        found_.push_back(std::move(name));
    }

    Report& report_;
    const Codebook& codebook_;
    std::string date_;
    std::vector<uint32_t> at_;  // by token: index of the name that holds it
    const Sentence* sentence_ = nullptr;
    std::vector<NameRef> found_;
    std::vector<uint32_t> halves_;  // names to drop
};

}  // namespace

void read_name_phrases(Report& report, const Codebook& codebook) {
    NamePhrases(report, codebook).run();
}

}  // namespace tallybook::name_reading
