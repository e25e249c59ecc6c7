// What the networks see of a token: four string ids (norm, first character, last three characters, shape) and whether
// it is white space. A pure function of (text, norm of the tokeniser's exception), so it is computed once for each
// distinct pair and interned: everything after the tokeniser works with small indexes.
//
// The table belongs to one thread and to one byte budget. When the budget is full the caller clears it between two
// batches; nothing in the output depends on when that happens.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tallybook {

struct Lexeme {
    uint64_t norm = 0;
    uint64_t prefix = 0;
    uint64_t suffix = 0;
    uint64_t shape = 0;
    bool is_space = false;

    bool operator==(const Lexeme&) const = default;
};

// The model's table text → norm, by string id. Immutable, safe to share.
class NormTable {
public:
    NormTable() = default;
    // Pairs (id of the text, norm). A norm may end in a space; it is kept. The later of two equal ids wins.
    explicit NormTable(const std::vector<std::pair<uint64_t, std::string>>& rows);

    // The id of the norm of `text`: this table, then 45 built-in rows (quotes, dashes, currency), then lower-case.
    uint64_t norm_id(std::string_view text) const;
    // The same as text.
    std::string norm(std::string_view text) const;

private:
    struct Row {
        uint64_t key = 0;
        uint32_t norm = 0;  // index into norms_, plus one; 0: empty row
    };
    const Row* find(uint64_t key) const;

    std::vector<Row> rows_;  // open addressing, a power of two
    std::vector<std::pair<uint64_t, std::string>> norms_;
};

std::string word_shape(std::string_view text);
std::string_view word_prefix(std::string_view text);
std::string_view word_suffix(std::string_view text);

// `exception_norm` is the id of the norm that the tokeniser gave, 0 for none.
Lexeme make_lexeme(std::string_view text, uint64_t exception_norm, const NormTable& norms);

class LexemeTable {
public:
    // `norms` must outlive the table.
    explicit LexemeTable(const NormTable& norms, size_t byte_budget = size_t{32} << 20);

    // The index of (text, exception_norm): equal pairs have equal indexes until clear(). Indexes count from 0 without
    // gaps.
    uint32_t intern(std::string_view text, uint64_t exception_norm);

    const Lexeme& operator[](uint32_t index) const { return lexemes_[index]; }
    std::string_view text(uint32_t index) const;  // valid until the next intern() or clear()
    size_t size() const { return lexemes_.size(); }
    bool full() const { return bytes_ > budget_; }  // interning goes on all the same; clear when you can
    void clear();

private:
    struct Entry {
        uint64_t hash;
        uint64_t exception_norm;
        uint32_t offset;
        uint32_t length;
    };
    void grow();

    const NormTable& norms_;
    size_t budget_;
    size_t bytes_ = 0;
    std::vector<uint32_t> slots_;  // index + 1; 0: free
    std::vector<Entry> entries_;
    std::vector<Lexeme> lexemes_;
    std::string texts_;
};

}  // namespace tallybook
