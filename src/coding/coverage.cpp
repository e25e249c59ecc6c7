#include "coding/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "codebook/rule_text.hpp"
#include "report/json_writer.hpp"

namespace tallybook {
namespace {

constexpr size_t kLongestExample = 160;  // bytes

std::string cut(std::string text) {
    if (text.size() <= kLongestExample) return text;
    const size_t end = text.rfind(' ', kLongestExample);
    return text.substr(0, end == std::string::npos ? kLongestExample : end) + " …";
}

// An example that was not coded says more; among equals the first place, whichever thread came there.
void show(Coverage::Word& word, bool coded, const std::string& at, const std::string& sentence) {
    const bool better =
        word.example.empty() || (word.example_coded && !coded) || (word.example_coded == coded && at < word.example_at);
    if (!better) return;
    word.example = sentence;
    word.example_at = at;
    word.example_coded = coded;
}

using Row = std::pair<const std::string*, const Coverage::Word*>;

// The commonest first; `left`: by how many were not coded.
std::vector<Row> ranked(const std::map<std::string, Coverage::Word>& words, bool left) {
    std::vector<Row> rows;
    for (const auto& [name, word] : words) rows.emplace_back(&name, &word);
    const auto weight = [&](const Row& r) { return left ? r.second->occurs - r.second->coded : r.second->occurs; };
    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return weight(a) > weight(b); });
    return rows;
}

double share(uint64_t part, uint64_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string reasons(const Coverage::Word& word) {
    std::vector<std::pair<std::string_view, uint64_t>> all(word.lacks.begin(), word.lacks.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string out;
    for (size_t i = 0; i < all.size() && i < 3; ++i)
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", all[i].second, all[i].first);
    return out;
}

}  // namespace

void Coverage::add(const Traced& traced) {
    const Report& report = traced.report;
    ++reports;
    sentences += report.sentences.size();
    for (const Sentence& sentence : report.sentences) {
        for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
            const auto trials = traced.trace.trials_at(i);
            const Token& token = report.tokens[i];
            const auto notes = traced.trace.notes_at(i);
            const bool verb_without_rule =
                trials.empty() && token.pos == "VERB" &&
                std::all_of(notes.begin(), notes.end(), [](const Note& n) { return n.why == Why::OtherKind; });
            if (trials.empty() && !verb_without_rule) continue;
            const Trial* won = traced.trace.winner_at(i);
            const bool coded = won != nullptr && !traced.records_of(i).empty();
            std::string name(token.lemma);
            if (!verb_without_rule) {
                const Trial& trial = won != nullptr ? *won : trials.back();
                name = fmt::format("{} {}", name_of(traced.codebook.rules()[trial.rule].kind), trial.form);
            }
            Word& word = verb_without_rule ? unknown[name] : triggers[name];
            ++word.occurs;
            word.coded += coded;
            if (!coded && !verb_without_rule) ++word.lacks[notes.empty() ? "no-record" : code_of(notes.back().why)];
            show(word, coded, fmt::format("{}:{:09}", report.key, token.span.begin),
                 cut(one_line(report.slice(sentence.span))));
        }
    }
}

void Coverage::add(const Coverage& other) {
    reports += other.reports;
    sentences += other.sentences;
    const auto merge = [](std::map<std::string, Word>& into, const std::map<std::string, Word>& from) {
        for (const auto& [name, word] : from) {
            Word& own = into[name];
            own.occurs += word.occurs;
            own.coded += word.coded;
            for (const auto& [code, count] : word.lacks) own.lacks[code] += count;
            show(own, word.example_coded, word.example_at, word.example);
        }
    };
    merge(triggers, other.triggers);
    merge(unknown, other.unknown);
}

std::string Coverage::text(size_t most) const {
    uint64_t occurs = 0, coded = 0, strangers = 0;
    for (const auto& [name, word] : triggers) occurs += word.occurs, coded += word.coded;
    for (const auto& [name, word] : unknown) strangers += word.occurs;
    std::string out = fmt::format(
        "{} reports, {} sentences. Words that start rules: {}, coded {} ({:.1f} %). Verbs that start none: {}.\n\n",
        reports, sentences, occurs, coded, share(coded, occurs), strangers);
    out += fmt::format("{:<26}{:>8}{:>8}{:>8}  {}\n", "word", "occurs", "coded", "not", "why not");
    size_t shown = 0;
    for (const auto& [name, word] : ranked(triggers, true)) {
        if (shown++ == most) break;
        out += fmt::format("{:<26}{:>8}{:>8}{:>8}  {}\n", *name, word->occurs, word->coded, word->occurs - word->coded,
                           reasons(*word));
    }
    out += fmt::format("\n{:<26}{:>8}  {}\n", "verb that starts no rule", "occurs", "example");
    shown = 0;
    for (const auto& [name, word] : ranked(unknown, false)) {
        if (shown++ == most) break;
        out += fmt::format("{:<26}{:>8}  {}\n", *name, word->occurs, word->example);
    }
    return out;
}

std::string Coverage::json() const {
    std::string out;
    {
        JsonWriter w(out);
        w.begin_object();
        w.field("record", "coverage");
        w.count("reports", reports);
        w.count("sentences", sentences);
        w.end_object();
        out += '\n';
    }
    const auto line = [&](const char* record, const std::string& name, const Word& word) {
        JsonWriter w(out);
        const size_t space = name.find(' ');
        const bool trigger = std::string_view(record) == "trigger";
        w.begin_object();
        w.field("record", record);
        w.field("kind", trigger ? name.substr(0, space) : "verb");
        w.field("word", trigger ? name.substr(space + 1) : name);
        w.count("occurs", word.occurs);
        w.count("coded", word.coded);
        w.key("why_not");
        w.begin_object();
        for (const auto& [code, count] : word.lacks) w.count(code, count);
        w.end_object();
        w.field("example", word.example);
        w.field("example_at", word.example_at);
        w.end_object();
        out += '\n';
    };
    for (const auto& [name, word] : ranked(triggers, true)) line("trigger", *name, *word);
    for (const auto& [name, word] : ranked(unknown, false)) line("no-rule", *name, *word);
    return out;
}

}  // namespace tallybook
