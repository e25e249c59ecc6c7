// Why two mentions or incidents are one, or are not: the points for and against that resolving weighs, pair by pair of
// their tellings, and what contradicts. It asks the very comparison that resolving uses. Reads only.
#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.hpp"

namespace tallybook {

struct PairReason {
    std::string a, b;  // mentions
    bool same_report = false;
    bool possible = false;
    int points = 0;
    std::vector<std::string> because;  // what agrees or does not quite
    std::string against;               // what contradicts, with what each of them tells
};

struct WhyNot {
    std::string a, b;               // the incidents that hold what was asked after; empty where none does
    std::string no_a, no_b;         // why a mention is in no incident
    bool one = false;               // they are one incident
    std::string verdict;            // a sentence
    std::vector<PairReason> pairs;  // the likest first
};

// `a`, `b`: ids of mentions or incidents; former ids of incidents are known. kNoSuchRecord where there is no such
// record.
Result<WhyNot> why_not(const Ledger& ledger, const std::string& a, const std::string& b);

}  // namespace tallybook
