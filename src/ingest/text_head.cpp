#include "ingest/text_head.hpp"

#include <vector>

#include "ingest/date_text.hpp"

namespace tallybook {

namespace {

constexpr size_t kHeadLines = 6, kLineBytes = 160, kDatelineBytes = 100, kSlugBytes = 80;

using dates::digit;
using dates::letter;
using dates::read_date;
using dates::Scanner;

bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool lower(char c) {
    return c >= 'a' && c <= 'z';
}

// The first lines that hold anything, each cut to kLineBytes.
std::vector<std::string_view> head_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    for (size_t at = 0; at < text.size() && lines.size() < kHeadLines && at < 4096;) {
        const size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
        if (!line.empty()) lines.push_back(line.substr(0, kLineBytes));
        at = end + 1;
    }
    return lines;
}

// One of - -- – — at the front; its length, or 0.
size_t dash_length(std::string_view text) {
    if (text.substr(0, 2) == "--") return 2;
    if (text.substr(0, 1) == "-") return 1;
    if (text.substr(0, 3) == "\xE2\x80\x93" || text.substr(0, 3) == "\xE2\x80\x94") return 3;
    return 0;
}

// Nothing but capitalised words, commas and brackets: "KABUL, Afghanistan", "Baghdad (".
bool place_like(std::string_view text) {
    bool at_word = true;
    for (const char c : text) {
        if (letter(c)) {
            if (at_word && lower(c)) return false;
            at_word = false;
        } else if (c == ' ' || c == ',' || c == '(' || c == '/') {
            at_word = true;
        } else if (c != '-' && c != '\'' && c != '.') {
            return false;
        }
    }
    return true;
}

std::optional<std::string> dateline(std::string_view line) {
    for (size_t at = 0; at < std::min(line.size(), kDatelineBytes); ++at) {
        if (at > 0 && (letter(line[at - 1]) || digit(line[at - 1]))) continue;
        if (!digit(line[at]) && !upper(line[at])) continue;
        const std::string_view before = line.substr(0, at);
        if (!place_like(before)) return std::nullopt;
        Scanner in(line, at);
        const auto day = read_date(in, true);
        if (!day) continue;
        in.take(")");
        in.spaces();
        std::string_view rest = in.rest();
        if (!rest.empty() && (rest[0] == '(' || rest[0] == '[')) {  // the agency
            const size_t close = rest.find(rest[0] == '(' ? ')' : ']');
            if (close == std::string_view::npos || close > 60) return std::nullopt;
            rest.remove_prefix(close + 1);
            while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
        }
        if (dash_length(rest) > 0 || rest.substr(0, 1) == ":" || rest.substr(0, 1) == "/") return day;
        return std::nullopt;
    }
    return std::nullopt;
}

// A line that is a date, perhaps with a label before it and a time of day behind it.
std::optional<std::string> date_line(std::string_view line) {
    Scanner in(line);
    for (const std::string_view label : {"published", "posted", "date"}) {
        if (in.take(label)) break;
    }
    if (in.at() > 0) {
        in.spaces();
        in.take("on ");
        in.take(":");
        in.spaces();
    }
    const Scanner before_weekday = in;
    const std::string_view word = in.word();
    if (word.size() >= 6 && word.ends_with("day")) {
        in.take(",");
        in.spaces();
    } else {
        in = before_weekday;
    }
    const auto day = read_date(in, false);
    if (!day) return std::nullopt;
    const std::string_view rest = in.rest();
    if (rest.size() > 24) return std::nullopt;
    for (const char c : rest) {
        if (!digit(c) && std::string_view(" ,.:|+-()TZapmAPMGUTCESD").find(c) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    return day;
}

// One to four capitalised words: "Reuters", "Al Mayadeen", "ACAN-EFE".
bool name_like(std::string_view name) {
    if (name.size() < 2 || name.size() > 40 || !letter(name[0]) || lower(name[0])) return false;
    int words = 1;
    for (size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (c == ' ') {
            if (i + 1 >= name.size() || name[i + 1] == ' ' || lower(name[i + 1])) return false;
            ++words;
        } else if (!letter(c) && !digit(c) && std::string_view("-.&'").find(c) == std::string_view::npos) {
            return false;
        }
    }
    return words <= 4;
}

}  // namespace

std::optional<HeadDate> date_of_head(std::string_view text) {
    for (const std::string_view line : head_lines(text)) {
        if (auto day = dateline(line)) return HeadDate{std::move(*day), "dateline"};
        if (auto day = date_line(line)) return HeadDate{std::move(*day), "text"};
    }
    return std::nullopt;
}

std::optional<std::string> outlet_of_head(std::string_view text) {
    std::vector<std::string_view> lines = head_lines(text);
    if (lines.size() > 3) lines.resize(3);  // a headline and a date may stand before the slug
    for (const std::string_view line : lines) {
        const std::string_view head = line.substr(0, kSlugBytes);
        const size_t slash = head.find('/');
        if (slash != std::string_view::npos && slash + 1 < line.size() && line[slash + 1] == ' ' &&
            name_like(head.substr(0, slash))) {
            return std::string(head.substr(0, slash));
        }
        const size_t open = head.find('(');
        const size_t close = open == std::string_view::npos ? open : line.find(')', open);
        if (close == std::string_view::npos || close > kSlugBytes) continue;
        std::string_view after = line.substr(close + 1);
        while (!after.empty() && after[0] == ' ') after.remove_prefix(1);
        const std::string_view name = line.substr(open + 1, close - open - 1);
        if (dash_length(after) == 0 || !name_like(name)) continue;
        std::string_view place = line.substr(0, open);  // "BAGHDAD, Dec 10 (…": a day may stand behind the place
        while (!place.empty() && !letter(place.back())) place.remove_suffix(1);
        if (place_like(place)) return std::string(name);
    }
    return std::nullopt;
}

}  // namespace tallybook
