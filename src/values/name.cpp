#include "values/name.hpp"

#include <algorithm>

#include "base/name_key.hpp"
#include "base/text.hpp"
#include "values/name_drafts.hpp"

namespace tallybook {
namespace {

using namespace name_reading;

// What the tagger's label tells; none for times and numbers.
std::optional<NameKind> kind_of_label(std::string_view label) {
    static constexpr std::pair<std::string_view, NameKind> kKinds[] = {
        {"PERSON", NameKind::Person}, {"NORP", NameKind::Nationality}, {"ORG", NameKind::Organisation},
        {"GPE", NameKind::Place},     {"LOC", NameKind::Place},        {"FAC", NameKind::Facility},
        {"PRODUCT", NameKind::Other}, {"EVENT", NameKind::Other},      {"WORK_OF_ART", NameKind::Work},
        {"LAW", NameKind::Work},
    };
    for (const auto& [name, kind] : kKinds) {
        if (name == label) return kind;
    }
    return std::nullopt;
}

NameKind kind_of_actor(const Actor& actor, const Codebook& codebook) {
    if (actor.person) return NameKind::Person;
    if (codebook.state(actor.country) == &actor) return NameKind::State;
    if (actor.kind == "armed-group" || actor.kind == "civilians") return NameKind::Group;
    if (actor.kind == "facility") return NameKind::Facility;
    return NameKind::Organisation;
}

class NameReader : NameDrafts {
public:
    using NameDrafts::NameDrafts;

    void run() {
        for (const Sentence& s : report.sentences) {
            read_actors(s);
            read_entities(s);
            read_vessels(s);
            read_quoted(s);
        }
        order();
        read_abbreviations(*this);
        read_surnames(*this);
        order();
        finish();
    }

private:
    // ---- the codebook's actors

    // "Norland News/", "Oslo;": no name goes on behind such a token, whatever the tagger says.
    bool cuts_after(uint32_t i) const {
        const std::string_view text = token(i).text;
        return !text.empty() && std::string_view("/;:()[]|").find(text.back()) != std::string_view::npos;
    }

    // The entity that holds token i, without determiner and possessive ending; empty if none.
    TokenSpan entity_at(const Sentence& s, uint32_t i) const {
        if (token(i).entity.empty()) return {};
        uint32_t begin = i, end = i + 1;
        while (begin > s.tokens.begin && !token(begin).entity_begins && !cuts_after(begin - 1)) --begin;
        while (end < s.tokens.end && !token(end).entity.empty() && !token(end).entity_begins && !cuts_after(end - 1))
            ++end;
        return trimmed({begin, end});
    }

    void read_actors(const Sentence& s) {
        std::vector<std::string_view> words;
        for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) words.push_back(token(i).text);
        for (uint32_t i = s.tokens.begin; i < s.tokens.end;) {
            ActorMatch match = codebook.actor_at(std::span(words).subspan(i - s.tokens.begin), date);
            if (match.actor == nullptr) {
                if (token(i).text.size() > 3 && token(i).text.find('-', 1) != std::string_view::npos) split_token(i);
                ++i;
                continue;
            }
            const TokenSpan whole{i, i + match.words};
            const TokenSpan span = proper_part(words, i - s.tokens.begin, whole, match);
            const bool word = span.size() == 1 && is_word_of_acronym(i, *match.actor) && reads_as_word(s, i);
            if (!match.metonym && !word && !noun_with_capital(s, span, *match.actor) &&
                !part_of_longer(s, span, match)) {
                put({span,
                     {},
                     match.demonym ? NameKind::Nationality : kind_of_actor(*match.actor, codebook),
                     match.actor,
                     match.actor->name,
                     false});
            }
            i = span.end;
        }
    }

    // "Rioters" at the beginning of a sentence: a common noun that is spelled almost like a name.
    bool noun_with_capital(const Sentence& s, TokenSpan span, const Actor& actor) const {
        const Token& t = token(span.begin);
        return span.size() == 1 && span.begin == s.tokens.begin && t.pos == "NOUN" && t.entity.empty() &&
               t.text != actor.name && codebook.agent(t.lemma) != nullptr;
    }

