// Four passes over the words of a sentence: phrases that are names, each word by itself, words by their neighbours
// (titles, particles, months, initials), and the spelling out. Deciding first and writing last keeps every rule a
// question about words and not about letters.
#include "language/recase.hpp"

#include <algorithm>
#include <vector>

#include "base/utf8.hpp"
#include "language/recase_scan.hpp"
#include "language/recase_words.hpp"
#include "language/unicode.hpp"

namespace tallybook {

namespace {

constexpr size_t kLongestPhrase = 6;    // words
constexpr size_t kLongestAcronym = 8;   // letters
constexpr size_t kLongestPiece = 4096;  // bytes read at once for surnames

// Endings that words have and names hardly ever: misspelt and rare words get no capital.
bool word_ending(std::string_view w) {
    if (w.size() < 7 || longer_ending(w, "hammed") || longer_ending(w, "hamed")) return false;
    return std::any_of(words::kWordEndings.begin(), words::kWordEndings.end(),
                       [&](std::string_view tail) { return w.ends_with(tail); });
}

bool no_vowel(std::string_view w) {
    return w.size() >= 2 && w.find_first_of("aeiouy0123456789") == w.npos;
}

}  // namespace

class SentenceRecaser {
public:
    SentenceRecaser(const Recaser& recaser, std::string_view sentence)
        : recaser_(recaser), s_(sentence), words_(scan_words(sentence)) {}

    std::string run() {
        mark_phrases();
        mark_expansions();
        mark_institutions();
        for (RecasedWord& word : words_) {
            if (!word.fixed) word.form = by_itself(static_cast<size_t>(&word - words_.data()));
        }
        by_neighbours();
        return spelled();
    }

    // The full name before a bracketed acronym, as an index range; empty where there is none.
    std::pair<size_t, size_t> expansion(size_t acronym) const {
        const std::pair<size_t, size_t> by_initials = expansion_by_initials(acronym);
        return by_initials.first != by_initials.second ? by_initials : expansion_by_article(acronym);
    }
    const std::vector<RecasedWord>& words() const { return words_; }
    std::string phrase(size_t begin, size_t end) const {
        std::string out;
        for (size_t i = begin; i < end; ++i) {
            if (i != begin) out += words_[i].hyphened ? '-' : ' ';
            out += words_[i].lower;
        }
        return out;
    }

private:
    const RecaseLexicon& lexicon() const { return recaser_.lexicon_; }
    bool is_name(std::string_view w) const { return lexicon().is_name && lexicon().is_name(w); }
    bool is_word(std::string_view w) const { return known_word(lexicon().is_word, w); }
    // A name is held against the words as they stand: "James" is not what jams.
    bool is_plain(std::string_view w) const { return lexicon().is_plain && lexicon().is_plain(w); }

    // "NATIONAL LIBERATION FRONT [NLF]": the initials of the words before spell it.
    std::pair<size_t, size_t> expansion_by_initials(size_t acronym) const {
        const std::string& letters = words_[acronym].lower;
        size_t left = letters.size(), i = acronym;
        if (left < 2 || left > kLongestAcronym) return {0, 0};
        while (left > 0 && i > 0) {
            const RecasedWord& word = words_[--i];
            if (i + 1 != acronym && !words_[i + 1].joined) return {0, 0};
            if (word.lower[0] == letters[left - 1]) {
                --left;
            } else if (!words::kInnerParticles.contains(word.lower)) {
                return {0, 0};
            }
        }
        return left == 0 ? std::pair{i, acronym} : std::pair<size_t, size_t>{0, 0};
    }

    // "THE NATIONAL LIBERATION FRONT [FLN]", the letters those of another language: what stands behind the article.
    std::pair<size_t, size_t> expansion_by_article(size_t acronym) const {
        const std::string& letters = words_[acronym].lower;
        if (letters.size() < 2 || letters.size() > kLongestAcronym || is_plain(letters)) return {0, 0};
        for (size_t i = acronym; i > 0 && acronym - i <= kLongestPhrase;) {
            const RecasedWord& word = words_[--i];
            if (word.lower == "the") {
                return acronym - i > 2 ? std::pair{i + 1, acronym} : std::pair<size_t, size_t>{0, 0};
            }
            if (i + 1 != acronym && !words_[i + 1].joined) break;
            const bool particle = words::kInnerParticles.contains(word.lower);
            if (word.has_digit || (words::kFunctionWords.contains(word.lower) && !particle)) break;
        }
        return {0, 0};
    }

