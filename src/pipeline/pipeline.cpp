#include "pipeline/pipeline.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "coding/sentence_gate.hpp"
#include "report/unread.hpp"
#include "values/gazetteer_names.hpp"
#include "values/name.hpp"
#include "values/place.hpp"
#include "values/quantity.hpp"
#include "values/time.hpp"

namespace tallybook {

namespace {

constexpr size_t kMostSampled = 6;  // sentences with words of violence that are read to see whether any tells of it
constexpr float kWellKnown = 4.7F;  // log10 of 50,000 people

bool may_be_meant(Gazetteer::NameForm form) {
    using Form = Gazetteer::NameForm;
    return form == Form::Main || form == Form::Alternate || form == Form::Demonym;
}

std::span<const Token> tokens_of(const Report& report, size_t sentence) {
    const TokenSpan span = report.sentences[sentence].tokens;
    return std::span(report.tokens).subspan(span.begin, span.size());
}

bool capital(const Token& token) {
    return !token.text.empty() && token.text[0] >= 'A' && token.text[0] <= 'Z';
}

bool personal_pronoun(std::string_view word) {
    return one_of(word,
                  {"he", "she", "they", "him", "her", "them", "his", "their", "He", "She", "They", "His", "Their"});
}

// The sentence before one with a pronoun, and the earlier ones that give a name in full ("Ana Silva") of which a
// chosen one has the last word alone ("Silva").
void add_pointed_at(const Report& report, std::vector<bool>& chosen) {
    const size_t count = report.sentences.size();
    std::unordered_set<std::string_view> alone;
    for (size_t s = count; s-- > 0;) {
        const auto tokens = tokens_of(report, s);
        for (size_t i = 1; i < tokens.size() && !chosen[s]; ++i)
            chosen[s] = capital(tokens[i]) && capital(tokens[i - 1]) && alone.contains(tokens[i].text);
        if (!chosen[s]) continue;
        bool pronoun = false;
        for (size_t i = 0; i < tokens.size(); ++i) {
            pronoun |= personal_pronoun(tokens[i].text);
            if (capital(tokens[i]) && (i == 0 || !capital(tokens[i - 1]))) alone.insert(tokens[i].text);
        }
        if (pronoun && s > 0) chosen[s - 1] = true;
    }
}

// Leaves the sentences that were not chosen as if no network had run on them.
void forget_others(Report& report, const std::vector<bool>& chosen) {
    for (size_t s = 0; s < report.sentences.size(); ++s) {
        if (chosen[s]) continue;
        Sentence& sentence = report.sentences[s];
        sentence.analysed = false;
        for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
            Token& token = report.tokens[i];
            token.lemma = token.tag = token.pos = token.dep = token.entity = {};
            token.entity_begins = false;
            token.head = i - sentence.tokens.begin;
        }
    }
}

}  // namespace

// Which sentences are read where records are all that is wanted. In a report with words of violence every one is, as
// long as any can hold a record: whom "he" or "the group" means, when and where it was, may stand in a sentence without
// any rule. Of other reports what can hold a record, and what such a sentence points back to by a pronoun or a surname.
std::vector<bool> Pipeline::worth_reading(const Report& report) const {
    RecordTest test(*codebook_, options_.coding);
    const size_t count = report.sentences.size();
    std::vector<bool> chosen(count);
    bool any = false, violence = false;
    for (size_t s = 0; s < count; ++s) {
        const SentencePromise promise = test(tokens_of(report, s));
        chosen[s] = promise.records;
        any |= promise.records;
        violence |= promise.violence;
    }
    if (!any) return chosen;
    if (violence || options_.coding.dictionaries) return std::vector<bool>(count, true);
    add_pointed_at(report, chosen);
    return chosen;
}

