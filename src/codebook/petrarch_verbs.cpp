// The verb dictionaries: synonym sets (&), blocks of verbs (--- NAME [CODE] ---), their forms, patterns (-),
// transformations (~). Three dialects are read by one reader: TABARI (no blocks: each verb has its own patterns),
// PETRARCH (blocks, "_" joins words), PETRARCH-2 (braces around noun phrases, parentheses around prepositions).
#include <algorithm>
#include <set>

#include "codebook/book.hpp"
#include "codebook/petrarch.hpp"

namespace tallybook {
namespace {

class VerbReader {
public:
    VerbReader(const DictionaryFile& file, Dictionaries& out) : file_(file), out_(out) {}

    void read() {
        for (const DictionaryLine& line : dictionary_lines(file_)) {
            line_ = &line;
            const std::string_view text = line.text;
            if (text.starts_with("---")) {
                begin_block(text);
            } else if (text[0] == '&') {
                set_ = word_of(text.substr(1));
                out_.synsets[set_];
                in_set_ = true;
            } else if (text[0] == '+' && in_set_) {
                add_to_set(text.substr(1));
            } else if (text[0] == '~') {
                add_transformation(text.substr(1));
            } else if (text[0] == '-') {
                add_pattern(text.substr(1));
            } else {
                add_verb(text);
            }
        }
        check_sets();
    }

private:
    void fault(const std::string& what, bool error = true) { out_.findings.push_back({error, line_->where, what}); }

    static std::string word_of(std::string_view text) {
        std::string out;
        for (char c : trim(text)) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        while (out.ends_with('_')) out.pop_back();
        return out;
    }

    // The text between the brackets from `from` on; empty and a finding where they are not closed.
    std::string code_in(std::string_view text) {
        const size_t open = text.find('[');
        if (open == std::string_view::npos) return {};
        const size_t close = text.find(']', open);
        if (close == std::string_view::npos) {
            fault("the bracket is not closed");
            return {};
        }
        return std::string(trim(text.substr(open + 1, close - open - 1)));
    }

    void begin_block(std::string_view text) {
        in_set_ = false;
        block_code_ = code_in(text);
        const size_t end = std::min(text.find('['), text.find("---", 3));
        out_.blocks.push_back({{}, word_of(text.substr(3, std::min(end, text.size()) - 3))});
        in_block_ = true;
    }

    void add_to_set(std::string_view text) {
        std::string plain;
        for (char c : text)
            if (c != '(' && c != ')' && c != '{' && c != '}') plain += c;
        const std::string word = word_of(plain);
        if (word.starts_with('&')) {
            out_.synsets[set_].push_back({{word, false, false}});  // a set in a set: taken apart in check_sets
            return;
        }
        Phrase phrase = parse_phrase(plain, out_.stems);
        if (phrase.empty()) return fault("a word of a set is missing");
        out_.synsets[set_].push_back(phrase);
        if (trim(plain).ends_with('_') || out_.stems) return;
        std::string& last = phrase.back().text;  // nouns: the plural too
        last =
            last.ends_with('Y') ? last.substr(0, last.size() - 1) + "IES" : last + (last.ends_with('S') ? "ES" : "S");
        out_.synsets[set_].push_back(std::move(phrase));
    }

    void check_sets() {
        for (int depth = 0; depth < 4; ++depth) {
            for (auto& [name, phrases] : out_.synsets) {
                std::vector<Phrase> flat;
                for (Phrase& p : phrases) {
                    if (p.size() != 1 || p[0].text[0] != '&') {
                        flat.push_back(std::move(p));
                        continue;
                    }
                    const auto inner = out_.synsets.find(p[0].text.substr(1));
                    if (inner != out_.synsets.end() && inner->first != name)
                        flat.insert(flat.end(), inner->second.begin(), inner->second.end());
                }
                phrases = std::move(flat);
            }
        }
        for (const VerbBlock& block : out_.blocks)
            for (const VerbPattern& p : block.patterns)
                for (const auto* items : {&p.before, &p.after})
                    for (const PatternItem& item : *items)
                        if (item.kind == PatternItem::Kind::Synset && out_.synsets.count(item.word.text) == 0 &&
                            told_.insert(p.where).second)
                            out_.findings.push_back(
                                {true, p.where,
                                 "the set &" + item.word.text + " is not defined; this pattern never fits"});
    }

