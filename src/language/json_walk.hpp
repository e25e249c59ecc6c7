// Walks over the JSON of an image's sections, which the importer wrote: only what stands there, in order, and no tree
// of it. With a tree, the model's 350 KB of exceptions and lemmas were a tenth of the start.
//
// Contract: calls must follow the text; where they do not, or the text ends, `good` is false from then on, every value
// is empty and no list has more. Borrows the text. Commas are not checked, escapes are left to the library.
#pragma once

#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <system_error>

namespace tallybook {

class JsonWalk {
public:
    explicit JsonWalk(std::string_view text) : text_(text) {}

    bool good() const { return good_; }
    bool at_end() {
        space();
        return good_ && at_ == text_.size();
    }

    void open(char bracket) {
        space();
        take(bracket);
    }
    // Whether one more follows in the list or object that ends with `bracket`; if not, stands behind it.
    bool more(char bracket) {
        space();
        if (at_ < text_.size() && text_[at_] == ',') ++at_;
        space();
        if (good_ && at_ < text_.size() && text_[at_] != bracket) return true;
        take(bracket);
        return false;
    }
    std::string key() {
        std::string out = string();
        space();
        take(':');
        return out;
    }
    std::string string() {
        space();
        const size_t begin = at_;
        take('"');
        bool escaped = false;
        while (good_ && at_ < text_.size() && text_[at_] != '"') {
            escaped |= text_[at_] == '\\';
            at_ += text_[at_] == '\\' ? 2 : 1;
        }
        take('"');
        if (!good_) return {};
        if (!escaped) return std::string(text_.substr(begin + 1, at_ - begin - 2));
        const auto value = nlohmann::json::parse(text_.substr(begin, at_ - begin), nullptr, false);
        good_ = value.is_string();
        return good_ ? value.get<std::string>() : std::string();
    }
    uint64_t number() {
        space();
        uint64_t value = 0;
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        good_ = good_ && error == std::errc();
        if (!good_) return 0;
        at_ = static_cast<size_t>(end - text_.data());
        return value;
    }
    bool boolean() {
        space();
        const bool value = text_.substr(at_).starts_with("true");
        good_ = good_ && (value || text_.substr(at_).starts_with("false"));
        if (good_) at_ += value ? 4 : 5;
        return good_ && value;
    }

private:
    void space() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
            ++at_;
    }
    void take(char c) {
        good_ = good_ && at_ < text_.size() && text_[at_] == c;
        if (good_) ++at_;
    }

    std::string_view text_;
    size_t at_ = 0;
    bool good_ = true;
};

}  // namespace tallybook
