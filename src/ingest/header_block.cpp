#include "ingest/header_block.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "ingest/charset.hpp"
#include "ingest/date_text.hpp"
#include "ingest/html.hpp"
#include "ingest/html_facts.hpp"

namespace tallybook {

namespace {

constexpr size_t kMostLines = 30, kMostKey = 24, kMostLine = 1000;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r";
    while (!text.empty() && kSpace.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
    while (!text.empty() && kSpace.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    return text;
}

void set_once(std::optional<std::string>& value, std::string_view found) {
    if (!value || value->empty()) value = std::string(found);
}

bool read_line(std::string_view line, InputFields& fields) {
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon > kMostKey || line.size() > kMostLine) return false;
    const std::string key = lower(trimmed(line.substr(0, colon)));
    std::string_view value = trimmed(line.substr(colon + 1));
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
    if (one_of(key, {"title", "headline", "subject"})) {
        set_once(fields.title, value);
    } else if (one_of(key, {"date", "published", "publication date", "pubdate", "datetime", "date published",
                            "load-date"})) {
        const auto day = dates::day_of_stamp(value);
        if (!day) return !value.empty() && dates::digit(value.front());
        if (!fields.published || fields.published->empty()) fields.published_basis = "metadata";
        set_once(fields.published, *day);
    } else if (one_of(key, {"source", "outlet", "publisher", "publication", "newspaper", "agency"})) {
        set_once(fields.outlet, value);
    } else if (one_of(key, {"author", "authors", "byline", "by"})) {
        set_once(fields.byline, html::clean_byline(value));
    } else if (one_of(key, {"url", "link", "uri", "canonical"})) {
        set_once(fields.uri, value);
    } else if (one_of(key, {"lang", "language"})) {
        if (value.size() <= 12) set_once(fields.language, value);
    } else {
        return one_of(key, {"section", "page", "length", "dateline", "copyright", "tags", "keywords", "categories",
                            "slug", "id"});
    }
    return true;
}

}  // namespace

size_t read_header_lines(std::string_view lines, InputFields& fields) {
    size_t known = 0;
    for (size_t at = 0; at < lines.size();) {
        const size_t end = std::min(lines.find('\n', at), lines.size());
        known += read_line(lines.substr(at, end - at), fields);
        at = end + 1;
    }
    return known;
}

void read_plain_text(InputFields& fields) {
    DecodedText decoded = decode_text(std::move(fields.text), fields.charset, fields.notes);
    fields.text = std::move(decoded.text);
    fields.origin = std::move(decoded.origin);
    fields.mapped = true;
    const std::string_view text = fields.text;
    InputFields told;
    size_t known = 0, lines = 0, at = 0;
    while (at < text.size() && lines < kMostLines) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trimmed(text.substr(at, end - at));
        if (line.empty()) break;
        ++lines;
        if (!read_line(line, told)) return;
        ++known;
        at = end + 1;
    }
    if (known < 2 || at >= text.size() || lines == kMostLines || !(told.title || told.published || told.outlet)) return;
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    Origin shifted = nowhere();
    shifted.add(0, at, text.size() - at);
    fields.origin = shifted.after(fields.origin);
    fields.text.erase(0, at);
    for (auto field :
         {&InputFields::title, &InputFields::outlet, &InputFields::byline, &InputFields::uri, &InputFields::language}) {
        if (told.*field) set_once(fields.*field, *(told.*field));
    }
    if (told.published && !fields.published) {
        fields.published = told.published;
        fields.published_basis = "metadata";
    }
    put_headline(fields, fields.title.value_or(""));
}

}  // namespace tallybook
