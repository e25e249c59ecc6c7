// The compiled image: answers as the folder does, refuses what is damaged, and finds the names that an obvious search
// over the lines finds.
#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

#include "base/name_key.hpp"
#include "codebook/book.hpp"
#include "codebook/image.hpp"
#include "small_codebook.hpp"

namespace tallybook {
namespace {

const std::filesystem::path kCodebooks = std::filesystem::path(TALLYBOOK_SOURCE_DIR) / "codebooks";

class ShippedCodebook : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto loaded = Codebook::load(kCodebooks);
        ASSERT_TRUE(loaded) << loaded.error().describe();
        book_ = *loaded;
    }
    static std::shared_ptr<const Codebook> book_;
};
std::shared_ptr<const Codebook> ShippedCodebook::book_;

TEST_F(ShippedCodebook, HasNoFaults) {
    for (const auto& f : Codebook::lint(kCodebooks)) EXPECT_FALSE(f.error) << f.where << ": " << f.message;
}

TEST_F(ShippedCodebook, HasTheWorldsStates) {
    size_t states = 0;
    for (char a = 'A'; a <= 'Z'; ++a) {
        for (char b = 'A'; b <= 'Z'; ++b) states += book_->state(std::string{a, b}) != nullptr;
    }
    EXPECT_GE(states, 197u);
    for (const char* country : {"US", "IQ", "UA", "NG", "CO"}) {
        EXPECT_NE(book_->state_actor(country, "troop"), nullptr) << country;
        EXPECT_NE(book_->state_actor(country, "police"), nullptr) << country;
        EXPECT_NE(book_->state_actor(country, "official"), nullptr) << country;
    }
    EXPECT_EQ(book_->state_actor("US", "forces")->id, "us-forces");
    EXPECT_EQ(book_->state_actor("IQ", "security force")->id, "iraqi-security-forces");
    EXPECT_EQ(book_->holder("US", "defense secretary", "2023-12-10")->id, "lloyd-austin");
    EXPECT_EQ(book_->holder("IQ", "prime minister", "2023-12-10")->id, "mohammed-shia-al-sudani");
}

TEST_F(ShippedCodebook, AnImageAnswersAsItsFolder) {
    const SmallCodebook scratch{};
    const auto path = scratch.folder() / "image";
    const auto digest = Codebook::compile(kCodebooks, path);
    ASSERT_TRUE(digest);
    const auto loaded = Codebook::load(path);
    ASSERT_TRUE(loaded) << loaded.error().describe();
    const Codebook& image = **loaded;
    EXPECT_EQ(image.digest(), book_->digest());
    EXPECT_EQ(image.digest(), *digest);
    ASSERT_EQ(image.rules().size(), book_->rules().size());
    ASSERT_EQ(image.frames().size(), book_->frames().size());
    for (size_t i = 0; i < image.rules().size(); ++i) {
        EXPECT_EQ(image.rules()[i].where, book_->rules()[i].where);
        EXPECT_EQ(image.rules()[i].slots.size(), book_->rules()[i].slots.size());
        for (const auto& t : image.rules()[i].triggers) {
            EXPECT_THAT(image.rules_for(image.rules()[i].kind, t), testing::Contains(i));
            EXPECT_TRUE(image.may_trigger(t.substr(t.rfind(' ') + 1)));
        }
    }
    EXPECT_EQ(image.actor("islamic-state")->aliases, book_->actor("islamic-state")->aliases);
}

TEST_F(ShippedCodebook, CompilingTwiceGivesTheSameBytes) {
    const auto sources = read_sources(kCodebooks);
    ASSERT_TRUE(sources);
    EXPECT_EQ(build_image(parse_book(*sources)), build_image(parse_book(*sources)));
}

