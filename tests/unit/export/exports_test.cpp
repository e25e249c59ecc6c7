// Spreadsheet, map file, claims, timeline, situation report: what stands in them, and that they are well-formed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "export/claims.hpp"
#include "export/csv.hpp"
#include "export/geojson.hpp"
#include "export/sitrep.hpp"
#include "export/timeline.hpp"
#include "scene.hpp"

namespace tallybook::test {
namespace {

using testing::HasSubstr;
using testing::Not;

Page page_of(const Ledger& ledger, const PageFilter& filter = {}) {
    auto page = load_page(ledger, filter);
    if (!page) throw std::runtime_error(page.error().describe());
    return std::move(*page);
}

Page scene() {
    return page_of(ledger_of({first_report(), second_report()}));
}

// RFC 4180, read back.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            rows.back().back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && c == '\n') {
            rows.emplace_back(1);
        } else {
            rows.back().back() += c;
        }
    }
    rows.pop_back();
    return rows;
}

std::map<std::string, std::string> first_row(const std::string& csv) {
    const auto rows = read_csv(csv);
    std::map<std::string, std::string> out;
    for (size_t i = 0; i < rows.at(0).size(); ++i) out[rows[0][i]] = rows.at(1).at(i);
    return out;
}

TEST(Csv, ARowAnIncidentWithEveryRangeAndItsSentence) {
    const Page page = scene();
    const std::string csv = csv_of(page);
    for (const auto& row : read_csv(csv)) EXPECT_EQ(row.size(), 49u);
    auto row = first_row(csv);
    EXPECT_EQ(row["date_first"], "2024-03-04");
    EXPECT_EQ(row["time"], "04:00");
    EXPECT_EQ(row["place"], "Ain al-Asad airbase");
    EXPECT_EQ(row["latitude"], "33.7856");
    EXPECT_EQ(row["injured_low"] + "/" + row["injured_best"] + "/" + row["injured_high"], "3/5/5");
    const Json killed = page.incidents.at(0)["killed"];
    EXPECT_EQ(row["killed_best"], killed.is_null() || killed["best"].is_null() ? "" : killed["best"].dump());
    EXPECT_EQ(row["claimed_by"], "Dawn Front");
    EXPECT_EQ(row["denied_by"], "Ostania");
    EXPECT_EQ(row["weapons"], "rocket");
    EXPECT_EQ(row["reports"], "2");
    EXPECT_THAT(row["evidence"], testing::StartsWith("Two rockets struck the Ain al-Asad airbase"));
    EXPECT_EQ(row["evidence_outlet"], "Daily Desk");
    EXPECT_EQ(row["evidence_begin"], "0");
}

