// What a count leaves out and the other reports give: on whom, since when. "62 attacks since 17 May" has the recipient
// of the counts that run since that day, "56 attacks on the convoys" their first day, and a bare "55 attacks" is one of
// the row of counts into which it fits: more than the last one before it, less than the next. Only for checking and
// comparing: the tally's own line stays as it was told.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "resolve/check.hpp"

namespace tallybook {

class Completion {
public:
    // `tallies` in canonical order; they are read here and not kept.
    explicit Completion(const std::vector<PlacedTally>& tallies);

    // Where something can be completed, `one` is made to point to a fuller tally, which lives as long as this object.
    void complete(PlacedTally& one);
    // The same for a count that only fits into a row: good for checking it, too little for saying that it contradicts.
    void fit_row(PlacedTally& one);

private:
    using Reports = std::set<const ToldReport*>;
    struct Entry {  // of a row
        std::string until;
        int64_t count;
    };
    struct Row {
        const ToldTally* model = nullptr;
        Reports reports;
        std::vector<Entry> entries;
    };
    const ToldTally* row_of(const PlacedTally& one) const;

    std::map<std::string, const ToldPerson*> people_;
    std::map<std::pair<const ToldReport*, std::string>, const ToldPerson*> attacked_;  // in a report, since a day
    std::map<std::string, std::map<std::string, Reports>> whom_, since_;
    std::map<std::string, Row> rows_;
    std::deque<ToldTally> storage_;  // what `complete` points to
};

}  // namespace tallybook
