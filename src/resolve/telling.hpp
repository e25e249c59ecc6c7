// A telling is what resolving joins: one mention that may be an incident, with what it takes from the whole that it is
// part of, and its place in the canonical order.
//
// Which mentions those are is told in docs/records.md: past, ongoing, attempted and foiled ones; never the planned,
// threatened, hypothetical, negated or series ones, and historic ones only with a date of their own. Of a whole and its
// parts the parts become tellings, and what is left of the whole one more with that count.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "resolve/tales.hpp"
#include "resolve/told.hpp"

namespace tallybook {

struct Telling {
    const ToldReport* report = nullptr;          // borrowed from the block
    std::shared_ptr<const ToldMention> mention;  // the report's, or a copy where it takes something from its whole
    std::string outlet;                // who tells it; reports of one outlet and their near copies are one source
    DayRange days;                     // of the mention, else unset
    std::vector<std::string> story;    // "person NAME", "body NAME", "place ID" of the whole report; sorted
    std::shared_ptr<const Tale> tale;  // the report's; null where no other report tells its story
};

// Reports by (published, id), those without a date last.
std::vector<const ToldReport*> in_order(const std::vector<ToldReport>& reports);
bool stands_before(const ToldReport& a, const ToldReport& b);  // in that order

// Its outlet's plain name, else the host of its address; empty where neither is known.
std::string outlet_of(const ToldReport& report);

// In the canonical order. `reports` must outlive the result.
std::vector<Telling> tellings_of(const std::vector<const ToldReport*>& reports);

// One person by two plain names: equal, or the one the other's last words ("ana roth", "roth").
bool one_name(std::string_view a, std::string_view b);

// Lower case, letters and digits only, single spaces: for comparing names.
std::string plain_name(std::string_view name);

}  // namespace tallybook