TEST(Csv, WhatASpreadsheetWouldRunIsEscaped) {
    EXPECT_EQ(csv_text("=1+2"), "'=1+2");
    EXPECT_EQ(csv_text("+31 6"), "'+31 6");
    EXPECT_EQ(csv_text("-2"), "'-2");
    EXPECT_EQ(csv_text("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csv_text("\tx"), "'\tx");
    EXPECT_EQ(csv_text("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    EXPECT_EQ(csv_text("plain"), "plain");
    EXPECT_EQ(csv_text("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
    EXPECT_EQ(csv_text("a=b"), "a=b");
}

TEST(Csv, ANegativeNumberStaysANumber) {
    Story south("south", "Desk", "2024-03-05", "A bomb went off in the southern town.");
    south.mention(
        "ASSAULT", "went off", south.text,
        {{"time", day("2024-03-04")}, {"place", place("geonames:1", "Southtown", "ZA", "town", -33.9, -18.4)}});
    auto row = first_row(csv_of(page_of(ledger_of({south}))));
    EXPECT_EQ(row["latitude"], "-33.9");
    EXPECT_EQ(row["longitude"], "-18.4");
}

TEST(GeoJson, APointALineAndNoPointForACountry) {
    Story vague("vague", "Desk", "2024-03-05", "A bomb went off somewhere in Iraq.");
    vague.mention("ASSAULT", "went off", vague.text, {{"time", day("2024-03-02")}, {"place", kIraq}});
    const Json map = Json::parse(geojson_of(page_of(ledger_of({first_report(), vague}))));
    EXPECT_EQ(map["type"], "FeatureCollection");
    ASSERT_EQ(map["features"].size(), 2u);
    EXPECT_TRUE(map["features"][0]["geometry"].is_null());
    EXPECT_EQ(map["features"][1]["geometry"]["coordinates"].dump(), "[42.4412,33.7856]");
    EXPECT_EQ(map["features"][1]["properties"]["precision"], "facility");
    EXPECT_EQ(map["features"][1]["properties"]["source"]["outlet"], "Daily Desk");
    EXPECT_FALSE(map.contains("crs"));
}

TEST(Claims, ClaimAccusationAndDenialSideBySide) {
    const Page page = scene();
    std::vector<std::string> rows;
    for (const ClaimRow& row : claims_of(page)) {
        rows.push_back(row.status + " " + row.name);
        EXPECT_TRUE(row.record) << row.status;
    }
    EXPECT_THAT(rows, testing::UnorderedElementsAre("claimed Dawn Front", "accused Ostania", "denied Ostania"));
    std::istringstream lines(json_claims(page));
    for (std::string line; std::getline(lines, line);) EXPECT_EQ(Json::parse(line)["record"], "claim");
}

TEST(Timeline, ThingsStandByTheirDay) {
    const Page page = scene();
    const Narrator narrator(page);
    const auto items =
        timeline_of(page, narrator, {TimelineKind::Incident, TimelineKind::Statement, TimelineKind::Count});
    ASSERT_GE(items.size(), 5u);
    EXPECT_EQ(items[0].day, "2024-03-04");
    EXPECT_EQ(items[0].time, "04:00");
    for (size_t i = 1; i < items.size(); ++i) EXPECT_LE(items[i - 1].day, items[i].day);
    EXPECT_THAT(text_timeline(page, {TimelineKind::Incident}, false, {}), HasSubstr("“Two rockets struck"));
    EXPECT_THAT(text_timeline(page, {TimelineKind::Incident}, true, {}), Not(HasSubstr("“")));
}

Sitrep report_of(const std::vector<Story>& stories) {
    const Ledger ledger = ledger_of(stories);
    const Page page = page_of(ledger);
    auto selected = select(ledger, {});
    if (!selected) throw std::runtime_error(selected.error().describe());
    return sitrep_of(page, *selected, {});
}

TEST(Sitrep, EverySentenceOfTheReportIsCited) {
    const Sitrep report = report_of({first_report(), second_report()});
    ASSERT_EQ(report.items.size(), 1u);
    for (const SitrepItem& item : report.items)
        for (const SitrepLine& line : item.lines) EXPECT_FALSE(line.sources.empty()) << line.text;
    for (const SitrepSection& section : report.sections)
        for (const SitrepLine& line : section.lines) EXPECT_FALSE(line.sources.empty()) << line.text;
    for (const SitrepLine& line : report.brief)
        EXPECT_TRUE(!line.sources.empty() || !line.items.empty() || line.text.starts_with("Of the counts"))
            << line.text;
}

TEST(Sitrep, MarkdownHoldsTheWordsAndTheFootnotes) {
    const std::string text = sitrep_markdown(report_of({first_report(), second_report()}));
    EXPECT_THAT(text, HasSubstr("# Situation report\n\n**4 to 6 March 2024**"));
    EXPECT_THAT(text, HasSubstr("**1. Attack with heavy weapons, Ain al-Asad airbase, Iraq**"));
    EXPECT_THAT(text, HasSubstr("Injured: 5 (3 to 5 told; Five guards).[^1][^2]"));
    EXPECT_THAT(text, HasSubstr("[^1]: “Two rockets **struck** the Ain al-Asad airbase"));
    EXPECT_THAT(text, HasSubstr("## Counts given"));
}

TEST(Sitrep, HtmlIsOneFileThatNeedsNothingFromElsewhere) {
    const Sitrep report = report_of({first_report(), second_report()});
    const std::string page = sitrep_html(report, {{"Testland", {{{40, 30}, {45, 30}, {45, 36}, {40, 36}}}}});
    EXPECT_THAT(page, testing::StartsWith("<!doctype html>"));
    for (const char* outside : {"<script", "<link", "@import", "src=", "url("})
        EXPECT_THAT(page, Not(HasSubstr(outside)));
    EXPECT_THAT(page, HasSubstr("<svg class=\"map\""));
    EXPECT_THAT(page, HasSubstr(">Testland</text>"));
    EXPECT_THAT(page, HasSubstr("id=\"i1\""));
    EXPECT_THAT(page, HasSubstr("<mark>struck</mark>"));
}

TEST(Sitrep, WordsOfReportsCannotBecomeMarkup) {
    Story bad("bad", "<b>Desk</b>", "2024-03-05",
              "A <script>alert(1)</script> bomb \"went off\" & [hurt](x) three in Baghdad.");
    bad.mention("ASSAULT", "went off", bad.text,
                {{"time", day("2024-03-04")},
                 {"place", kBaghdad},
                 {"participants", {victims("<i>three</i>", "injured", exactly(3))}}});
    const Sitrep report = report_of({bad});
    EXPECT_THAT(sitrep_html(report, {}),
                Not(testing::AnyOf(HasSubstr("<script"), HasSubstr("<b>Desk"), HasSubstr("<i>three"))));
    EXPECT_THAT(sitrep_markdown(report), Not(testing::AnyOf(HasSubstr("[hurt](x)"), HasSubstr(" <script"))));
}

TEST(Sitrep, AnEmptyWindowSaysSo) {
    const std::string text = sitrep_markdown(report_of({}));
    EXPECT_THAT(text, HasSubstr("No incident of this window is in the ledger."));
}

}  // namespace
}  // namespace tallybook::test
