#include "coding/trace_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "codebook/rule_text.hpp"
#include "coding/tree.hpp"
#include "report/json_writer.hpp"

namespace tallybook {
namespace {

constexpr int kLongestChain = 8;  // of words that tell of one event

uint32_t sentence_of(const Report& report, uint32_t token) {
    uint32_t s = 0;
    while (s + 1 < report.sentences.size() && report.sentences[s].tokens.end <= token) ++s;
    return s;
}

std::string_view kind_of(const Token& token) {
    if (token.pos == "VERB" || token.pos == "AUX") return "verb";
    if (token.pos == "NOUN" || token.pos == "PROPN") return "noun";
    return token.pos == "ADJ" ? "adj" : token.pos;
}

std::string_view name_of(Trial::End end) {
    switch (end) {
        case Trial::End::Won:
            return "won";
        case Trial::End::Beaten:
            return "beaten";
        case Trial::End::NoParticle:
            return "no-particle";
        case Trial::End::SlotEmpty:
            return "slot-empty";
        case Trial::End::UnderVerb:
            return "under-verb";
    }
    return {};
}

class View {
public:
    explicit View(const Traced& traced) : t_(traced), tree_(traced.report) {}

    std::string text(uint32_t token) const {
        const Token& word = t_.report.tokens[token];
        std::string out =
            fmt::format("\"{}\"  {} {}, byte {}\n", word.text, kind_of(word), word.lemma, word.span.begin);
        std::vector<const Trial*> trials;
        for (const Trial& trial : t_.trace.trials_at(token)) trials.push_back(&trial);
        // The winner, those that fitted too, those that did not.
        std::stable_sort(trials.begin(), trials.end(), [](const Trial* a, const Trial* b) { return a->end < b->end; });
        for (const Trial* trial : trials) out += trial_text(*trial);
        if (trials.empty() && t_.trace.notes_at(token).empty()) out += "  no rule begins with this word\n";
        for (const Note& note : t_.trace.notes_at(token))
            out += fmt::format("  because    {}{}\n", text_of(note.why),
                               note.other ? fmt::format(": \"{}\"", t_.report.tokens[*note.other].text) : "");
        const auto ids = t_.records_of(token);
        for (const std::string& id : ids) out += "  gives      " + record_text(id) + "\n";
        if (ids.empty()) out += "  gives      nothing\n";
        return out;
    }

    void json(uint32_t token, std::string& out) const {
        const Token& word = t_.report.tokens[token];
        JsonWriter w(out);
        w.begin_object();
        w.field("record", "trace");
        w.field("report", t_.report.id);
        w.field("word", word.text);
        w.field("span", word.span);
        w.field("evidence", t_.report.sentences[sentence_of(t_.report, token)].span);
        w.field("kind", kind_of(word));
        w.field("lemma", word.lemma);
        w.key("tried");
        w.begin_array();
        for (const Trial& trial : t_.trace.trials_at(token)) trial_json(trial, w);
        w.end_array();
        w.key("reasons");
        w.begin_array();
        for (const Note& note : t_.trace.notes_at(token)) {
            w.begin_object();
            w.field("code", code_of(note.why));
            w.field("text", text_of(note.why));
            w.field("word", note.other ? t_.report.tokens[*note.other].text : std::string_view());
            w.end_object();
        }
        w.end_array();
        w.field("records", t_.records_of(token));
        w.end_object();
        out += '\n';
    }

private:
    const Rule& rule_of(const Trial& trial) const { return t_.codebook.rules()[trial.rule]; }

    std::string quoted(uint32_t token) const {
        const bool clause = tree_.verb(token) || !(tree_.noun(token) || tree_.pronoun(token));
        const TokenSpan span = clause ? TokenSpan{token, token + 1} : tree_.phrase(token);
        return fmt::format("\"{}\"", t_.report.slice(tree_.bytes(span)));
    }

    std::string trial_text(const Trial& trial) const {
        const Rule& rule = rule_of(trial);
        const std::string& frame = t_.codebook.frames()[rule.frame].name;
        std::string out = fmt::format("  {:<9}  {}  {}\n             {}\n", name_of(trial.end), rule.where, frame,
                                      rule_text(rule, trial.form));
        switch (trial.end) {
            case Trial::End::Won:
            case Trial::End::Beaten:
                for (const Trial::Filled& f : trial.fillers)
                    out += fmt::format("             {} ← {}\n", slot_text(rule.slots[f.slot]), quoted(f.token));
                break;
            case Trial::End::NoParticle:
                out += fmt::format("             no \"{}\" stands at it\n", rule.particle);
                break;
            case Trial::End::UnderVerb:
                out += "             its frame is of telegrams, and a verb stands above the word\n";
                break;
            case Trial::End::SlotEmpty: {
                std::string who;
                for (const uint32_t token : trial.refused) who += (who.empty() ? "" : ", ") + quoted(token);
                out += fmt::format("             {}: {}\n", slot_text(rule.slots[trial.slot]),
                                   who.empty() ? "nothing stands there" : who + " is not what it asks for");
                break;
            }
        }
        return out;
    }

