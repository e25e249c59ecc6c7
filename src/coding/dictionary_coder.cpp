#include "coding/dictionary_coder.hpp"

#include <algorithm>

#include "codebook/petrarch_import.hpp"
#include "coding/draft.hpp"
#include "report/json_writer.hpp"

namespace tallybook {
namespace {

constexpr size_t kLongestAside = 8;  // words between commas that are left out before a verb

bool coded(std::string_view code) {
    return !code.empty() && code.find_first_of("-+#") != 0;
}

struct Verb {
    uint32_t token = 0;
    size_t first_word = 0, last_word = 0;  // of the verb with what belongs to it ("wire tapped", "cordoned off")
    std::vector<const VerbForm*> forms;    // the same words may stand in several blocks
};

struct Triple {
    std::string source, event, target;
    bool operator==(const Triple&) const = default;
};

class SentenceCoder {
public:
    SentenceCoder(const Tree& tree, TokenSpan tokens, const Dictionaries& dictionaries, const DictionaryWords& words)
        : tree_(tree), tokens_(tokens), dictionaries_(dictionaries), words_(words), done_(tokens.size()) {}

    struct Found {
        uint32_t verb = 0;
        std::string rule;
        const DictionaryPhrase *source = nullptr, *target = nullptr;
        std::vector<Triple> triples;
    };

    std::vector<Found> run() {
        std::vector<Found> found;
        const auto& words = words_.words();
        for (size_t w = 0; w < words.size(); ++w) {
            const uint32_t token = words[w].token;
            if (done_[token - tokens_.begin] || !may_be_verb(token)) continue;
            const auto verb = verb_at(w);
            if (!verb) continue;
            if (auto one = code(*verb)) found.push_back(std::move(*one));
        }
        return found;
    }

private:
    bool may_be_verb(uint32_t i) const {
        if (!tree_.token(i).tag.starts_with("VB")) return false;  // no modals
        return tree_.dep(i) != Dep::Amod && tree_.dep(i) != Dep::Compound;
    }

    // The longest form of the dictionaries around the word.
    std::optional<Verb> verb_at(size_t w) const {
        const auto& words = words_.words();
        const auto it = dictionaries_.verbs.find(words[w].text);
        if (it == dictionaries_.verbs.end()) return std::nullopt;
        std::optional<Verb> found;
        for (const VerbForm& form : it->second) {
            if (form.before.size() > w) continue;
            bool fits = true;
            for (size_t k = 0; k < form.before.size(); ++k)
                fits &= words[w - form.before.size() + k].text == form.before[k];
            size_t last = w;
            for (const std::string& wanted : form.after) {
                size_t next = last + 1;
                while (next < words.size() && next < last + 3 && words[next].text != wanted &&
                       tree_.dep(words[next].token) == Dep::Det)
                    ++next;
                if (next >= words.size() || words[next].text != wanted) {
                    fits = false;
                    break;
                }
                last = next;
            }
            if (!fits) continue;
            if (!found) found = Verb{words[w].token, w - form.before.size(), last, {}};
            if (found->first_word == w - form.before.size() && found->last_word == last) found->forms.push_back(&form);
        }
        return found;
    }

    // The tokens of the verb's phrase: what hangs on it, without verbs that are coordinated to it.
    bool in_phrase(uint32_t verb, uint32_t token) const {
        const uint32_t top = tree_.dep(verb) == Dep::Aux || tree_.dep(verb) == Dep::AuxPass ? tree_.head(verb) : verb;
        for (uint32_t i = token;; i = tree_.head(i)) {
            if (i == top) return true;
            if (tree_.root(i)) return false;
            if (tree_.dep(i) == Dep::Conj && tree_.verb(i) && tree_.head(i) == top) return false;
        }
    }

    // A piece that the parser could not hang anywhere: a noun's tree of its own behind the verb's.
    bool fragment(uint32_t verb, uint32_t token) const {
        const auto root = [&](uint32_t i) {
            while (!tree_.root(i)) i = tree_.head(i);
            return i;
        };
        const uint32_t top = root(token);
        return top != root(verb) && top > verb && !tree_.verb(top);
    }

    VerbPlace place_of(const Verb& verb) const {
        const auto& words = words_.words();
        VerbPlace place;
        place.upper_end = verb.first_word;
        place.upper_begin = clause_begin(verb.first_word);
        place.lower_begin = verb.last_word + 1;
        place.lower_end = place.lower_begin;
        while (place.lower_end < words.size() && (in_phrase(verb.token, words[place.lower_end].token) ||
                                                  fragment(verb.token, words[place.lower_end].token)))
            ++place.lower_end;
        if (place.lower_end == place.lower_begin) {  // "seized and burned flags": the object hangs on the last verb
            for (const uint32_t c : tree_.children(verb.token))
                if (tree_.dep(c) == Dep::Conj && tree_.verb(c) && c > verb.token && c <= verb.token + 3)
                    while (place.lower_end < words.size() && tree_.dominates(verb.token, words[place.lower_end].token))
                        ++place.lower_end;
        }
        return place;
    }

