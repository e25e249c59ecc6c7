// The columns of a record line beside the slow and obvious way: the line as a tree.
#include "ledger/rows.hpp"

#include <gtest/gtest.h>

#include "../resolve/story.hpp"
#include "base/errors.hpp"

namespace tallybook::test {
namespace {

void expect_as_tree(const std::string& line) {
    const Json tree = Json::parse(line);
    auto columns = record_columns_of(line);
    ASSERT_TRUE(columns) << line;
    const auto text = [&](const char* key) { return text_of(tree, key); };
    EXPECT_EQ(columns->id, text("id"));
    EXPECT_EQ(columns->kind, text("record"));
    EXPECT_EQ(columns->published.value_or(""), text("published"));
    const char* type = columns->kind == "tally" ? "of" : columns->kind == "statement" ? "act" : "type";
    EXPECT_EQ(columns->type.value_or(""), text(type));
    const Json place = tree.value("place", Json());
    EXPECT_EQ(columns->place.value_or(""), place.is_object() ? text_of(place, "id") : "");
    EXPECT_EQ(columns->country.value_or(""), place.is_object() ? text_of(place, "country") : "");
    const Json time = tree.value("time", Json());
    const DayRange days =
        time.is_object() ? time_of(time).days : DayRange{days_of(text("since")).first, days_of(text("until")).last};
    EXPECT_EQ(columns->since.value_or(""), days.first ? day_text(*days.first) : "");
    EXPECT_EQ(columns->until.value_or(""), days.last ? day_text(*days.last) : "");
}

TEST(Rows, ColumnsAreThoseOfTheTree) {
    Story one("a \"quoted\" \\ key", "An {outlet}, [so]", "2024-03-02", "A blast, then \"another\\ blast\".");
    one.mention("ASSAULT", "blast", one.text,
                {{"time", day("2024-03-02")}, {"place", kAsad}, {"participants", {weapon("blast", "rocket")}}});
    one.mention("PROTEST", "blast", one.text, {{"place", nullptr}, {"time", nullptr}});
    one.tally("ASSAULT", exactly(7), one.text, {{"since", "2024-03-01"}, {"until", nullptr}});
    expect_as_tree(one.line());
    for (const std::string& line : one.records) {
        expect_as_tree(line);
        expect_as_tree(Json::parse(line).dump(2));
    }
    expect_as_tree(
        R"({"record":"statement","id":"x","act":"deny","content":{"text":"{\"id\":\"no\"}","id":"no"},"n":-1.5e3})");
}

TEST(Rows, TimesPlacesAndEscapesAreReadAsTheTreeReadsThem) {
    for (const char* time :
         {R"({"value":"2024-W09","earliest":null,"latest":"2024-03-02T04:00"})", R"({ "latest" : "2024-03-05" })",
          R"({"earliest":"2024-03-09","latest":"2024-03-01","value":"2024"})", R"({"value":["2024-03-01"]})", "{}",
          R"("2024-03-01")", "[1,{\"value\":\"2024\"}]", "7"})
        for (const char* place :
             {R"({"country":"Q\u0051","id":"p\\\"}:1"})", R"({"names":[{"id":"x"}],"id":"Gr\u00fcn"})",
              "{\"id\":\"Gr\xC3\xBCn\",\"country\":null}", "[]", "null"})
            expect_as_tree(std::string(R"({"record":"mention","id":"a","type":"PROTEST","time":)") + time +
                           R"(,"place":)" + place + "}");
}

TEST(Rows, WhatIsNoObjectIsRefused) {
    for (const char* line :
         {"", "no", "[]", "{}", "{\"no\":1}", "{\"id\":\"a\",\"record\":\"mention\"",
          "{\"id\":\"a\",\"record\":\"mention\"} more", "{\"id\":\"a,\"record\":\"mention\"}",
          "{\"id\":\"a\" \"record\":\"mention\"}", "{\"id\":\"a\",\"record\":\"mention\",\"x\":[}"}) {
        auto columns = record_columns_of(line);
        ASSERT_FALSE(columns) << line;
        EXPECT_EQ(columns.error().code, errors::kBadRecord);
    }
}

}  // namespace
}  // namespace tallybook::test
