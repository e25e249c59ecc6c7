// Frames: "frame NAME: TYPE [MODE]" and "statement ACT: [TYPE]", then options, rules and examples, one a line. The
// syntax is line-based and has no quoting on purpose; what a line is, its first word tells. docs/codebook.md shows it.
#include <algorithm>

#include "base/text.hpp"
#include "codebook/book.hpp"
#include "codebook/vocabulary.hpp"

namespace tallybook {
namespace {

std::string with_spaces(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

// The tokenizer parts words at their hyphens: "cease-fire" is found as the two words "cease fire".
std::string without_hyphens(std::string word) {
    std::replace(word.begin(), word.end(), '-', ' ');
    return word;
}

class FrameParser {
public:
    FrameParser(const SourceFile& file, Book& book) : file_(file), book_(book) {}

    void run() {
        for (const Line& line : lines_of(file_)) parse_line(line);
    }

private:
    void error(const Line& line, size_t offset, std::string message) {
        book_.findings.push_back({true, line.at(offset), std::move(message)});
    }

    Frame& frame() { return book_.frames.back(); }

    void parse_line(const Line& line) {
        const size_t space = line.text.find_first_of(" \t");
        const std::string_view word = line.text.substr(0, space);
        const std::string_view rest =
            space == std::string_view::npos ? std::string_view{} : trim(line.text.substr(space));
        const size_t rest_at = rest.empty() ? line.text.size() : static_cast<size_t>(rest.data() - line.text.data());
        if (word == "frame" || word == "statement") return parse_head(line, word == "statement", rest, rest_at);
        if (!open_) {
            error(line, 0, "stands before any \"frame\" or \"statement\" line");
            return;
        }
        if (word == "+" || word == "-") return parse_example(line, word == "+", rest);
        if (word == "contexts") return parse_contexts(line, rest, rest_at);
        if (word == "phase") {
            if (!is_phase(rest)) error(line, rest_at, "\"" + std::string(rest) + "\" is no phase");
            frame().phase = rest;
            return;
        }
        static constexpr std::pair<std::string_view, bool Frame::*> kMarks[] = {{"result", &Frame::result},
                                                                                {"reciprocal", &Frame::reciprocal},
                                                                                {"light", &Frame::light},
                                                                                {"joins", &Frame::joins},
                                                                                {"verbless", &Frame::verbless}};
        const auto mark =
            std::find_if(std::begin(kMarks), std::end(kMarks), [&](const auto& m) { return m.first == word; });
        if (rest.empty() && mark != std::end(kMarks)) {
            frame().*mark->second = true;
            return;
        }
        if (word == "except") {
            const size_t inner = rest.find_first_of(" \t");
            return parse_rule(line, rest.substr(0, inner), rest_at, true);
        }
        parse_rule(line, word, 0, false);
    }

    void parse_head(const Line& line, bool statement, std::string_view rest, size_t rest_at) {
        open_ = true;
        Frame f;
        f.kind = statement ? FrameKind::Statement : FrameKind::Mention;
        f.where = line.place();
        const size_t colon = rest.find(':');
        f.name = trim(rest.substr(0, colon));
        if (f.name.empty()) error(line, rest_at, "the frame has no name");
        if (f.name.find(' ') != std::string::npos)
            error(line, rest_at, "a frame's name is one word; use hyphens and one slash");
        const auto codes = colon == std::string_view::npos ? std::vector<Part>{} : split(rest.substr(colon + 1), ' ');
        const size_t codes_at = rest_at + colon + 1;
        if (statement) {
            f.act = f.name.substr(0, f.name.find('/'));
            f.type = type_of_act(f.act);
            if (!is_act(f.act)) error(line, rest_at, "\"" + f.act + "\" is no act of a statement");
        } else if (codes.empty()) {
            error(line, rest_at, "a frame needs a type: frame NAME: TYPE [MODE]");
        }
        if (codes.size() > 2)
            error(line, codes_at + codes[2].offset, "after the colon stand a type and perhaps a mode");
        if (!codes.empty()) {
            f.type = codes[0].text == "-" ? std::string_view{} : codes[0].text;
            if (!f.type.empty() && !is_event_type(f.type))
                error(line, codes_at + codes[0].offset, "\"" + f.type + "\" is no event type");
        }
        if (codes.size() > 1) {
            f.mode = codes[1].text;
            if (is_event_type(f.type) && !is_mode_of(f.type, f.mode)) {
                std::string known;
                for (auto m : modes_of(f.type)) known += (known.empty() ? "" : ", ") + std::string(m);
                error(
                    line, codes_at + codes[1].offset,
                    "\"" + f.mode + "\" is no mode of " + f.type + (known.empty() ? "" : " (which has " + known + ")"));
            }
        }
        book_.frames.push_back(std::move(f));
    }

    void parse_contexts(const Line& line, std::string_view rest, size_t rest_at) {
        for (const Part& comma : split(rest, ',')) {
            for (const Part& part : split(comma.text, ' ')) {
                if (!is_context(part.text)) {
                    error(line, rest_at + comma.offset + part.offset,
                          "\"" + std::string(part.text) + "\" is no context");
                }
                frame().contexts.emplace_back(part.text);
            }
        }
    }

    void parse_example(const Line& line, bool positive, std::string_view rest) {
        Frame::Example example;
        example.where = line.place();
        const size_t arrow = rest.find("=>");
        example.text = trim(rest.substr(0, arrow));
        if (positive) {
            if (arrow == std::string_view::npos) {
                error(line, 0, "an example that begins with + tells after \"=>\" what must come out");
                return;
            }
            example.expectation = trim(rest.substr(arrow + 2));
            if (example.expectation.empty()) error(line, 0, "after \"=>\" stands what must come out");
        } else if (arrow != std::string_view::npos) {
            error(line, 0, "an example that begins with - gives nothing; leave \"=>\" away or begin with +");
        }
        if (example.text.empty()) error(line, 0, "the example has no sentence");
        frame().examples.push_back(std::move(example));
    }

    void parse_rule(const Line& line, std::string_view word, size_t word_at, bool exception) {
        TriggerKind kind;
        if (word == "verb") {
            kind = TriggerKind::Verb;
        } else if (word == "noun") {
            kind = TriggerKind::Noun;
        } else if (word == "adj") {
            kind = TriggerKind::Adjective;
        } else {
            error(line, word_at,
                  "\"" + std::string(word) +
                      "\" begins no line that is known here (verb, noun, adj, except, contexts, phase, result, "
                      "reciprocal, joins, light, verbless, +, -)");
            return;
        }
        const std::string_view text = line.text.substr(word_at + word.size());
        const size_t text_at = word_at + word.size();
        size_t colon = text.find(": ");
        if (colon == std::string_view::npos) colon = text.ends_with(':') ? text.size() - 1 : text.find(':');
        Rule rule;
        rule.frame = static_cast<uint32_t>(book_.frames.size() - 1);
        rule.kind = kind;
        rule.exception = exception;
        rule.where = line.place();
        if (colon == std::string_view::npos) colon = text.size();
        Book::RuleSpots spots;
        if (colon < text.size()) {
            parse_slots(line, text_at + colon + 1, text.substr(colon + 1), rule, spots);
        }
        add_triggers(line, text.substr(0, colon), text_at, rule, spots);
    }

    // Slots stand apart by spaces, and so do the words of a filter ("obj!:air strike,air raid=-"): a slot begins where
    // a position or a preposition does.
    void parse_slots(const Line& line, size_t base, std::string_view text, Rule& rule, Book::RuleSpots& spots) {
        std::vector<Part> slots;
        for (const Part& part : split(text, ' ')) {
            Slot slot;
            const std::string_view left = part.text.substr(0, part.text.find_first_of("!:="));
            const std::string_view before = slots.empty() ? std::string_view{} : slots.back().text;
            const bool in_filter = before.find(':') != before.npos && before.find('=') == before.npos;
            if (in_filter && !parse_path(left, TriggerKind::Verb, slot)) {
                slots.back().text =
                    text.substr(slots.back().offset, part.offset + part.text.size() - slots.back().offset);
            } else {
                slots.push_back(part);
            }
        }
        for (const Part& slot : slots) {
            parse_slot(line, base + slot.offset, slot.text, rule);
            if (rule.slots.size() > spots.slots.size()) spots.slots.push_back(line.at(base + slot.offset));
        }
    }

    // A rule a particle: "carry out, set off" are two rules with the same slots.
    void add_triggers(const Line& line, std::string_view text, size_t text_at, const Rule& rule,
                      const Book::RuleSpots& spots) {
        const auto triggers = split(text, ',');
        if (triggers.empty()) {
            error(line, text_at, "no word follows");
            return;
        }
        std::vector<Rule> rules;
        std::vector<Book::RuleSpots> places;
        for (const Part& part : triggers) {
            std::string lemma = lower(part.text);
            if (rule.kind == TriggerKind::Noun) lemma = without_hyphens(std::move(lemma));
            std::string particle;
            if (rule.kind == TriggerKind::Verb) {
                const size_t space = lemma.find(' ');
                if (space != std::string::npos) {
                    particle = trim(std::string_view(lemma).substr(space));
                    lemma.resize(space);
                }
            }
            if (part.text.find_first_of("@=!^:") != std::string::npos) {
                error(line, text_at + part.offset,
                      "\"" + std::string(part.text) + "\" is no word; is a colon missing before the slots?");
                continue;
            }
            auto same = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.particle == particle; });
            if (same == rules.end()) {
                rules.push_back(rule);
                places.push_back(spots);
                rules.back().particle = particle;
                same = rules.end() - 1;
            }
            same->triggers.push_back(std::move(lemma));
            places[static_cast<size_t>(same - rules.begin())].triggers.push_back(line.at(text_at + part.offset));
        }
        for (auto& r : rules) book_.rules.push_back(std::move(r));
        for (auto& p : places) book_.rule_spots.push_back(std::move(p));
    }