    // "NATIONAL GUARD", "AIR FORCE", "DEFENSE MINISTRY", "3D INFANTRY BRIGADE", "MINISTRY OF HEALTH".
    void mark_institutions() {
        for (size_t i = 1; i < words_.size(); ++i) {
            const std::string& head = words_[i].lower;
            if (words_[i].fixed || words_[i].hyphened || !adjacent(i)) continue;
            const std::string& before = words_[i - 1].lower;
            if ((before == "national" && words::kNationalHeads.contains(head)) ||
                (before == "air" && head == "force") || (words::kPortfolios.contains(before) && head == "ministry") ||
                (words::kPartyWords.contains(before) && head == "party")) {
                capitalise(i - 1, i + 1);
            } else if (words::kUnitHeads.contains(head)) {
                mark_unit(i);
            } else if (before == "of" && i > 1 && words_[i - 2].lower == "ministry") {
                capitalise(i - 2, i - 1);
                capitalise(i, i + 1);
            }
        }
    }

    void mark_unit(size_t head) {
        size_t first = head;
        while (first > 0 && adjacent(first) && words::kArms.contains(words_[first - 1].lower)) --first;
        if (first == 0 || !adjacent(first)) return;
        if (words_[first - 1].has_digit) {
            capitalise(first, head + 1);
        } else if (words::kOrdinals.contains(words_[first - 1].lower)) {
            capitalise(first - 1, head + 1);
        }
    }

    void capitalise(size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) {
            const bool inner = i != begin && i + 1 != end && words::kInnerParticles.contains(words_[i].lower);
            words_[i].form = inner ? WordCase::kLower : WordCase::kCapital;
            if (words::kAcronyms.contains(words_[i].lower) && words_[i].lower != "eta")
                words_[i].form = WordCase::kKeep;
            words_[i].fixed = true;
        }
    }

    void mark_phrases() {
        for (size_t begin = 0; begin < words_.size();) {
            size_t longest = begin + 1;
            while (longest < words_.size() && longest - begin < kLongestPhrase && words_[longest].joined) ++longest;
            size_t end = longest;
            for (; end > begin + 1; --end) {
                const std::string text = phrase(begin, end);
                if (words::kCapitalPhrases.contains(text) || recaser_.phrases_.contains(text)) break;
                // A phrase that begins or ends with a function word ("in may") is no name, whatever a list says.
                const bool open = words::kFunctionWords.contains(words_[begin].lower) ||
                                  words::kFunctionWords.contains(words_[end - 1].lower);
                if (!open && is_name(text) && !all_ordinary(begin, end)) break;
            }
            if (end > begin + 1) capitalise(begin, end);
            begin = std::max(end, begin + 1);
        }
    }

    bool all_ordinary(size_t begin, size_t end) const {
        return std::all_of(words_.begin() + static_cast<ptrdiff_t>(begin), words_.begin() + static_cast<ptrdiff_t>(end),
                           [](const RecasedWord& w) { return words::kOrdinaryNouns.contains(w.lower) || w.has_digit; });
    }

    void mark_expansions() {
        for (size_t i = 0; i < words_.size(); ++i) {
            if (!words_[i].bracketed || words_[i].has_digit) continue;
            if (const auto [begin, end] = expansion(i); begin != end) capitalise(begin, end);
        }
    }