    // "Iraqi army", "Hamas militants": the codebook knows them as actors, but the name is the first word; what the noun
    // makes of it is for the coder to say. `match` becomes that of the shorter name.
    TokenSpan proper_part(std::span<const std::string_view> all, uint32_t at, TokenSpan whole,
                          ActorMatch& match) const {
        if (!match.affiliation.empty() || is_capital(token(whole.end - 1).text[0])) return whole;
        for (uint32_t size = match.words; size-- > 1;) {
            if (!is_capital(all[at + size - 1][0])) continue;
            const ActorMatch shorter = codebook.actor_at(all.subspan(at, size), date);
            if (shorter.words != size || shorter.metonym) continue;
            // "Bosnian Serb forces", "Somali pirates": a group of its own, of which the nationality tells too little.
            if (shorter.demonym && match.actor->kind == "armed-group") return whole;
            match = shorter;
            return {whole.begin, whole.begin + size};
        }
        return whole;
    }

    // Whether the tagger sees a longer name here, of which these words are a part only.
    bool part_of_longer(const Sentence& s, TokenSpan span, const ActorMatch& match) const {
        const TokenSpan entity = entity_at(s, span.begin);
        if (entity.empty() || span.contains(entity) || !entity.contains(span)) return false;
        const std::string_view label = token(span.begin).entity;
        const bool common = match.demonym || codebook.state(match.actor->country) == match.actor;
        if (label == "GPE" || label == "LOC" || label == "NORP") return false;
        if (label == "PERSON") {
            // "Houthi Abdul Malik": the group's word does not belong to the name.
            const bool adjective = match.demonym || match.actor->kind == "armed-group";
            return !(adjective && span.begin == entity.begin && entity.end - span.end >= 2) && !match.actor->person;
        }
        // "Harbour Arena": an abbreviation written like a word names nobody within a longer name.
        const bool word_like = span.size() == 1 && entity.size() > 1 && is_word_of_acronym(span.begin, *match.actor);
        return common || word_like || span.end != entity.end;
    }

    // "Mend" of MEND: one of the actor's names, which the codebook writes in capitals only.
    bool is_word_of_acronym(uint32_t i, const Actor& actor) const {
        const std::string letters = name_key::strip(token(i).text);
        if (letters.size() < 4 || lower(letters.substr(1)) != letters.substr(1)) return false;
        return std::any_of(actor.aliases.begin(), actor.aliases.end(), [&](const std::string& alias) {
            return alias != token(i).text && lower(alias) == lower(letters) && lower(alias) != alias &&
                   is_capital(alias.back());
        });
    }

    // "Mend your ways", "Harbour Arena".
    bool reads_as_word(const Sentence& s, uint32_t i) const {
        if (!token(i).pos.empty() && token(i).pos != "PROPN" && token(i).pos != "NOUN") return true;
        return i > s.tokens.begin && token(i - 1).pos == "PROPN" && is_capital(token(i - 1).text[0]) &&
               taken[i - 1] == kFree && !is_determiner(token(i - 1).text);
    }

    // "U.S.-Iraq", "U.S.-led": one token, names in its parts.
    void split_token(uint32_t i) {
        const std::string_view text = token(i).text;
        if (!is_capital(text[0]) || text.size() != token(i).span.size()) return;
        for (size_t begin = 0; begin < text.size();) {
            const size_t end = std::min(text.find('-', begin), text.size());
            const std::string_view part = text.substr(begin, end - begin);
            const ActorMatch match = codebook.actor_at(std::span(&part, 1), date);
            if (match.actor != nullptr && !match.metonym) {
                const auto at = token(i).span.begin + static_cast<uint32_t>(begin);
                put({{i, i + 1},
                     ByteSpan{at, at + static_cast<uint32_t>(part.size())},
                     match.demonym ? NameKind::Nationality : kind_of_actor(*match.actor, codebook),
                     match.actor,
                     match.actor->name,
                     false});
            }
            begin = end + 1;
        }
    }

    // ---- the tagger's entities

    void read_entities(const Sentence& s) {
        for (uint32_t i = s.tokens.begin; i < s.tokens.end;) {
            if (token(i).entity.empty()) {
                ++i;
                continue;
            }
            uint32_t end = i + 1;
            while (end < s.tokens.end && !token(end).entity.empty() && !token(end).entity_begins) ++end;
            if (const auto kind = kind_of_label(token(i).entity)) {
                for (uint32_t begin = i; begin < end;) {
                    uint32_t part_end = begin + 1;
                    while (part_end < end && !cuts_after(part_end - 1)) ++part_end;
                    take_entity({begin, part_end}, *kind);
                    begin = part_end;
                }
            }
            i = end;
        }
    }

