// code(report) → mentions, statements, tallies: a pure function of the report with its layers and the codebook. It
// reads no clock, no file and no random number, so the same report gives the same bytes in any process.
//
// The way of a report through this folder, one file a step:
//   tree        the dependency trees as one walkable structure
//   words       what codebook and values say of a token
//   matcher     which frame fits at which word, who fills its slots        (arguments: who stands where, syntactically)
//   entities    who a phrase means; pronouns and descriptions
//   modality    did it happen
//   events      matches → events: light verbs and results joined, tellings of one event joined
//   circumstances  time, place, source of an event
//   statements  who says what about which event; what that makes of the event's attackers
//   tallies     counts that somebody gives
//   codes       codes of other schemes, read from the finished records
#pragma once

#include "codebook/codebook.hpp"
#include "codebook/petrarch.hpp"
#include "coding/codes.hpp"
#include "coding/trace.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

struct CodeOptions {
    bool all_statements = false;  // reporting verbs give statements whatever their content
    CodeScheme codes = CodeScheme::None;
    std::shared_ptr<const Dictionaries> dictionaries;  // foreign dictionaries in place of the codebook's frames
};

// The report must have been through language and values. Sentences without analysis give nothing. `trace`, where given,
// gets what was tried and why nothing came of it (not by foreign dictionaries); the records are the same.
Records code(const Report& report, const Codebook& codebook, const CodeOptions& options = {}, Trace* trace = nullptr);

}  // namespace tallybook