    WordCase by_itself(size_t index) const {
        const RecasedWord& word = words_[index];
        const std::string& w = word.lower;
        const bool negated = index + 1 < words_.size() && words_[index + 1].tail && words_[index + 1].lower == "t";
        if (negated && w.ends_with("n")) return WordCase::kLower;
        if (word.tail && (w == "s" || w == "t" || w == "re" || w == "ve" || w == "ll" || w == "d" || w == "m"))
            return WordCase::kLower;
        if (word.has_digit) return digits(w);
        if (word.dotted) return w == "a.m." || w == "p.m." ? WordCase::kLower : WordCase::kKeep;
        if (w == "i") return WordCase::kKeep;
        if (w == "a") return WordCase::kLower;
        if (utf8::decode(w, 0).length == w.size()) return w == "y" || w == "e" ? WordCase::kLower : WordCase::kKeep;
        if (words::kRoman.contains(w)) return WordCase::kKeep;
        if (index > 0 && words_[index - 1].has_digit && adjacent(index) && (w == "bc" || w == "ad"))
            return WordCase::kKeep;
        if (words::kAcronyms.contains(w) || recaser_.acronyms_.contains(w)) return WordCase::kKeep;
        if (words::kShortTitles.contains(w)) return WordCase::kCapital;
        if (words::kFunctionWords.contains(w)) return WordCase::kLower;
        if (words::kCapitalMonths.contains(w) || words::kLowerWeekdays.contains(w) || nationality(w))
            return WordCase::kCapital;
        if (words::kPersonTitles.contains(w)) return WordCase::kTitle;
        if (words::kForeignParticles.contains(w)) return WordCase::kLower;
        if (word.bracketed && w.size() <= 6 && !is_word(w)) return WordCase::kKeep;
        return name_or_word(w);
    }

    WordCase name_or_word(const std::string& w) const {
        if (recaser_.surnames_.contains(w) || words::kStrongNames.contains(w)) return WordCase::kCapital;
        if (words::kOrdinaryNouns.contains(w) || plural_ordinary(w)) return WordCase::kLower;
        if (words::kGivenNames.contains(w)) return is_plain(w) ? WordCase::kLower : WordCase::kCapital;
        if (is_name(w)) return known_word(lexicon().is_plain, w) ? WordCase::kLower : WordCase::kCapital;
        if (is_word(w) || compound(w) || word_ending(w)) return WordCase::kLower;
        if (no_vowel(w)) return WordCase::kKeep;
        return lexicon().is_word ? WordCase::kCapital : WordCase::kLower;
    }

    // "GUNSHIPS", "WARPLANE": a word and one that makes words of words.
    bool compound(std::string_view w) const {
        if (w.ends_with('s')) w.remove_suffix(1);
        return std::any_of(words::kCompoundHeads.begin(), words::kCompoundHeads.end(), [&](std::string_view head) {
            return w.size() >= head.size() + 3 && w.ends_with(head) && is_word(w.substr(0, w.size() - head.size()));
        });
    }

    static bool plural_ordinary(std::string_view w) {
        return longer_ending(w, "s") && words::kOrdinaryNouns.contains(w.substr(0, w.size() - 1));
    }
    static bool nationality(std::string_view w) {
        return words::kNationalities.contains(w) ||
               (longer_ending(w, "s") && words::kNationalities.contains(w.substr(0, w.size() - 1)));
    }

    // "3RD", "1980S", "50KG" are lower-cased; "M16", "AK47" kept.
    static WordCase digits(std::string_view w) {
        const bool digit_first = w[0] >= '0' && w[0] <= '9';
        return digit_first ? WordCase::kLower : WordCase::kKeep;
    }

    bool capital(size_t i) const {
        return i < words_.size() && (words_[i].form == WordCase::kCapital || words_[i].form == WordCase::kKeep) &&
               !words_[i].has_digit && !words::kShortTitles.contains(words_[i].lower);
    }
    bool name_like(size_t i) const {
        return capital(i) && !nationality(words_[i].lower) && !words::kLowerWeekdays.contains(words_[i].lower) &&
               !words::kCapitalMonths.contains(words_[i].lower);
    }
    // A gap that a full name may hold: one space, or the dot of an initial and a space.
    bool adjacent(size_t i) const {
        if (i == 0 || i >= words_.size()) return false;
        const std::string_view gap = s_.substr(words_[i - 1].end, words_[i].begin - words_[i - 1].end);
        return gap == " " || gap == ". " || gap == "-";
    }