    // A comma between clauses ends what belongs to a verb before it; commas of lists and appositions do not, and short
    // asides are passed over.
    size_t clause_begin(size_t word) const {
        const auto& words = words_.words();
        size_t begin = word;
        size_t since = 0;  // words since the last comma passed
        bool aside = false;
        while (begin > 0) {
            const uint32_t token = words[begin - 1].token;
            if (!tree_.is(token, {",", ";", ":"})) {
                ++since;
                --begin;
                continue;
            }
            const bool inside = phrase_comma(token);
            if (!inside) {
                if (aside && since > kLongestAside) return begin;
                if (aside) {
                    aside = false;
                } else {
                    // An aside only if another comma opens it.
                    size_t open = begin - 1, count = 0;
                    while (open > 0 && !tree_.is(words[open - 1].token, {",", ";", ":"})) {
                        --open;
                        ++count;
                    }
                    if (open == 0 || count > kLongestAside) return begin;
                    aside = true;
                }
                since = 0;
            }
            --begin;
        }
        return begin;
    }

    bool phrase_comma(uint32_t comma) const {
        const uint32_t head = tree_.head(comma);
        if (tree_.noun(head) || tree_.token(head).pos == "ADJ" || tree_.token(head).pos == "NUM" || tree_.pronoun(head))
            return true;
        const DictionaryPhrase* p = words_.phrase_at(comma);
        return p != nullptr;
    }

    const DictionaryPhrase* subject_of(uint32_t verb) const {
        const uint32_t top = tree_.dep(verb) == Dep::Aux || tree_.dep(verb) == Dep::AuxPass ? tree_.head(verb) : verb;
        uint32_t v = top;
        for (int depth = 0; depth < 8; ++depth) {
            for (const uint32_t c : tree_.children(v))
                if (tree_.dep(c) == Dep::Nsubj || tree_.dep(c) == Dep::NsubjPass || tree_.dep(c) == Dep::Csubj) {
                    if (tree_.tagged(c, {"WDT", "WP"}) && tree_.dep(v) == Dep::Relcl)
                        return words_.phrase_at(tree_.head(v));
                    return words_.phrase_at(c);
                }
            if (tree_.root(v)) return nullptr;
            const Dep d = tree_.dep(v);
            if (d == Dep::Acl || d == Dep::Relcl) {
                const uint32_t above = tree_.head(v);
                if (tree_.noun(above) && tree_.tagged(v, {"VBG", "VBN", "VBD"})) return words_.phrase_at(above);
            }
            if (d == Dep::Ccomp && !tree_.tagged(v, {"VB", "VBG"})) return nullptr;  // "…, an official said"
            v = tree_.head(v);
        }
        return nullptr;
    }

    // The nearest actor before the verb that is not the target.
    const DictionaryPhrase* nearest_before(const VerbPlace& place, const DictionaryPhrase* target) const {
        for (size_t i = place.upper_end; i > place.upper_begin; --i) {
            const DictionaryPhrase* p = words_.phrase_at(words_.words()[i - 1].token);
            if (p != nullptr && p->coded() && !same(p, target)) return p;
        }
        return nullptr;
    }

    static bool same(const DictionaryPhrase* a, const DictionaryPhrase* b) {
        return a == b || (a && b && a->codes() == b->codes());
    }

    const DictionaryPhrase* first_behind(const VerbPlace& place) const {
        for (size_t i = place.lower_begin; i < place.lower_end; ++i) {
            const DictionaryPhrase* p = words_.phrase_at(words_.words()[i].token);
            if (p != nullptr && p->coded()) return p;
        }
        return nullptr;
    }

    bool turned_round(uint32_t verb) const {
        if (!tree_.passive(verb)) return false;
        for (const uint32_t c : tree_.children(verb))
            if (tree_.dep(c) == Dep::Agent || (tree_.dep(c) == Dep::Prep && tree_.is(c, {"by"})))
                return tree_.has_child(verb, {Dep::AuxPass});
        return false;
    }

