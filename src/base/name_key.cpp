#include "base/name_key.hpp"

#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace tallybook::name_key {
namespace {

// What is left of U+00C0–U+024F and U+1E00–U+1EFF without diacritics, in order, lower case; empty: the letter stays.
constexpr std::string_view kLatin =
    "a,a,a,a,a,a,ae,c,e,e,e,e,i,i,i,i,d,n,o,o,o,o,o,,o,u,u,u,u,y,th,ss,a,a,a,a,a,a,ae,c,e,e,e,e,i,i,i,i,d,n,o,"
    "o,o,o,o,,o,u,u,u,u,y,th,y,a,a,a,a,a,a,c,c,c,c,c,c,c,c,d,d,d,d,e,e,e,e,e,e,e,e,e,e,g,g,g,g,g,g,g,g,h,h,h,"
    "h,i,i,i,i,i,i,i,i,i,i,ij,ij,j,j,k,k,k,l,l,l,l,l,l,,,l,l,n,n,n,n,n,n,n,ng,ng,o,o,o,o,o,o,oe,oe,r,r,r,r,r,"
    "r,s,s,s,s,s,s,s,s,t,t,t,t,t,t,u,u,u,u,u,u,u,u,u,u,u,u,w,w,y,y,y,z,z,z,z,z,z,s,,b,,,,,,,,,d,,,,,a,,,,,,,,,"
    "k,k,,,,,,,o,o,,,,,,,,,,,,,,u,u,,,y,y,,,,,,,,,,,,,,,,dz,dz,dz,lj,lj,lj,nj,nj,nj,a,a,i,i,o,o,u,u,u,u,u,u,u,"
    "u,u,u,,a,a,a,a,,,,,g,g,k,k,o,o,o,o,,,j,dz,dz,dz,g,g,,,n,n,a,a,,,,,a,a,a,a,e,e,e,e,i,i,i,i,o,o,o,o,r,r,r,"
    "r,u,u,u,u,s,s,t,t,,,h,h,,,,,,,a,a,e,e,o,o,o,o,o,o,o,o,y,y,,,,,,,,,,,,,,,,,,,,,,,,,,,,,";
constexpr std::string_view kLatinMore =
    "a,a,b,b,b,b,b,b,c,c,d,d,d,d,d,d,d,d,d,d,e,e,e,e,e,e,e,e,e,e,f,f,g,g,h,h,h,h,h,h,h,h,h,h,i,i,i,i,k,k,k,k,"
    "k,k,l,l,l,l,l,l,l,l,m,m,m,m,m,m,n,n,n,n,n,n,n,n,o,o,o,o,o,o,o,o,p,p,p,p,r,r,r,r,r,r,r,r,s,s,s,s,s,s,s,s,"
    "s,s,t,t,t,t,t,t,t,t,u,u,u,u,u,u,u,u,u,u,v,v,v,v,w,w,w,w,w,w,w,w,w,w,x,x,x,x,y,y,z,z,z,z,z,z,h,t,w,y,,s,,,"
    "ss,,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,e,e,e,e,e,e,e,e,e,e,e,e,e,e,e,e,i,i,i,i,o,o,o,o,o,o,"
    "o,o,o,o,o,o,o,o,o,o,o,o,o,o,o,o,o,o,u,u,u,u,u,u,u,u,u,u,u,u,u,u,y,y,y,y,y,y,y,y,,,,,,,";

// Splits a comma-separated table into views, at compile time.
template <size_t N>
constexpr std::array<std::string_view, N> split_table(std::string_view table) {
    std::array<std::string_view, N> out{};
    size_t begin = 0;
    for (size_t i = 0; i < N; ++i) {
        size_t end = begin;
        while (end < table.size() && table[end] != ',') ++end;
        out[i] = table.substr(begin, end - begin);
        begin = end + 1;
    }
    return out;
}
constexpr auto kLatinLetters = split_table<0x250 - 0xC0>(kLatin);
constexpr auto kLatinMoreLetters = split_table<0x1F00 - 0x1E00>(kLatinMore);

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// Apostrophes and the letters ayn and hamza as transliterations write them.
bool is_apostrophe(char32_t c) {
    return c == U'\'' || c == U'`' || c == 0xB4 || (c >= 0x2B9 && c <= 0x2BF) || c == 0x2C8 || c == 0x2CA ||
           c == 0x2CB || (c >= 0x2018 && c <= 0x201B) || c == 0x2032;
}

bool is_hyphen(char32_t c) {
    return c == U'-' || (c >= 0x2010 && c <= 0x2014) || c == 0x2212;
}

bool is_space(char32_t c) {
    return c == U' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A);
}

// Whether the upper-case form of a Latin letter: in the tables' ranges capitals and small letters alternate or lie in
// blocks, so this asks only for the blocks that names use.
bool is_latin_capital(char32_t c) {
    if (c < 0x80) return c >= U'A' && c <= U'Z';
    if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x1E00 && c <= 0x1EFF)) return c % 2 == 0;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 1;
    return (c >= 0x391 && c <= 0x3AB) || (c >= 0x400 && c <= 0x42F);
}

