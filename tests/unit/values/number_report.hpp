// Reports for the tests of numbers and times: plain text cut into tokens and sentences by a small tokeniser of the
// tests' own, and text with tags ("seven/CD mortar/NN rounds/NNS").
#pragma once

#include <cctype>
#include <string>
#include <string_view>

#include "report/report.hpp"

namespace tallybook::testing {

inline bool is_short_form(std::string_view word) {
    static constexpr std::string_view kForms[] = {"Jan.", "Feb.", "Mar.", "Apr.", "Aug.", "Sept.",
                                                  "Oct.", "Nov.", "Dec.", "No.",  "Lt.",  "Gen."};
    for (std::string_view form : kForms)
        if (word == form) return true;
    return word.size() >= 4 && word[1] == '.' && word.back() == '.';
}

inline void add_token(Report& report, size_t begin, size_t end) {
    Token token;
    token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    token.text = report.slice(token.span);
    if (!report.tokens.empty()) report.tokens.back().space_after = report.tokens.back().span.end < begin;
    report.tokens.push_back(token);
}

// A chunk between white space: marks peeled off both ends, "'s" and inner hyphens cut.
inline void add_chunk(Report& report, size_t begin, size_t end) {
    const std::string_view text = report.text();
    constexpr std::string_view kOpening = "([\"'$", kClosing = ".,;:!?)]\"'%";
    while (begin < end && kOpening.find(text[begin]) != std::string_view::npos) {
        add_token(report, begin, begin + 1);
        ++begin;
    }
    size_t core = end;
    while (core > begin && kClosing.find(text[core - 1]) != std::string_view::npos &&
           !is_short_form(text.substr(begin, core - begin)))
        --core;
    if (core > begin + 2 && text.substr(core - 2, 2) == "'s") core -= 2;
    size_t from = begin;
    for (size_t i = begin + 1; i + 1 < core; ++i) {
        if (text[i] != '-') continue;
        add_token(report, from, i);
        add_token(report, i, i + 1);
        from = i + 1;
    }
    if (core > from) add_token(report, from, core);
    for (size_t i = core; i < end;) {
        const size_t length = text.substr(i, 2) == "'s" ? 2 : 1;
        add_token(report, i, i + length);
        i += length;
    }
}

// One paragraph a line; a sentence ends behind ". ", "! " or "? ".
inline Report report_of(std::string text, const char* published = "2023-12-10") {
    Report report;
    report.set_text(std::move(text));
    if (published) report.published = published;
    const std::string_view all = report.text();
    uint32_t sentence_begin = 0, paragraph = 0;
    const auto end_sentence = [&] {
        const uint32_t end = static_cast<uint32_t>(report.tokens.size());
        if (end == sentence_begin) return;
        Sentence sentence;
        sentence.tokens = {sentence_begin, end};
        sentence.span = {report.tokens[sentence_begin].span.begin, report.tokens[end - 1].span.end};
        sentence.paragraph = paragraph;
        report.sentences.push_back(sentence);
        sentence_begin = end;
    };
    for (size_t i = 0; i < all.size();) {
        if (all[i] == '\n') {
            end_sentence();
            ++paragraph;
        }
        if (std::isspace(static_cast<unsigned char>(all[i]))) {
            ++i;
            continue;
        }
        size_t end = i;
        while (end < all.size() && !std::isspace(static_cast<unsigned char>(all[end]))) ++end;
        add_chunk(report, i, end);
        const std::string_view last = report.tokens.back().text;
        if (last == "." || last == "!" || last == "?") end_sentence();
        i = end;
    }
    end_sentence();
    return report;
}

// Words with their tags: "at/IN least/JJS 15/CD militants/NNS ./.". One sentence, analysed.
inline Report tagged_report_of(std::string_view tagged) {
    std::string text;
    std::vector<std::pair<size_t, std::string>> tags;
    for (size_t i = 0; i < tagged.size();) {
        size_t end = tagged.find(' ', i);
        if (end == std::string_view::npos) end = tagged.size();
        const std::string_view item = tagged.substr(i, end - i);
        const size_t slash = item.rfind('/');
        const std::string_view word = item.substr(0, slash);
        const bool glued = word == "." || word == "," || word == "-" || (!text.empty() && text.back() == '-');
        if (!text.empty() && !glued) text += ' ';
        tags.emplace_back(text.size(), item.substr(slash + 1));
        text += word;
        i = end + 1;
    }
    Report report;
    report.set_text(text);
    for (size_t t = 0; t < tags.size(); ++t) {
        size_t end = t + 1 < tags.size() ? tags[t + 1].first : text.size();
        while (report.text()[end - 1] == ' ') --end;
        add_token(report, tags[t].first, end);
        report.tokens.back().tag = report.keep(tags[t].second);
    }
    Sentence sentence;
    sentence.tokens = {0, static_cast<uint32_t>(report.tokens.size())};
    sentence.span = {0, static_cast<uint32_t>(text.size())};
    sentence.analysed = true;
    report.sentences.push_back(sentence);
    return report;
}

}  // namespace tallybook::testing