    static std::vector<std::string> regular_forms(const std::string& verb) {
        const auto vowel = [](char c) { return std::string_view("AEIOU").find(c) != std::string_view::npos; };
        std::vector<std::string> out = {verb};
        const std::string stem = verb.substr(0, verb.size() - 1);
        const char last = verb.back();
        if (last == 'Y' && verb.size() > 1 && !vowel(verb[verb.size() - 2])) {
            for (const std::string& f : {stem + "IES", stem + "IED", verb + "ING"}) out.push_back(f);
        } else if (last == 'E') {
            for (const std::string& f : {verb + "S", verb + "D", stem + "ING"}) out.push_back(f);
        } else {
            const bool hissing =
                last == 'S' || last == 'X' || last == 'Z' || verb.ends_with("CH") || verb.ends_with("SH");
            for (const std::string& f : {verb + (hissing ? "ES" : "S"), verb + "ED", verb + "ING"}) out.push_back(f);
        }
        return out;
    }

    void add_form(std::string_view written, const std::string& code, const std::string& verb, bool every_form) {
        // "CORDON_OFF", "+CORDON_OFF", "WIRE_+TAP": + stands before the word that is the verb, else the first is.
        std::vector<std::string> words;
        size_t at = 0;
        for (const Part& part : split_words(written)) {
            std::string w = word_of(part.text);
            if (w.starts_with('+')) {
                at = words.size();
                w.erase(0, 1);
            }
            if (!w.empty()) words.push_back(std::move(w));
        }
        if (words.empty()) return;
        VerbForm form;
        form.before.assign(words.begin(), words.begin() + static_cast<ptrdiff_t>(at));
        form.after.assign(words.begin() + static_cast<ptrdiff_t>(at) + 1, words.end());
        form.block = static_cast<uint32_t>(out_.blocks.size() - 1);
        form.code = code.empty() ? "---" : code;
        form.verb = verb;
        form.where = line_->where;
        const std::vector<std::string> all =
            every_form ? regular_forms(words[at]) : std::vector<std::string>{words[at]};
        for (const std::string& f : all) {
            auto& list = out_.verbs[f];
            const auto same = std::find_if(list.begin(), list.end(), [&](const VerbForm& o) {
                return o.before == form.before && o.after == form.after;
            });
            if (same != list.end() && same->where == form.where) continue;
            if (same != list.end() && f == words[at])
                fault("\"" + f + "\" is a verb at " + same->where +
                          " already; the patterns of both count, the first code",
                      false);
            list.push_back(form);
        }
    }

    static std::vector<Part> split_words(std::string_view text) {
        std::vector<Part> out;
        for (const Part& outer : split(text, ' '))
            for (const Part& p : split(outer.text, '_')) out.push_back(p);
        return out;
    }

    void add_verb(std::string_view text) {
        if (!in_block_) {  // TABARI: each verb has its own patterns
            out_.blocks.push_back({{}, {}});
            block_code_.clear();
        }
        in_set_ = false;
        const std::string own = code_in(text);
        const std::string& code = text.find('[') == std::string_view::npos ? block_code_ : own;
        std::string_view head = trim(text.substr(0, text.find('[')));
        const size_t brace = head.find('{');
        const std::string_view name = trim(head.substr(0, brace));
        if (name.empty()) return fault("a line here begins with a verb");
        const std::string verb = word_of(name);
        if (!in_block_) out_.blocks.back().name = verb;
        if (brace == std::string_view::npos) return add_form(name, code, verb, true);
        const size_t close = head.find('}', brace);
        if (close == std::string_view::npos) return fault("the brace is not closed");
        add_form(name, code, verb, false);
        for (const Part& form : split(head.substr(brace + 1, close - brace - 1), ' '))
            add_form(form.text, code, verb, false);
        // Lists of irregular forms are often short: what is always regular is added.
        const std::string plain(name);
        if (plain.find_first_of("+_ ") == std::string::npos) {
            const auto forms = regular_forms(verb);
            add_form(forms[1], code, verb, false);
            add_form(forms.back(), code, verb, false);
        }
    }

    // One item; "{A | B}" makes a set of its own.
    void add_item(std::string_view word, bool joined, std::vector<PatternItem>& items) {
        PatternItem item;
        using Kind = PatternItem::Kind;
        if (word == "$") {
            item.kind = Kind::Source;
        } else if (word == "+") {
            item.kind = Kind::Target;
        } else if (word == "^") {
            item.kind = Kind::Skip;
        } else if (word == "%") {
            item.kind = Kind::Compound;
        } else if (word[0] == '&') {
            item.kind = Kind::Synset;
            item.word.text = word_of(word.substr(1));
        } else {
            for (const PhraseWord& w : parse_phrase(word, out_.stems)) {
                item.word = w;
                item.word.joined = item.word.joined || joined;
                items.push_back(item);
                joined = true;
            }
            return;
        }
        item.word.joined = joined;
        items.push_back(std::move(item));
    }

