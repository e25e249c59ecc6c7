#include "ingest/http_message.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace tallybook {

namespace {

constexpr size_t kMostFields = 1000;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

}  // namespace

HeaderFields HeaderFields::parse(std::string_view lines) {
    HeaderFields out;
    for (size_t at = 0; at < lines.size() && out.fields_.size() < kMostFields;) {
        const size_t end = std::min(lines.find('\n', at), lines.size());
        const std::string_view line = trimmed(lines.substr(at, end - at));
        if (line.empty()) break;
        const size_t colon = line.find(':');
        if (colon != std::string_view::npos)
            out.fields_.emplace_back(lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
        at = end + 1;
    }
    return out;
}

std::string_view HeaderFields::value(std::string_view lower_name) const {
    for (const auto& [name, value] : fields_) {
        if (name == lower_name) return value;
    }
    return {};
}

MediaType media_type_of(std::string_view content_type) {
    MediaType out;
    out.type = lower(trimmed(content_type.substr(0, content_type.find(';'))));
    const std::string all = lower(content_type);
    if (const size_t at = all.find("charset="); at != std::string::npos) {
        const size_t begin = all.find_first_not_of("\"' ", at + 8);
        const size_t end =
            begin == std::string::npos ? begin : std::min(all.find_first_of("\"'; ,", begin), all.size());
        if (begin != std::string::npos && end - begin < 40) out.charset = all.substr(begin, end - begin);
    }
    return out;
}

std::string unchunked(std::string body) {
    std::string out;
    for (size_t at = 0;;) {
        const size_t end = body.find("\r\n", at);
        size_t size = 0;
        const char* last = body.data() + (end == std::string::npos ? at : end);
        const auto [stop, problem] = std::from_chars(body.data() + at, last, size, 16);
        const bool good = problem == std::errc() && (stop == last || *stop == ';' || *stop == ' ');
        if (!good) return at == 0 ? std::move(body) : std::move(out);  // it was never chunked, or it ends in the middle
        if (size == 0) return out;
        out.append(body, end + 2, size);
        if (size > body.size() - (end + 2)) return out;
        at = end + 2 + size;
        if (body.compare(at, 2, "\r\n") == 0) at += 2;
    }
}

std::optional<size_t> length_of(std::string_view digits) {
    size_t out = 0;
    const auto [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (problem != std::errc() || stop != digits.data() + digits.size() || digits.empty()) return std::nullopt;
    return out;
}

}  // namespace tallybook
