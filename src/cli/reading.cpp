#include "cli/reading.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/errors.hpp"

namespace tallybook::cli {

namespace {

constexpr size_t kPlainColumns = 80, kMostColumns = 110;  // longer lines are hard to read

}  // namespace

RunInfo run_info(const Pipeline& pipeline) {
    const auto digest = [](const auto* thing) { return thing ? std::string(thing->digest()) : std::string(); };
    return {TALLYBOOK_VERSION, digest(pipeline.codebook()), std::string(pipeline.model().digest()),
            digest(pipeline.gazetteer())};
}

Result<Ledger> open_settled(const std::string& path) {
    auto ledger = Ledger::open(path, Ledger::Access::Read);
    // A ledger of an older version is brought up to date, where it may be written.
    if (!ledger && ledger.error().code == errors::kLedgerReadOnly) ledger = Ledger::open(path, Ledger::Access::Write);
    if (!ledger) return ledger;
    const auto settled = ledger->is_settled();
    if (!settled) return settled.error();
    if (*settled) return ledger;
    auto runs = ledger->runs();
    if (!runs) return runs.error();
    auto writable = Ledger::open(path, Ledger::Access::Write);
    if (!writable) return writable;
    if (auto done = writable->settle(runs->empty() ? RunInfo{} : runs->back()); !done) return done.error();
    return writable;
}

void PaperOptions::add_to(CLI::App& app) {
    app.add_option("--width", width, "columns of the page (default: the terminal's)")->type_name("N");
    app.add_option("--colour,--color", colour, "auto: on a terminal")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("WHEN")
        ->capture_default_str();
    app.add_flag("--full", full, "nothing shortened");
}

TextPageOptions PaperOptions::measure() const {
    TextPageOptions out;
    out.full = full;
    out.width = width;
    const bool terminal = ::isatty(STDOUT_FILENO) != 0;
    if (out.width == 0) {
        winsize size{};
        const bool known = terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
        out.width = known ? std::min<size_t>(size.ws_col, kMostColumns) : kPlainColumns;
    }
    const char* kind = std::getenv("TERM");
    const char* none = std::getenv("NO_COLOR");
    const bool takes = terminal && kind && std::strcmp(kind, "dumb") != 0 && !(none && *none);
    out.colour = colour == "always" || (colour == "auto" && takes);
    return out;
}

}  // namespace tallybook::cli