    void parse_slot(const Line& line, size_t at, std::string_view text, Rule& rule) {
        Slot slot;
        const size_t equals = text.find('=');
        std::string_view left = text.substr(0, equals);
        std::string_view role = equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1);
        const size_t colon = left.find(':');
        std::string_view filter = colon == std::string_view::npos ? std::string_view{} : left.substr(colon + 1);
        left = left.substr(0, colon);
        if (left.ends_with('!')) {
            slot.required = true;
            left.remove_suffix(1);
        }
        if (!parse_path(left, rule.kind, slot)) {
            error(line, at, "\"" + std::string(left) + "\" is no position here");
            return;
        }
        if (colon != std::string_view::npos && filter.empty()) error(line, at + colon, "no filter follows the colon");
        if (filter.starts_with('^')) {
            slot.negated = true;
            filter.remove_prefix(1);
        }
        for (const Part& part : split(filter, ',')) {
            if (part.text[0] == '@') {
                slot.classes.emplace_back(part.text.substr(1));
                if (!is_built_in_class(slot.classes.back()))
                    book_.class_uses.push_back({slot.classes.back(), line.at(at)});
            } else {
                slot.lemmas.push_back(without_hyphens(with_spaces(lower(part.text))));
            }
        }
        if (equals != std::string_view::npos && role.empty())
            error(line, at + equals, "no role follows \"=\"; write =- for a condition");
        if (role == "-") role = {};
        const size_t dot = role.find('.');
        slot.role = role.substr(0, dot);
        if (dot != std::string_view::npos) slot.effect = role.substr(dot + 1);
        if (!slot.role.empty() && !is_role(slot.role)) error(line, at + equals + 1, "\"" + slot.role + "\" is no role");
        if (!slot.effect.empty() && !is_effect(slot.effect))
            error(line, at + equals + 1, "\"" + slot.effect + "\" is no effect");
        rule.slots.push_back(std::move(slot));
    }