    void by_neighbours() {
        for (size_t i = 0; i < words_.size(); ++i) month(i);
        for (size_t i = words_.size(); i-- > 0;) person(i);
        for (size_t i = 0; i < words_.size(); ++i) surname(i);
        for (size_t i = words_.size(); i-- > 0;) person(i);  // again, for the names just found
        for (size_t i = words_.size(); i-- > 0;) particle(i);
        for (size_t i = 0; i < words_.size(); ++i) place_head(i);
        for (size_t i = 0; i < words_.size(); ++i) pronoun_or_country(i);
        for (RecasedWord& word : words_) {
            if (word.form == WordCase::kTitle) word.form = WordCase::kLower;
            if (word.starts && word.form == WordCase::kLower && !word.has_digit) word.form = WordCase::kCapital;
        }
    }

    // "3 MAY", "MAY 3", "IN MARCH" against "they may", "a march".
    void month(size_t i) {
        RecasedWord& word = words_[i];
        if (word.fixed || !words::kShortMonths.contains(word.lower)) return;
        const auto number = [&](size_t at) {
            return at < words_.size() && words_[at].has_digit && words_[at].lower.size() <= 4 &&
                   words_[at].lower[0] <= '9';
        };
        const bool digits_by = (i > 0 && adjacent(i) && number(i - 1)) || (number(i + 1) && adjacent(i + 1));
        static const words::WordSet kBefore{"in",    "of",   "since", "until", "during", "last", "next",
                                            "early", "late", "mid",   "by",    "for",    "from"};
        const bool long_form = word.lower == "may" || word.lower == "march";
        if (digits_by) {
            word.form = WordCase::kCapital;
        } else if (long_form) {
            word.form =
                i > 0 && adjacent(i) && kBefore.contains(words_[i - 1].lower) ? WordCase::kCapital : WordCase::kLower;
        }
    }

    // Titles, from right to left so that "FOREIGN MINISTER PEREZ" is found through "MINISTER".
    void person(size_t i) {
        RecasedWord& word = words_[i];
        if (word.form != WordCase::kTitle || word.fixed || !adjacent(i + 1)) return;
        const RecasedWord& next = words_[i + 1];
        const bool title_next = words::kPersonTitles.contains(next.lower) && next.form == WordCase::kCapital;
        if (words_[i + 1].hyphened) return;
        if (words::kSurnameWords.contains(next.lower) && next.form == WordCase::kLower && !next.fixed) {
            words_[i + 1].form = WordCase::kCapital;
            words_[i + 1].surname = true;
        }
        if (name_like(i + 1) || title_next || next.dotted) word.form = WordCase::kCapital;
    }

    // After a given name or an initial an ambiguous word is a surname: "GEORGE BUSH", "GEORGE H. BUSH".
    void surname(size_t i) {
        RecasedWord& word = words_[i];
        if (word.fixed || word.form != WordCase::kLower || i == 0 || !adjacent(i) || word.hyphened || word.tail ||
            word.has_digit)
            return;
        if (words::kFunctionWords.contains(word.lower) || words::kForeignParticles.contains(word.lower)) return;
        if (words::kGivenNames.contains(word.lower) && adjacent(i + 1) && name_like(i + 1)) {
            word.form = WordCase::kCapital;
            return;
        }
        const RecasedWord& before = words_[i - 1];
        const bool initial = before.dotted && before.lower.size() == 2 && i > 1 && capital(i - 2);
        const bool given =
            words::kGivenNames.contains(before.lower) && before.form == WordCase::kCapital && !before.fixed;
        static const words::WordSet kNameParts{"bin", "ibn", "abu"};
        const bool titled = words::kShortTitles.contains(before.lower) || kNameParts.contains(before.lower);
        if (!initial && !given && !titled) return;
        const bool nameable = is_name(word.lower) || words::kGivenNames.contains(word.lower) ||
                              !known_word(lexicon().is_plain, word.lower);
        const bool ambiguous = words::kOrdinaryNouns.contains(word.lower) && !words::kSurnameWords.contains(word.lower);
        if (!initial && !titled && (!nameable || ambiguous) && !words::kSurnameWords.contains(word.lower)) return;
        word.form = WordCase::kCapital;
        word.surname = nameable || words::kSurnameWords.contains(word.lower);
    }

