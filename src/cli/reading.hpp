// What `read` and `show` share: coding reports into a ledger, and how the record is printed for a person.
#pragma once

#include <string>

#include "cli/command.hpp"
#include "cli/running.hpp"
#include "export/page.hpp"
#include "export/text_page.hpp"
#include "ledger/ledger.hpp"

namespace tallybook::cli {

inline constexpr const char* kDefaultLedger = "tallybook.ledger";

struct ReadCounts {
    size_t fresh = 0, again = 0, copies = 0, known = 0;  // again: coded anew (codebook, model, earlier publication)
    Account account;                                     // errors were printed
    std::optional<Error> ledger_error;                   // nothing was kept from here on

    int status() const { return account.status(); }
};

// The n-th share of so many of all files, each file's by its key: several processes that are given the same inputs and
// each another share read all of them.
struct Share {
    unsigned n = 0, of = 1;
};

struct ReadOptions {
    unsigned shards = 1;  // readers at once, each with its share of the files
    std::optional<Share> share;
    bool reread = false;  // also the files that the ledger holds to their end
};

RunInfo run_info(const Pipeline& pipeline);

// Decides, codes and keeps every input, in batches; then settles, unless this is a share of a larger reading. Which
// thread is first does not matter: the ledger's record does not depend on the order. Files that the ledger holds to
// their end are left out, so that a reading that was cut off goes on where it was. An error of usage is given back.
Result<ReadCounts> read_into(Ledger& ledger, const Pipeline& pipeline, const InputOptions& input,
                             const ReadOptions& options = {});

// For reading, with what follows from the reports worked out: a ledger whose last reading was cut off is settled first,
// where it may be written.
Result<Ledger> open_settled(const std::string& path);

// How wide standard output is and whether it takes colours; --width and --colour decide where they are given.
struct PaperOptions {
    size_t width = 0;
    std::string colour = "auto";
    bool full = false;

    void add_to(CLI::App& app);
    TextPageOptions measure() const;
};

}  // namespace tallybook::cli
