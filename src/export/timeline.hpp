// What happened and what was said, day by day, one line a thing and the sentence under it: incidents by the day on
// which they happened, claims and other statements by the day on which they were said or published, given counts by
// their last day. Pure; borrows the page.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "export/narrator.hpp"
#include "export/page.hpp"
#include "export/text_page.hpp"

namespace tallybook {

enum class TimelineKind { Incident, Statement, Count };

struct TimelineItem {
    std::string day;    // YYYY-MM-DD, empty where unknown
    std::string until;  // the last day, where it is another
    std::string time;   // hh:mm, empty where unknown
    TimelineKind kind = TimelineKind::Incident;
    std::string id;                      // of the incident, statement or tally
    std::string text;                    // one line
    const PageReport* report = nullptr;  // of the sentence
    const PageJson* record = nullptr;    // mention, statement or tally that holds it
};

// In order of time; things without a day last. Statements are those that claim, deny, accuse, threaten or warn.
std::vector<TimelineItem> timeline_of(const Page& page, const Narrator& narrator, const std::set<TimelineKind>& kinds);

std::string text_timeline(const Page& page, const std::set<TimelineKind>& kinds, bool brief,
                          const TextPageOptions& options);
std::string json_timeline(const Page& page, const std::set<TimelineKind>& kinds);  // docs/records.md: event

}  // namespace tallybook
