// How many: the ledger's own count of what is asked for, by the same rules as the check of a given count, and by week,
// place or whatever else it is wanted by. An incident over several days counts on its first day in the window.
// Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "query/select.hpp"
#include "resolve/check.hpp"

namespace tallybook {

enum class TallyBy { Nothing, Days, Weeks, Months, Years, Place, Country, Type, Mode, Actor, Weapon, Status };

struct TallyRow {
    std::string label;         // "2023-W42", "Ain al-Asad airbase", "IQ"; "unknown" where the record does not say
    std::string since, until;  // days, of rows by time; else empty
    Counted counted;
};

struct TallyAnswer {
    Counted all;
    // By time in its order, rows of nothing between the others included, undated incidents last; else the most first.
    std::vector<TallyRow> rows;
};

// `of`: a PLOVER type, "killed", "injured", or empty for every incident. Denied incidents count nowhere. `selected`
// comes from select() with the same selection.
TallyAnswer tally_of(const std::vector<Selected>& selected, const Selection& selection, const std::string& of,
                     TallyBy by);

}  // namespace tallybook
