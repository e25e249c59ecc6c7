// Pages made of tests/pages: every layout with every article, both in our own words. A layout is an HTML page with
// {{places}}; {{each}} … {{end}} stands for all paragraphs, {{first2}} … {{end}} for two.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace tallybook::pages {

struct Article {
    std::map<std::string, std::string> values;  // title, outlet, byline, date, slug
    std::vector<std::string> paragraphs;
};

struct MadePage {
    std::string name, html, day, title, text;  // text: what a person would call the main text
};

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

inline std::vector<std::filesystem::path> files_of(const std::string& folder) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(TALLYBOOK_SOURCE_DIR) + "/tests/pages/" + folder))
        found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

inline Article read_article(const std::filesystem::path& path) {
    Article article;
    std::istringstream in(read_file(path));
    for (std::string line; std::getline(in, line) && !line.empty();) {
        const size_t mark = line.find(": ");
        article.values[line.substr(0, mark)] = line.substr(mark + 2);
    }
    for (std::string line; std::getline(in, line);) {
        if (!line.empty()) article.paragraphs.push_back(line);
    }
    const std::string date = article.values["date"];
    static const char* const kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
    const int month = std::stoi(date.substr(5, 2)), day = std::stoi(date.substr(8, 2));
    const std::string year = date.substr(0, 4), name = kMonths[month - 1];
    std::string caps = name, title = article.values["title"];
    for (std::string* text : {&caps, &title}) {
        for (char& c : *text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
    }
    article.values["iso"] = date;
    article.values["long"] = fmt::format("{} {} {}", day, name, year);
    article.values["longcaps"] = fmt::format("{} {}, {}", caps, day, year);
    article.values["compact"] = date.substr(0, 4) + date.substr(5, 2) + date.substr(8, 2);
    article.values["slash"] = fmt::format("{}/{:02}/{:02}", year, month, day);
    article.values["rfc"] = fmt::format("Mon, {:02} {} {} 18:00:00 +0000", day, name.substr(0, 3), year);
    article.values["weekday"] = "Monday";
    article.values["titlecaps"] = title;
    return article;
}

inline std::string wrapped(const std::string& paragraph) {
    std::string out;
    size_t column = 4;
    std::istringstream words(paragraph);
    for (std::string word; words >> word; column += word.size() + 1) {
        if (column + word.size() > 72) {
            out += '\n';
            column = 0;
        } else if (!out.empty()) {
            out += ' ';
        }
        out += word;
    }
    return out;
}

inline std::string filled(std::string layout, const std::map<std::string, std::string>& values) {
    for (size_t at = 0; (at = layout.find("{{", at)) != std::string::npos;) {
        const size_t end = layout.find("}}", at);
        const auto value = values.find(layout.substr(at + 2, end - at - 2));
        if (value == values.end()) {
            at = end;
            continue;
        }
        layout.replace(at, end + 2 - at, value->second);
        at += value->second.size();
    }
    return layout;
}

inline MadePage make_page(const std::filesystem::path& layout_path, const std::filesystem::path& article_path) {
    Article article = read_article(article_path);
    std::string layout = read_file(layout_path);
    MadePage page;
    page.name = layout_path.stem().string() + "/" + article_path.stem().string();
    page.day = article.values["date"];
    page.title = article.values["title"];
    page.text = page.title;
    size_t count = article.paragraphs.size();
    std::string mark = "{{each}}";
    if (layout.find(mark) == std::string::npos) {
        mark = "{{first2}}";
        count = 2;
    }
    const size_t begin = layout.find(mark), end = layout.find("{{end}}", begin);
    const std::string body = layout.substr(begin + mark.size(), end - begin - mark.size());
    std::string all;
    for (size_t i = 0; i < count; ++i) {
        auto values = article.values;
        values["paragraph"] = article.paragraphs[i];
        values["wrapped"] = wrapped(article.paragraphs[i]);
        values["number"] = std::to_string(i + 1);
        values["hour"] = fmt::format("{:02}", 8 + i);
        all += filled(body, values);
        page.text += "\n\n" + article.paragraphs[i];
    }
    layout.replace(begin, end + 7 - begin, all);
    page.html = filled(layout, article.values);
    return page;
}

// Every layout with every article.
inline std::vector<MadePage> all_pages() {
    std::vector<MadePage> out;
    for (const auto& layout : files_of("layouts")) {
        for (const auto& article : files_of("articles")) out.push_back(make_page(layout, article));
    }
    return out;
}

}  // namespace tallybook::pages