    void trial_json(const Trial& trial, JsonWriter& w) const {
        const Rule& rule = rule_of(trial);
        w.begin_object();
        w.field("frame", t_.codebook.frames()[rule.frame].name);
        w.field("where", rule.where);
        w.field("rule", rule_text(rule, trial.form));
        w.field("end", name_of(trial.end));
        w.field("slot", trial.end == Trial::End::SlotEmpty ? slot_text(rule.slots[trial.slot]) : "");
        w.key("refused");
        w.begin_array();
        for (const uint32_t token : trial.refused)
            if (trial.end == Trial::End::SlotEmpty) w.span(t_.report.tokens[token].span);
        w.end_array();
        w.key("filled");
        w.begin_array();
        for (const Trial::Filled& f : trial.fillers) {
            w.begin_object();
            w.field("slot", slot_text(rule.slots[f.slot]));
            w.field("span", t_.report.tokens[f.token].span);
            w.end_object();
        }
        w.end_array();
        w.count("conditions", trial.conditions);
        w.end_object();
    }

    std::string record_text(const std::string& id) const {
        const std::string brief = id.substr(id.rfind('/') + 1);
        for (const Mention& m : t_.records.mentions)
            if (m.id == id)
                return fmt::format("{} {}{}, {}, {}{}", brief, m.type, m.mode.empty() ? "" : "/" + m.mode, m.polarity,
                                   m.phase, m.historic ? ", historic" : "");
        for (const Statement& s : t_.records.statements)
            if (s.id == id)
                return fmt::format("{} {}{}, {}", brief, s.act, s.type.empty() ? "" : " " + s.type, s.polarity);
        return brief;
    }

    const Traced& t_;
    Tree tree_;
};

}  // namespace

std::vector<std::string> Traced::records_of(uint32_t token) const {
    std::vector<std::string> out;
    std::vector<uint32_t> words{token};
    for (size_t i = 0; i < words.size() && i < kLongestChain; ++i)
        for (const Note& note : trace.notes_at(words[i]))
            if (note.other && (note.why == Why::JoinedTo || note.why == Why::Carried)) words.push_back(*note.other);
    std::erase_if(words, [&](uint32_t word) { return trace.winner_at(word) == nullptr; });
    const auto told = [&](const ByteSpan& span) {
        return std::any_of(words.begin(), words.end(),
                           [&](uint32_t word) { return report.tokens[word].span.overlaps(span); });
    };
    for (const Mention& m : records.mentions)
        if (told(m.trigger)) out.push_back(m.id);
    for (const Statement& s : records.statements)
        if (told(s.cue.span)) out.push_back(s.id);
    return out;
}

std::vector<uint32_t> tried_words(const Traced& traced) {
    std::vector<uint32_t> out;
    for (const Trial& trial : traced.trace.trials) out.push_back(trial.token);
    for (const auto& [token, notes] : traced.trace.notes)
        if (std::any_of(notes.begin(), notes.end(), [](const Note& n) { return n.why == Why::OtherKind; }))
            out.push_back(token);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<uint32_t> words_like(const Report& report, std::string_view word) {
    const std::string wanted = lower(word);
    std::vector<uint32_t> out;
    for (uint32_t i = 0; i < report.tokens.size(); ++i)
        if (lower(report.tokens[i].text) == wanted || lower(report.tokens[i].lemma) == wanted) out.push_back(i);
    return out;
}

std::string trace_text(const Traced& traced, const std::vector<uint32_t>& tokens) {
    const View view(traced);
    std::string out;
    for (const uint32_t token : tokens) out += (out.empty() ? "" : "\n") + view.text(token);
    return out;
}

std::string trace_json(const Traced& traced, const std::vector<uint32_t>& tokens) {
    const View view(traced);
    std::string out;
    for (const uint32_t token : tokens) view.json(token, out);
    return out;
}

}  // namespace tallybook
