// Dates as the metadata and the first lines of reports write them. Only forms that leave no doubt are read: numbers
// with slashes ("10/12/2023") only where one of them cannot be a month.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tallybook::dates {

bool digit(char c);
bool letter(char c);  // ASCII, and all beyond

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

// A date with its year at the scanner's place: 2023-12-10, Dec. 10, 2023, 10 December 2023. YYYY-MM-DD.
std::optional<std::string> read_date(Scanner& in, bool short_years);

// The day of a time stamp: ISO 8601 in both forms, RFC 822 ("Sun, 10 Dec 2023 08:00:00 +0300"), ctime, a written date
// with or without a weekday and a time of day. The day is the one that is written, whatever its zone.
std::optional<std::string> day_of_stamp(std::string_view text);

// The first day that an address names: "/2023/12/10/", "/2023/dec/10/", "2023-12-10".
std::optional<std::string> day_of_address(std::string_view uri);

}  // namespace tallybook::dates