    void take_entity(TokenSpan span, NameKind kind) {
        span = trimmed(span);
        // What actors left over: of a person the rest is the name, of others nothing.
        while (!span.empty() && taken[span.begin] != kFree) {
            span.begin += 1;
            if (kind != NameKind::Person) span.begin = span.end;
        }
        span = trimmed(span);
        if (span.empty() || is_taken(span)) return;
        if (kind == NameKind::Person) span = person_part(span);
        if (span.empty() || !has_capital(span)) return;
        Draft draft;
        draft.tokens = span;
        draft.head = words(span);
        draft.kind = refined(span, kind, draft.head);
        draft.from_tagger = true;
        put(std::move(draft));
    }

    bool has_capital(TokenSpan span) const {
        for (uint32_t i = span.begin; i < span.end; ++i) {
            if (!token(i).text.empty() &&
                (is_capital(token(i).text[0]) || (token(i).text[0] >= '0' && token(i).text[0] <= '9')))
                return true;
        }
        return false;
    }

    // A person's name without the words of office before it ("President", "Gen.") and without what follows a comma.
    TokenSpan person_part(TokenSpan span) const {
        for (uint32_t i = span.begin; i < span.end; ++i) {
            if (one_of(token(i).text, {",", ";", ":", "(", "--"})) {
                span.end = i;
                break;
            }
        }
        while (span.size() > 1) {
            const std::string word = lower(token(span.begin).text);
            const bool title = word.ends_with('.') && word.size() > 2;
            if (!title && codebook.agent(word) == nullptr &&
                !one_of(word, {"president", "minister", "general", "mr", "mrs", "sheikh", "dr"}))
                break;
            ++span.begin;
        }
        return trimmed(span);
    }

    // "USS Mason", "MV Galaxy Star": the tagger takes ships for anything.
    void read_vessels(const Sentence& s) {
        for (uint32_t i = s.tokens.begin; i + 1 < s.tokens.end; ++i) {
            if (!one_of(token(i).text, {"USS", "HMS", "MV", "M/V", "MT", "M/T", "INS", "HMAS", "HMCS", "USNS", "RFA",
                                        "MS", "SS", "USCGC"}))
                continue;
            uint32_t end = i + 1;
            while (end < s.tokens.end && end < i + 5 && is_capital(token(end).text[0]) &&
                   (end == i + 1 || token(end).pos == "PROPN"))
                ++end;
            if (end == i + 1) continue;
            const TokenSpan span{i, end};
            for (uint32_t k = i; k < end; ++k) release(k);
            put({span, {}, NameKind::Vehicle, nullptr, words(span), false});
        }
    }

    // Two or more proper nouns in a row that nobody named yet, between quotation marks: an operation, a work.
    void read_quoted(const Sentence& s) {
        for (uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
            if (!one_of(token(i).text, {"\"", "\xE2\x80\x9C", "``"})) continue;
            uint32_t end = i + 1;
            while (end < s.tokens.end && is_capital(token(end).text[0]) && token(end).pos == "PROPN") ++end;
            if (end < i + 3 || end == s.tokens.end || !one_of(token(end).text, {"\"", "\xE2\x80\x9D", "''", ","}))
                continue;
            const TokenSpan span{i + 1, end};
            if (!is_taken(span)) put({span, {}, NameKind::Other, nullptr, words(span), true});
        }
    }

    void finish() {
        report.names.clear();
        for (const Draft& d : drafts) {
            NameRef name;
            name.tokens = d.tokens;
            name.span = d.part.value_or(ByteSpan{token(d.tokens.begin).span.begin, token(d.tokens.end - 1).span.end});
            while (name.span.size() > 1 &&
                   std::string_view("/;:,|").find(report.text()[name.span.end - 1]) != std::string_view::npos)
                --name.span.end;
            name.kind = d.kind;
            if (d.actor != nullptr) name.id = d.actor->id;
            name.head = d.head;
            report.names.push_back(std::move(name));
        }
        std::stable_sort(report.names.begin(), report.names.end(),
                         [](const NameRef& a, const NameRef& b) { return a.span.begin < b.span.begin; });
    }
};

}  // namespace

void read_names(Report& report, const Codebook& codebook) {
    NameReader(report, codebook).run();
    read_name_phrases(report, codebook);
}

}  // namespace tallybook
