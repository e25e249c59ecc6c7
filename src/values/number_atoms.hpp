// The atoms that numbers and times are written in: words, digit groups, single marks, cut finer than tokens and never
// across one. A tokeniser keeps "1990s", "12:30pm" and "03/04/2021" whole and cuts "mid-October" into three; grammars
// over atoms see the same thing whatever it does. Each word is looked up once, in one table of everything that a
// number or a time can be made of; the grammars ask for classes and compare a few function words by text.
//
// Turned down: one regular expression a pattern over the whole text (HeidelTime's way): a pass of the text for each of
// some hundred patterns, and spans that have to be mapped back to tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace tallybook {

enum class TimeUnit : int8_t {
    None,
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium
};

// What a word can mean; several at once ("second", "march").
struct NumberWord {
    int64_t cardinal = -1;  // one … ninety-nine's parts; -1: none
    int64_t scale = 0;      // hundred, thousand, million, dozen; 0: none
    int ordinal = -1;
    int8_t month = 0;                // 1–12
    int8_t weekday = 0;              // Monday 1 … Sunday 7
    const char* season = nullptr;    // SP SU FA WI
    const char* day_part = nullptr;  // MO AF EV NI DT MI
    TimeUnit unit = TimeUnit::None;
    bool plural = false;  // of unit, weekday, season or part
    bool abbreviated = false;
    bool zone = false;          // GMT, EST …
    bool future = false;        // points to the future: will, shall, plans …
    bool past = false;          // was, were, said, had …
    bool opens_time = false;    // may be the first word of a time, if a word of its core follows
    bool core_of_time = false;  // month, unit, number, "today" …
    bool is_unit() const { return unit != TimeUnit::None; }
};

struct Atom {
    enum class Kind : uint8_t { Word, Number, Mark };

    uint32_t begin = 0, end = 0;  // bytes of the report
    uint32_t token = 0;
    uint32_t sentence = 0;
    Kind kind = Kind::Mark;
    char mark = 0;         // dashes are '-', quotes '\'' and '"', whatever their code point
    bool spaced = false;   // white space before it
    bool capital = false;  // first letter is upper case
    bool cased = true;     // false in upper-case copy: `capital` says nothing
    uint8_t digits = 0;    // of the integer part
    uint8_t decimals = 0;  // "1.5": number 15, decimals 1
    bool grouped = false;  // "2,500"
    int64_t number = 0;
    const NumberWord* word = nullptr;  // null: not in the table
    std::string_view text;             // lower-cased (ASCII)
};

// The atoms of a report, in order. Views point into `lowered`: not copyable, not movable.
class Atoms {
public:
    explicit Atoms(const Report& report);
    Atoms(const Atoms&) = delete;
    Atoms& operator=(const Atoms&) = delete;

    uint32_t size() const { return static_cast<uint32_t>(atoms_.size()); }
    const Atom& operator[](uint32_t i) const { return i < atoms_.size() ? atoms_[i] : end_; }

    // All false beyond the end. A test of a word by its lower-case text.
    bool is(uint32_t i, std::string_view word) const { return (*this)[i].text == word; }
    bool is_mark(uint32_t i, char mark) const { return (*this)[i].mark == mark; }
    bool is_number(uint32_t i) const { return (*this)[i].kind == Atom::Kind::Number; }
    bool is_word(uint32_t i) const { return (*this)[i].kind == Atom::Kind::Word; }
    bool is_any(uint32_t i, std::initializer_list<std::string_view> words) const;
    const NumberWord& word(uint32_t i) const;  // an empty one for what is not in the table
    bool joined(uint32_t i) const { return i < size() && !atoms_[i].spaced; }  // nothing between i-1 and i
    bool same_sentence(uint32_t i, uint32_t j) const { return (*this)[i].sentence == (*this)[j].sentence; }

    // i stands for a hyphen without spaces around it.
    bool hyphen(uint32_t i) const { return is_mark(i, '-') && joined(i) && joined(i + 1); }

    ByteSpan bytes(uint32_t begin, uint32_t end) const { return {(*this)[begin].begin, atoms_[end - 1].end}; }
    TokenSpan tokens(uint32_t begin, uint32_t end) const { return {(*this)[begin].token, atoms_[end - 1].token + 1}; }

private:
    void add_token(const Report& report, uint32_t token, uint32_t sentence, bool cased);
    uint32_t add_number(std::string_view text, uint32_t at, uint32_t limit, Atom& atom);
    uint32_t add_word(std::string_view text, uint32_t at, uint32_t limit, Atom& atom);

    std::string lowered_;
    std::vector<Atom> atoms_;
    Atom end_;
};

// The table's entry for a lower-case word, or null.
const NumberWord* find_number_word(std::string_view lower);

}  // namespace tallybook
