#include "ledger/rows.hpp"

#include <algorithm>
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

// The values of some keys of an object, as they stand in its line. A line has dozens of values and a handful are
// columns: building a tree of it took most of the time of keeping it.
class Columns {
public:
    explicit Columns(std::string_view line) : line_(line) {
        good_ = take('{') && (take('}') || members());
        space();
        good_ = good_ && at_ == line_.size();
    }
    bool good() const { return good_; }

    // Null where there is none.
    Json value(std::string_view key) const {
        for (const auto& [name, raw] : found_)
            if (name == key) return Json::parse(raw, nullptr, false);
        return nullptr;
    }
    std::string text(std::string_view key) const {
        const Json found = value(key);
        return found.is_string() ? found.get<std::string>() : std::string();
    }

private:
    static bool is_column(std::string_view key) {
        static constexpr std::string_view kKeys[] = {"id",  "record", "published", "type", "of",
                                                     "act", "since",  "until",     "time", "place"};
        return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
    }
    void space() { at_ = std::min(line_.find_first_not_of(" \t\r\n", at_), line_.size()); }
    bool take(char c) {
        space();
        if (at_ >= line_.size() || line_[at_] != c) return false;
        ++at_;
        return true;
    }
    // Behind a string's closing quotation mark; at its opening one.
    bool skip_string() {
        for (++at_; at_ < line_.size(); ++at_) {
            if (line_[at_] == '"') return ++at_, true;
            if (line_[at_] == '\\') ++at_;
        }
        return false;
    }
    bool skip_value() {
        int depth = 0;
        do {
            at_ = line_.find_first_of(depth > 0 ? "\"{}[]" : "\"{}[],", at_);
            if (at_ == std::string_view::npos) return false;
            const char c = line_[at_];
            if (c == '"') {
                if (!skip_string()) return false;
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}')) return true;  // a number or a word stood here
            depth += c == '{' || c == '[' ? 1 : -1;
            if (depth < 0) return false;
            ++at_;
        } while (depth > 0);
        return true;
    }
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
            if (is_column(name)) found_.emplace_back(name, line_.substr(begin, at_ - begin));
        } while (take(','));
        return take('}');
    }

    std::string_view line_;
    size_t at_ = 0;
    bool good_ = false;
    std::vector<std::pair<std::string_view, std::string_view>> found_;
};

}  // namespace

Result<RecordColumns> record_columns_of(std::string_view line) {
    const Columns columns(line);
    RecordColumns out;
    if (columns.good()) {
        out.id = columns.text("id");
        out.kind = columns.text("record");
    }
    if (out.id.empty() || out.kind.empty())
        return Error{errors::kBadRecord,
                     "a record is no JSON object with record and id: " + std::string(line.substr(0, 80)), ""};
    out.published = some(columns.text("published"));
    out.type = some(columns.text(out.kind == "tally" ? "of" : out.kind == "statement" ? "act" : "type"));
    out.since = day(days_of(columns.text("since")).first);
    out.until = day(days_of(columns.text("until")).last);
    if (const Json time = columns.value("time"); time.is_object()) {
        const DayRange days = time_of(time).days;
        out.since = day(days.first);
        out.until = day(days.last);
    }
    if (const Json place = columns.value("place"); place.is_object()) {
        out.place = some(text_of(place, "id"));
        out.country = some(text_of(place, "country"));
    }
    return out;
}

}  // namespace tallybook
