// The strings that analyses are made of (tags, parts of speech, relations, morphology, entity labels, lemmas given by
// rules), interned when a model is loaded: id 0 is the empty string, equal strings have equal ids. Built once, then
// read-only; views stay valid as long as the table.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tallybook {

using LabelId = uint16_t;

class Labels {
public:
    Labels() { intern(""); }
    Labels(const Labels&) = delete;
    Labels& operator=(const Labels&) = delete;

    // At most 65,535 strings; more give the id 0 and set overflowed().
    LabelId intern(std::string_view text) {
        if (const auto found = ids_.find(text); found != ids_.end()) return found->second;
        if (texts_.size() > UINT16_MAX) {
            overflowed_ = true;
            return 0;
        }
        const auto id = static_cast<LabelId>(texts_.size());
        ids_.emplace(texts_.emplace_back(text), id);
        return id;
    }

    // kNone where the string is unknown.
    static constexpr LabelId kNone = UINT16_MAX;
    LabelId find(std::string_view text) const {
        const auto found = ids_.find(text);
        return found == ids_.end() ? kNone : found->second;
    }

    std::string_view operator[](LabelId id) const { return texts_[id]; }
    size_t size() const { return texts_.size(); }
    bool overflowed() const { return overflowed_; }

private:
    std::deque<std::string> texts_;
    std::unordered_map<std::string_view, LabelId> ids_;
    bool overflowed_ = false;
};

}  // namespace tallybook
