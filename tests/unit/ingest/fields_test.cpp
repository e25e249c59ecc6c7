// From an input's fields to a report: cleaning, dates, outlets, language. Texts are our own.
#include "ingest/fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "ingest/language_guess.hpp"
#include "ingest/text_head.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

Report made(InputFields fields, const IngestOptions& options = {}) {
    auto report = make_report(std::move(fields), options, "test");
    EXPECT_TRUE(report) << report.error().describe();
    return std::move(*report);
}

Report made_of(std::string text, const IngestOptions& options = {}) {
    InputFields fields;
    fields.key = "k";
    fields.text = std::move(text);
    return made(std::move(fields), options);
}

TEST(MakeReport, NamesTheTextByItsDigest) {
    const Report report = made_of("Two soldiers were killed on Friday.\n");
    EXPECT_EQ(report.text(), "Two soldiers were killed on Friday.\n");
    EXPECT_EQ(report.sha256, sha256_hex(report.text()));
    EXPECT_EQ(report.id, "r-" + report.sha256.substr(0, 16));
    EXPECT_EQ(report.key, "k");
    EXPECT_EQ(report.language, "en");
    EXPECT_THAT(report.notes, IsEmpty());
}

TEST(MakeReport, NormalisesLineEndsAndTheMarkButTrimsNothing) {
    const Report report = made_of("\xEF\xBB\xBF  a\r\n\r\nb\rc\n\r\n");
    EXPECT_EQ(report.text(), "  a\n\nb\nc\n\n");
}

TEST(MakeReport, RepairsUtf8WithANote) {
    const Report report = made_of("a café – “closed” – on the\xE9 corner\xFF");
    EXPECT_EQ(report.text(), "a café – “closed” – on the\xEF\xBF\xBD corner\xEF\xBF\xBD");
    EXPECT_THAT(report.notes, Contains("invalid UTF-8 replaced in 2 places"));
}

TEST(MakeReport, RecognisesOtherEncodings) {
    const Report latin = made_of("The caf\xE9 on the corner was shut on Friday, a \x93witness\x94 said.");
    EXPECT_EQ(latin.text(), "The café on the corner was shut on Friday, a “witness” said.");
    EXPECT_THAT(latin.notes, Contains("converted from windows-1252"));
    const Report cyrillic = made_of(
        "\xC2 \xF0\xE5\xE7\xF3\xEB\xFC\xF2\xE0\xF2\xE5 \xEE\xE1\xF1\xF2\xF0\xE5\xEB\xE0 "
        "\xEF\xEE\xE3\xE8\xE1\xEB\xE8 \xF2\xF0\xEE\xE5 \xF1\xEE\xEB\xE4\xE0\xF2.");
    EXPECT_EQ(cyrillic.text(), "В результате обстрела погибли трое солдат.");
    EXPECT_EQ(cyrillic.language, "ru");
    InputFields declared;
    declared.text = "\x8C\xB4\x94\x9A two";
    declared.charset = "Shift_JIS";
    const Report japanese = made(std::move(declared));
    EXPECT_EQ(japanese.text(), "原爆 two");
}

TEST(Origin, ToldWhereBytesChanged) {
    const std::string bytes = "The caf\xE9 was shut.\r\nNobody was hurt.\r\n";
    const Report report = made_of(bytes);
    ASSERT_EQ(report.text(), "The café was shut.\nNobody was hurt.\n");
    const auto span = [&](std::string_view words) {
        const auto at = static_cast<uint32_t>(report.text().find(words));
        return report.origin.of({at, at + static_cast<uint32_t>(words.size())}).value_or(ByteSpan{});
    };
    for (const char* words : {"The caf", "was shut.", "Nobody", "hurt."}) {
        const ByteSpan found = span(words);
        EXPECT_EQ(bytes.substr(found.begin, found.size()), words);
    }
    EXPECT_TRUE(made_of("Nothing changed.\n").origin.same());
}

