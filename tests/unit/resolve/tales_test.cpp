// Reports without a date: which of them tell one story, and what of it becomes one incident.
#include "resolve/tales.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "resolve/gist.hpp"
#include "resolve/resolve.hpp"
#include "story.hpp"

namespace tallybook::test {
namespace {

Json victim_of(int killed) {
    return Json::array({nobody_knows_who(), victims("workers", "killed", exactly(killed))});
}

// Two shootings of one kind in one town, each told twice, and nobody says when.
struct TwoShootings {
    const Json town = place("geonames:1", "Ostrava", "CZ", "town", 49.83, 18.28);
    Story mill{"a", "", "", "A gunman shot two workers at the Hradec flour mill in Ostrava. He wore a welder's mask."};
    Story miller{"b", "", "",
                 "Workers of the Hradec flour mill were shot at their lunch by a man in a mask. Ostrava mourns."};
    Story tram{"c", "", "", "Shots were fired at the Poruba tram depot in Ostrava. A driver, 61, shot a conductor."};
    Story depot{"d", "", "",
                "The conductor whom a driver shot had worked at the Poruba tram depot since 1998, the mayor said."};

    TwoShootings() {
        for (Story* one : {&mill, &miller, &tram, &depot})
            one->mention("ASSAULT", "shot", one->text, {{"mode", "firearms"}, {"place", town}});
    }
    std::vector<ToldReport> told() const { return {mill.told(), miller.told(), tram.told(), depot.told()}; }
};

Resolution resolved(std::vector<ToldReport> reports) {
    return resolve(std::move(reports));
}

std::string reasons(const Finding& one) {
    return Json::parse(one.line)["why"].dump();
}

TEST(Tales, WordsJoinWhatNoDateJoins) {
    const TwoShootings scene;
    const Resolution found = resolved(scene.told());
    ASSERT_EQ(found.incidents.size(), 2u);
    std::set<std::set<std::string>> groups;
    for (const Finding& one : found.incidents) {
        groups.insert({one.mentions.begin(), one.mentions.end()});
        EXPECT_NE(reasons(one).find("one story by its words: "), std::string::npos);
    }
    EXPECT_TRUE(groups.contains({scene.mill.id + "/m1", scene.miller.id + "/m1"}));
    EXPECT_TRUE(groups.contains({scene.tram.id + "/m1", scene.depot.id + "/m1"}));
}

TEST(Tales, ReportsWithDatesAreNotJoinedByWords) {
    TwoShootings scene;
    for (Story* one : {&scene.mill, &scene.miller, &scene.tram, &scene.depot}) one->published = "2024-03-05";
    for (const Finding& one : resolved(scene.told()).incidents)
        EXPECT_EQ(reasons(one).find("one story"), std::string::npos);
}

TEST(Tales, WhatContradictsIsNotJoinedByWords) {
    const auto two = [](const Json& first, const Json& second) {
        Story a{"a", "", "", "The coast guard caught smugglers on the ferry Aldona off Liepaja."};
        Story b{"b", "", "", "On the ferry Aldona the coast guard of Liepaja seized smugglers, it said."};
        a.mention("COERCE", "caught", a.text, first);
        b.mention("COERCE", "seized", b.text, second);
        return resolved({a.told(), b.told()}).incidents.size();
    };
    const Json port = place("x:0", "Liepaja", "LV", "town", 56.5, 21.0);
    const auto arrested = [&](int n) {
        return Json{{"mode", "arrest"},
                    {"place", port},
                    {"participants", {nobody_knows_who(), victims("smugglers", "arrested", exactly(n))}}};
    };
    EXPECT_EQ(two(arrested(23), arrested(23)), 1u);
    EXPECT_EQ(two(arrested(23), arrested(26)), 2u);
    EXPECT_EQ(two(arrested(23), {{"mode", "arrest"}, {"place", port}}), 1u);
    const auto at = [](const char* id, double lat) {
        return Json{{"mode", "arrest"}, {"place", place(id, id, "LV", "town", lat, 21.0)}};
    };
    EXPECT_EQ(two(at("x:1", 56.5), at("x:1", 56.5)), 1u);
    EXPECT_EQ(two(at("x:1", 56.5), at("x:2", 57.4)), 2u);
    Json far = at("x:3", 61.0), province = at("x:4", 56.5);  // 500 km from the middle of its province
    far["place"]["admin1"] = "Kurland";
    province["place"].update({{"kind", "admin1"}, {"name", "Kurland"}, {"admin1", "Kurland"}});
    EXPECT_EQ(two(far, province), 1u);
    far["place"]["admin1"] = "Livland";
    EXPECT_EQ(two(far, province), 2u);
}

TEST(Tales, ATollThatRoseIsNoOtherEventButSpeaksAgainstIt) {
    TwoShootings scene;
    Story grown{"e", "", "", scene.mill.text + " A third died later."};
    grown.mention("ASSAULT", "shot", grown.text,
                  {{"mode", "firearms"}, {"place", scene.town}, {"participants", victim_of(3)}});
    Story first{"f", "", "", scene.mill.text + " Two died."};
    first.mention("ASSAULT", "shot", first.text,
                  {{"mode", "firearms"}, {"place", scene.town}, {"participants", victim_of(2)}});
    const Resolution found = resolved({grown.told(), first.told()});
    ASSERT_EQ(found.incidents.size(), 1u);
    const std::string why = reasons(found.incidents[0]);
    EXPECT_TRUE(why.find("2 or 3 killed") != std::string::npos || why.find("3 or 2 killed") != std::string::npos)
        << why;
}

TEST(Gist, NamesNumbersAndWhatIsNotSaidEverywhere) {
    EXPECT_EQ(gist_of("Police said a man, 43, was killed near Brno on Monday. Gunmen fled."), "43 Brno fled gunmen");
    EXPECT_EQ(gist_of("DOCKER KILLED IN ODENSE\nThe docker came from Aarhus."), "Aarhus docker odense");
    EXPECT_EQ(gist_of(""), "");
    EXPECT_EQ(stem_of("Quarrels"), stem_of("quarrel"));
}

// ---- order, and the obvious way

constexpr int kWords = 40;

std::vector<ToldReport> random_reports(unsigned seed, int count) {
    std::mt19937 random(seed);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    std::vector<ToldReport> out;
    for (int i = 0; i < count; ++i) {
        const int topic = pick(count / 4 + 1);
        std::string text = "Somebody wrote: shot";
        for (int n = 0; n < 12; ++n) {
            std::string word = pick(3) ? "t" + std::string(1, static_cast<char>('a' + topic)) : "x";
            word += std::string(1, static_cast<char>('a' + pick(kWords / 4))) + "ord";
            if (pick(4) == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
            text += " " + word;
        }
        Story one("k" + std::to_string(i), "", pick(4) ? "" : "2024-03-05", text);
        for (int m = pick(3); m >= 0; --m)
            one.mention("ASSAULT", "shot", text,
                        {{"mode", pick(2) ? Json("firearms") : Json(nullptr)},
                         {"participants", pick(3) ? Json::array() : victim_of(1 + pick(3))}});
        out.push_back(one.told());
    }
    return out;
}

TEST(Tales, AnyOrderOfUndatedReportsGivesTheSame) {
    size_t joined = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::vector<ToldReport> reports = random_reports(seed, 24);
        const auto whole = [](const Resolution& found) {
            std::string out;
            for (const Finding& one : found.incidents) out += one.line + "\n";
            return out;
        };
        const std::string expected = whole(resolve(reports));
        joined += expected.find("one story") != std::string::npos;
        std::mt19937 random(seed);
        for (int i = 0; i < 5; ++i) {
            std::shuffle(reports.begin(), reports.end(), random);
            ASSERT_EQ(whole(resolve(reports)), expected) << "seed " << seed;
        }
    }
    EXPECT_GT(joined, 10u) << "too little was joined, the test says nothing";
}

// All pairs of all groups in each step, nothing looked up.
std::vector<size_t> obvious_stories(const std::vector<const ToldReport*>& reports) {
    std::vector<std::map<std::string, std::string>> words(reports.size());
    std::map<std::string, std::pair<size_t, bool>> held;  // by how many, and whether ever written small
    for (size_t i = 0; i < reports.size(); ++i) {
        std::string word;
        for (const char c : reports[i]->gist + " ") {
            if (c != ' ') {
                word += c;
                continue;
            }
            words[i][stem_of(word)] = word;
            auto& [count, small] = held[stem_of(word)];
            ++count;
            small |= word.front() >= 'a';
            word.clear();
        }
    }
    const auto weight = [&](const std::string& stem) {
        const auto& [count, small] = held.at(stem);
        const auto n = std::lround(64 * std::log((static_cast<double>(reports.size()) + 200) /
                                                 (static_cast<double>(count) + (small ? 0.8 : 0.2))));
        return n * n;
    };
    const auto alike = [&](size_t a, size_t b) {
        int64_t both = 0, in_a = 0, in_b = 0, shared = 0;
        for (const auto& [stem, word] : words[a]) {
            in_a += weight(stem);
            if (words[b].contains(stem)) both += weight(stem), ++shared;
        }
        for (const auto& [stem, word] : words[b]) in_b += weight(stem);
        const auto found = static_cast<int64_t>(1000 * static_cast<double>(both) /
                                                std::sqrt(static_cast<double>(in_a) * static_cast<double>(in_b)));
        const bool short_one = words[a].size() < 5 || words[b].size() < 5;
        return shared < 2 || short_one || found < 60 ? int64_t{0} : found;
    };
    std::vector<std::vector<size_t>> groups;
    for (size_t i = 0; i < reports.size(); ++i) groups.push_back({i});
    while (true) {
        int64_t best = -1;
        size_t best_a = 0, best_b = 0;
        for (size_t a = 0; a < groups.size(); ++a) {
            for (size_t b = a + 1; b < groups.size(); ++b) {
                int64_t sum = 0;
                for (const size_t x : groups[a])
                    for (const size_t y : groups[b]) sum += alike(x, y);
                const auto pairs = static_cast<int64_t>(groups[a].size() * groups[b].size());
                if (pairs > 0 && sum * 1000 / pairs > best) {
                    best = sum * 1000 / pairs;
                    best_a = a;
                    best_b = b;
                }
            }
        }
        if (best < 140'000) break;
        groups[best_a].insert(groups[best_a].end(), groups[best_b].begin(), groups[best_b].end());
        groups[best_b].clear();
    }
    std::vector<size_t> out(reports.size());
    for (size_t group = 0; group < groups.size(); ++group)
        for (const size_t one : groups[group]) out[one] = group;
    return out;
}

TEST(Tales, GroupsAreThoseOfTheObviousWay) {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        const std::vector<ToldReport> reports = random_reports(seed, 20);
        std::vector<const ToldReport*> pointers;
        for (const ToldReport& one : reports) pointers.push_back(&one);
        const auto expected = obvious_stories(pointers);
        const auto found = tales_of(pointers);
        for (size_t i = 0; i < reports.size(); ++i) {
            const bool alone = std::count(expected.begin(), expected.end(), expected[i]) == 1;
            ASSERT_EQ(found[i] == nullptr, alone) << "seed " << seed << ", report " << i;
            if (alone) continue;
            ASSERT_EQ(found[i]->story, expected[i]) << "seed " << seed << ", report " << i;
        }
    }
}

}  // namespace
}  // namespace tallybook::test
