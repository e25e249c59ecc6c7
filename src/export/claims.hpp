// Who is said to have done it, and by whom: claims, accusations, suspicions and denials of a page's incidents side by
// side, each with the sentence that it is from. A claim about no incident of the page is told as well.
// Pure; a row's records belong to the page.
#pragma once

#include <string>
#include <vector>

#include "export/narrator.hpp"
#include "export/page.hpp"
#include "export/text_page.hpp"

namespace tallybook {

struct ClaimRow {
    const PageJson* incident = nullptr;  // null: about nothing that the page holds as an incident
    std::string status;  // claimed, accused, suspected, denied, no-claim, event-denied (it did not happen)
    std::string id, name, by;
    std::vector<std::string> reports;
    const PageReport* report = nullptr;  // of the sentence; null where none was found
    const PageJson* record = nullptr;    // the statement, else the mention
};

// In the order of the incidents; those without one at the end.
std::vector<ClaimRow> claims_of(const Page& page);

// "claimed by Dawn Front", "nobody claimed it".
std::string said(const ClaimRow& row, const Narrator& narrator);

std::string text_claims(const Page& page, const TextPageOptions& options);
std::string json_claims(const Page& page);  // docs/records.md: claim

}  // namespace tallybook
