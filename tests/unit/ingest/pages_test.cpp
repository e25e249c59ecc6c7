// How much of the main text the reader of pages finds, over pages of many layouts (tests/pages). The figures are
// printed, and the goals asserted.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "ingest/html.hpp"
#include "page_kit.hpp"

namespace tallybook {
namespace {

std::map<std::string, int> words_of(std::string_view text) {
    std::map<std::string, int> words;
    std::string word;
    for (const char c : std::string(text) + " ") {
        const bool letter = (c & 0x80) != 0 || std::isalnum(static_cast<unsigned char>(c));
        if (letter) {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!word.empty()) {
            ++words[word];
            word.clear();
        }
    }
    return words;
}

double token_f(std::string_view found, std::string_view wanted) {
    const auto a = words_of(found), b = words_of(wanted);
    double common = 0, in_a = 0, in_b = 0;
    for (const auto& [word, count] : a) {
        in_a += count;
        const auto other = b.find(word);
        if (other != b.end()) common += std::min(count, other->second);
    }
    for (const auto& [word, count] : b) in_b += count;
    return in_a + in_b == 0 ? 0 : 200 * common / (in_a + in_b);
}

InputFields read(const std::string& html) {
    InputFields fields;
    fields.text = html;
    read_html(fields);
    return fields;
}

TEST(Pages, MainTextAndDayOfManyLayouts) {
    const auto pages = pages::all_pages();
    ASSERT_GE(pages.size(), 40U);
    std::map<std::string, std::pair<double, int>> by_layout;
    double sum = 0;
    int days = 0, titles = 0;
    for (const auto& page : pages) {
        const InputFields fields = read(page.html);
        const double f = token_f(fields.text, page.text);
        EXPECT_GE(f, 85) << page.name << "\n" << fields.text;
        sum += f;
        auto& [total, count] = by_layout[page.name.substr(0, page.name.find('/'))];
        total += f;
        ++count;
        days += fields.published == page.day;
        titles += fields.title == page.title;
        if (std::getenv("TALLYBOOK_SHOW_PAGES") != nullptr) {
            std::printf("== %s %.1f %s | %s | %s | %s\n%s\n", page.name.c_str(), f,
                        fields.published.value_or("no day").c_str(), fields.title.value_or("-").c_str(),
                        fields.outlet.value_or("-").c_str(), fields.byline.value_or("-").c_str(),
                        f < 99.5 ? fields.text.c_str() : "");
        }
    }
    for (const auto& [name, total] : by_layout) std::printf("%-12s %.1f\n", name.c_str(), total.first / total.second);
    const auto count = static_cast<double>(pages.size());
    std::printf("%zu pages: token F %.1f, day right %.1f %%, title right %.1f %%\n", pages.size(), sum / count,
                100 * days / count, 100 * titles / count);
    EXPECT_GE(sum / count, 95);
    EXPECT_GE(100 * days / count, 95);
    EXPECT_GE(100 * titles / count, 90);
}

// Every stretch of the text is found, byte by byte, where the map says.
TEST(Pages, TheTextIsFoundInThePage) {
    for (const auto& page : pages::all_pages()) {
        const InputFields fields = read(page.html);
        size_t mapped = 0;
        for (const Origin::Stretch& one : fields.origin.stretches()) {
            ASSERT_LE(one.begin + one.length, fields.text.size()) << page.name;
            ASSERT_EQ(fields.text.substr(one.begin, one.length), page.html.substr(one.origin, one.length)) << page.name;
            mapped += one.length;
        }
        EXPECT_GT(mapped * 10, fields.text.size() * 8) << page.name;
    }
}

}  // namespace
}  // namespace tallybook