TEST(MakeReport, ReadsUtf16) {
    const Report report = made_of(std::string("\xFF\xFEH\0i\0=\xD8\x80\xDE", 10));
    EXPECT_EQ(report.text(), "Hi🚀");
    EXPECT_THAT(report.notes, Contains("converted from UTF-16"));
}

TEST(MakeReport, RefusesWhatIsNoText) {
    InputFields fields;
    fields.text = std::string(
        "\x7F"
        "ELF\0\0",
        6);
    const auto report = make_report(std::move(fields), {}, "a.out");
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, errors::kNotText);
    EXPECT_EQ(report.error().where, "a.out");
}

TEST(MakeReport, RefusesATextOverTheLimit) {
    IngestOptions options;
    options.max_text_bytes = 10;
    InputFields fields;
    fields.text = "eleven byte";
    const auto report = make_report(std::move(fields), options, "long.txt");
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, errors::kTooLarge);
}

TEST(MakeReport, AnEmptyTextIsNotedAndNoError) {
    EXPECT_THAT(made_of(" \n").notes, Contains("the text is empty"));
}

TEST(Published, GivenBeatsOptionBeatsText) {
    IngestOptions options;
    options.published = "2020-01-02";
    const std::string text = "BAGHDAD, Dec. 10, 2023 – Rockets hit a base.";
    InputFields fields;
    fields.text = text;
    fields.published = "2022-03-04T10:00:00Z";
    const Report given = made(std::move(fields), options);
    EXPECT_EQ(given.published, "2022-03-04");
    EXPECT_EQ(given.published_basis, "given");
    EXPECT_EQ(made_of(text, options).published, "2020-01-02");
    const Report read = made_of(text);
    EXPECT_EQ(read.published, "2023-12-10");
    EXPECT_EQ(read.published_basis, "dateline");
}

TEST(Published, ABadDateIsNotedAndLeftOut) {
    for (const char* bad : {"2023-02-30", "10.12.2023", "2023-12-1", "yesterday", "2023-12-101"}) {
        InputFields fields;
        fields.text = "Rockets hit a base.";
        fields.published = bad;
        const Report report = made(std::move(fields));
        EXPECT_EQ(report.published, std::nullopt) << bad;
        EXPECT_EQ(report.published_basis, std::nullopt);
        EXPECT_THAT(report.notes, Contains(HasSubstr(bad)));
    }
}

TEST(IsDate, OnlyRealDays) {
    EXPECT_TRUE(is_date("2024-02-29"));
    EXPECT_FALSE(is_date("2023-02-29"));
    EXPECT_FALSE(is_date("2023-13-01"));
    EXPECT_FALSE(is_date("2023-1-01"));
    EXPECT_FALSE(is_date("2023-12-10 "));
    EXPECT_FALSE(is_date(""));
}

TEST(DateOfHead, Datelines) {
    const auto day = [](const char* text) {
        const auto found = date_of_head(text);
        return found ? found->day + " " + found->basis : std::string("none");
    };
    EXPECT_EQ(day("KABUL, Afghanistan, March 3, 2011 (Example Wire) — A bomb went off."), "2011-03-03 dateline");
    EXPECT_EQ(day("QUITO, 3 Jan 90 (EXAMPLE) -- The police said"), "1990-01-03 dateline");
    EXPECT_EQ(day("Rockets hit a base\n\nERBIL, 1 September 2019 - Rockets hit"), "2019-09-01 dateline");
    EXPECT_EQ(day("Sept. 9, 2021: Two men were shot."), "2021-09-09 dateline");
    EXPECT_EQ(day("Published: Sunday, 10 December 2023 14:05 GMT\nRockets hit"), "2023-12-10 text");
    EXPECT_EQ(day("A headline\n2023-12-10\nText"), "2023-12-10 text");
}

