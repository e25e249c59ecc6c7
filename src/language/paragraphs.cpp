#include "language/paragraphs.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/utf8.hpp"
#include "language/sentence_text.hpp"
#include "language/sentence_words.hpp"
#include "language/unicode.hpp"

namespace tallybook {

namespace {

constexpr uint32_t kWidestCopy = 90;   // copy that is wrapped at a fixed width is narrower
constexpr uint32_t kWidestWrap = 160;  // code points; longer lines are whole paragraphs
constexpr uint32_t kParagraphIndent = 3;
constexpr uint32_t kTab = 8;
constexpr uint32_t kShortestHeading = 8;

struct Line {
    ByteSpan span;             // without white space at the ends; empty: a blank line
    uint32_t indent = 0;       // columns before the first character
    uint32_t width = 0;        // columns up to the last character, indent included
    uint32_t first_word = 0;   // code points
    bool bullet = false;       // "•" and its like
    bool weak_bullet = false;  // "-", "1.", "(a)": a bullet only where the line before allows it
    bool ends_sentence = false;
    bool upper_start = false;  // begins with a capital, a digit, a quote
    bool letters = false;
    bool all_upper = false;
    bool starter = false;  // begins with a frequent first word of sentences
};

bool is_separator(std::string_view s) {
    return s.size() >= 3 && s.find_first_not_of("-=*_#~ \t") == s.npos;
}

bool starts_with_any(std::string_view s, std::initializer_list<std::string_view> starts) {
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return s.starts_with(start); });
}

bool numbered(std::string_view s) {
    size_t i = s.starts_with('(') ? 1 : 0;
    const size_t begin = i;
    while (i < s.size() && i - begin < 2 && s[i] >= '0' && s[i] <= '9') ++i;
    if (i == begin && i < s.size() && s[i] >= 'a' && s[i] <= 'z') ++i;
    if (i == begin || i + 1 >= s.size()) return false;
    const bool closed = s[i] == ')' || (begin == 0 && s[i] == '.' && s[0] <= '9');
    return closed && s[i + 1] == ' ';
}

