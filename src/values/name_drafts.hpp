// Names while they are being read: which tokens each draft holds, and what every reader of names needs to know of
// words.
//
// The readers run one after another over one NameDrafts: what one of them took, the next one leaves alone or releases.
// Inside src/values only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codebook/codebook.hpp"
#include "report/report.hpp"

namespace tallybook::name_reading {

// One name while it is being read. Tokens are indexes into Report::tokens.
struct Draft {
    TokenSpan tokens;
    std::optional<ByteSpan> part;  // of a token that holds two names ("U.S.-Iraq")
    NameKind kind = NameKind::Other;
    const Actor* actor = nullptr;
    std::string head;
    bool from_tagger = false;
};

bool is_capital(char c);
bool is_determiner(std::string_view s);
bool is_possessive(std::string_view s);

class NameDrafts {
public:
    static constexpr uint32_t kFree = 0xFFFFFFFFu;

    NameDrafts(Report& report, const Codebook& codebook);

    const Token& token(uint32_t i) const { return report.tokens[i]; }
    void put(Draft draft);
    // Takes the draft that holds this token away, with all its tokens.
    void release(uint32_t i);
    bool is_taken(TokenSpan span) const;
    std::string words(TokenSpan span) const;
    // Without determiner, possessive ending and marks at its ends.
    TokenSpan trimmed(TokenSpan span) const;
    // The tagger's kind, corrected by what the codebook knows of the words.
    NameKind refined(TokenSpan span, NameKind kind, const std::string& text) const;
    // Drops what was released, sorts by place.
    void order();

    Report& report;
    const Codebook& codebook;
    std::string date;
    std::vector<Draft> drafts;
    std::vector<uint32_t> taken;  // by token: which draft holds it
};

// What the text itself tells (name_text.cpp): an abbreviation in brackets names what stands before it, a surname the
// person whose full name the text gives.
void read_abbreviations(NameDrafts& names);
void read_surnames(NameDrafts& names);

// What stands around names (name_phrases.cpp), over the finished report.names.
void read_name_phrases(Report& report, const Codebook& codebook);

}  // namespace tallybook::name_reading
