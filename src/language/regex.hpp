// A pattern in Python's syntax under PCRE2 with JIT: UTF-8, Unicode classes, and limits on the work and the memory of
// one match. A match that runs into a limit counts as no match. Private to the tokeniser.
//
// A compiled Regex is immutable and shared between threads; each thread brings its RegexScratch. Subjects must be
// well-formed UTF-8.
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/errors.hpp"
#include "base/result.hpp"

namespace tallybook {

template <auto Free>
struct PcreFree {
    template <class T>
    void operator()(T* p) const {
        Free(p);
    }
};

class RegexScratch {
public:
    RegexScratch()
        : data_(pcre2_match_data_create_8(1, nullptr)),
          context_(pcre2_match_context_create_8(nullptr)),
          stack_(pcre2_jit_stack_create_8(32 << 10, 1 << 20, nullptr)) {
        pcre2_set_match_limit_8(context_.get(), 1'000'000);
        pcre2_set_heap_limit_8(context_.get(), 20'000);  // KiB
        pcre2_jit_stack_assign_8(context_.get(), nullptr, stack_.get());
    }

private:
    friend class Regex;
    std::unique_ptr<pcre2_match_data_8, PcreFree<pcre2_match_data_free_8>> data_;
    std::unique_ptr<pcre2_match_context_8, PcreFree<pcre2_match_context_free_8>> context_;
    std::unique_ptr<pcre2_jit_stack_8, PcreFree<pcre2_jit_stack_free_8>> stack_;
};

class Regex {
public:
    Regex() = default;  // never matches

    static Result<Regex> compile_python(std::string_view pattern) {
        Regex out;
        if (pattern.empty()) return out;
        const std::string translated = from_python(pattern);
        int code = 0;
        PCRE2_SIZE offset = 0;
        out.code_.reset(pcre2_compile_8(reinterpret_cast<PCRE2_SPTR8>(translated.data()), translated.size(),
                                        PCRE2_UTF | PCRE2_UCP, &code, &offset, nullptr));
        if (!out.code_) {
            unsigned char message[256] = {};
            pcre2_get_error_message_8(code, message, sizeof message);
            return Error{errors::kTokenizerPattern,
                         "a pattern of the model cannot be used (" + std::string(reinterpret_cast<char*>(message)) +
                             " at offset " + std::to_string(offset) + "); import another model",
                         ""};
        }
        pcre2_jit_compile_8(out.code_.get(), PCRE2_JIT_COMPLETE);  // without JIT the interpreter runs, only slower
        return out;
    }

    // The length of the leftmost match, 0 if none.
    size_t found_length(std::string_view text, RegexScratch& scratch) const {
        const auto match = search(text, 0, 0, scratch);
        return match ? match->second - match->first : 0;
    }
    bool finds(std::string_view text, RegexScratch& scratch) const { return search(text, 0, 0, scratch).has_value(); }
    bool matches_at_start(std::string_view text, RegexScratch& scratch) const {
        return search(text, 0, PCRE2_ANCHORED, scratch).has_value();
    }

    // Calls f(begin, end) for the matches from left to right, not overlapping, as Python's finditer gives them.
    template <class F>
    void for_each(std::string_view text, RegexScratch& scratch, F f) const {
        size_t at = 0;
        uint32_t options = 0;
        while (at <= text.size()) {
            const auto match = search(text, at, options, scratch);
            if (!match) return;
            f(match->first, match->second);
            at = match->second;
            options = match->first == match->second ? PCRE2_NOTEMPTY_ATSTART : 0;
        }
    }

private:
    std::optional<std::pair<size_t, size_t>> search(std::string_view text, size_t at, uint32_t options,
                                                    RegexScratch& scratch) const {
        if (!code_) return std::nullopt;
        const int rc = pcre2_match_8(code_.get(), reinterpret_cast<PCRE2_SPTR8>(text.data()), text.size(), at,
                                     options | PCRE2_NO_UTF_CHECK, scratch.data_.get(), scratch.context_.get());
        if (rc < 0) return std::nullopt;
        const PCRE2_SIZE* ends = pcre2_get_ovector_pointer_8(scratch.data_.get());
        return std::pair<size_t, size_t>{ends[0], ends[1]};
    }

    // "(?u)" goes (it is the default), \uXXXX and \UXXXXXXXX become \x{…}; the rest means the same in both.
    static std::string from_python(std::string_view pattern) {
        std::string out;
        for (size_t i = 0; i < pattern.size();) {
            if (pattern.substr(i, 4) == "(?u)") {
                i += 4;
            } else if (pattern[i] == '\\' && i + 1 < pattern.size()) {
                const size_t digits = pattern[i + 1] == 'u' ? 4 : pattern[i + 1] == 'U' ? 8 : 0;
                if (digits != 0 && i + 2 + digits <= pattern.size()) {
                    out += "\\x{" + std::string(pattern.substr(i + 2, digits)) + "}";
                    i += 2 + digits;
                } else {
                    out += pattern.substr(i, 2);
                    i += 2;
                }
            } else {
                out += pattern[i++];
            }
        }
        return out;
    }

    std::unique_ptr<pcre2_code_8, PcreFree<pcre2_code_free_8>> code_;
};

}  // namespace tallybook
