// A situation report: what happened in a window, who is blamed, which counts were given, what does not agree, each
// sentence with the sentences of the reports behind it. One content, written as Markdown or as one HTML file.
//
// Nothing is written that a record does not say; sentences are put together from fields, so that a reader can check
// each. No clock: the report is as of the ledger's last report. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "export/narrator.hpp"
#include "export/page.hpp"
#include "query/tally.hpp"

namespace tallybook {

// A sentence of a report, cited once however often it is referred to.
struct SitrepSource {
    std::string before, marked, after;  // the sentence, cut at the words that the record turns on
    std::string outlet, published, title, uri, report;
    size_t paragraph = 0, begin = 0;
};

struct SitrepLine {
    std::string text;             // one sentence
    std::vector<size_t> sources;  // indexes
    std::vector<size_t> items;    // indexes of incidents that it sums up; empty for what sources say themselves
};

struct SitrepItem {
    std::string id, title, when, status, told_by;
    std::string day;  // first day, for the margin; empty where unknown
    std::vector<SitrepLine> lines;
    std::optional<std::pair<double, double>> point;  // latitude, longitude; none where only the country is known
    std::string place;
    int64_t killed = 0;
    bool background = false;
};

struct SitrepSection {
    std::string title;
    std::vector<SitrepLine> lines;
};

struct Sitrep {
    std::string title, window, basis;
    std::vector<SitrepLine> brief;
    TallyAnswer counted;  // by day, week, month or year, as the window is long
    TallyBy by = TallyBy::Weeks;
    std::vector<SitrepItem> items;
    std::vector<SitrepSection> sections;  // who says who did it, counts given, what does not agree, threats and plans
    std::vector<SitrepSource> sources;
};

struct SitrepOptions {
    std::string title;    // empty: "Situation report"
    Selection selection;  // what the page was loaded with
    std::string made_by;  // "tallybook 0.1.0, codebook 1f2e3d4c", for the foot
};

// `selected`: the page's incidents as select() gives them.
Sitrep sitrep_of(const Page& page, const std::vector<Selected>& selected, const SitrepOptions& options);

std::string sitrep_markdown(const Sitrep& report);

// Outlines of countries for the map, in degrees; the HTML is complete without.
struct MapOutline {
    std::string name;
    std::vector<std::vector<std::pair<double, double>>> rings;  // longitude, latitude
};
struct MapWindow {
    double west = 0, south = 0, east = 0, north = 0;
};
// What of the world the map shows; none where no incident has a point.
std::optional<MapWindow> map_window(const Sitrep& report);

// One self-contained file: no script, no font, nothing from another host.
std::string sitrep_html(const Sitrep& report, const std::vector<MapOutline>& outlines);

}  // namespace tallybook
