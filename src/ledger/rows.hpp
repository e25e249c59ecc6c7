// How record lines and sources stand in the ledger's rows. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ledger/ledger.hpp"
#include "resolve/told.hpp"

namespace tallybook {

// The columns by which a record line is found; unset where the line does not say.
struct RecordColumns {
    std::string id, kind;
    std::optional<std::string> type, since, until, place, country, published;
};
Result<RecordColumns> record_columns_of(std::string_view line);

inline Json or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

// What tells one place where a text was found from another: 64 hex digits.
std::string digest_of(const SourceInfo& source);

// Which of two places of one text comes first: by publication, then address, outlet, key.
bool earlier(const SourceInfo& a, const SourceInfo& b);
Result<std::vector<SourceInfo>> sources_of(const Database& database, const std::string& report);  // in that order

}  // namespace tallybook
