// The record of a ledger, or of a part of it, ready to be shown: lines parsed, and where to find them by id. What the
// text page, and later other pages, are written from.
//
// Contract: a Page owns everything; pointers that find() and the like return live as long as it does and is not
// changed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ledger/ledger.hpp"
#include "query/select.hpp"

namespace tallybook {

using PageJson = Json;

struct PageReport {
    PageJson line;
    std::string text;
    std::vector<PageJson> mentions, statements, tallies;
    bool cited_only = false;  // not asked for itself: an incident that is shown is told in it
};

// What of the ledger is wanted: the incidents of the selection, the rest by publication.
struct PageFilter {
    Selection selection = {};
    std::set<std::string> reports = {};    // ids or keys
    std::set<std::string> incidents = {};  // current ids; only these
    int64_t after = 0;                     // only what came after this transaction
};

struct Page {
    std::vector<PageReport> reports;  // by (published, id), those that are only cited behind the others
    std::vector<PageJson> incidents, checks, conflicts;
    size_t all_reports = 0;  // of the ledger; more than `reports` where a filter left some out

    const PageReport* report_of(std::string_view record_id) const;  // by "r-…" or "r-…/m1"
    const PageJson* record(std::string_view id) const;              // a mention, statement or tally
    const PageJson* check_of(std::string_view tally) const;

    void index();  // after the fields were filled

private:
    std::map<std::string, size_t, std::less<>> report_at_;
    std::map<std::string, std::pair<size_t, size_t>, std::less<>> mention_at_, statement_at_, tally_at_;
    std::map<std::string, size_t, std::less<>> check_at_;
};

// Reports that a shown incident is told in come along, so that its sentences can be cited.
// `unknown` as in select().
Result<Page> load_page(const Ledger& ledger, const PageFilter& filter = {},
                       std::vector<std::string>* unknown = nullptr);

// A page's records as JSON Lines, without the run line: reports with their records, then incidents, checks, conflicts.
std::string json_lines(const Page& page);

}  // namespace tallybook
