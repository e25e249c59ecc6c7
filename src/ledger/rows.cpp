#include "ledger/rows.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "base/days.hpp"
#include "base/errors.hpp"

namespace tallybook {

namespace {

std::optional<std::string> some(std::string text) {
    if (text.empty()) return std::nullopt;
    return text;
}

std::optional<std::string> day(std::optional<Day> value) {
    if (!value) return std::nullopt;
    return day_text(*value);
}

// What a byte means to who skips a value: nothing, an opening or closing bracket, a separator, an end of a string, and
// what takes the next byte's meaning away.
enum Mark : unsigned char { kNone, kOpen, kClose, kComma, kQuote, kEscape };
constexpr std::array<Mark, 256> kMarks = [] {
    std::array<Mark, 256> out{};
    out['"'] = kQuote;
    out['\\'] = kEscape;
    out['{'] = out['['] = kOpen;
    out['}'] = out[']'] = kClose;
    out[','] = kComma;
    return out;
}();

// The values of some keys of an object, as they stand in its line; the first where a key comes twice. A line has dozens
// of values and a handful are columns: a tree of it, or only of its time and place, took half the time of keeping it.
class Members {
public:
    Members(std::string_view object, std::initializer_list<std::string_view> keys) : line_(object), keys_(keys) {
        good_ = take('{') && (take('}') || members());
        space();
        good_ = good_ && at_ == line_.size();
    }
    bool good() const { return good_; }

    // As it is written; empty where there is none.
    std::string_view raw(std::string_view key) const {
        for (size_t i = 0; i < count_; ++i)
            if (found_[i].first == key) return found_[i].second;
        return {};
    }
    // Empty where the value is no string.
    std::string text(std::string_view key) const {
        const std::string_view value = raw(key);
        if (value.size() < 2 || value.front() != '"') return {};
        const std::string_view inside = value.substr(1, value.size() - 2);
        const auto plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '\\'; };
        if (std::all_of(inside.begin(), inside.end(), plain)) return std::string(inside);
        const Json parsed = Json::parse(value, nullptr, false);
        return parsed.is_string() ? parsed.get<std::string>() : std::string();
    }

private:
    void space() {
        while (at_ < line_.size() &&
               (line_[at_] == ' ' || line_[at_] == '\t' || line_[at_] == '\r' || line_[at_] == '\n'))
            ++at_;
    }
    bool take(char c) {
        space();
        if (at_ >= line_.size() || line_[at_] != c) return false;
        ++at_;
        return true;
    }
    // Behind a string's closing quotation mark; at its opening one.
    bool skip_string() {
        for (++at_; at_ < line_.size(); at_ += 2) {
            at_ = next(at_, kQuote);
            if (at_ < line_.size() && mark() == kQuote) return ++at_, true;
        }
        return false;
    }
    bool skip_value() {
        int depth = 0;
        do {
            at_ = next(at_, kOpen);
            if (at_ >= line_.size()) return false;
            const Mark found = mark();
            if (found == kQuote) {
                if (!skip_string()) return false;
                continue;
            }
            if (depth == 0 && (found == kComma || line_[at_] == '}')) return true;  // a number or a word stood here
            depth += found == kOpen ? 1 : found == kClose ? -1 : 0;
            if (depth < 0) return false;
            ++at_;
        } while (depth > 0);
        return true;
    }
    // The next byte that is `least` or a later mark.
    size_t next(size_t from, Mark least) const {
        const char* const begin = line_.data();
        const char* const end = begin + line_.size();
        const char* at = begin + from;
        while (at < end && kMarks[static_cast<unsigned char>(*at)] < least) ++at;
        return static_cast<size_t>(at - begin);
    }
    Mark mark() const { return kMarks[static_cast<unsigned char>(line_[at_])]; }
    bool members() {
        do {
            space();
            const size_t key = at_;
            if (at_ >= line_.size() || line_[at_] != '"' || !skip_string()) return false;
            const std::string_view name = line_.substr(key + 1, at_ - key - 2);
            if (!take(':')) return false;
            space();
            const size_t begin = at_;
            if (!skip_value()) return false;
            keep(name, line_.substr(begin, at_ - begin));
        } while (take(','));
        return take('}');
    }
    void keep(std::string_view name, std::string_view value) {
        if (count_ == found_.size() || std::find(keys_.begin(), keys_.end(), name) == keys_.end()) return;
        if (raw(name).empty()) found_[count_++] = {name, value};
    }

    std::string_view line_;
    std::initializer_list<std::string_view> keys_;  // looked at only in the constructor
    size_t at_ = 0, count_ = 0;
    bool good_ = false;
    std::array<std::pair<std::string_view, std::string_view>, 10> found_;
};

}  // namespace

Result<RecordColumns> record_columns_of(std::string_view line) {
    const Members told(line, {"id", "record", "published", "type", "of", "act", "since", "until", "time", "place"});
    RecordColumns out;
    if (told.good()) {
        out.id = told.text("id");
        out.kind = told.text("record");
    }
    if (out.id.empty() || out.kind.empty())
        return Error{errors::kBadRecord,
                     "a record is no JSON object with record and id: " + std::string(line.substr(0, 80)), ""};
    out.published = some(told.text("published"));
    out.type = some(told.text(out.kind == "tally" ? "of" : out.kind == "statement" ? "act" : "type"));
    out.since = day(days_of(told.text("since")).first);
    out.until = day(days_of(told.text("until")).last);
    if (const Members time(told.raw("time"), {"value", "earliest", "latest"}); time.good()) {
        const DayRange days = days_told(time.text("value"), time.text("earliest"), time.text("latest"));
        out.since = day(days.first);
        out.until = day(days.last);
    }
    if (const Members place(told.raw("place"), {"id", "country"}); place.good()) {
        out.place = some(place.text("id"));
        out.country = some(place.text("country"));
    }
    return out;
}

}  // namespace tallybook
