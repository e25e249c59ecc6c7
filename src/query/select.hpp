// Which incidents of a ledger are asked for: one selection for every command, so that `incidents`, `tally`, `export`
// and `sitrep` with the same options speak of the same incidents. Who did it and to whom is decided as for checking a
// given count (resolve/fit.hpp): "attacks on U.S. forces" means the same in an official's count and in a question.
//
// Pure but for reading the ledger; thread-safe where the ledger is.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/ledger.hpp"
#include "resolve/incident.hpp"

namespace tallybook {

// An empty field wants everything; where commas separate several words, any of them.
struct Selection {
    std::string since = "", until = "";  // days; an incident counts where its dates touch them
    std::string place = "";              // a place's id, a country's two letters, or words of a place's name
    std::string type = "";               // PLOVER type or mode, in any case: "assault", "drone"
    std::string actor = "",
                recipient = "";  // an actor's id or name, a country's two letters, an affiliation, or a kind
    std::string weapon = "";     // a word of the codebook's weapon list, or a part of it
    std::string status = "";     // confirmed, claimed, disputed, denied
    std::string review = "";     // accepted, rejected, edited, none, any; empty: all but the rejected ones

    bool narrows() const { return !(place + type + actor + recipient + weapon + status + review).empty(); }
};

struct Selected {
    Json line;
    Incident incident;
    bool sure = true;  // false: nobody says whom it hit, at a place where those asked for are known to be hit
};

// In the ledger's order: by day, then id. `unknown`, where given, gets what of actor and recipient no incident of the
// ledger knows.
Result<std::vector<Selected>> select(const Ledger& ledger, const Selection& wanted,
                                     std::vector<std::string>* unknown = nullptr);

// A report's place in the window, by publication; one without a date is in it.
bool published_within(const std::string& published, const Selection& wanted);

std::vector<std::string> words_between_commas(const std::string& list);

}  // namespace tallybook
