#include "export/painter.hpp"

#include <algorithm>
#include <vector>

#include "base/utf8.hpp"

namespace tallybook {

namespace {

constexpr std::string_view kCodes[] = {"", "1", "2", "32", "33", "31", "1;4"};

size_t columns_of(char32_t c) {
    const auto in = [c](char32_t first, char32_t last) { return first <= c && c <= last; };
    if (in(0x0300, 0x036F) || in(0x0591, 0x05BD) || in(0x064B, 0x065F) || in(0x200B, 0x200F) || in(0x202A, 0x202E) ||
        in(0x2060, 0x2064) || in(0xFE00, 0xFE0F))
        return 0;
    if (in(0x1100, 0x115F) || in(0x2E80, 0xA4CF) || in(0xAC00, 0xD7A3) || in(0xF900, 0xFAFF) || in(0xFE30, 0xFE6F) ||
        in(0xFF00, 0xFF60) || in(0x1F300, 0x1FAFF) || in(0x20000, 0x3FFFD))
        return 2;
    return 1;
}

// An ink switched on before a line break is taken up again behind the next line's indent.
struct Inks {
    std::string open;

    void follow(std::string_view word) {
        for (size_t at = word.find('\x1b'); at != std::string_view::npos; at = word.find('\x1b', at + 1)) {
            const size_t end = word.find('m', at);
            if (end == std::string_view::npos) return;
            const std::string_view code = word.substr(at, end - at + 1);
            open = code == "\x1b[0m" ? "" : std::string(code);
        }
    }
};

}  // namespace

size_t columns_of(std::string_view text) {
    size_t columns = 0;
    for (size_t at = 0; at < text.size();) {
        if (text[at] == '\x1b') {
            at = std::min(text.find('m', at), text.size() - 1) + 1;
            continue;
        }
        const auto point = utf8::decode(text, at);
        columns += columns_of(point.value);
        at += std::max<size_t>(1, point.length);
    }
    return columns;
}

std::string Painter::ink(Ink ink, std::string_view text) const {
    if (!colour_ || ink == Ink::Plain || text.empty()) return std::string(text);
    return "\x1b[" + std::string(kCodes[static_cast<size_t>(ink)]) + "m" + std::string(text) + "\x1b[0m";
}

void Painter::paragraph(std::string_view first, std::string_view text) {
    const size_t indent = columns_of(first);
    std::string line(first);
    size_t used = indent;
    bool empty = true;
    Inks inks;
    const auto flush = [&] {
        while (!line.empty() && line.back() == ' ') line.pop_back();
        if (!inks.open.empty()) line += "\x1b[0m";
        out_ += line;
        out_ += '\n';
    };
    for (size_t at = 0; at < text.size();) {
        const size_t begin = text.find_first_not_of(" \n", at);
        if (begin == std::string_view::npos) break;
        const size_t end = std::min(text.find_first_of(" \n", begin), text.size());
        const std::string_view word = text.substr(begin, end - begin);
        const size_t columns = columns_of(word);
        if (!empty && used + 1 + columns > width_) {
            flush();
            line = std::string(indent, ' ') + inks.open;
            used = indent;
            empty = true;
        }
        if (!empty) line += ' ';
        used += columns + (empty ? 0 : 1);
        line += word;
        empty = false;
        inks.follow(word);
        at = end;
    }
    flush();
}

void Painter::blank() {
    if (out_.size() >= 2 && out_.ends_with("\n\n")) return;
    if (!out_.empty()) out_ += '\n';
}

void Painter::heading(std::string_view left, std::string_view right) {
    blank();
    const size_t used = columns_of(left) + columns_of(right) + 2;
    const size_t fill = width_ > used ? width_ - used : 1;
    std::string rule;
    for (size_t i = 0; i < fill; ++i) rule += "─";
    out_ +=
        ink(Ink::Bold, left) + " " + ink(Ink::Dim, rule) + (right.empty() ? "─" : " ") + ink(Ink::Dim, right) + "\n";
}

}  // namespace tallybook