TEST(DateOfHead, LeavesOpenWhatIsInDoubt) {
    for (const char* text : {
             "BAGHDAD, Dec. 10 (Example Wire) - Rockets hit a base.",      // no year
             "The attack of December 10, 2023 - the worst - killed two.",  // a sentence, no dateline
             "On Dec. 10, 2023, rockets hit a base.",                      // no dash
             "10/12/2023\nRockets hit a base.",                            // which is the month?
             "December 35, 2023",                                          // no such day
             "Copyright 2023 Example\nRockets hit a base.",
         }) {
        EXPECT_FALSE(date_of_head(text)) << text;
    }
}

TEST(OutletOfHead, Slugs) {
    EXPECT_EQ(outlet_of_head("Example News/ Two rockets fell"), "Example News");
    EXPECT_EQ(outlet_of_head("BAGHDAD (Examplewire) — Two rockets fell"), "Examplewire");
    EXPECT_EQ(outlet_of_head("KABUL, Afghanistan, Dec. 10 (EX-WIRE) -- Two"), "EX-WIRE");
    EXPECT_EQ(outlet_of_head("A headline\n\nExample Daily/ Two rockets fell"), "Example Daily");
    EXPECT_EQ(outlet_of_head("Two rockets fell (one of them a dud) - police"), std::nullopt);
    EXPECT_EQ(outlet_of_head("Rockets (Grad) fell on the base"), std::nullopt);
    EXPECT_EQ(outlet_of_head("The north/ south road was cut"), std::nullopt);
    EXPECT_EQ(outlet_of_head(""), std::nullopt);
}

TEST(LanguageOf, TellsLanguagesApart) {
    EXPECT_EQ(language_of("Gunmen killed three soldiers near Kunduz."), "en");
    EXPECT_EQ(language_of("Militants of al-Shabaab attacked El Adde, killing de facto district chief Van der Berg"),
              "en");
    EXPECT_EQ(language_of("قتل ثلاثة جنود في هجوم على قاعدة عسكرية"), "ar");
    EXPECT_EQ(language_of("Трое солдат погибли при нападении на базу в пятницу, сообщил представитель армии."), "ru");
    EXPECT_EQ(language_of("Tres soldados murieron en un ataque a la base de la ciudad, según el ministro de defensa."),
              "es");
    EXPECT_EQ(language_of("Drei Soldaten starben bei einem Angriff auf die Basis in der Stadt, und das Ministerium "
                          "hat den Angriff auf die Soldaten mit einer Erklärung verurteilt."),
              "de");
    EXPECT_EQ(
        language_of("Trois soldats ont été tués dans une attaque contre la base, selon le porte-parole de l'armée. "
                    "Les blessés ont été conduits à l'hôpital de la ville."),
        "fr");
    EXPECT_EQ(language_of("三名士兵在袭击军事基地的行动中丧生。"), "zh");
    EXPECT_EQ(language_of("در حمله به پایگاه نظامی سه سرباز کشته شدند و وزارت دفاع این حمله را محکوم کرد."), "fa");
    EXPECT_EQ(
        language_of("THREE SOLDIERS WERE KILLED ON FRIDAY IN AN ATTACK ON THEIR BASE, THE MINISTRY OF DEFENCE SAID"),
        "en");
}

TEST(Language, APagesOwnWordYieldsToItsText) {
    InputFields fields;
    fields.text = "Tres soldados murieron en un ataque a la base de la ciudad, según el ministro de defensa.";
    fields.language = "en";
    fields.language_is_sure = false;
    EXPECT_EQ(made(std::move(fields)).language, "es");
}

TEST(Language, AForeignTextIsNotedAndAGivenLanguageBelieved) {
    EXPECT_THAT(made_of("قتل ثلاثة جنود في هجوم على قاعدة").notes, Contains("not in a supported language: not coded"));
    InputFields fields;
    fields.text = "Gunmen killed three soldiers.";
    fields.language = "en-GB";
    EXPECT_EQ(made(std::move(fields)).language, "en");
    InputFields other;
    other.text = "Gunmen killed three soldiers.";
    other.language = "ar";
    const Report report = made(std::move(other));
    EXPECT_EQ(report.language, "ar");
    EXPECT_THAT(report.notes, Contains("not in a supported language: not coded"));
}

}  // namespace
}  // namespace tallybook
