// Why a record says what it says: the sentence and its tree, the codebook's line that fired, and for each field its
// span with the path through the tree from the trigger. Made anew from the report, so that nothing has to be stored for
// it.
#pragma once

#include <string>
#include <string_view>

#include "codebook/codebook.hpp"
#include "coding/trace.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

// `record`: "m3", "s1", "t2" or the whole id. Empty text where there is no such record. With the trace of that coding
// the rule's line is told and not only its frame.
std::string explain(const Report& report, const Records& records, const Codebook& codebook, std::string_view record,
                    const Trace* trace = nullptr);

// One line a record, to choose from.
std::string list_records(const Report& report, const Records& records);

// The dependency tree of a sentence, one token a line: its place, tag and relation, drawn with branches.
std::string draw_tree(const Report& report, uint32_t sentence);

}  // namespace tallybook