    std::string alternatives(std::string_view inner) {
        const std::string name = "=" + line_->where + "=" + std::to_string(++own_sets_);
        for (const Part& p : split(inner, '|')) out_.synsets[name].push_back(parse_phrase(p.text, out_.stems));
        return name;
    }

    void add_pattern(std::string_view text) {
        if (out_.blocks.empty()) return fault("this pattern belongs to no verb");
        in_set_ = false;
        VerbPattern pattern;
        pattern.where = line_->where;
        pattern.code = code_in(text);
        if (text.find('[') == std::string_view::npos) return fault("a pattern ends with its code in brackets");
        if (pattern.code.empty()) return fault("the brackets hold no code");
        text = text.substr(0, text.find('['));
        bool joined = false, verb = false, after_space = true;
        for (size_t i = 0; i < text.size();) {
            const char c = text[i];
            if (c == ' ' || c == '\t' || c == '_' || c == '(' || c == ')' || c == '}') {
                joined = c == '_' && !after_space;
                if (c != '_') after_space = true;
                ++i;
                continue;
            }
            auto& side = verb ? pattern.after : pattern.before;
            if (c == '{') {
                const size_t close = text.find('}', i), bar = text.find('|', i);
                if (bar < close && close != std::string_view::npos) {
                    PatternItem item{PatternItem::Kind::Synset,
                                     {alternatives(text.substr(i + 1, close - i - 1)), joined, false}};
                    side.push_back(std::move(item));
                    i = close;
                }
                ++i;
                joined = false;
                continue;
            }
            const size_t end = std::min(text.find_first_of(" \t_(){}", i), text.size());
            const std::string_view word = text.substr(i, end - i);
            after_space = false;
            if (word == "*" || word == "**") {
                if (verb) return fault("a pattern has one * for its verb");
                verb = true;
                if (joined && !pattern.before.empty()) joins_verb_ = true;
            } else {
                add_item(word, joined, side);
            }
            joined = false;
            i = end;
        }
        if (!verb) return fault("a pattern needs * where its verb stands");
        turn_joins(pattern);
        out_.blocks.back().patterns.push_back(std::move(pattern));
    }

    // What stands before the verb is matched backwards: each item carries whether it is joined to what follows it.
    void turn_joins(VerbPattern& pattern) {
        auto& items = pattern.before;
        for (size_t i = 0; i < items.size(); ++i)
            items[i].word.joined = i + 1 < items.size() ? items[i + 1].word.joined : joins_verb_;
        joins_verb_ = false;
    }

    // "a (b . ATTACK) SAY = a b 112"
    void add_transformation(std::string_view text) {
        const size_t open = text.find('('), close = text.find(')'), equals = text.find('=');
        const auto words = [](std::string_view part) {
            std::vector<std::string> out;
            for (const Part& p : split(part, ' ')) out.emplace_back(p.text);
            return out;
        };
        if (open == std::string_view::npos || close < open || equals == std::string_view::npos || equals < close)
            return fault("a transformation is written: ~ a (b . VERB) VERB = a b CODE");
        const auto source = words(text.substr(0, open)), inner = words(text.substr(open + 1, close - open - 1));
        const auto outer = words(text.substr(close + 1, equals - close - 1)), result = words(text.substr(equals + 1));
        if (source.size() != 1 || inner.size() != 3 || outer.size() != 1 || result.size() != 3)
            return fault("a transformation is written: ~ a (b . VERB) VERB = a b CODE");
        out_.transformations.push_back({source[0],
                                        inner[0],
                                        inner[1],
                                        {word_of(inner[2])},
                                        {word_of(outer[0])},
                                        result[0],
                                        result[1],
                                        result[2],
                                        line_->where});
    }

    const DictionaryFile& file_;
    Dictionaries& out_;
    const DictionaryLine* line_ = nullptr;
    std::string set_, block_code_;
    bool in_set_ = false, in_block_ = false, joins_verb_ = false;
    int own_sets_ = 0;
    std::set<std::string> told_;
};

}  // namespace

void read_verb_dictionary(const DictionaryFile& file, Dictionaries& out) {
    VerbReader(file, out).read();
}

}  // namespace tallybook