    // "JAMES STREET", "EL PETEN DEPARTMENT", "ACME CORPORATION"
    void place_head(size_t i) {
        RecasedWord& word = words_[i];
        if (word.fixed || word.form != WordCase::kLower || i == 0 || !adjacent(i) || word.hyphened) return;
        const bool head = words::kPlaceHeads.contains(word.lower) || words::kCompanyHeads.contains(word.lower);
        if (head && name_like(i - 1) && !words_[i - 1].starts) word.form = WordCase::kCapital;
    }

    // "DE", "LA", "BIN" stay small between capitals and get one at the begin of a name ("La Libertad").
    void particle(size_t i) {
        RecasedWord& word = words_[i];
        if (word.fixed || word.form != WordCase::kLower || !words::kForeignParticles.contains(word.lower)) return;
        const bool name_after = adjacent(i + 1) && (name_like(i + 1) || words_[i + 1].form == WordCase::kCapital);
        if (!name_after || words_[i + 1].hyphened) return;
        const bool article = word.lower == "la" || word.lower == "las" || word.lower == "los" || word.lower == "el" ||
                             word.lower == "le";
        const bool name_before =
            i > 0 && adjacent(i) && (name_like(i - 1) || words::kForeignParticles.contains(words_[i - 1].lower));
        if (article && !name_before) word.form = WordCase::kCapital;
    }

    // "US" is the country but behind what takes an object.
    void pronoun_or_country(size_t i) {
        RecasedWord& word = words_[i];
        if (word.lower != "us" || word.fixed) return;
        static const words::WordSet kTakesObject{
            "of",  "to",    "for",     "with",    "told",  "tell",   "let",  "give",  "gave",  "us",       "them",
            "all", "among", "between", "against", "help",  "helped", "make", "made",  "allow", "attacked", "from",
            "at",  "on",    "behind",  "around",  "after", "near",   "like", "asked", "ask",   "show"};
        const bool object =
            i > 0 && kTakesObject.contains(words_[i - 1].lower) &&
            !(i + 1 < words_.size() && adjacent(i + 1) && !words::kFunctionWords.contains(words_[i + 1].lower));
        word.form = object ? WordCase::kLower : WordCase::kKeep;
    }

    std::string spelled() const {
        std::string out(s_);
        for (const RecasedWord& word : words_) {
            if (word.form == WordCase::kKeep) continue;
            const size_t keep = word.form == WordCase::kCapital ? utf8::decode(s_, word.begin).length : 0;
            lower_in_place(out, word.begin + keep, word.end);
            const bool mc = word.form == WordCase::kCapital && word.lower.size() > 4 && word.lower.starts_with("mc");
            if (mc) out[word.begin + 2] = s_[word.begin + 2];
        }
        // "O'BRIEN", "D'AUBUISSON": one letter before the apostrophe of a name.
        for (size_t i = 0; i + 1 < words_.size(); ++i) {
            const bool one = words_[i + 1].tail && words_[i].end - words_[i].begin == 1;
            if (one && words_[i + 1].form == WordCase::kCapital) out[words_[i].begin] = s_[words_[i].begin];
        }
        return out;
    }

    // Code points whose lower-case form has the same length in UTF-8; the others stay.
    static void lower_in_place(std::string& text, size_t begin, size_t end) {
        for (size_t i = begin; i < end;) {
            const utf8::CodePoint c = utf8::decode(text, i);
            const char32_t lower = unicode::lower(c.value);
            if (lower != c.value) {
                std::string bytes;
                utf8::append(bytes, lower);
                if (bytes.size() == c.length) text.replace(i, c.length, bytes);
            }
            i += c.length;
        }
    }

    const Recaser& recaser_;
    std::string_view s_;
    std::vector<RecasedWord> words_;
};

bool is_upper_case_text(std::string_view text, size_t min_letters) {
    size_t letters = 0, lower = 0;
    for (size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            const bool is_lower = byte >= 'a' && byte <= 'z';
            lower += is_lower;
            letters += is_lower || (byte >= 'A' && byte <= 'Z');
            ++i;
            continue;
        }
        const utf8::CodePoint c = utf8::decode(text, i);
        i += c.length;
        if (!unicode::is_alpha(c.value) || !unicode::is_cased(c.value)) continue;
        ++letters;
        lower += !unicode::is_upper(c.value);
    }
    return letters >= min_letters && lower * 12 <= letters;
}