// Every alias that is written in the files is found whole, and means its actor or one that has the same name.
TEST_F(ShippedCodebook, EveryWrittenNameIsFound) {
    const auto sources = read_sources(kCodebooks);
    ASSERT_TRUE(sources);
    const Book book = parse_book(*sources);
    const auto key = [](std::string_view name) {
        std::string out;
        bool first = true;
        for (const auto& p : name_key::pieces(name)) {
            if (p.part == name_key::Part::Article && !first) continue;
            if (p.folded == "the" && first) continue;
            out += (p.acronym ? p.stripped : p.folded) + " ";
            first = false;
        }
        return out;
    };
    std::map<std::string, std::set<std::string>> obvious;
    for (const auto& e : book.actors) {
        for (const auto& a : e.aliases) obvious[key(a.text)].insert(e.actor.id);
    }
    size_t tried = 0;
    for (const auto& e : book.actors) {
        for (const auto& a : e.aliases) {
            std::vector<std::string_view> words;
            std::string_view rest = a.text;
            if (rest.starts_with("The ")) rest.remove_prefix(4);
            for (const Part& part : split(rest, ' ')) words.push_back(part.text);
            const ActorMatch match = book_->actor_at(words, e.actor.from.empty() ? e.actor.to : e.actor.from);
            ASSERT_NE(match.actor, nullptr) << a.text;
            EXPECT_EQ(match.words, words.size()) << a.text << " → " << match.actor->id;
            EXPECT_TRUE(obvious[key(a.text)].count(match.actor->id)) << a.text << " → " << match.actor->id;
            ++tried;
        }
    }
    EXPECT_GT(tried, 5000u);
}

TEST_F(ShippedCodebook, ADamagedImageIsRefusedOrHarmless) {
    const SmallCodebook small(
        {{"frames/a.txt", "frame x: ASSAULT\n  verb hit: obj=recipient\n"},
         {"actors/a.txt", "armed-group Red Front; aka RF; country NO\nstate Norland; country NO; adj Norse\n"},
         {"weapons.txt", "bomb: bomb\n"}});
    const auto sources = read_sources(small.folder());
    ASSERT_TRUE(sources);
    const std::string good = build_image(parse_book(*sources));
    const auto opens = [](const std::string& bytes) {
        std::vector<uint64_t> aligned(bytes.size() / 8 + 1);
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(aligned.data()));
        CodebookImage image;
        if (!open_image({reinterpret_cast<const char*>(aligned.data()), bytes.size()}, image)) return false;
        for (const char* key : {"red", "red front", "hit", "RF", "norse"}) {
            image.list(image.phrases.find(key));
            image.list(image.rules_by[0].find(key));
        }
        return true;
    };
    ASSERT_TRUE(opens(good));
    for (size_t n = 0; n < good.size(); n += 7) EXPECT_FALSE(opens(good.substr(0, n))) << n;
    std::mt19937 random(20231210);
    for (int i = 0; i < 3000; ++i) {
        std::string bad = good;
        for (int k = 0; k < 3; ++k) bad[random() % bad.size()] = static_cast<char>(random());
        opens(bad);
    }
}

TEST(Image, WhatIsNoImageIsSaidSo) {
    const SmallCodebook files{{"x.bin", "certainly no image"}};
    const auto loaded = Codebook::load(files.folder() / "x.bin");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, "TB3003");
    EXPECT_EQ(Codebook::load(files.folder() / "nowhere").error().code, "TB3001");
}

TEST(FlatMaps, AgreeWithAMapOfTheLibrary) {
    std::mt19937 random(7);
    std::map<std::string, uint32_t> expected;
    for (int i = 0; i < 5000; ++i) {
        std::string key;
        for (size_t n = random() % 9; n > 0; --n) key += static_cast<char>('a' + random() % 4);
        expected[key] = random() % 1000;
    }
    const std::string bytes = FlatMap::build({expected.begin(), expected.end()});
    std::vector<uint64_t> aligned(bytes.size() / 8 + 1);
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(aligned.data()));
    FlatMap map;
    ASSERT_TRUE(map.open({reinterpret_cast<const char*>(aligned.data()), bytes.size()}));
    for (int i = 0; i < 20000; ++i) {
        std::string key;
        for (size_t n = random() % 9; n > 0; --n) key += static_cast<char>('a' + random() % 4);
        const auto it = expected.find(key);
        ASSERT_EQ(map.find(key), it == expected.end() ? FlatMap::kNone : it->second) << key;
    }
}

}  // namespace
}  // namespace tallybook
