// Sentences inside a paragraph. A candidate is a run of . ! ? … with closing quotes and brackets and white space behind
// it; what decides is the word before (W) and the word after (N). The rules are numbered as in the manual's page on
// sentences; in upper-case copy W and N are compared without regard to case.
#include "language/splitter.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/utf8.hpp"
#include "language/dateline.hpp"
#include "language/paragraphs.hpp"
#include "language/recase.hpp"
#include "language/sentence_text.hpp"
#include "language/sentence_words.hpp"
#include "language/unicode.hpp"

namespace tallybook {

namespace {

constexpr size_t kLongestWord = 64;  // bytes looked at on either side of a candidate

size_t eat(std::string_view s, size_t at, std::initializer_list<std::string_view> marks) {
    for (const std::string_view mark : marks) {
        if (s.substr(at).starts_with(mark)) return mark.size();
    }
    return 0;
}
size_t closer(std::string_view s, size_t at) {
    return eat(s, at, {"\"", "”", "''", "'", "’", "»", ")", "]", "}"});
}
size_t opener(std::string_view s, size_t at) {
    return eat(s, at, {"\"", "“", "„", "``", "`", "'", "‘", "«", "(", "[", "{", "¿", "¡"});
}
size_t terminator(std::string_view s, size_t at) {
    return eat(s, at, {".", "!", "?", "…"});
}

// "[12]" behind a full stop, as encyclopedias have it.
size_t reference_mark(std::string_view s, size_t at) {
    if (at >= s.size() || s[at] != '[') return 0;
    size_t i = at + 1;
    while (i < s.size() && i - at <= 4 && s[i] >= '0' && s[i] <= '9') ++i;
    return i > at + 1 && i < s.size() && s[i] == ']' ? i + 1 - at : 0;
}

// The quotation that is open, from left to right. A straight quote opens where white space, an opening bracket or a
// dash stands before it.
class QuoteState {
public:
    void pass(std::string_view s, size_t at) {
        const auto byte = static_cast<unsigned char>(s[at]);
        if (byte == '"') {
            open_ = at == 0 || s[at - 1] == ' ' || s[at - 1] == '\n' || s[at - 1] == '\t' || s[at - 1] == '(' ||
                    s[at - 1] == '[' || s[at - 1] == '-';
        } else if (byte == 0xE2) {
            if (s.substr(at).starts_with("“") || s.substr(at).starts_with("„")) open_ = true;
            if (s.substr(at).starts_with("”")) open_ = false;
        } else if (byte == 0xC2) {
            if (s.substr(at).starts_with("«")) open_ = true;
            if (s.substr(at).starts_with("»")) open_ = false;
        } else if (byte == '`' && s.substr(at).starts_with("``")) {
            open_ = true;
        } else if (byte == '\'' && s.substr(at).starts_with("''")) {
            open_ = false;
        }
    }
    bool open() const { return open_; }

private:
    bool open_ = false;
};

struct Candidate {
    std::string_view before;          // W with its punctuation
    std::string_view mark;            // the run of terminators
    std::string_view after;           // N from its first letter or digit on, up to white space
    bool quote_before_after = false;  // q
};

// "A." to "Z."; also "É."
bool is_initial(std::string_view word) {
    const utf8::CodePoint c = utf8::decode(word, 0);
    return unicode::is_upper(c.value) && word.substr(c.length) == ".";
}

// "U.S.", "a.m.", "Ph.D.": letters with a dot after every one or two of them, at least two dots.
bool is_dotted(std::string_view word) {
    size_t dots = 0, letters = 0;
    for (size_t i = 0; i < word.size();) {
        const utf8::CodePoint c = utf8::decode(word, i);
        i += c.length;
        if (c.value == '.') {
            if (letters == 0) return false;
            ++dots;
            letters = 0;
        } else if (!unicode::is_alpha(c.value) || ++letters > 2) {
            return false;
        }
    }
    return dots >= 2 && letters == 0;
}

// Copy without capitals ("police fired. two men died."): at least 80 letters and hardly one in seventy a capital, where
// ordinary English has three to six.
bool is_lower_case_text(std::string_view text) {
    size_t letters = 0, upper = 0;
    for (const char c : text) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        upper += is_upper;
        letters += is_upper || (c >= 'a' && c <= 'z');
    }
    return letters >= 80 && upper * 70 <= letters;
}

class SentenceRules {
public:
    SentenceRules(bool upper_case, bool lower_case) : upper_case_(upper_case), lower_case_(lower_case) {}

