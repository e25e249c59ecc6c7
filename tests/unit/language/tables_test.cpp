// The small parts: images, word lists, lemma rules, attribute rules, label tables.
#include <gtest/gtest.h>

#include <unistd.h>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include "language/attribute_rules.hpp"
#include "language/image.hpp"
#include "language/lemma.hpp"
#include "language/string_set.hpp"
#include "language/word_memo.hpp"

namespace tallybook {
namespace {

class ImageFile : public testing::Test {
protected:
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("tallybook_image_" + std::to_string(::getpid()) + ".tbm");
    void write(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
    void TearDown() override { std::filesystem::remove(path_); }
};

TEST_F(ImageFile, KeepsSectionsAligned) {
    ImageWriter writer;
    writer.add("text", "abc");
    writer.add_floats("numbers", {1.5F, -2.0F});
    writer.add("empty", "");
    write(writer.finish());
    const auto image = Image::open(path_);
    ASSERT_TRUE(image) << image.error().describe();
    EXPECT_EQ(image->section("text"), "abc");
    EXPECT_TRUE(image->has("empty"));
    EXPECT_FALSE(image->has("other"));
    const auto numbers = image->floats("numbers", 2);
    ASSERT_TRUE(numbers);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(*numbers) % 64, 0U);
    EXPECT_EQ((*numbers)[1], -2.0F);
    EXPECT_EQ(image->floats("numbers", 3).error().code, "TB2021");
    EXPECT_EQ(image->digest().size(), 64U);
}

TEST_F(ImageFile, RefusesDamageAnywhere) {
    ImageWriter writer;
    writer.add("text", "some text");
    const std::string good = writer.finish();
    for (size_t at = 0; at < good.size(); at += 3) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x40);
        write(bad);
        const auto image = Image::open(path_);
        ASSERT_FALSE(image) << "byte " << at;
        EXPECT_TRUE(image.error().code == "TB2020" || image.error().code == "TB2021");
    }
    for (size_t size = 0; size < good.size(); size += 7) {
        write(good.substr(0, size));
        EXPECT_FALSE(Image::open(path_)) << size << " bytes";
    }
    write("not an image at all, but long enough to hold a header of sixty-four bytes");
    EXPECT_EQ(Image::open(path_).error().code, "TB2020");
    std::filesystem::remove(path_);
    EXPECT_EQ(Image::open(path_).error().code, "TB1001");
}

TEST_F(ImageFile, WithoutASumItIsCheckedByItsDigest) {
    ImageWriter writer;
    writer.add("text", "some text");
    std::string bytes = writer.finish();
    write(bytes);
    const auto whole = Image::open(path_);
    ASSERT_TRUE(whole);
    bytes.replace(56, 8, 8, '\0');
    write(bytes);
    const auto older = Image::open(path_);
    ASSERT_TRUE(older) << older.error().describe();
    EXPECT_EQ(older->digest(), whole->digest());
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    write(bytes);
    EXPECT_EQ(Image::open(path_).error().code, "TB2021");
}

// Words at an address that is aligned as in an image.
struct AlignedText {
    explicit AlignedText(const std::string& bytes) : words(bytes.size() / 4 + 1), size(bytes.size()) {
        std::memcpy(words.data(), bytes.data(), bytes.size());
    }
    std::string_view view() const { return {reinterpret_cast<const char*>(words.data()), size}; }
    std::vector<uint32_t> words;
    size_t size;
};

TEST(StringSetTest, KnowsItsStringsAndNoOthers) {
    std::vector<std::string> strings = {"", "a", "blast", "a", "été"};
    for (int i = 0; i < 500; ++i) strings.push_back("word" + std::to_string(i));
    const AlignedText bytes(StringSet::build(strings));
    const auto set = StringSet::open(bytes.view());
    ASSERT_TRUE(set);
    EXPECT_EQ(set->size(), 504U);
    for (const std::string& text : strings) EXPECT_TRUE(set->contains(text)) << text;
    for (const char* text : {"b", "word", "word500", "Blast"}) EXPECT_FALSE(set->contains(text)) << text;
    EXPECT_FALSE(StringSet().contains("a"));
    for (size_t size = 0; size < bytes.size; size += 5) EXPECT_FALSE(StringSet::open(bytes.view().substr(0, size)));
}

