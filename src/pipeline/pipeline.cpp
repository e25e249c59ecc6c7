#include "pipeline/pipeline.hpp"

#include <algorithm>

#include <vector>

#include "values/gazetteer_names.hpp"
#include "values/name.hpp"
#include "values/place.hpp"
#include "values/quantity.hpp"
#include "values/time.hpp"

namespace tallybook {

namespace {

constexpr float kWellKnown = 4.7F;  // log10 of 50,000 people

bool may_be_meant(Gazetteer::NameForm form) {
    using Form = Gazetteer::NameForm;
    return form == Form::Main || form == Form::Alternate || form == Form::Demonym;
}

}  // namespace

void Pipeline::read(Report& report, Workspace& workspace, bool gated) const {
    AnalyseOptions analysis;
    analysis.presplit = options_.presplit;
    analysis.is_name = [this](std::string_view lower) { return is_known_name(lower); };
    // A report where no rule can start is only tokenised. One where some can is read whole: whom "he" or "the group"
    // means may stand in a sentence without any rule, and a gate on sentences would save 4 % of the time.
    std::optional<bool> worth_reading;
    if (gated) {
        analysis.gate = [&](std::span<const Token>) {
            if (!worth_reading)
                worth_reading = std::any_of(report.sentences.begin(), report.sentences.end(), [&](const Sentence& s) {
                    const std::span<const Token> tokens(report.tokens.data() + s.tokens.begin, s.tokens.size());
                    return may_hold_records(tokens, *codebook_, options_.coding);
                });
            return *worth_reading;
        };
    }
    analyse(report, model_, workspace, analysis);
    read_times(report);
    if (gazetteer_) read_places(report, *gazetteer_);
    if (codebook_) read_names(report, *codebook_);
    read_quantities(report);
}

void Pipeline::annotate(Report& report, Workspace& workspace) const {
    if (report.language == "en" || options_.presplit) read(report, workspace, false);
}

Records Pipeline::code(Report& report, Workspace& workspace, Trace* trace) const {
    if (report.language != "en" || !codebook_) return {};
    read(report, workspace, options_.gating && trace == nullptr);
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
