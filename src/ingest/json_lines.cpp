#include "ingest/json_lines.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "ingest/date_text.hpp"
#include "ingest/html.hpp"

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
        if (depth_ == 3) return read_inner(value);
        if (depth_ != 1) return true;
        read_ninjs(value);
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
        if (depth_ == 3) inner_key_ = value.substr(0, 32);
        return true;
    }
    bool end_object() override {
        if (depth_ == 3) end_inner();
        return close();
    }

    // Of ninjs, where the object has no "text".
    struct {
        std::string uri, headline, plain, html, version_created, created, outlet, status;
    } ninjs;

    bool is_ninjs() const { return !has_text && (!ninjs.plain.empty() || !ninjs.html.empty()); }
    bool start_array(std::size_t) override {
        if (depth_ == 0) return refuse("this line is not a JSON object");
        return start_object(0);
    }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        return refuse("this line is not JSON: the fault is at its byte " + std::to_string(position));
    }

private:
    void read_ninjs(const std::string& value) {
        const std::string key = lower(key_);
        const auto keep = [&](std::string_view name, std::string& into) {
            if (key == name && into.empty()) into = value;
        };
        keep("uri", ninjs.uri);
        keep("headline", ninjs.headline);
        keep("body_text", ninjs.plain);
        keep("body_xhtml", ninjs.html);
        keep("body_html", ninjs.html);
        keep("versioncreated", ninjs.version_created);
        keep("firstcreated", ninjs.created);
        keep("contentcreated", ninjs.created);
        keep("source", ninjs.outlet);
        keep("copyrightholder", ninjs.outlet);
        keep("pubstatus", ninjs.status);
    }

    // An object of "bodies" or "headlines" (ninjs 2 and 3).
    bool read_inner(const std::string& value) {
        if (lower(inner_key_) == "value") inner_value_ = value;
        if (lower(inner_key_) == "contenttype") inner_type_ = value;
        return true;
    }
    void end_inner() {
        if (key_ == "headlines" && ninjs.headline.empty()) ninjs.headline = inner_value_;
        if (key_ == "bodies") {
            std::string& body = inner_type_.find("html") != std::string::npos ? ninjs.html : ninjs.plain;
            if (body.empty()) body = inner_value_;
        }
        inner_value_.clear();
        inner_type_.clear();
    }

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
    std::string key_, inner_key_, inner_value_, inner_type_;
};

InputFields ninjs_fields(Reader& reader) {
    InputFields fields = std::move(reader.fields);
    auto& item = reader.ninjs;
    fields.format = "ninjs";
    if (fields.key.empty()) fields.key = item.uri;
    if (!fields.outlet) fields.outlet = item.outlet;
    fields.title = item.headline;
    fields.media_type.reset();
    for (const std::string& stamp : {item.version_created, item.created}) {
        if (auto day = dates::day_of_stamp(stamp); day && !fields.published) fields.published = *day;
    }
    if (item.status == "canceled" || item.status == "withheld")
        fields.notes.push_back("withdrawn by its publisher: its status is " + item.status);
    if (!item.plain.empty()) {
        fields.text = std::move(item.plain);
    } else {
        fields.text = std::move(item.html);
        read_html_part(fields);
    }
    fields.mapped = true;
    put_headline(fields, one_line(item.headline));
    return fields;
}

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
    if (reader.problem.empty() && reader.is_ninjs()) return ninjs_fields(reader);
    if (reader.problem.empty() && !reader.has_text) reader.problem = "this line has no \"text\"";
    if (!reader.problem.empty()) return Error{errors::kBadJsonLine, reader.problem, where};
    if (replaced > 0) reader.fields.notes.push_back("invalid UTF-8 replaced");
    return std::move(reader.fields);
}

}  // namespace tallybook
