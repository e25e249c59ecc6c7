// How values are said in words: numbers with their hedge, times, places, types of events, people. One wording for every
// page, so that the same thing is always called the same.
#pragma once

#include <string>
#include <string_view>

#include "export/page.hpp"

namespace tallybook::wording {

std::string number(int64_t value);            // 84, 2,500
std::string quantity(const PageJson& range);  // "at least 84", "3 to 5", "several", "" where nothing is known
std::string toll(const PageJson& range);      // of an incident: "5 (3 to 7 told)"
std::string date(std::string_view iso);       // "8 December 2023"
std::string weekday(std::string_view iso);    // "Fri 8 December 2023"
std::string time(const PageJson& value);      // "Fri 8 December 2023, about 04:00 (Asia/Baghdad)"
std::string with_dates(std::string text);     // every YYYY-MM-DD in it said as a date
std::string window(std::string_view since, std::string_view until);  // a whole year is "2013"

// Who is said to have done it, and by whom: "claimed by Dawn Front", "Ostania accused by Marta Kovac"; in the passive,
// so that it reads well of one and of many. Empty for a status that is no such word.
std::string attribution(const std::string& status, const std::string& name, const std::string& by);
// "near Ain al-Asad airbase, Iraq"; the country's name as the page's reports call it, else its code.
std::string place(const PageJson& value, const std::map<std::string, std::string>& countries);
std::map<std::string, std::string> countries_of(const Page& page);
std::string country(std::string_view code);                       // "Iraq" for "IQ"; the code where there is none of it
std::string event(std::string_view type, std::string_view mode);  // "Drone attack", "Arrest"
std::string act(std::string_view act);                            // "condemns", "claims responsibility"
std::string person(const PageJson& participant);  // the name, with description; else the words; else the kind
std::string counted(size_t n, std::string_view one, std::string_view many);

// A given count: "at least 30 attacks on peacekeepers in Mali and Niger, 2 May to 9 June 2021".
std::string tally(const PageJson& tally);
std::string verdict(std::string_view verdict);            // of a check: "fits the record"
std::string list(const std::vector<std::string>& names);  // "a, b and c"

}  // namespace tallybook::wording