    std::optional<Found> code(const Verb& verb) {
        const VerbPlace place = place_of(verb);
        std::optional<PatternFit> fit;
        const VerbForm* form = verb.forms[0];
        for (const VerbForm* f : verb.forms) {
            const auto one = best_pattern(words_, place, dictionaries_, dictionaries_.blocks[f->block]);
            if (one && (!fit || one->words > fit->words)) fit = one;
            if (!coded(form->code)) form = f;
        }
        const std::string& event = fit ? fit->pattern->code : form->code;
        if (!coded(event)) return std::nullopt;
        for (size_t i = place.lower_begin; i < place.lower_end; ++i)
            done_[words_.words()[i].token - tokens_.begin] = true;
        Found found;
        found.verb = verb.token;
        found.rule = (fit ? fit->pattern->where : form->where) + ":" + form->verb;
        found.target = fit && fit->target ? fit->target : first_behind(place);
        found.source = fit && fit->source ? fit->source : nullptr;
        const bool both = fit && fit->source != nullptr && fit->source == fit->target;
        if (found.source == nullptr) {
            const DictionaryPhrase* subject = subject_of(verb.token);
            found.source = subject && subject->coded() && !same(subject, found.target)
                               ? subject
                               : nearest_before(place, found.target);
        }
        const size_t colon = event.find(':');
        if (found.target == nullptr && colon != std::string::npos) found.target = found.source;  // "Aal and Bru met"
        if (found.source == nullptr || found.target == nullptr) return std::nullopt;
        if (!both && !(fit && fit->source) && !(fit && fit->target) && turned_round(verb.token))
            std::swap(found.source, found.target);
        add(found, found.source->codes(), found.target->codes(), event.substr(0, colon));
        if (colon != std::string::npos)
            add(found, found.target->codes(), found.source->codes(), event.substr(colon + 1));
        if (found.triples.empty()) return std::nullopt;
        return found;
    }

    static void add(Found& found, const std::vector<std::string>& sources, const std::vector<std::string>& targets,
                    const std::string& event) {
        if (!coded(event)) return;
        for (const std::string& s : sources)
            for (const std::string& t : targets) {
                Triple triple{s, event, t};
                if (s != t && std::find(found.triples.begin(), found.triples.end(), triple) == found.triples.end())
                    found.triples.push_back(std::move(triple));
            }
    }

    const Tree& tree_;
    const TokenSpan tokens_;
    const Dictionaries& dictionaries_;
    const DictionaryWords& words_;
    std::vector<bool> done_;
};

std::string codes_json(const std::vector<Triple>& triples) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.key("cameo");
    json.begin_array();
    for (const Triple& t : triples) {
        json.begin_object();
        json.field("event", t.event);
        json.field("source", t.source);
        json.field("target", t.target);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return out;
}

bool discarded(const DictionaryWords& sentence, const Dictionaries& dictionaries, bool& whole) {
    std::vector<std::string_view> words;
    for (const auto& w : sentence.words()) words.push_back(w.text);
    bool found = false;
    for (const Discard& d : dictionaries.discards)
        for (size_t at = 0; at < words.size(); ++at)
            if (phrase_length(d.words, words, at) > 0) {
                found = true;
                whole |= d.whole_report;
                break;
            }
    return found;
}

std::string day_of_report(const Report& report) {
    std::string day;
    if (report.published)
        for (char c : report.published->substr(0, 10))
            if (c != '-') day += c;
    return day.size() == 8 ? day : "";
}

void add_people(Mention& mention, const Tree& tree, const DictionaryPhrase& phrase, const char* role) {
    for (const DictionaryPhrase::Member& m : phrase.members) {
        if (m.codes.empty()) continue;
        Participant p;
        p.role = role;
        p.span = tree.bytes(tree.phrase(m.head));
        p.head_token = m.head;
        mention.participants.push_back(std::move(p));
    }
}

}  // namespace

Records code_by_dictionaries(const Report& report, const Codebook& codebook, const Dictionaries& dictionaries) {
    Records records;
    const Tree tree(report);
    const WordFacts facts(tree, codebook);
    const std::string day = day_of_report(report);
    for (const Sentence& sentence : report.sentences) {
        const DictionaryWords words(tree, sentence.tokens, dictionaries, day);
        bool whole = false;
        const bool out = discarded(words, dictionaries, whole);
        if (whole) return {};
        if (out || !sentence.analysed) continue;
        for (auto& found : SentenceCoder(tree, sentence.tokens, dictionaries, words).run()) {
            Mention m;
            m.id = report.id + "/m" + std::to_string(records.mentions.size() + 1);
            m.type = plover_type(found.triples.front().event);
            const Modality modality = modality_of(facts, found.verb);
            m.polarity = modality.polarity;
            m.phase = modality.phase;
            m.trigger = tree.token(found.verb).span;
            m.reciprocal = found.source == found.target;
            add_people(m, tree, *found.source, "actor");
            if (!m.reciprocal) add_people(m, tree, *found.target, "recipient");
            m.evidence.push_back(sentence.span);
            m.rule = found.rule;
            m.score = 0.5 + 0.1 * static_cast<double>(std::min<size_t>(m.participants.size(), 3));
            m.codes = codes_json(found.triples);
            records.mentions.push_back(std::move(m));
        }
    }
    return records;
}

}  // namespace tallybook