// British spellings and words that are written in several ways in names of bodies.
constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
    {"defence", "defense"}, {"labour", "labor"},    {"centre", "center"}, {"programme", "program"},
    {"harbour", "harbor"},  {"theatre", "theater"}, {"armour", "armor"},  {"armoured", "armored"},
    {"al-", "al"},          {"saint", "st"},
};

void respell(std::string& word) {
    for (const auto& [from, to] : kSpellings) {
        if (word == from) {
            word = to;
            return;
        }
    }
    for (std::string_view ending : {"isation", "isations", "ised", "ising"}) {
        if (word.size() > ending.size() + 3 && word.ends_with(ending)) {
            word[word.size() - ending.size() + 1] = 'z';
            return;
        }
    }
}

std::string reduce(std::string_view word, bool keep_case) {
    std::string out;
    bool mark_only = true;
    for (size_t at = 0; at < word.size();) {
        const auto [c, length] = utf8::decode(word, at);
        if (length == 0) break;
        at += length;
        if (c < 0x80) {
            const char ch = static_cast<char>(c);
            if (is_upper(ch)) {
                out += keep_case ? ch : static_cast<char>(ch + 32);
            } else if (is_lower(ch) || is_digit(ch)) {
                out += ch;
            } else {
                continue;
            }
            mark_only = false;
        } else if (is_apostrophe(c) || (c >= 0x300 && c <= 0x36F) || (c >= 0x2000 && c <= 0x206F)) {
            continue;
        } else {
            std::string_view plain;
            if (c >= 0xC0 && c < 0x250) plain = kLatinLetters[c - 0xC0];
            if (c >= 0x1E00 && c < 0x1F00) plain = kLatinMoreLetters[c - 0x1E00];
            mark_only = false;
            if (plain.empty()) {
                // Greek and Cyrillic capitals; other scripts have no case.
                const bool capital = (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
                utf8::append(
                    out, capital && !keep_case ? c + 0x20 : (c >= 0x400 && c <= 0x40F && !keep_case ? c + 0x50 : c));
            } else if (keep_case && is_latin_capital(c)) {
                for (char p : plain) out += static_cast<char>(p - 32);
            } else {
                out += plain;
            }
        }
    }
    if (mark_only && word == "&") return "and";
    return mark_only ? std::string() : out;
}

void replace_all(std::string& s, std::string_view from, std::string_view to) {
    for (size_t at = s.find(from); at != std::string::npos; at = s.find(from, at + to.size()))
        s.replace(at, from.size(), to);
}

struct Raw {
    std::string_view text;
    uint32_t unit;
    bool hyphen_after = false;
};

bool is_possessive(std::string_view s) {
    return s == "'s" || s == "\xE2\x80\x99s" || s == "\xE2\x80\x99" || s == "'";
}

// Splits one unit at white space and hyphens, and takes possessives apart.
void split_unit(std::string_view text, uint32_t unit, std::vector<Raw>& out) {
    size_t begin = 0;
    const auto put = [&](size_t end, bool hyphen) {
        std::string_view piece = text.substr(begin, end - begin);
        if (piece.empty()) {
            if (hyphen && !out.empty()) out.back().hyphen_after = true;
            return;
        }
        for (std::string_view mark : {"'s", "\xE2\x80\x99s"}) {
            if (piece.size() > mark.size() && piece.ends_with(mark)) {
                out.push_back({piece.substr(0, piece.size() - mark.size()), unit, false});
                piece = piece.substr(piece.size() - mark.size());
                break;
            }
        }
        out.push_back({piece, unit, hyphen});
    };
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = utf8::decode(text, at);
        if (length == 0) break;
        if (is_hyphen(c) || is_space(c)) {
            put(at, is_hyphen(c));
            begin = at + length;
        }
        at += length;
    }
    put(text.size(), false);
}

// "al-Sudani", "el-Sisi", "ash-Shabaab": the article of Arabic, with its consonant taken over by the next word or not.
bool is_article(const Raw& raw, const std::string& folded, const std::string& stripped, std::string_view next) {
    if (one_of(folded, {"al", "el", "ul"})) return !next.empty() && (stripped.size() < 2 || !is_upper(stripped[1]));
    if (!raw.hyphen_after || next.empty() || is_upper(stripped.back())) return false;
    if (folded.size() < 2 || folded.size() > 3 || !is_vowel(folded[0])) return false;
    if (folded.size() == 3 && !one_of(folded.substr(1), {"sh", "dh", "th"})) return false;
    return next.starts_with(std::string_view(folded).substr(1)) &&
           std::string_view("dnrstz").find(folded[1]) != std::string_view::npos;
}

}  // namespace

std::string fold(std::string_view word) {
    std::string out = reduce(word, false);
    respell(out);
    return out;
}

std::string strip(std::string_view word) {
    return reduce(word, true);
}

