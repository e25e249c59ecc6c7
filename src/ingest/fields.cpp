#include "ingest/fields.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "ingest/charset.hpp"
#include "ingest/html.hpp"
#include "ingest/language_guess.hpp"
#include "ingest/text_head.hpp"

namespace tallybook {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// CR LF and CR become LF; the map into the text before, empty where nothing changed.
Origin normalise_line_ends(std::string& text) {
    Origin origin;
    size_t to = text.find('\r');
    if (to == std::string::npos) return origin;
    origin = nowhere();
    size_t kept = 0;  // from here on the stretch goes unchanged
    for (size_t from = to; from < text.size(); ++from) {
        const bool pair = text[from] == '\r' && from + 1 < text.size() && text[from + 1] == '\n';
        text[to] = text[from] == '\r' ? '\n' : text[from];
        if (pair) {
            origin.add(to - (from - kept), kept, from - kept);
            kept = ++from;
        }
        ++to;
    }
    origin.add(to - (text.size() - kept), kept, text.size() - kept);
    text.resize(to);
    return origin;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) return false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] | 0x20) : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

// Empty strings of an input are unknown values.
void drop_empty(std::optional<std::string>& value) {
    if (value && value->empty()) value.reset();
}

void settle_date(InputFields& fields, const IngestOptions& options, Report& report) {
    drop_empty(fields.published);
    if (fields.published) {
        const std::string_view given = *fields.published;
        const std::string_view day = given.substr(0, 10);
        const bool time_follows = given.size() == 10 || given[10] == 'T' || given[10] == ' ';
        if (is_date(day) && time_follows) {
            report.published = std::string(day);
            report.published_basis = fields.published_basis;
            return;
        }
        report.notes.push_back(fmt::format("publication date \"{}\" is not a date of the form YYYY-MM-DD: left out",
                                           utf8::repair(given.substr(0, 40))));
    }
    if (options.published) {
        report.published = options.published;
        report.published_basis = "given";
    } else if (auto found = date_of_head(report.text())) {
        report.published = std::move(found->day);
        report.published_basis = found->basis;
    }
}

void settle_language(InputFields& fields, Report& report) {
    drop_empty(fields.language);
    if (fields.language) {
        const std::string_view tag = *fields.language;
        const bool english =
            equal_ignoring_case(tag.substr(0, 2), "en") && (tag.size() == 2 || tag[2] == '-' || tag[2] == '_');
        report.language = english ? "en" : std::string(tag);
    }
    if (!fields.language || !fields.language_is_sure) {
        auto found = language_of(report.text());
        if (found || !fields.language) report.language = std::move(found);
    }
    if (report.language != "en") report.notes.push_back("not in a supported language: not coded");
}

}  // namespace

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    int parts[3] = {0, 0, 0};
    for (size_t i = 0, part = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            ++part;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return false;
        parts[part] = parts[part] * 10 + (text[i] - '0');
    }
    return std::chrono::year_month_day(std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
                                       std::chrono::day(static_cast<unsigned>(parts[2])))
        .ok();
}

bool begins_as_html(std::string_view text) {
    if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
    const size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return false;
    text.remove_prefix(begin);
    return equal_ignoring_case(text.substr(0, 14), "<!doctype html") ||
           (equal_ignoring_case(text.substr(0, 5), "<html") && text.size() > 5 &&
            std::string_view("> \t\r\n").find(text[5]) != std::string_view::npos);
}

Result<Report> make_report(InputFields fields, const IngestOptions& options, const std::string& where) {
    const auto too_large = [&](size_t limit) {
        return Error{errors::kTooLarge,
                     fmt::format("this text has {} bytes, more than the limit of {}: split it into its reports",
                                 fields.text.size(), limit),
                     where};
    };
    if (fields.text.size() > options.max_text_bytes) return too_large(options.max_text_bytes);
    const bool html = !fields.mapped && (begins_as_html(fields.text) || fields.media_type == "text/html" ||
                                         fields.media_type == "application/xhtml+xml");
    if (html) {
        if (fields.text.size() > options.max_html_bytes) return too_large(options.max_html_bytes);
        fields.format = "html";
        read_html(fields);
    } else if (!fields.mapped) {
        DecodedText decoded = decode_text(std::move(fields.text), fields.charset, fields.notes);
        fields.text = std::move(decoded.text);
        fields.origin = std::move(decoded.origin);
    }
    if (fields.text.find('\0') != std::string::npos) {
        return Error{errors::kNotText, "this is not text (it holds NUL bytes): give text in one of the known formats",
                     where};
    }
    Report report;
    report.origin = normalise_line_ends(fields.text).after(fields.origin);
    report.format = fields.format;
    report.notes = std::move(fields.notes);
    if (fields.text.find_first_not_of(" \t\n") == std::string::npos) report.notes.push_back("the text is empty");
    report.set_text(std::move(fields.text));
    report.sha256 = sha256_hex(report.text());
    report.id = "r-" + report.sha256.substr(0, 16);
    report.key = std::move(fields.key);
    for (auto* value : {&fields.uri, &fields.outlet, &fields.byline, &fields.title}) drop_empty(*value);
    report.uri = std::move(fields.uri);
    report.outlet = fields.outlet ? std::move(fields.outlet) : outlet_of_head(report.text());
    report.byline = std::move(fields.byline);
    report.title = std::move(fields.title);
    settle_date(fields, options, report);
    settle_language(fields, report);
    return report;
}

}  // namespace tallybook
