#include "report/json_writer.hpp"

#include <charconv>
#include <cmath>

#include "base/utf8.hpp"

namespace tallybook {

namespace {

constexpr char kHex[] = "0123456789abcdef";

void append_escaped(std::string& out, unsigned char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        default:
            out += "\\u00";
            out += kHex[c >> 4];
            out += kHex[c & 15];
    }
}

}  // namespace

void JsonWriter::begin_object() {
    separate();
    out_ += '{';
    comma_ = false;
}

void JsonWriter::end_object() {
    out_ += '}';
    comma_ = true;
}

void JsonWriter::begin_array() {
    separate();
    out_ += '[';
    comma_ = false;
}

void JsonWriter::end_array() {
    out_ += ']';
    comma_ = true;
}

void JsonWriter::key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_ = false;
}

void JsonWriter::string(std::string_view value) {
    separate();
    out_ += '"';
    size_t done = 0;  // everything before it is written
    for (size_t at = 0; at < value.size();) {
        const auto c = static_cast<unsigned char>(value[at]);
        if (c >= 0x80) {
            const utf8::CodePoint point = utf8::decode(value, at);
            const std::string_view bytes = value.substr(at, point.length);
            if (point.value == 0xFFFD && bytes != "\xEF\xBF\xBD") {
                out_ += value.substr(done, at - done);
                out_ += "\xEF\xBF\xBD";
                done = at + point.length;
            }
            at += point.length;
            continue;
        }
        if (c < 0x20 || c == '"' || c == '\\') {
            out_ += value.substr(done, at - done);
            append_escaped(out_, c);
            done = at + 1;
        }
        ++at;
    }
    out_ += value.substr(done);
    out_ += '"';
}

void JsonWriter::integer(int64_t value) {
    separate();
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
}

void JsonWriter::number(double value) {
    if (!std::isfinite(value)) return null();
    separate();
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
}

void JsonWriter::boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
}

void JsonWriter::null() {
    separate();
    out_ += "null";
}

void JsonWriter::span(ByteSpan value) {
    begin_array();
    integer(value.begin);
    integer(value.end);
    end_array();
}

void JsonWriter::raw(std::string_view value) {
    separate();
    out_ += value;
}

void JsonWriter::text_or_null(std::string_view value) {
    if (value.empty()) return null();
    string(value);
}

void JsonWriter::field(std::string_view name, std::string_view value) {
    key(name);
    text_or_null(value);
}

void JsonWriter::field(std::string_view name, const std::optional<std::string>& value) {
    field(name, value ? std::string_view(*value) : std::string_view());
}

void JsonWriter::field(std::string_view name, const std::optional<int64_t>& value) {
    key(name);
    if (!value) return null();
    integer(*value);
}

void JsonWriter::field(std::string_view name, const std::optional<double>& value) {
    key(name);
    if (!value) return null();
    number(*value);
}

void JsonWriter::field(std::string_view name, const std::optional<ByteSpan>& value) {
    key(name);
    if (!value) return null();
    span(*value);
}

void JsonWriter::field(std::string_view name, ByteSpan value) {
    key(name);
    span(value);
}

void JsonWriter::field(std::string_view name, const std::vector<ByteSpan>& values) {
    key(name);
    begin_array();
    for (const ByteSpan value : values) span(value);
    end_array();
}

void JsonWriter::field(std::string_view name, const std::vector<std::string>& values) {
    key(name);
    begin_array();
    for (const std::string& value : values) string(value);
    end_array();
}

void JsonWriter::flag(std::string_view name, bool value) {
    key(name);
    boolean(value);
}

void JsonWriter::count(std::string_view name, size_t value) {
    key(name);
    integer(static_cast<int64_t>(value));
}

}  // namespace tallybook