Lemmatizer small_lemmatizer(const AlignedText& nouns) {
    std::map<std::string, LemmaTables> tables;
    LemmaTables& noun = tables["noun"];
    noun.rules = {{"s", ""}, {"ies", "y"}, {"men", "man"}};
    noun.exceptions["people"] = {"person"};
    noun.exceptions["data"] = {"data", "datum"};
    noun.index = *StringSet::open(nouns.view());
    return Lemmatizer(std::move(tables));
}

TEST(LemmaTest, FollowsRulesListsAndExceptions) {
    const AlignedText nouns(StringSet::build({"city", "bomb", "citie"}));
    const Lemmatizer lemmas = small_lemmatizer(nouns);
    EXPECT_EQ(lemmas.lemma("Bombs", "NOUN", "Number=Plur"), "bomb");
    EXPECT_EQ(lemmas.lemma("Bombs", "NOUN", "Number=Sing"), "bombs");  // a base form already
    EXPECT_EQ(lemmas.lemma("cities", "NOUN", ""), "city");             // the later rule that finds a word comes first
    EXPECT_EQ(lemmas.lemma("people", "NOUN", ""), "person");
    EXPECT_EQ(lemmas.lemma("data", "NOUN", ""), "datum");
    EXPECT_EQ(lemmas.lemma("drones", "NOUN", ""), "drone");  // unknown to the list
    EXPECT_EQ(lemmas.lemma("AK-47s", "NOUN", ""), "ak-47");  // not of letters: taken as it is
    EXPECT_EQ(lemmas.lemma("Troop", "NOUN", ""), "Troop");   // no rule, no form
    EXPECT_EQ(lemmas.lemma("Beirut", "PROPN", ""), "Beirut");
    EXPECT_EQ(lemmas.lemma("The", "DET", ""), "the");
    EXPECT_EQ(lemmas.lemma("Killing", "VERB", "VerbForm=Inf"), "killing");
    EXPECT_EQ(lemmas.lemma("X", "", ""), "x");
    EXPECT_TRUE(lemmas.knows("bombs"));
    EXPECT_TRUE(lemmas.knows("people"));
    EXPECT_FALSE(lemmas.knows("drone"));
    EXPECT_FALSE(lemmas.knows("bombs", "noun"));
}

class Rules : public testing::Test {
protected:
    AttributeRules compile(const char* json) {
        auto rules = AttributeRules::compile(nlohmann::json::parse(json), labels_);
        EXPECT_TRUE(rules) << rules.error().describe();
        return *std::move(rules);
    }
    RuleToken token(const AttributeRules& rules, const char* text, const char* tag, const char* dep) {
        return {labels_.intern(tag), labels_.intern(dep), rules.word(text, *text == ' ', scratch_)};
    }
    std::string_view name(LabelId id) { return labels_[id]; }

    Labels labels_;
    RegexScratch scratch_;
};

TEST_F(Rules, LaterRulesOverwrite) {
    const AttributeRules rules = compile(R"([
        {"patterns": [[{"TAG": "VBZ"}]], "attrs": {"POS": "VERB", "MORPH": "Tense=Pres"}, "index": 0},
        {"patterns": [[{"TAG": "VBZ", "LOWER": {"IN": ["is", "'s"]}}]], "attrs": {"POS": "AUX", "LEMMA": "be"}, "index": 0},
        {"patterns": [[{"DEP": {"NOT_IN": ["ROOT", ""]}, "TAG": {"IN": ["VBZ", "VBP"]}, "LOWER": "is"}]],
         "attrs": {"MORPH": "_"}, "index": 0},
        {"patterns": [[{"IS_SPACE": true}]], "attrs": {"TAG": "_SP", "DEP": "dep"}, "index": 0}])");
    const RuleOutcome runs = rules.apply_single(token(rules, "runs", "VBZ", "ROOT"));
    EXPECT_EQ(name(runs.pos), "VERB");
    EXPECT_EQ(name(runs.tag), "VBZ");
    EXPECT_EQ(runs.lemma, 0);
    const RuleOutcome is = rules.apply_single(token(rules, "is", "VBZ", "ROOT"));
    EXPECT_EQ(name(is.pos), "AUX");
    EXPECT_EQ(name(is.lemma), "be");
    EXPECT_EQ(name(is.morph), "Tense=Pres");
    EXPECT_EQ(name(rules.apply_single(token(rules, "is", "VBZ", "aux")).morph), "");
    EXPECT_EQ(name(rules.apply_single(token(rules, "is", "NN", "aux")).pos), "");
    const RuleOutcome space = rules.apply_single(token(rules, " ", "NN", "punct"));
    EXPECT_EQ(name(space.tag), "_SP");
    EXPECT_EQ(name(space.dep), "dep");
}

