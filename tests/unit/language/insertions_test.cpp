#include "language/insertions.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace tallybook {
namespace {

// Words parted by blanks; all hang on the first.
struct Words {
    explicit Words(const std::string& line) {
        std::istringstream in(line);
        for (std::string word; in >> word;) texts.push_back(word);
        for (const std::string& text : texts) {
            Token& token = tokens.emplace_back();
            token.text = text;
            token.head = 0;
        }
    }
    std::vector<std::string> texts;
    std::vector<Token> tokens;
};

std::string without(const std::string& line) {
    const Words words(line);
    std::string out;
    const auto found = find_insertions(words.tokens);
    for (uint32_t i = 0; i < words.tokens.size(); ++i) {
        bool inside = false;
        for (const TokenSpan& s : found) inside |= s.contains(i);
        if (!inside) out += (out.empty() ? "" : " ") + words.texts[i];
    }
    return out;
}

TEST(Insertions, full_names_remarks_and_speakers_are_taken_out) {
    EXPECT_EQ(without("the MLF [ Mountain Liberation Front ] commander fled"), "the MLF commander fled");
    EXPECT_EQ(without("[ Duarte ] the patrol left [ words indistinct ] at dawn"), "the patrol left at dawn");
    EXPECT_EQ(without("they came on 9 [ as heard ] May"), "they came on 9 May");
    EXPECT_EQ(without("hills of the [ passage omitted ] town"), "hills of the town");
}

TEST(Insertions, words_that_the_sentence_needs_stay) {
    EXPECT_EQ(without("in [ the ] port"), "in [ the ] port");
    EXPECT_EQ(without("wants to [ free ] the crew"), "wants to [ free ] the crew");
    EXPECT_EQ(without("the [ rebel ] camp"), "the [ rebel ] camp");
}

TEST(Insertions, broken_brackets_and_whole_sentences_stay) {
    EXPECT_EQ(without("the [ rebels fled"), "the [ rebels fled");
    EXPECT_EQ(without("they ] fled"), "they ] fled");
    EXPECT_EQ(without("they [ fled [ MLF ] early"), "they [ fled early");
    EXPECT_EQ(without("[ end of report ]"), "[ end of report ]");
    EXPECT_EQ(without(""), "");
    EXPECT_EQ(without("fled [ ] early"), "fled [ ] early");
}

TEST(Insertions, hang_on_the_word_before_and_at_the_beginning_on_the_root) {
    Words words("[ Duarte ] rebels of the MLF [ Front ] fled");
    for (uint32_t i = 0; i < words.tokens.size(); ++i) words.tokens[i].head = 10;
    words.tokens[1].head = 1;
    words.tokens[8].head = 8;
    words.tokens[10].entity = "ORG";
    hang_insertions(words.tokens, find_insertions(words.tokens));
    EXPECT_EQ(words.tokens[1].head, 10u);
    EXPECT_EQ(words.tokens[1].dep, "parataxis");
    EXPECT_EQ(words.tokens[8].head, 6u);
    EXPECT_EQ(words.tokens[0].head, 1u);
    EXPECT_EQ(words.tokens[9].head, 8u);
    EXPECT_EQ(words.tokens[9].dep, "punct");
    EXPECT_TRUE(words.tokens[10].entity_begins);
}

}  // namespace
}  // namespace tallybook
