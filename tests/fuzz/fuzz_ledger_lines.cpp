// Lines of a ledger that are not what this program writes: read back, resolved and kept, or refused with a number. The
// first line is the report's, the others are its records; a ledger takes them all or none.
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"
#include "ledger/rows.hpp"
#include "ledger/verify.hpp"
#include "resolve/review.hpp"

namespace {

using namespace tallybook;

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(bytes), size);
    CodedLines coded;
    bool good = true;
    for (bool first = true; !rest.empty(); first = false) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        const std::string line(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (first)
            coded.report_line = line;
        else
            coded.records.push_back(line);
        (void)static_cast<bool>(read_review(line));
        good = good && static_cast<bool>(record_columns_of(line));
    }
    if (!good || coded.report_line.empty())
        return 0;  // `add` refuses the first line that is no record; opening a ledger takes long
    coded.as.key = "fuzz";
    const std::string text = "Two rockets hit a base near the river on Friday, an officer said.";
    const std::string sha256 = sha256_hex(text);
    const ReportText report{"r-" + sha256.substr(0, 16), sha256, text};
    const RunInfo run{"fuzz", "", "", ""};
    auto ledger = Ledger::open(":memory:", Ledger::Access::Write);
    require(static_cast<bool>(ledger));
    const auto added = ledger->add(report, coded.as, &coded, run);
    require(*ledger->report_count() == (added && added->kept ? 1 : 0));
    if (!added) return 0;
    const auto settled = ledger->settle(run);
    if (settled) require(static_cast<bool>(ledger->each_finding("incident", [](const std::string&) { return true; })));
    require(static_cast<bool>(verify(*ledger, true, [](const Flaw&) {})));
    return 0;
}
