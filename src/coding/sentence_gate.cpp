#include "coding/sentence_gate.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace tallybook {

namespace {

bool starts_count(std::string_view word) {
    return one_of(word, {"toll", "tolls", "troops", "troop", "soldiers", "personnel", "forces", "force", "marines",
                         "servicemen", "servicemembers", "peacekeepers"});
}

}  // namespace

SentencePromise RecordTest::operator()(std::span<const Token> sentence) {
    if (options_.dictionaries) {
        const bool any = std::any_of(sentence.begin(), sentence.end(),
                                     [&](const Token& t) { return options_.dictionaries->may_trigger(lower(t.text)); });
        return {any, false};
    }
    text_.clear();
    words_.clear();
    size_t room = 0;
    for (const Token& t : sentence) room += t.text.size();
    text_.reserve(room);  // so that the views below stay where they are
    for (const Token& t : sentence) {
        // The month is told by its capital, except where a sentence begins.
        if (t.text == "March" && &t != &sentence.front()) continue;
        const size_t begin = text_.size();
        for (const char c : t.text) text_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        words_.push_back(std::string_view(text_).substr(begin));
    }
    const Triggers found = codebook_.triggers(words_);
    // With all statements, "according to" and a speaker's label give records too.
    const bool any = found.any || options_.all_statements || std::any_of(words_.begin(), words_.end(), starts_count);
    return {any, found.violence};
}

}  // namespace tallybook