// Columns are code points; only the first kWidestWrap + 1 bytes or so matter, so a long line costs nothing here.
Line describe(std::string_view text, uint32_t begin, uint32_t end) {
    Line line;
    uint32_t at = begin;
    while (at < end) {
        const utf8::CodePoint c = utf8::decode(text, at);
        if (!unicode::is_space(c.value)) break;
        line.indent += c.value == '\t' ? kTab : 1;
        at += c.length;
    }
    while (end > at) {
        uint32_t last = end - 1;
        while (last > at && end - last < 4 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
        if (!unicode::is_space(utf8::decode(text, last).value)) break;
        end = last;
    }
    line.span = {at, end};
    const std::string_view s = text.substr(at, end - at);
    if (s.empty() || is_separator(s)) {
        line.span.end = at;
        return line;
    }
    bool lower = false, in_word = true;
    line.width = line.indent;
    for (size_t i = 0; i < s.size() && line.width <= line.indent + 2 * kWidestWrap;) {
        const utf8::CodePoint c = utf8::decode(s, i);
        if (unicode::is_space(c.value)) in_word = false;
        if (in_word) ++line.first_word;
        if (unicode::is_alpha(c.value)) {
            line.letters = true;
            lower = lower || !unicode::is_upper(c.value);
        }
        ++line.width;
        i += c.length;
    }
    line.all_upper = line.letters && !lower;
    line.bullet = starts_with_any(s, {"• ", "● ", "▪ ", "◦ ", "· ", "‣ ", "■ ", "* ", "•\t", "*\t"});
    line.weak_bullet = starts_with_any(s, {"- ", "– ", "— ", "-\t", "+ "}) || numbered(s);
    size_t last = s.size();
    const auto cut = [&](std::string_view tail) {
        if (!s.substr(0, last).ends_with(tail)) return false;
        last -= tail.size();
        return true;
    };
    while (cut("\"") || cut("'") || cut("”") || cut("’") || cut(")") || cut("]") || cut("»")) {
    }
    line.ends_sentence = cut(".") || cut("!") || cut("?") || cut("…") || cut(":");
    const char32_t first = utf8::decode(s, 0).value;
    line.starter = words::kStarters.contains(bare_word(s.substr(0, 32)));
    line.upper_start = unicode::is_upper(first) || unicode::is_digit(first) ||
                       starts_with_any(s, {"\"", "“", "‘", "'", "(", "[", "«", "`"});
    return line;
}

// Whether the break between two non-blank lines of a block ends a paragraph. `heading_so_far`: line a is the first of
// its paragraph.
bool hard_break(const Line& a, const Line& b, uint32_t wrap, uint32_t base_indent, bool heading_so_far) {
    if (b.bullet) return true;
    const bool room = a.width + 1 + b.first_word <= wrap;
    const bool short_line = a.width * 10 < wrap * 7;
    if (b.weak_bullet && (a.ends_sentence || a.bullet || a.weak_bullet || short_line)) return true;
    const bool goes_on = !b.upper_start && b.letters;  // with a lower-case word
    if (a.width > kWidestWrap || b.width > kWidestWrap) return a.ends_sentence || !goes_on;
    if (b.indent >= base_indent + kParagraphIndent && !a.bullet && !a.weak_bullet &&
        (b.indent > a.indent || a.ends_sentence || room)) {
        return true;
    }
    if (goes_on) return false;
    if (heading_so_far && a.all_upper && !b.all_upper && a.width >= kShortestHeading) return true;
    if (!room) return false;
    if (a.ends_sentence) return a.width + b.first_word + 8 <= wrap;
    // Without a full stop: a heading over its text, or a list or table of short lines. A first line may also be short
    // because something was taken out of it (its dateline); then the next goes on with any word.
    if (wrap >= kWidestCopy) return true;  // lines of their own length: headlines and paragraphs, none wrapped
    const bool list = b.width * 10 < wrap * 7;
    return short_line && (a.all_upper || list || b.starter);
}

// The width at which the text is wrapped: the widest that several lines come close to; the widest line of all where
// none is repeated.
uint32_t wrap_width(std::string_view text) {
    std::array<uint32_t, kWidestWrap + 1> lines{};
    uint32_t total = 0, widest = 0;
    for (size_t begin = 0; begin < text.size();) {
        size_t end = text.find('\n', begin);
        if (end == text.npos) end = text.size();
        while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\r')) --end;
        const size_t width = end - begin;
        if (width > 0 && width <= kWidestWrap) {
            ++lines[width];
            ++total;
            widest = std::max(widest, static_cast<uint32_t>(width));
        }
        begin = std::max(text.find('\n', end), end);
        if (begin == text.npos) break;
        ++begin;
    }
    for (uint32_t width = widest; width >= 30; --width) {
        uint32_t close = 0;
        for (uint32_t w = width - 10; w <= width; ++w) close += lines[w];
        if (lines[width] > 0 && close >= std::max<uint32_t>(3, total / 20)) return width;
    }
    return widest;
}

class ParagraphSplitter {
public:
    explicit ParagraphSplitter(std::string_view text) : text_(text), text_wrap_(wrap_width(text)) {}

    std::vector<ByteSpan> run() {
        for (size_t begin = 0; begin < text_.size();) {
            size_t end = text_.find('\n', begin);
            if (end == text_.npos) end = text_.size();
            const Line line = describe(text_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
            if (!line.span.empty()) block_.push_back(line);
            if (line.span.empty() || block_.size() >= kLongestBlock) flush();
            begin = end + 1;
        }
        flush();
        return std::move(out_);
    }

private:
    void flush() {
        if (block_.empty()) return;
        uint32_t widest = 0, base_indent = block_.front().indent;
        for (const Line& line : block_) {
            if (line.width <= kWidestWrap) widest = std::max(widest, line.width);
            base_indent = std::min(base_indent, line.indent);
        }
        const uint32_t wrap = block_.size() >= kTellingBlock ? widest : std::max(widest, text_wrap_);
        out_.push_back(block_.front().span);
        bool first = true;
        for (size_t i = 1; i < block_.size(); ++i) {
            first = hard_break(block_[i - 1], block_[i], wrap, base_indent, first);
            if (first) {
                out_.push_back(block_[i].span);
            } else {
                out_.back().end = block_[i].span.end;
            }
        }
        block_.clear();
    }

    static constexpr size_t kLongestBlock = 10'000;  // lines without a blank one between; bounds the memory
    static constexpr size_t kTellingBlock = 5;       // so many lines show their own width

    std::string_view text_;
    uint32_t text_wrap_;
    std::vector<Line> block_;
    std::vector<ByteSpan> out_;
};

}  // namespace

std::vector<ByteSpan> split_paragraphs(std::string_view text) {
    return ParagraphSplitter(text).run();
}

}  // namespace tallybook
