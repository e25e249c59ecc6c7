#include "values/number_atoms.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace tallybook {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
    return is_upper(c) || is_lower(c);
}

// The ASCII mark that a punctuation code point outside ASCII stands for; ' ' for white space, 0 for a letter.
char mark_of(char32_t c) {
    if (c >= 0x2010 && c <= 0x2015) return '-';
    if (c == 0x2212) return '-';
    if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032) return '\'';
    if (c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB) return '"';
    if (c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200A)) return ' ';
    if (c >= 0x2000 && c <= 0x206F) return ';';
    if (c >= 0x20A0 && c <= 0x20CF) return '$';
    if (c == 0xA3 || c == 0xA5 || c == 0xA2) return '$';
    if (c == 0xBC || c == 0xBD || c == 0xBE) return '%';
    if (c < 0xC0 && c >= 0x80) return ';';
    return 0;
}

// Upper-case copy: at least a dozen letters, nearly none of them lower-case.
bool is_upper_copy(std::string_view text) {
    size_t upper = 0, lower = 0;
    for (char c : text) {
        upper += is_upper(c);
        lower += is_lower(c);
    }
    return upper + lower >= 12 && lower * 12 <= upper + lower;
}

}  // namespace

Atoms::Atoms(const Report& report) : lowered_(report.text()) {
    for (char& c : lowered_)
        if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
    atoms_.reserve(report.tokens.size() + report.tokens.size() / 8);
    if (report.sentences.empty()) {
        for (uint32_t t = 0; t < report.tokens.size(); ++t) add_token(report, t, 0, true);
    }
    for (uint32_t s = 0; s < report.sentences.size(); ++s) {
        const Sentence& sentence = report.sentences[s];
        const bool cased = !sentence.recased && !is_upper_copy(report.slice(sentence.span));
        for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) add_token(report, t, s, cased);
    }
    end_.sentence = static_cast<uint32_t>(-1);
    end_.begin = end_.end = static_cast<uint32_t>(lowered_.size());
}

bool Atoms::is_any(uint32_t i, std::initializer_list<std::string_view> words) const {
    const std::string_view text = (*this)[i].text;
    return std::find(words.begin(), words.end(), text) != words.end() && !text.empty();
}

const NumberWord& Atoms::word(uint32_t i) const {
    static const NumberWord kNone;
    const NumberWord* word = (*this)[i].word;
    return word ? *word : kNone;
}

void Atoms::add_token(const Report& report, uint32_t token, uint32_t sentence, bool cased) {
    const ByteSpan span = report.tokens[token].span;
    const std::string_view text = report.text();
    uint32_t at = span.begin;
    while (at < span.end) {
        Atom atom;
        atom.begin = at;
        atom.token = token;
        atom.sentence = sentence;
        atom.cased = cased;
        atom.spaced = atoms_.empty() || atoms_.back().end != at;
        const char c = text[at];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
            ++at;
            continue;
        }
        if (is_digit(c)) {
            at = add_number(text, at, span.end, atom);
        } else if (is_letter(c)) {
            at = add_word(text, at, span.end, atom);
        } else if (static_cast<unsigned char>(c) < 0x80) {
            atom.mark = c == '`' ? '\'' : c;
            ++at;
        } else {
            const auto [value, length] = utf8::decode(text, at);
            const char mark = mark_of(value);
            if (mark == ' ') {
                at += length;
                continue;
            }
            if (mark) {
                atom.mark = mark;
                at += length;
            } else {
                at = add_word(text, at, span.end, atom);
            }
        }
        atom.end = at;
        atom.text = std::string_view(lowered_).substr(atom.begin, atom.end - atom.begin);
        if (atom.kind == Atom::Kind::Word) atom.word = find_number_word(atom.text);
        atoms_.push_back(atom);
    }
}

// A run of digits with its thousands separators and decimals; "1.5", "2,500", "007".
uint32_t Atoms::add_number(std::string_view text, uint32_t at, uint32_t limit, Atom& atom) {
    constexpr int kMaxDigits = 17;
    atom.kind = Atom::Kind::Number;
    const auto digit = [&](uint32_t i) { return i < limit && is_digit(text[i]); };
    int kept = 0;
    const auto take = [&](char c) {
        if (++kept <= kMaxDigits) atom.number = atom.number * 10 + (c - '0');
    };
    while (digit(at)) {
        take(text[at++]);
        if (atom.digits < 255) ++atom.digits;
    }
    while (at < limit && text[at] == ',' && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4) &&
           (atom.grouped || atom.digits <= 3)) {
        for (int k = 1; k <= 3; ++k) take(text[at + k]);
        at += 4;
        atom.grouped = true;
    }
    const bool behind_dot =
        atom.begin > 1 && text[atom.begin - 1] == '.' && is_digit(text[atom.begin - 2]);  // 12.10.2023
    if (at < limit && text[at] == '.' && digit(at + 1) && !behind_dot) {
        uint32_t end = at + 1;
        while (digit(end)) ++end;
        if (!(end < limit && text[end] == '.' && digit(end + 1))) {  // not 10.12.2023
            for (++at; at < end; ++at) {
                if (atom.decimals >= 6) continue;
                take(text[at]);
                ++atom.decimals;
            }
        }
    }
    return at;
}

// Letters; with its dots where it is an abbreviation of single letters ("a.m.", "U.S.", "B.C").
uint32_t Atoms::add_word(std::string_view text, uint32_t at, uint32_t limit, Atom& atom) {
    atom.kind = Atom::Kind::Word;
    atom.capital = is_upper(text[at]);
    const uint32_t begin = at;
    while (at < limit) {
        if (is_letter(text[at])) {
            ++at;
        } else if (static_cast<unsigned char>(text[at]) >= 0x80) {
            const auto [value, length] = utf8::decode(text, at);
            if (mark_of(value)) break;
            at += length;
        } else {
            break;
        }
    }
    if (at == begin + 1) {
        while (at + 1 < limit && text[at] == '.' && is_letter(text[at + 1]) &&
               !(at + 2 < limit && is_letter(text[at + 2])))
            at += 2;
        if (at > begin + 1 && at < limit && text[at] == '.') ++at;
    }
    return at;
}

}  // namespace tallybook