std::string sound(std::string_view folded) {
    std::string s(folded);
    for (char& c : s) {
        if (c == 'q') c = 'k';
    }
    if (s.size() <= 3) return s == "ayn" ? "ain" : s;
    for (const auto& [from, to] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"ck", "k"},  {"tch", "ch"}, {"tsch", "ch"}, {"sch", "sh"}, {"dzh", "j"}, {"dj", "j"}, {"dh", "d"},
             {"th", "t"},  {"ph", "f"},   {"oo", "u"},    {"ou", "u"},   {"ee", "i"},  {"ie", "i"}, {"ei", "ai"},
             {"ey", "ai"}, {"ay", "ai"},  {"ae", "ai"},   {"ao", "au"},  {"aw", "au"}, {"yi", "i"}, {"iy", "i"}}) {
        replace_all(s, from, to);
    }
    std::string out;
    for (size_t i = 0; i < s.size(); ++i) {
        char c = s[i];
        if (c == 'y' && i > 0 && (i + 1 == s.size() || !is_vowel(s[i + 1]))) c = 'i';
        if (c == 'e') c = 'i';
        if (c == 'o') c = 'u';
        if (out.empty() || out.back() != c) out += c;
    }
    for (std::string_view ending : {"alah", "ilah", "ulah", "ala", "ula"}) {
        if (out.size() > ending.size() + 1 && out.ends_with(ending)) {
            out.replace(out.size() - ending.size(), ending.size(), "ula");
            break;
        }
    }
    if (out.size() > 3 && out.back() == 'h' && is_vowel(out[out.size() - 2])) out.pop_back();
    if (out.size() > 4 && out.back() == 'i' && out[out.size() - 2] == 'a') out.pop_back();
    replace_all(out, "muhamid", "muhamad");
    for (std::string_view start : {"abdul", "abdil", "abdal"}) {
        if (out.starts_with(start)) out = out.size() == 5 ? "abd" : "abd" + out.substr(start.size());
    }
    return out;
}

std::vector<Piece> pieces(const std::string_view* units, size_t count) {
    std::vector<Raw> raws;
    for (size_t i = 0; i < count; ++i) {
        if (is_possessive(units[i])) {
            raws.push_back({units[i], static_cast<uint32_t>(i), false});
        } else {
            split_unit(units[i], static_cast<uint32_t>(i), raws);
        }
    }
    std::vector<Piece> out;
    out.reserve(raws.size());
    for (size_t i = 0; i < raws.size(); ++i) {
        const Raw& raw = raws[i];
        Piece piece;
        piece.unit = raw.unit;
        if (is_possessive(raw.text)) {
            piece.part = Part::Possessive;
            piece.folded = piece.stripped = "'s";
            out.push_back(std::move(piece));
            continue;
        }
        piece.stripped = strip(raw.text);
        if (piece.stripped.empty()) {
            piece.part = Part::Mark;
            piece.folded = raw.text;
            out.push_back(std::move(piece));
            continue;
        }
        piece.folded = fold(raw.text);
        const std::string next = i + 1 < raws.size() ? fold(raws[i + 1].text) : std::string();
        if (is_article(raw, piece.folded, piece.stripped, next)) {
            piece.part = Part::Article;
            piece.folded = "al";
        }
        const auto first = utf8::decode(piece.stripped, 0).value;
        piece.capital =
            is_latin_capital(first) || (first < 0x80 && is_digit(static_cast<char>(first))) || first >= 0x5D0;
        size_t capitals = 0;
        bool small = false;
        for (char c : piece.stripped) {
            if (is_upper(c)) ++capitals;
            if (is_lower(c) || static_cast<unsigned char>(c) >= 0x80) small = true;
        }
        piece.acronym = !small && (capitals >= 2 || (capitals == 1 && piece.stripped.size() > 1));
        out.push_back(std::move(piece));
    }
    return out;
}

std::vector<Piece> pieces(std::string_view name) {
    return pieces(&name, 1);
}

std::string slug(std::string_view name) {
    std::string out;
    const std::string plain = [&] {
        std::string s;
        for (size_t at = 0; at < name.size();) {
            const auto [c, length] = utf8::decode(name, at);
            if (length == 0) break;
            if (c == U'.') {
            } else if (c < 0x80 && !is_lower(static_cast<char>(c)) && !is_upper(static_cast<char>(c)) &&
                       !is_digit(static_cast<char>(c)) && !is_apostrophe(c)) {
                s += ' ';
            } else {
                s += name.substr(at, length);
            }
            at += length;
        }
        return s;
    }();
    size_t begin = 0;
    while (begin < plain.size()) {
        size_t end = plain.find(' ', begin);
        if (end == std::string::npos) end = plain.size();
        const std::string word = reduce(std::string_view(plain).substr(begin, end - begin), false);
        if (!word.empty()) {
            if (!out.empty()) out += '-';
            out += word;
        }
        begin = end + 1;
    }
    return out;
}

}  // namespace tallybook::name_key
