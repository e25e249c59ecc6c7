#include "language/lexeme.hpp"

#include <algorithm>
#include <bit>

#include "base/utf8.hpp"
#include "language/string_id.hpp"
#include "language/unicode.hpp"
#include "language/unicode_tables.hpp"

namespace tallybook {

namespace {

constexpr size_t kLongShape = 100;
constexpr int kShapeRun = 4;

const std::string_view* base_norm(std::string_view text) {
    for (const tables::Norm& row : tables::kBaseNorms) {
        if (row.text == text) return &row.norm;
    }
    return nullptr;
}

uint64_t table_hash(std::string_view text, uint64_t salt) {
    uint64_t h = murmur_hash_64a(text, salt);
    return h ^ (h >> 29);
}

}  // namespace

NormTable::NormTable(const std::vector<std::pair<uint64_t, std::string>>& rows) {
    rows_.resize(std::bit_ceil(rows.size() * 2 + 1));
    for (const auto& [key, norm] : rows) {
        size_t i = key & (rows_.size() - 1);
        while (rows_[i].norm != 0 && rows_[i].key != key) i = (i + 1) & (rows_.size() - 1);
        norms_.emplace_back(string_id(norm), norm);
        rows_[i] = {key, static_cast<uint32_t>(norms_.size())};
    }
}

const NormTable::Row* NormTable::find(uint64_t key) const {
    if (rows_.empty()) return nullptr;
    for (size_t i = key & (rows_.size() - 1); rows_[i].norm != 0; i = (i + 1) & (rows_.size() - 1)) {
        if (rows_[i].key == key) return &rows_[i];
    }
    return nullptr;
}

uint64_t NormTable::norm_id(std::string_view text) const {
    if (const Row* row = find(string_id(text))) return norms_[row->norm - 1].first;
    if (const std::string_view* norm = base_norm(text)) return string_id(*norm);
    return string_id(unicode::to_lower(text));
}

std::string NormTable::norm(std::string_view text) const {
    if (const Row* row = find(string_id(text))) return norms_[row->norm - 1].second;
    if (const std::string_view* norm = base_norm(text)) return std::string(*norm);
    return unicode::to_lower(text);
}

std::string word_shape(std::string_view text) {
    std::string shape;
    size_t count = 0;
    int run = 0;
    char32_t last = 0;
    for (size_t i = 0; i < text.size();) {
        const utf8::CodePoint c = utf8::decode(text, i);
        i += c.length;
        if (++count >= kLongShape) return "LONG";
        char32_t mapped = c.value;
        if (unicode::is_alpha(c.value)) {
            mapped = unicode::is_upper(c.value) ? 'X' : 'x';
        } else if (unicode::is_digit(c.value)) {
            mapped = 'd';
        }
        run = mapped == last && count > 1 ? run + 1 : 1;
        last = mapped;
        if (run <= kShapeRun) utf8::append(shape, mapped);
    }
    return shape;
}

std::string_view word_prefix(std::string_view text) {
    return text.substr(0, utf8::decode(text, 0).length);
}

std::string_view word_suffix(std::string_view text) {
    size_t at = text.size();
    for (int i = 0; i < 3 && at > 0; ++i) {
        --at;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    }
    return text.substr(at);
}

Lexeme make_lexeme(std::string_view text, uint64_t exception_norm, const NormTable& norms) {
    Lexeme out;
    out.norm = exception_norm != 0 ? exception_norm : norms.norm_id(text);
    out.prefix = string_id(word_prefix(text));
    out.suffix = string_id(word_suffix(text));
    out.shape = string_id(word_shape(text));
    out.is_space = !text.empty();
    for (size_t i = 0; i < text.size() && out.is_space;) {
        const utf8::CodePoint c = utf8::decode(text, i);
        i += c.length;
        out.is_space = unicode::is_space(c.value);
    }
    return out;
}

LexemeTable::LexemeTable(const NormTable& norms, size_t byte_budget)
    : norms_(norms), budget_(byte_budget), slots_(4096, 0) {}

uint32_t LexemeTable::intern(std::string_view text, uint64_t exception_norm) {
    const uint64_t hash = table_hash(text, exception_norm);
    const size_t mask = slots_.size() - 1;
    size_t i = hash & mask;
    for (; slots_[i] != 0; i = (i + 1) & mask) {
        const Entry& entry = entries_[slots_[i] - 1];
        if (entry.hash == hash && entry.exception_norm == exception_norm &&
            std::string_view(texts_).substr(entry.offset, entry.length) == text) {
            return slots_[i] - 1;
        }
    }
    const auto index = static_cast<uint32_t>(entries_.size());
    entries_.push_back(
        {hash, exception_norm, static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(text.size())});
    lexemes_.push_back(make_lexeme(text, exception_norm, norms_));
    texts_ += text;
    bytes_ += text.size() + sizeof(Entry) + sizeof(Lexeme) + 2 * sizeof(uint32_t);
    slots_[i] = index + 1;
    if (entries_.size() * 2 > slots_.size()) grow();
    return index;
}

void LexemeTable::grow() {
    slots_.assign(slots_.size() * 2, 0);
    const size_t mask = slots_.size() - 1;
    for (uint32_t index = 0; index < entries_.size(); ++index) {
        size_t i = entries_[index].hash & mask;
        while (slots_[i] != 0) i = (i + 1) & mask;
        slots_[i] = index + 1;
    }
}

std::string_view LexemeTable::text(uint32_t index) const {
    return std::string_view(texts_).substr(entries_[index].offset, entries_[index].length);
}

void LexemeTable::clear() {
    std::fill(slots_.begin(), slots_.end(), 0);
    entries_.clear();
    lexemes_.clear();
    texts_.clear();
    bytes_ = 0;
}

}  // namespace tallybook