void Pipeline::read(Report& report, Workspace& workspace, Extent extent) const {
    AnalyseOptions analysis;
    analysis.presplit = options_.presplit;
    analysis.is_name = [this](std::string_view lower) { return is_known_name(lower); };
    std::vector<bool> chosen;
    if (extent == Extent::WorthReading && options_.gating) {
        analysis.gate = [&, next = size_t{0}](std::span<const Token>) mutable {
            if (next == 0) chosen = worth_reading(report);
            return chosen[next++];
        };
    }
    analyse(report, model_, workspace, analysis);
    if (extent == Extent::WorthReading) {
        if (!options_.gating) forget_others(report, worth_reading(report));
        const auto read = [](const Sentence& s) { return s.analysed; };
        if (std::none_of(report.sentences.begin(), report.sentences.end(), read)) return;
    }
    read_values(report);
}

void Pipeline::read_values(Report& report) const {
    read_times(report);
    if (gazetteer_) read_places(report, *gazetteer_);
    if (codebook_) read_names(report, *codebook_);
    read_quantities(report);
}

void Pipeline::annotate(Report& report, Workspace& workspace) const {
    if (report.language == "en" || options_.presplit) read(report, workspace, Extent::Whole);
}

// The sentences with words of violence are read as a short report of their own. `report` is left split and tokenised.
bool Pipeline::tells_violence(Report& report, Workspace& workspace) const {
    AnalyseOptions words_only;
    words_only.presplit = options_.presplit;
    words_only.is_name = [this](std::string_view lower) { return is_known_name(lower); };
    words_only.gate = [](std::span<const Token>) { return false; };
    analyse(report, model_, workspace, words_only);
    const CodeOptions plain;
    RecordTest test(*codebook_, plain);
    std::string words;
    size_t taken = 0;
    for (size_t s = 0; s < report.sentences.size() && taken < kMostSampled; ++s)
        if (test(tokens_of(report, s)).violence) {
            words.append(words.empty() ? "" : "\n\n").append(report.slice(report.sentences[s].span));
            ++taken;
        }
    if (words.empty()) return false;
    Report sample;
    sample.set_text(std::move(words));
    sample.published = report.published;
    sample.language = report.language;
    read(sample, workspace, Extent::Whole);
    const Records records = tallybook::code(sample, *codebook_, plain, nullptr);
    return std::any_of(records.mentions.begin(), records.mentions.end(),
                       [](const Mention& m) { return m.type == "ASSAULT"; });
}

Records Pipeline::code(Report& report, Workspace& workspace, Trace* trace) const {
    if (report.language != "en" || !codebook_) return {};
    if (trace != nullptr) {
        Report other = unread(report);
        const Records records = code(other, workspace);
        read(report, workspace, Extent::Whole);
        static_cast<void>(tallybook::code(report, *codebook_, options_.coding, trace));
        return records;
    }
    if (options_.scope == Scope::Violence && !options_.coding.dictionaries) {
        const size_t notes = report.notes.size();
        if (!tells_violence(report, workspace)) return {};
        report.paragraphs.clear();
        report.sentences.clear();
        report.tokens.clear();
        report.notes.resize(notes);
    }
    read(report, workspace, Extent::WorthReading);
    return tallybook::code(report, *codebook_, options_.coding, trace);
}

// Of upper-case copy: actors of the codebook, countries, provinces and towns that are not hamlets.
bool Pipeline::is_known_name(std::string_view lower) const {
    std::vector<std::string_view> words;
    for (size_t at = 0; at < lower.size();) {
        const size_t end = std::min(lower.find(' ', at), lower.size());
        if (end > at) words.push_back(lower.substr(at, end - at));
        at = end + 1;
    }
    if (words.empty()) return false;
    if (codebook_ && codebook_->actor_at(words, {}).words == words.size()) return true;
    if (!gazetteer_) return false;
    uint64_t key = gazetteer_names::kNoWords;
    for (const std::string_view word : words) key = gazetteer_names::extend(key, word);
    const Gazetteer::Names names = gazetteer_->exact(key);
    if (names.ordinary()) return false;
    for (const auto& row : names.rows) {
        const Gazetteer::Hit hit = gazetteer_->hit(row);
        const auto& entry = gazetteer_->row(hit.entry);
        const bool large =
            entry.kind == PlaceKind::Country || entry.kind == PlaceKind::Admin1 || entry.prior >= kWellKnown;
        if (large && may_be_meant(hit.form)) return true;
    }
    return false;
}

}  // namespace tallybook
