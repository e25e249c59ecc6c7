// Codes of other schemes on finished records: CAMEO with its actor codes, ACLED, GTD. A record keeps what it says; the
// codes are read from it by the codebook's tables (codebook/code_maps.hpp), so that a change of scheme never changes
// what was coded. Pure and thread-safe.
#pragma once

#include "codebook/codebook.hpp"
#include "report/records.hpp"
#include "report/report.hpp"

namespace tallybook {

enum class CodeScheme : uint8_t { None, Cameo, Acled, Gtd };

// Sets `codes` of every mention and statement.
void add_codes(const Report& report, const Codebook& codebook, CodeScheme scheme, Records& records);

// The CAMEO code of somebody; "---" where nothing is known of him.
std::string cameo_actor(const Report& report, const Codebook& codebook, const Participant& who);

}  // namespace tallybook
