#include "ingest/json_lines.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "base/utf8.hpp"

namespace tallybook {

namespace {

// Keeps the strings of known keys of the outermost object.
class Reader final : public nlohmann::json_sax<nlohmann::json> {
public:
    InputFields fields;
    bool has_text = false;
    std::string problem;

    bool null() override { return scalar("null"); }
    bool boolean(bool) override { return scalar("a truth value"); }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) override { return number(text); }
    bool binary(binary_t&) override { return true; }

    bool string(string_t& value) override {
        if (depth_ == 0) return refuse("this line is not a JSON object");
        if (depth_ != 1) return true;
        if (key_ == "text") {
            fields.text = std::move(value);
            has_text = true;
        } else if (key_ == "id") {
            fields.key = std::move(value);
        } else if (auto* known = optional_field()) {
            *known = std::move(value);
        }
        return true;
    }
    bool start_object(std::size_t) override {
        if (depth_ == 1 && key_ == "text") return refuse("\"text\" is not a string");
        ++depth_;
        return true;
    }
    bool key(string_t& value) override {
        if (depth_ == 1) key_ = value.substr(0, 32);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override {
        if (depth_ == 0) return refuse("this line is not a JSON object");
        return start_object(0);
    }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        return refuse("this line is not JSON: the fault is at its byte " + std::to_string(position));
    }

private:
    bool refuse(std::string why) {
        problem = std::move(why);
        return false;
    }
    bool close() {
        --depth_;
        return true;
    }
    bool scalar(const char* what) {
        if (depth_ == 0) return refuse("this line is not a JSON object");
        if (depth_ == 1 && key_ == "text") return refuse(std::string("\"text\" is ") + what + ", not a string");
        return true;
    }
    bool number(std::string digits) {
        if (depth_ == 1 && key_ == "id") {
            fields.key = std::move(digits);
            return true;
        }
        return scalar("a number");
    }
    std::optional<std::string>* optional_field() {
        if (key_ == "title") return &fields.title;
        if (key_ == "byline") return &fields.byline;
        if (key_ == "published") return &fields.published;
        if (key_ == "outlet") return &fields.outlet;
        if (key_ == "uri") return &fields.uri;
        if (key_ == "language") return &fields.language;
        if (key_ == "media_type") return &fields.media_type;
        return nullptr;
    }

    size_t depth_ = 0;
    std::string key_;
};

}  // namespace

Result<InputFields> read_json_line(std::string_view line, const std::string& where) {
    std::string repaired;
    size_t replaced = 0;
    if (!utf8::valid(line)) {
        repaired = utf8::repair(line, &replaced);
        line = repaired;
    }
    Reader reader;
    try {
        nlohmann::json::sax_parse(line.begin(), line.end(), &reader);
    } catch (const std::exception& problem) {
        reader.problem = problem.what();
    }
    if (reader.problem.empty() && !reader.has_text) reader.problem = "this line has no \"text\"";
    if (!reader.problem.empty()) return Error{errors::kBadJsonLine, reader.problem, where};
    if (replaced > 0) reader.fields.notes.push_back("invalid UTF-8 replaced");
    return std::move(reader.fields);
}

}  // namespace tallybook