    // "obj>of": steps from the trigger; only the first depends on what the trigger is.
    static bool parse_path(std::string_view text, TriggerKind kind, Slot& slot) {
        const auto steps = split(text, '>');
        if (steps.empty()) return false;
        slot.within.clear();
        for (size_t i = 0; i < steps.size(); ++i) {
            const bool inner = i > 0;
            Slot one;
            if (!parse_position(steps[i].text, kind, inner, one)) return false;
            if (i + 1 < steps.size()) {
                slot.within.push_back({one.position, std::move(one.words)});
            } else {
                slot.position = one.position;
                slot.words = std::move(one.words);
            }
        }
        return true;
    }

    static bool parse_position(std::string_view text, TriggerKind kind, bool inner, Slot& slot) {
        struct Name {
            std::string_view name;
            Position position;
        };
        static constexpr Name kNames[] = {{"subj", Position::Subject},  {"obj", Position::Object},
                                          {"iobj", Position::Indirect}, {"poss", Position::Possessive},
                                          {"mod", Position::Compound},  {"comp", Position::Complement},
                                          {"clause", Position::Clause}, {"who", Position::Who},
                                          {"doer", Position::Doer},     {"getter", Position::Getter}};
        for (const Name& n : kNames) {
            if (text != n.name) continue;
            slot.position = n.position;
            const bool of_verb =
                n.position == Position::Subject || n.position == Position::Object || n.position == Position::Indirect;
            const bool of_noun = n.position == Position::Doer || n.position == Position::Getter;
            if (inner) return true;
            return !(kind == TriggerKind::Noun && of_verb) && !(kind == TriggerKind::Verb && of_noun);
        }
        slot.position = Position::Preposition;
        for (const Part& part : split(text, '/')) {
            for (const Name& n : kNames) {
                if (part.text == n.name) return false;
            }
            slot.words.push_back(with_spaces(part.text));
            if (!is_preposition(slot.words.back())) return false;
        }
        return !slot.words.empty();
    }

    const SourceFile& file_;
    Book& book_;
    bool open_ = false;
};

}  // namespace

void parse_frames(const SourceFile& file, Book& book) {
    FrameParser(file, book).run();
}

}  // namespace tallybook
