// Whether parts fit their whole. Parts told one after another ("eight women and six children") are taken to be
// different people; parts told in different phrases may overlap ("five of them children … three of them in hospital")
// and are each compared with the whole alone.
#include <algorithm>

#include <fmt/format.h>

#include "values/quantity_about.hpp"

namespace tallybook {
namespace {

struct Parts {
    ByteSpan whole;
    std::vector<const Quantity*> told;  // next to each other in the text
};

std::optional<int64_t> most_of(const Quantity& q) {
    return q.high ? q.high : q.low == q.best && !q.hedge.empty() ? std::nullopt : q.best;
}

std::string words(const Report& report, ByteSpan span) {
    return fmt::format("\"{}\"", report.slice(span));
}

void check(Report& report, const Parts& parts) {
    const auto whole = std::find_if(report.quantities.begin(), report.quantities.end(),
                                    [&](const Quantity& q) { return q.span == parts.whole; });
    if (whole == report.quantities.end()) return;
    int64_t least = 0;
    bool exact = whole->low == whole->high && whole->low.has_value();
    std::string told;
    for (const Quantity* part : parts.told) {
        least += part->low.value_or(0);
        exact = exact && part->low && part->low == part->high;
        told += (told.empty() ? "" : part == parts.told.back() ? " and " : ", ") + words(report, *part->span);
    }
    const auto most = most_of(*whole);
    const uint32_t first = parts.told.front()->span->begin;
    size_t before = first;
    while (before > 0 && report.text()[before - 1] == ' ') --before;
    const bool listed = before > 0 && report.text()[before - 1] == ':' && parts.told.size() > 1;
    const bool too_many = most && least > *most;
    if (!too_many && !(listed && exact && least != *whole->low)) return;
    report.notes.push_back(fmt::format("counts do not fit: {} {} {}, of {}", told, parts.told.size() > 1 ? "are" : "is",
                                       least, words(report, parts.whole)));
}

}  // namespace

void check_counts(Report& report) {
    Parts parts{};
    const Quantity* last = nullptr;
    for (const Quantity& q : report.quantities) {
        const bool part = q.standing == "part" && q.whole;
        const bool goes_on = part && last && parts.whole == *q.whole && last->standing == "part";
        if (!goes_on && !parts.told.empty()) {
            check(report, parts);
            parts.told.clear();
        }
        if (part) {
            parts.whole = *q.whole;
            parts.told.push_back(&q);
        }
        last = &q;
    }
    if (!parts.told.empty()) check(report, parts);
}

}  // namespace tallybook
