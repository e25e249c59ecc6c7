#include "ledger/evidence_check.hpp"

#include <fmt/format.h>

namespace tallybook {

namespace {

constexpr int kMostDepth = 64;  // a record is six deep; more is damage

bool between_characters(std::string_view text, size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

void EvidenceCheck::check(const Json& value, std::string_view text) {
    walk(value, text, 0);
}

void EvidenceCheck::walk(const Json& value, std::string_view text, int depth) {
    if (depth > kMostDepth) return tell_("it is nested deeper than any record");
    if (value.is_object()) return object(value, text, depth);
    if (!value.is_array()) return;
    for (const Json& one : value) walk(one, text, depth + 1);
}

bool EvidenceCheck::span(const Json& value, std::string_view text, const std::string& name) {
    ++spans;
    const bool pair =
        value.is_array() && value.size() == 2 && value[0].is_number_unsigned() && value[1].is_number_unsigned();
    if (!pair) {
        tell_(fmt::format("\"{}\" is no pair of numbers", name));
        return false;
    }
    const auto begin = value[0].get<uint64_t>(), end = value[1].get<uint64_t>();
    if (begin > end || end > text.size()) {
        tell_(
            fmt::format("\"{}\" [{},{}] lies outside of the text, which has {} bytes", name, begin, end, text.size()));
        return false;
    }
    if (between_characters(text, begin) && between_characters(text, end)) return true;
    tell_(fmt::format("\"{}\" [{},{}] cuts a character of the text", name, begin, end));
    return false;
}

void EvidenceCheck::object(const Json& value, std::string_view text, int depth) {
    for (const auto& [key, one] : value.items()) {
        if (one.is_null()) continue;
        if (key == "span" || key == "named_at") {
            const bool good = span(one, text, key);
            const auto words = key == "span" ? value.find("text") : value.end();
            if (!good || words == value.end() || !words->is_string()) continue;
            ++quotes;
            const auto begin = one[0].get<size_t>(), end = one[1].get<size_t>();
            if (words->get_ref<const std::string&>() != text.substr(begin, end - begin))
                tell_(fmt::format("the quote \"{}\" is not what stands at [{},{}]: \"{}\"", words->get<std::string>(),
                                  begin, end, text.substr(begin, end - begin)));
        } else if (key == "parts" && one.is_array()) {
            for (const Json& part : one) span(part, text, key);
        } else {
            walk(one, text, depth + 1);
        }
    }
}

}  // namespace tallybook
