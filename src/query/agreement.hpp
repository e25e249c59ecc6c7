// How far reviewers agree with each other and with the machine: for each field of an incident the share of equal values
// and Krippendorff's alpha, which allows for chance and for incidents that not everybody reviewed.
//
// A reviewer's value of a field is what he set it to, else what the record showed him when he accepted or edited the
// incident; who rejected it has none but the verdict. The machine's is what follows from the reports alone. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/ledger.hpp"

namespace tallybook {

enum class Metric { Nominal, Interval };

// Values by coder, then unit; nothing where a coder did not judge the unit. An interval value is a number as text.
// Nothing is returned where alpha is not defined: fewer than two values that can be paired, or no variation at all.
// After K. Krippendorff, Computing Krippendorff's alpha-reliability (2011).
std::optional<double> krippendorff_alpha(const std::vector<std::vector<std::optional<std::string>>>& values,
                                         Metric metric);

struct AgreementRow {
    std::vector<std::string> between;  // reviewers; "machine" is the record without reviews
    std::string field;  // event (did it happen as told), type, mode, time, place, killed, injured, actor …
    size_t units = 0;   // incidents that at least two of them judged
    double equal = 0;   // share of the pairs of values that are equal
    std::optional<double> alpha;
};

// Of all reviewers together, of each pair, and of each with the machine; fields in one order. Empty where nobody
// reviewed.
Result<std::vector<AgreementRow>> agreement_of(const Ledger& ledger);

}  // namespace tallybook