Recaser::Recaser(const RecaseLexicon& lexicon, std::string_view report) : lexicon_(lexicon) {
    // Only windows around brackets are looked at; a report in ordinary case costs a search for brackets.
    for (size_t at = report.find_first_of("(["); at != report.npos; at = report.find_first_of("([", at + 1)) {
        size_t close = report.substr(at, kLongestAcronym + 2).find_first_of(")]");
        if (close == report.npos || close < 3) continue;
        close += at;
        size_t begin = at > 160 ? at - 160 : 0;
        while (begin > 0 && begin < at && report[begin] != ' ' && report[begin] != '\n') ++begin;
        std::string window(report.substr(begin, close + 1 - begin));
        std::replace(window.begin(), window.end(), '\n', ' ');
        window.erase(std::unique(window.begin(), window.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
                     window.end());
        if (!is_upper_case_text(window, 4)) continue;
        const SentenceRecaser words(*this, window);
        const size_t acronym = words.words().empty() ? 0 : words.words().size() - 1;
        if (acronym == 0 || !words.words()[acronym].bracketed || words.words()[acronym].has_digit) continue;
        if (const auto [first, last] = words.expansion(acronym); first != last) {
            const std::string& letters = words.words()[acronym].lower;
            const bool word =
                words::kFunctionWords.contains(letters) || (lexicon_.is_plain && lexicon_.is_plain(letters));
            if (!word) acronyms_.insert(letters);
            if (last - first <= kLongestPhrase) phrases_.insert(words.phrase(first, last));
        }
    }
    if (is_upper_case_text(report)) learn_surnames(report);
}

void Recaser::learn_surnames(std::string_view report) {
    for (size_t begin = 0; begin < report.size();) {
        size_t end = std::min(report.find("\n\n", begin), report.size());
        if (end - begin > kLongestPiece) end = begin + kLongestPiece;
        std::string piece(report.substr(begin, end - begin));
        std::replace(piece.begin(), piece.end(), '\n', ' ');
        begin = end + (report.substr(end).starts_with("\n\n") ? 2 : 0);
        if (!is_upper_case_text(piece)) continue;
        SentenceRecaser words(*this, piece);
        words.run();
        for (const RecasedWord& word : words.words()) {
            if (word.surname) surnames_.insert(word.lower);
        }
    }
}

std::string Recaser::recase(std::string_view sentence) const {
    return SentenceRecaser(*this, sentence).run();
}

bool is_title_case(std::string_view sentence) {
    if (sentence.ends_with('.') || sentence.ends_with('?') || sentence.ends_with('!')) return false;
    int words = 0, capitals = 0, small = 0;
    for (size_t i = 0; i < sentence.size(); ++i) {
        const auto letter = [&](size_t at) { return (sentence[at] | 0x20) >= 'a' && (sentence[at] | 0x20) <= 'z'; };
        if (!letter(i) || (i > 0 && sentence[i - 1] != ' ')) continue;
        size_t end = i;
        while (end < sentence.size() && sentence[end] != ' ') ++end;
        small += end - i > 3 && sentence[i] >= 'a';
        capitals += end - i > 3 && sentence[i] <= 'Z';
        ++words;
    }
    return words >= 4 && capitals >= 3 && small * 8 <= capitals;
}

std::string Recaser::recase_title(std::string_view sentence) const {
    std::string upper(sentence);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    std::string out = recase(upper);
    for (size_t begin = 0; begin < sentence.size();) {
        const size_t end = std::min(sentence.find(' ', begin), sentence.size());
        const std::string_view word = sentence.substr(begin, end - begin);
        const bool title = word.size() > 1 && word[0] >= 'A' && word[0] <= 'Z' &&
                           std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        const bool lowered = out[begin] >= 'a' && out[begin] <= 'z';
        if (!title || !lowered) out.replace(begin, word.size(), word);
        begin = end + 1;
    }
    return out;
}

std::string recase(std::string_view sentence, const RecaseLexicon& lexicon) {
    return Recaser(lexicon).recase(sentence);
}

}  // namespace tallybook