TEST_F(Rules, PairsSetOneOfTheirTokens) {
    const AttributeRules rules = compile(R"([
        {"patterns": [[{"LOWER": {"REGEX": "^n[ou]$"}}, {"LOWER": "way"}], [{"LOWER": "any"}, {"TAG": "NN"}]],
         "attrs": {"LEMMA": "pair"}, "index": 1},
        {"patterns": [[{"LOWER": "way"}]], "attrs": {"POS": "NOUN"}, "index": 0}])");
    const std::vector<RuleToken> tokens = {token(rules, "nu", "XX", ""), token(rules, "way", "JJ", ""),
                                           token(rules, "any", "DT", ""), token(rules, "way", "NN", ""),
                                           token(rules, "any", "DT", "")};
    std::vector<uint8_t> begins;
    for (const RuleToken& t : tokens) begins.push_back(rules.may_begin(t) ? 1 : 0);
    EXPECT_EQ(begins, (std::vector<uint8_t>{1, 0, 1, 0, 1}));
    std::map<size_t, RuleOutcome> changed;
    rules.apply_several(tokens, begins, [&](size_t i, const RuleOutcome& outcome) { changed[i] = outcome; });
    ASSERT_EQ(changed.size(), 2U);
    EXPECT_EQ(name(changed[1].lemma), "pair");
    EXPECT_EQ(name(changed[1].pos), "NOUN");
    EXPECT_EQ(name(changed[1].tag), "JJ");
    EXPECT_EQ(name(changed[3].lemma), "pair");
}

TEST_F(Rules, RefusesWhatTheyCannotDo) {
    for (const char* json : {R"([{"patterns": [[{"SHAPE": "Xx"}]], "attrs": {"POS": "X"}, "index": 0}])",
                             R"([{"patterns": [[{"TAG": {"FUZZY": "x"}}]], "attrs": {"POS": "X"}, "index": 0}])",
                             R"([{"patterns": [[{"LOWER": {"REGEX": "("}}]], "attrs": {"POS": "X"}, "index": 0}])",
                             R"([{"patterns": [[{"TAG": "x"}]], "attrs": {"SENT_START": "1"}, "index": 0}])",
                             R"([{"patterns": [[{"TAG": "x"}]], "attrs": {"POS": "X"}, "index": 1}])", R"(["rule"])"}) {
        const auto rules = AttributeRules::compile(nlohmann::json::parse(json), labels_);
        ASSERT_FALSE(rules) << json;
        EXPECT_EQ(rules.error().code, "TB2015");
        EXPECT_NE(rules.error().message.find("rule 0"), std::string::npos);
    }
}

TEST(WordMemoTest, GivesBackWhatWasPutIn) {
    WordMemo memo;
    EXPECT_EQ(memo.find(0, 0, 0), nullptr);
    for (uint32_t i = 0; i < 10000; ++i) {
        WordOutcome outcome;
        outcome.attributes.pos = static_cast<LabelId>(i % 7);
        memo.add(i / 10, static_cast<LabelId>(i % 10), 3, outcome, "lemma" + std::to_string(i));
    }
    for (uint32_t i = 0; i < 10000; ++i) {
        const WordOutcome* found = memo.find(i / 10, static_cast<LabelId>(i % 10), 3);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->attributes.pos, i % 7);
        EXPECT_EQ(memo.lemma(*found), "lemma" + std::to_string(i));
    }
    EXPECT_EQ(memo.find(10000, 0, 3), nullptr);
    EXPECT_EQ(memo.find(0, 0, 4), nullptr);
    memo.clear();
    EXPECT_EQ(memo.find(0, 0, 3), nullptr);
}

}  // namespace
}  // namespace tallybook