    bool breaks(const Candidate& c) const {
        const std::string_view n = c.after;
        const bool q = c.quote_before_after;
        if (starts_lower(n)) return lower_case_ && breaks_in_lower_case(c);  // 1
        if (c.mark.find("...") != c.mark.npos || c.mark.find("…") != c.mark.npos) return starts_upper(n);
        if (c.mark.find_first_of("!?") != c.mark.npos) return starts_upper(n) || starts_digit(n) || q;
        const std::string w = folded(c.before);
        if (words::kTitles.contains(w)) return false;  // 2
        if ((w == "No." || w == "no.") && starts_digit(n)) return false;
        const bool month = words::kMonths.contains(w);
        if (month && starts_digit(n)) return false;  // 3
        const bool initial = is_initial(c.before);
        if (initial || month || words::kMayEnd.contains(w) || is_dotted(c.before)) {  // 4
            return breaks_after_abbreviation(w, n, initial, q);
        }
        if (words::kUnits.contains(w)) return starts_upper(n) || q;  // 5
        return true;                                                 // 6
    }

private:
    // What a capital would tell: a full stop ends a sentence unless the word before it is short for something.
    bool breaks_in_lower_case(const Candidate& c) const {
        if (c.mark == "." || c.mark == "!" || c.mark == "?") {
            std::string title = unicode::to_lower(c.before);
            if (words::kTitles.contains(title) || words::kUnits.contains(title) || is_dotted(title)) return false;
            if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 32);
            if (words::kWordsInCapitals.contains(title)) return true;
            return title.size() > 2 && !words::kTitles.contains(title) && !words::kMayEnd.contains(title) &&
                   !words::kMonths.contains(title);
        }
        return false;
    }

    bool breaks_after_abbreviation(const std::string& w, std::string_view n, bool initial, bool q) const {
        if (starts_digit(n)) return false;
        // Where all is in capitals "IN THE U.S. AND" and "AT 5 A.M. IN" look like two sentences.
        if (upper_case_) return q || words::kSureStarters.contains(folded(bare_word(n)));
        if (w == "a.m." || w == "p.m.") {
            const std::string next = folded(bare_word(n));
            return (starts_upper(n) && !words::kWeekdays.contains(next) && !words::kZones.contains(bare_word(n)) &&
                    next != "Local") ||
                   q;
        }
        if (q) return true;
        const std::string next = folded(bare_word(n));
        if (initial && (next == "A" || next == "I")) return false;
        return words::kStarters.contains(next);
    }

    // In upper-case copy "GEN." is compared as "Gen.", "A.M." as "a.m."; "ILL." is the word and not the state.
    std::string folded(std::string_view word) const {
        if (!upper_case_) return std::string(word);
        const std::string lower = unicode::to_lower(word);
        std::string title = lower;
        if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 32);
        if (words::kWordsInCapitals.contains(title)) return lower;
        if (words::kTitles.contains(title) || words::kMonths.contains(title) || words::kMayEnd.contains(title))
            return title;
        const bool short_form = words::kTitles.contains(lower) || words::kUnits.contains(lower);
        return short_form || lower == "a.m." || lower == "p.m." ? lower : title;
    }

    bool upper_case_, lower_case_;
};

class ParagraphSentences {
public:
    ParagraphSentences(std::string_view text, ByteSpan paragraph, uint32_t index, std::vector<SplitSentence>& out)
        : s_(text.substr(paragraph.begin, paragraph.size())),
          base_(paragraph.begin),
          index_(index),
          lower_case_(is_lower_case_text(s_.substr(0, 2000))),
          rules_(is_upper_case_text(s_.substr(0, 2000)), lower_case_),
          out_(out) {}

    void run() {
        if (const size_t end = dateline_end(s_, lower_case_); end != 0) {
            for (size_t i = 0; i < end; ++i) quotes_.pass(s_, i);
            put(end);
        }
        for (size_t i = begin_; i < s_.size();) {
            const size_t mark = terminator(s_, i);
            if (mark == 0) {
                quotes_.pass(s_, i++);
                continue;
            }
            i = at_terminator(i);
        }
        put(s_.size());
    }

private:
    // Looks at the candidate whose run begins at `at`; returns where to go on.
    size_t at_terminator(size_t at) {
        size_t end = at;
        for (size_t n; (n = terminator(s_, end)) != 0;) end += n;
        const std::string_view mark = s_.substr(at, end - at);
        const size_t mark_end = end;
        for (size_t n; (n = std::max(closer(s_, end), reference_mark(s_, end))) != 0;) end += n;
        size_t next = end;
        for (size_t n; (n = space(s_, next)) != 0;) next += n;
        for (size_t i = at; i < end; ++i) quotes_.pass(s_, i);
        if (next >= s_.size()) return end;
        if (mark == "." && list_number(at)) return end;
        if (next == end) {
            if (mark == "." && end == mark_end && joined_sentence(at)) put(end);
            return end;
        }
        Candidate c;
        c.mark = mark;
        c.before = word_before(at, mark_end);
        const size_t first = next;
        for (size_t n, i = 0; i < 4 && (n = opener(s_, next)) != 0; ++i) next += n;
        c.quote_before_after = next != first;
        size_t word_end = next;
        while (word_end < s_.size() && word_end - next < kLongestWord && space(s_, word_end) == 0) {
            word_end += utf8::decode(s_, word_end).length;
        }
        c.after = s_.substr(next, word_end - next);
        if (rules_.breaks(c)) put(end);
        return end;
    }

