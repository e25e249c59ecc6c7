// Writes JSON by appending to a string: no tree, no allocation beyond the string. A library that builds a tree first
// (nlohmann) was turned down here because writing is on the path of every record; it checks this writer in the tests.
//
// Contract: calls must nest rightly (an object takes key and value by turns); nothing is checked at run time. The
// string given to the constructor is owned by the caller and must outlive the writer. Output is always valid UTF-8:
// bytes that are not (a file's name may hold such) become U+FFFD. Numbers are the shortest text that reads back the
// same, in every locale; a number that JSON cannot write is null.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace tallybook {

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key(std::string_view name);  // must need no escaping

    void string(std::string_view value);
    void integer(int64_t value);
    void number(double value);
    void boolean(bool value);
    void null();
    void span(ByteSpan value);         // [begin, end]
    void raw(std::string_view value);  // `value` is JSON already

    // The record format's own rules: an unknown string (empty) and a missing value are null, a missing list is [].
    void text_or_null(std::string_view value);
    void field(std::string_view name, std::string_view value);
    void field(std::string_view name, const std::string& value) { field(name, std::string_view(value)); }
    void field(std::string_view name, const char* value) { field(name, std::string_view(value)); }
    void field(std::string_view name, const std::optional<std::string>& value);
    void field(std::string_view name, const std::optional<int64_t>& value);
    void field(std::string_view name, const std::optional<double>& value);
    void field(std::string_view name, const std::optional<ByteSpan>& value);
    void field(std::string_view name, ByteSpan value);
    void field(std::string_view name, const std::vector<ByteSpan>& values);
    void field(std::string_view name, const std::vector<std::string>& values);
    void flag(std::string_view name, bool value);
    void count(std::string_view name, size_t value);

private:
    void separate() {
        if (comma_) out_ += ',';
        comma_ = true;
    }

    std::string& out_;
    bool comma_ = false;
};

}  // namespace tallybook
