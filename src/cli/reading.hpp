// What `read` and `show` share: coding reports into a ledger, and how the record is printed for a person.
#pragma once

#include <string>

#include "cli/command.hpp"
#include "export/page.hpp"
#include "export/text_page.hpp"
#include "ledger/ledger.hpp"

namespace tallybook::cli {

inline constexpr const char* kDefaultLedger = "tallybook.ledger";

struct ReadCounts {
    size_t fresh = 0, again = 0, copies = 0, known = 0;  // again: coded anew (codebook, model, earlier publication)
    int status = kOk;                                    // as run_inputs gives it; errors were printed
    std::optional<Error> ledger_error;                   // nothing was kept from here on
};

RunInfo run_info(const Pipeline& pipeline);

// Decides, codes and keeps every input, a transaction each; then settles. Which thread is first does not matter: the
// ledger's record does not depend on the order.
ReadCounts read_into(Ledger& ledger, const Pipeline& pipeline, const InputOptions& input, ReportSource& source);

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
