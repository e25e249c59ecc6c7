#include "pipeline/lines.hpp"

#include "report/record_json.hpp"

namespace tallybook {

namespace {

template <class Value>
void add(std::string& out, const std::vector<Value>& values, const Report& report) {
    for (const Value& value : values) {
        append_json(out, value, report);
        out += '\n';
    }
}

}  // namespace

std::string run_line(const Pipeline& pipeline) {
    return run_json(kVersion, pipeline.codebook() ? pipeline.codebook()->digest() : "", pipeline.model().digest(),
                    pipeline.gazetteer() ? pipeline.gazetteer()->digest() : "") +
           '\n';
}

std::string coded_lines(const Report& report, const Records& records) {
    std::string out = to_json(report) + '\n';
    add(out, records.mentions, report);
    add(out, records.statements, report);
    add(out, records.tallies, report);
    return out;
}

std::string layer_lines(const Report& report, unsigned layers) {
    std::string out = to_json(report) + '\n';
    for (size_t s = 0; s < report.sentences.size() && (layers & (kSentences | kTokens)) != 0; ++s) {
        if ((layers & kSentences) != 0) {
            append_sentence_json(out, report, s);
            out += '\n';
        }
        const TokenSpan span = report.sentences[s].tokens;
        for (uint32_t i = span.begin; i < span.end && (layers & kTokens) != 0; ++i) {
            append_token_json(out, report, s, i);
            out += '\n';
        }
    }
    if ((layers & kNames) != 0) add(out, report.names, report);
    if ((layers & kTimes) != 0) add(out, report.times, report);
    if ((layers & kPlaces) != 0) add(out, report.places, report);
    if ((layers & kQuantities) != 0) add(out, report.quantities, report);
    return out;
}

}  // namespace tallybook
