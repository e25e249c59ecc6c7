#include "ingest/text_head.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <vector>

#include "base/utf8.hpp"

namespace tallybook {

namespace {

constexpr size_t kHeadLines = 6, kLineBytes = 160, kDatelineBytes = 100, kSlugBytes = 80;

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool letter(char c) {
    return upper(c) || lower(c) || (c & 0x80) != 0;
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

class Scanner {
public:
    explicit Scanner(std::string_view text, size_t at = 0) : text_(text), at_(at) {}

    size_t at() const { return at_; }
    bool done() const { return at_ >= text_.size(); }
    std::string_view rest() const { return text_.substr(at_); }
    void spaces() {
        while (!done() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }
    bool take(std::string_view word) {  // case ignored, ASCII
        if (text_.size() - at_ < word.size()) return false;
        for (size_t i = 0; i < word.size(); ++i) {
            if ((text_[at_ + i] | 0x20) != (word[i] | 0x20)) return false;
        }
        at_ += word.size();
        return true;
    }
    std::optional<int> number(size_t most, size_t* digits = nullptr) {
        size_t end = at_;
        int value = 0;
        while (end < text_.size() && digit(text_[end]) && end - at_ <= most) value = value * 10 + (text_[end++] - '0');
        if (end == at_ || end - at_ > most) return std::nullopt;
        if (digits != nullptr) *digits = end - at_;
        at_ = end;
        return value;
    }
    std::string_view word() {
        const size_t begin = at_;
        while (!done() && letter(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

private:
    std::string_view text_;
    size_t at_;
};

int month_of(std::string_view word) {
    static constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                                 "may",       "june",     "july",     "august",
                                                                 "september", "october",  "november", "december"};
    std::string low;
    for (const char c : word) low += static_cast<char>(c | 0x20);
    if (low.size() < 3) return 0;
    for (int i = 0; i < 12; ++i) {
        if (low == kMonths[i] || low == kMonths[i].substr(0, 3) || (i == 8 && low == "sept")) return i + 1;
    }
    return 0;
}

std::optional<std::string> day_of(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || year < 1000) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<int> read_year(Scanner& in, bool short_years) {
    size_t digits = 0;
    const auto year = in.number(4, &digits);
    if (!year) return std::nullopt;
    if (digits == 4) return year;
    if (digits == 2 && short_years) return *year < 50 ? 2000 + *year : 1900 + *year;
    return std::nullopt;
}

// A date with its year at the scanner's place: 2023-12-10, Dec. 10, 2023, 10 December 2023. Numbers with slashes are
// not read: which of them is the month differs from country to country.
std::optional<std::string> read_date(Scanner& in, bool short_years) {
    Scanner begin = in;
    size_t digits = 0;
    if (const auto first = in.number(4, &digits)) {
        if (digits == 4) {
            const bool dashed = in.take("-");
            const auto month = dashed ? in.number(2) : std::nullopt;
            const auto day = month && in.take("-") ? in.number(2) : std::nullopt;
            if (day) return day_of(*first, *month, *day);
        } else if (digits <= 2) {
            for (const std::string_view tail : {"st", "nd", "rd", "th"}) {
                if (in.take(tail)) break;
            }
            in.spaces();
            const int month = month_of(in.word());
            in.take(".");
            in.take(",");
            in.spaces();
            const auto year = month > 0 ? read_year(in, short_years) : std::nullopt;
            if (year) return day_of(*year, month, *first);
        }
    } else if (const int month = month_of(in.word())) {
        in.take(".");
        in.spaces();
        const auto day = in.number(2);
        for (const std::string_view tail : {"st", "nd", "rd", "th"}) {
            if (in.take(tail)) break;
        }
        const bool comma = in.take(",");
        in.spaces();
        const auto year = day ? read_year(in, short_years && comma) : std::nullopt;
        if (year) return day_of(*year, month, *day);
    }
    in = begin;
    return std::nullopt;
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
