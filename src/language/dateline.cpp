#include "language/dateline.hpp"

#include <algorithm>

#include "language/recase.hpp"
#include "language/sentence_text.hpp"
#include "language/sentence_words.hpp"

namespace tallybook {

namespace {

constexpr size_t kLongest = 120;  // bytes before the dash
constexpr size_t kMostWords = 8;
constexpr size_t kMostPlaceWords = 4;

struct Dash {
    size_t at = std::string_view::npos;
    size_t end = 0;
};

Dash find_dash(std::string_view head) {
    Dash found;
    for (const std::string_view dash : {"--", "—", "–", "-"}) {
        for (size_t at = head.find(dash); at != head.npos; at = head.find(dash, at + dash.size())) {
            const size_t end = at + dash.size();
            if (at == 0 || space(head, at - 1) == 0 || end >= head.size() || space(head, end) == 0) continue;
            if (at < found.at) found = {at, end};
            break;
        }
    }
    return found;
}

// Who or what may stand before a colon and is no place: "police: ten held".
bool no_place(std::string_view word) {
    static constexpr std::string_view kWords[] = {
        "police",    "officials",  "official", "army",     "military",  "government", "ministry",  "minister",
        "president", "report",     "reports",  "sources",  "source",    "witness",    "witnesses", "question",
        "answer",    "note",       "update",   "breaking", "exclusive", "analysis",   "opinion",   "watch",
        "photos",    "correction", "editor",   "headline", "summary",   "subject",    "date",      "from",
        "time",      "place",      "file",     "story"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// "KAMPALA: ", "NEW DELHI : ", in copy without capitals "kampala: " as well; 0 if there is none. Short words are more
// often an agency that speaks ("NATO: ").
size_t colon_dateline_end(std::string_view paragraph, bool lower_case) {
    constexpr size_t kShortest = 5, kMostLetters = 24, kLeastText = 40;
    const size_t colon = paragraph.substr(0, kMostLetters + 2).find(':');
    if (colon == paragraph.npos || paragraph.size() < colon + kLeastText || space(paragraph, colon + 1) == 0) return 0;
    std::string_view head = paragraph.substr(0, colon);
    while (!head.empty() && head.back() == ' ') head.remove_suffix(1);
    std::string lower(head);
    for (char& c : lower) {
        const bool upper = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z';
        if (c != ' ' && !(lower_case ? upper || small : upper)) return 0;
        if (upper) c = static_cast<char>(c + 32);
    }
    if (lower.size() < kShortest || std::count(lower.begin(), lower.end(), ' ') > 1) return 0;
    const size_t gap = lower.find(' ');
    if (no_place(lower.substr(0, gap)) || (gap != lower.npos && no_place(lower.substr(gap + 1)))) return 0;
    if (!lower_case && is_upper_case_text(paragraph.substr(colon + 1, 200))) return 0;
    return colon + 1;
}

// What stands before the dash, read word by word.
class Opening {
public:
    // Whether these may be a place, dates and an agency at all.
    bool read(std::string_view s) {
        for (size_t i = 0; i < s.size();) {
            if (const size_t gap = space(s, i); gap != 0) {
                i += gap;
                continue;
            }
            size_t end = i;
            while (end < s.size() && space(s, end) == 0) end += utf8::decode(s, end).length;
            const std::string_view word = s.substr(i, end - i);
            i = end;
            if (word.starts_with('(')) {  // the agency, or a country and then the agency
                agency_ = s.find_last_not_of(" \n") == s.rfind(')');
                return agency_ && capitals_ > 0;
            }
            if (!read_word(word)) return false;
        }
        return capitals_ > 0 && words_ <= kMostWords;
    }

    bool certain(bool rest_in_capitals) const {
        const bool place_stands_out = first_in_capitals_ && !rest_in_capitals && words_ <= kMostPlaceWords;
        return agency_ || (comma_ && date_) || place_stands_out;
    }

private:
    bool read_word(std::string_view word) {
        if (word.ends_with('.') && word.size() > 6) return false;  // the end of a sentence
        comma_ = comma_ || word.ends_with(',');
        date_ = date_ || starts_digit(word);
        const std::string_view bare = bare_word(word);
        if (bare.empty()) return starts_digit(word);
        ++words_;
        if (!starts_upper(word)) return words::kNameParticles.contains(bare);
        if (capitals_++ == 0) {
            first_in_capitals_ =
                bare.size() > 1 && std::none_of(bare.begin(), bare.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        }
        return true;
    }

    size_t words_ = 0, capitals_ = 0;
    bool agency_ = false, comma_ = false, date_ = false, first_in_capitals_ = false;
};

}  // namespace

size_t dateline_end(std::string_view paragraph, bool lower_case) {
    if (const size_t end = colon_dateline_end(paragraph, lower_case); end != 0) return end;
    const Dash dash = find_dash(paragraph.substr(0, std::min(paragraph.size(), kLongest)));
    if (dash.end == 0) return 0;
    Opening opening;
    if (!opening.read(paragraph.substr(0, dash.at)) ||
        !opening.certain(is_upper_case_text(paragraph.substr(dash.end, 200))))
        return 0;
    size_t text = dash.end;
    while (text < paragraph.size() && space(paragraph, text) != 0) text += space(paragraph, text);
    for (const std::string_view marker : {"[Text]", "[TEXT]", "[Excerpt]", "[EXCERPT]", "[Excerpts]", "[EXCERPTS]"}) {
        if (paragraph.substr(text).starts_with(marker)) return text + marker.size();
    }
    return dash.end;
}

}  // namespace tallybook
