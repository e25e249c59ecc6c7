#include "export/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "export/json_read.hpp"
#include "report/origin.hpp"

namespace tallybook {

namespace {

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The nearest blank at or before `at`, not before `floor`; so that words stay whole.
size_t blank_before(std::string_view text, size_t at, size_t floor) {
    while (at > floor && text[at - 1] != ' ') --at;
    return at;
}

size_t blank_after(std::string_view text, size_t at, size_t ceiling) {
    while (at < ceiling && text[at] != ' ') ++at;
    return at;
}

std::optional<page::Extent> telling_sentence(const PageJson& record) {
    std::vector<page::Extent> read;
    const auto note = [&](const PageJson& value) {
        if (const auto span = page::extent(page::at(value, "span"))) read.push_back(*span);
    };
    note(page::at(record, "time"));
    note(page::at(record, "place"));
    for (const PageJson& one : page::at(record, "participants")) note(one);
    std::optional<page::Extent> best;
    size_t most = 0;
    for (const PageJson& one : page::at(record, "evidence")) {
        const auto span = page::extent(page::at(one, "span"));
        if (!span) continue;
        const auto held = static_cast<size_t>(std::count_if(read.begin(), read.end(), [&](const page::Extent& inner) {
            return inner.begin >= span->begin && inner.end <= span->end;
        }));
        if (best && held <= most) continue;
        best = span;
        most = held;
    }
    return best;
}

// The first byte of the span in what the text was taken out of; nothing where it is the text itself.
std::optional<size_t> origin_of(const PageReport& report, ByteSpan span) {
    const PageJson& map = page::at(report.line, "origin");
    if (!map.is_array()) return std::nullopt;
    Origin origin;
    origin.add(0, 0, 0);
    for (const PageJson& one : map) {
        if (!one.is_array() || one.size() != 3 || !one[0].is_number() || !one[1].is_number() || !one[2].is_number())
            return std::nullopt;
        origin.add(one[0].get<size_t>(), one[1].get<size_t>(), one[2].get<size_t>());
    }
    const auto found = origin.of(span);
    return found ? std::optional<size_t>(found->begin) : std::nullopt;
}

}  // namespace

std::optional<SentenceSpan> sentence_of(const PageReport& report, const PageJson& record) {
    const auto span = telling_sentence(record);
    if (!span || span->end > report.text.size() || span->begin >= span->end) return std::nullopt;
    return SentenceSpan{span->begin, span->end};
}

size_t paragraph_of(std::string_view text, size_t at) {
    const bool blocks = text.find("\n\n") != std::string_view::npos;
    size_t number = 1;
    bool between = true;
    for (size_t i = 0; i < std::min(at, text.size()); ++i) {
        if (text[i] != '\n') {
            between = false;
            continue;
        }
        const bool ends = !blocks || (i + 1 < text.size() && text[i + 1] == '\n');
        if (ends && !between && i < at) {
            ++number;
            between = true;
        }
    }
    return number;
}

std::optional<Quote> quote_of(const PageReport& report, const PageJson& record, const PageJson& mark, size_t columns,
                              const Painter& painter) {
    const auto span = sentence_of(report, record);
    const std::string_view text = report.text;
    if (!span) return std::nullopt;
    const auto marked = page::extent(mark).value_or(page::Extent{span->begin, span->begin});
    const bool inside = marked.begin >= span->begin && marked.end <= span->end && marked.begin < marked.end;

    size_t begin = span->begin, end = span->end;
    if (end - begin > columns) {
        const size_t centre = inside ? (marked.begin + marked.end) / 2 : begin;
        const size_t half = columns / 2;
        const size_t from = centre > begin + half ? centre - half : begin;
        end = std::min(span->end, from + columns);
        begin = from > span->begin && end == span->end ? std::max(span->begin, end - columns) : from;
        if (begin > span->begin) begin = blank_after(text, begin, end);
        if (end < span->end) end = blank_before(text, end, begin);
        while (begin < end && (continues(text[begin]) || text[begin] == ' ')) ++begin;
        while (end > begin && end < span->end && continues(text[end])) --end;
    }
    const size_t m0 = std::clamp(marked.begin, begin, end), m1 = std::clamp(marked.end, begin, end);
    std::string words = one_line(text.substr(begin, m0 - begin));
    if (inside && m0 < m1) words += painter.ink(Ink::Mark, one_line(text.substr(m0, m1 - m0)));
    words += one_line(text.substr(inside && m0 < m1 ? m1 : m0, end - (inside && m0 < m1 ? m1 : m0)));
    Quote out;
    out.words = "“" + std::string(begin > span->begin ? "… " : "") + words + (end < span->end ? " …" : "") + "”";
    out.where = fmt::format("¶{}, byte {}", paragraph_of(text, span->begin), span->begin);
    if (const auto at = origin_of(report, {static_cast<uint32_t>(span->begin), static_cast<uint32_t>(span->end)}))
        out.where += fmt::format(" ({} {})", page::text(report.line, "format"), *at);
    return out;
}

}  // namespace tallybook
