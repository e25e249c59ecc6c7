// A trace told to people and programs: at each word the rules that were tried, which one won and who fills it, what the
// others lacked, and what became of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codebook/codebook.hpp"
#include "coding/trace.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

struct Traced {  // all of one call of code()
    const Report& report;
    const Records& records;
    const Codebook& codebook;
    const Trace& trace;

    // Ids of the records that a word gave or that tell of its event, in the records' order.
    std::vector<std::string> records_of(uint32_t token) const;
};

// The words at which a rule was tried or that a rule knows, in text order.
std::vector<uint32_t> tried_words(const Traced& traced);
// The words with this text or lemma, whatever their case, in text order.
std::vector<uint32_t> words_like(const Report& report, std::string_view word);

// A paragraph a word.
std::string trace_text(const Traced& traced, const std::vector<uint32_t>& tokens);
// A line a word: docs/codebook.md tells the fields.
std::string trace_json(const Traced& traced, const std::vector<uint32_t>& tokens);

}  // namespace tallybook
