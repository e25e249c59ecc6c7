// A report and its layers: the one type that flows through every stage. Each layer is written by one stage, in this
// order, and never changed afterwards:
//   ingest    text, key, title, outlet, published …        language  paragraphs, sentences, tokens
//   values    times, places, quantities, names             coding    the records of report/records.hpp
//
// Ownership: a Report owns its text and all its layers. Tokens hold views: `text` and `lemma` point into the report's
// own text or `arena`, `tag`, `pos`, `dep` and `entity` into the model (kept alive by `keep_alive`). Move-only; moving
// keeps every view valid (text and arena live on the heap). Nothing here is thread-safe to write; all is to read.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "report/origin.hpp"
#include "report/values.hpp"

namespace tallybook {

struct Token {
    ByteSpan span;          // in Report::text
    std::string_view text;  // as analysed: recased where the sentence was, a line break inside it is a space
    std::string_view lemma;
    std::string_view tag;     // fine-grained (Penn Treebank)
    std::string_view pos;     // universal part of speech
    std::string_view dep;     // relation to the head; "ROOT" at a root
    std::string_view entity;  // entity label, empty outside entities
    uint32_t head = 0;        // index in the sentence, itself at a root. A sentence may have several roots.
    bool entity_begins = false;
    bool space_after = false;
};

struct Sentence {
    ByteSpan span;
    TokenSpan tokens;
    uint32_t paragraph = 0;
    bool analysed = false;  // false: only tokenised (tag, pos, dep, lemma, entity empty)
    bool recased = false;
    bool quoted = false;  // begins inside a quotation that an earlier sentence of the paragraph opened
};

struct Report {
    Report() : text_(std::make_unique<std::string>()), arena_(std::make_unique<std::deque<std::string>>()) {}
    Report(Report&&) = default;
    Report& operator=(Report&&) = default;

    // ---- ingest
    std::string id;  // "r-" and 16 hex digits of the text's SHA-256
    std::string sha256;
    std::string key;
    std::optional<std::string> uri, outlet, byline, title, published, published_basis;  // published: YYYY-MM-DD
    std::optional<std::string> language;
    std::string format = "text";  // what it was read from: text, html, feed, mail …
    Origin origin;                // of the text, in the bytes that it was read from
    std::vector<std::string> notes;

    std::string_view text() const& { return *text_; }
    std::string_view text() const&& = delete;
    void set_text(std::string text) { *text_ = std::move(text); }
    std::string_view slice(ByteSpan span) const& { return text().substr(span.begin, span.size()); }

    // ---- language
    std::vector<ByteSpan> paragraphs;
    std::vector<Sentence> sentences;
    std::vector<Token> tokens;

    // ---- values, each sorted by span.begin
    std::vector<TimeValue> times;
    std::vector<PlaceRef> places;
    std::vector<Quantity> quantities;
    std::vector<NameRef> names;

    // A copy of `s` that lives as long as the report.
    std::string_view keep(std::string s) { return arena_->emplace_back(std::move(s)); }
    std::vector<std::shared_ptr<const void>> keep_alive;

private:
    std::unique_ptr<std::string> text_;
    std::unique_ptr<std::deque<std::string>> arena_;
};

}  // namespace tallybook