    // W: from the white space before to the end of the terminators, opening quotes and brackets stripped.
    std::string_view word_before(size_t at, size_t end) const {
        size_t begin = at;
        while (begin > begin_ && at - begin < kLongestWord) {
            const char c = s_[begin - 1];
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') break;
            --begin;
        }
        while (begin < at && (static_cast<unsigned char>(s_[begin]) & 0xC0) == 0x80) ++begin;
        for (size_t n; begin < at && (n = opener(s_, begin)) != 0;) begin += n;
        return s_.substr(begin, end - begin);
    }

    // "3. " at the begin of a sentence numbers it.
    bool list_number(size_t dot) const {
        size_t begin = begin_;
        while (begin < dot && space(s_, begin) != 0) ++begin;
        return dot > begin && dot - begin <= 3 &&
               s_.substr(begin, dot - begin).find_first_not_of("0123456789") == s_.npos;
    }

    // "… was killed.The army …": a full stop whose space was lost, certain only before a frequent first word.
    bool joined_sentence(size_t dot) const {
        if (dot < begin_ + 4 || dot + 2 >= s_.size()) return false;
        for (size_t i = dot - 3; i < dot; ++i) {
            if (s_[i] < 'a' || s_[i] > 'z') return false;
        }
        const std::string_view n = bare_word(s_.substr(dot + 1, kLongestWord));
        return n.size() >= 2 && space(s_, dot + 1 + n.size()) != 0 && words::kStarters.contains(n);
    }

    // A sentence from begin_ to `end`.
    void put(size_t end) {
        size_t last = end;
        while (begin_ < last) {
            const size_t n = space(s_, begin_);
            if (n == 0) break;
            begin_ += n;
        }
        while (last > begin_) {
            size_t at = last - 1;
            while (at > begin_ && last - at < 4 && (static_cast<unsigned char>(s_[at]) & 0xC0) == 0x80) --at;
            if (space(s_, at) == 0) break;
            last = at;
        }
        if (begin_ < last) {
            out_.push_back(
                {{base_ + static_cast<uint32_t>(begin_), base_ + static_cast<uint32_t>(last)}, index_, quoted_});
        }
        begin_ = end;
        quoted_ = quotes_.open();
    }

    std::string_view s_;
    uint32_t base_;
    uint32_t index_;
    bool lower_case_;
    SentenceRules rules_;
    std::vector<SplitSentence>& out_;
    QuoteState quotes_;
    size_t begin_ = 0;
    bool quoted_ = false;
};

}  // namespace

SplitText split_text(std::string_view text) {
    SplitText out;
    out.paragraphs = split_paragraphs(text);
    for (uint32_t i = 0; i < out.paragraphs.size(); ++i) {
        ParagraphSentences(text, out.paragraphs[i], i, out.sentences).run();
    }
    return out;
}

ByteSpan AnalysisText::to_report(uint32_t begin, uint32_t end) const {
    const auto map = [&](uint32_t at) {
        const auto after = std::upper_bound(pieces.begin(), pieces.end(), at,
                                            [](uint32_t value, const Piece& piece) { return value < piece.at; });
        const Piece& piece = *std::prev(after);
        return piece.in_report + (at - piece.at);
    };
    return {map(begin), map(end)};
}

AnalysisText analysis_text(std::string_view report, ByteSpan sentence) {
    AnalysisText out;
    out.text.reserve(sentence.size());
    out.pieces.push_back({0, sentence.begin});
    const std::string_view s = report.substr(0, sentence.end);
    uint32_t copied = sentence.begin;
    for (uint32_t i = sentence.begin; i < sentence.end;) {
        const auto byte = static_cast<unsigned char>(s[i]);
        const bool may_be_space = byte <= 0x20 || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3);
        size_t n = may_be_space ? space(s, i) : 0;
        if (n == 0) {
            ++i;
            continue;
        }
        const uint32_t begin = i;
        for (; n != 0; n = space(s, i)) i += static_cast<uint32_t>(n);
        if (i - begin == 1 && s[begin] == ' ') continue;
        out.text += s.substr(copied, begin - copied);
        out.pieces.push_back({static_cast<uint32_t>(out.text.size()), begin});
        out.text += ' ';
        out.pieces.push_back({static_cast<uint32_t>(out.text.size()), i});
        copied = i;
    }
    out.text += s.substr(copied);
    return out;
}

std::vector<TokenSpan> cut_long_sentence(std::string_view text, std::span<const RawToken> tokens, size_t limit) {
    std::vector<TokenSpan> out;
    const auto last_of = [&](size_t begin, char mark) {
        for (size_t i = begin + limit; i > begin; --i) {
            const RawToken& token = tokens[i - 1];
            if (token.end - token.begin == 1 && text[token.begin] == mark) return i;
        }
        return begin;
    };
    size_t begin = 0;
    while (tokens.size() - begin > limit) {
        size_t end = last_of(begin, ';');
        if (end == begin) end = last_of(begin, ',');
        if (end == begin) end = begin + limit;
        out.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
        begin = end;
    }
    out.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(tokens.size())});
    return out;
}

}  // namespace tallybook
