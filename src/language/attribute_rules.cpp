#include "language/attribute_rules.hpp"

#include <algorithm>

namespace tallybook {

using nlohmann::json;

// Turns the JSON of one model into rules; keeps what is wrong with it.
class AttributeRules::Compiler {
public:
    Compiler(AttributeRules& out, Labels& labels) : out_(out), labels_(labels) {}

    bool rule(const json& source) {
        Rule rule;
        if (!source.is_object() || !source.contains("patterns") || !source.contains("attrs")) return wrong("its shape");
        if (!source["patterns"].is_array()) return wrong("its patterns");
        rule.index = source.value("index", size_t{0});
        for (const json& pattern : source["patterns"]) {
            if (!pattern.is_array() || rule.index >= pattern.size()) return wrong("a pattern's length");
            std::vector<TokenTest> tests(pattern.size());
            for (size_t i = 0; i < pattern.size(); ++i) {
                if (!token_test(pattern[i], tests[i])) return false;
            }
            rule.several = rule.several || tests.size() > 1;
            rule.patterns.push_back(std::move(tests));
        }
        if (!attributes(source["attrs"], rule)) return false;
        out_.rules_.push_back(std::move(rule));
        return true;
    }

    Error error(size_t number) const {
        return {errors::kModelTable,
                "attribute rule " + std::to_string(number) + " is of a kind that is not supported (" + wrong_ +
                    "); import another model",
                ""};
    }

private:
    bool wrong(const std::string& what) {
        wrong_ = what;
        return false;
    }

    bool attributes(const json& attrs, Rule& rule) {
        if (!attrs.is_object()) return wrong("attrs");
        for (const auto& [key, value] : attrs.items()) {
            if (!value.is_string()) return wrong(key);
            std::string text = value.get<std::string>();
            if (key == "MORPH" && text == "_") text.clear();
            LabelId* target = key == "TAG"     ? &rule.tag
                              : key == "POS"   ? &rule.pos
                              : key == "MORPH" ? &rule.morph
                              : key == "DEP"   ? &rule.dep
                              : key == "LEMMA" ? &rule.lemma
                                               : nullptr;
            if (target == nullptr) return wrong("it sets " + key);
            *target = labels_.intern(text);
        }
        return true;
    }

    bool token_test(const json& spec, TokenTest& test) {
        if (!spec.is_object()) return wrong("a token");
        for (const auto& [key, value] : spec.items()) {
            bool ok = false;
            if (key == "TAG") {
                ok = label_test(value, test.tag);
            } else if (key == "DEP") {
                ok = label_test(value, test.dep);
            } else if (key == "LOWER") {
                ok = text_test(value, test);
            } else if (key == "IS_SPACE" && value.is_boolean()) {
                test.is_space = value.get<bool>() ? 1 : 0;
                ok = true;
            }
            if (!ok) return wrong("its test of " + key);
        }
        return true;
    }

    // "x" or {"IN": […]} or {"NOT_IN": […]}: the strings and whether they are excluded.
    static bool string_list(const json& value, std::vector<std::string>& strings, bool& negated) {
        negated = false;
        if (value.is_string()) {
            strings = {value.get<std::string>()};
            return true;
        }
        if (!value.is_object() || value.size() != 1) return false;
        const std::string op = value.begin().key();
        if ((op != "IN" && op != "NOT_IN") || !value.begin()->is_array()) return false;
        negated = op == "NOT_IN";
        for (const json& item : *value.begin()) {
            if (!item.is_string()) return false;
            strings.push_back(item.get<std::string>());
        }
        return true;
    }

    bool label_test(const json& value, LabelTest& test) {
        std::vector<std::string> strings;
        if (!string_list(value, strings, test.others)) return false;
        for (const std::string& text : strings) {
            const LabelId id = labels_.intern(text);
            if (test.allowed.size() <= id) test.allowed.resize(id + size_t{1}, test.others ? 1 : 0);
            test.allowed[id] = test.others ? 0 : 1;
        }
        if (test.allowed.empty()) test.allowed.assign(1, test.others ? 1 : 0);
        return true;
    }

    bool text_test(const json& value, TokenTest& test) {
        if (value.is_object() && value.size() == 1 && value.contains("REGEX") && value["REGEX"].is_string()) {
            auto regex = Regex::compile_python(value["REGEX"].get<std::string>());
            if (!regex || out_.regexes_.size() == 32) return false;
            test.regexes |= uint32_t{1} << out_.regexes_.size();
            out_.regexes_.push_back(*std::move(regex));
            return true;
        }
        std::vector<std::string> strings;
        if (!string_list(value, strings, test.texts_negated)) return false;
        test.tests_text = true;
        for (const std::string& text : strings) {
            const auto next = static_cast<uint32_t>(out_.texts_.size() + 1);
            test.texts.push_back(out_.texts_.emplace(text, next).first->second);
        }
        std::sort(test.texts.begin(), test.texts.end());
        return true;
    }

    AttributeRules& out_;
    Labels& labels_;
    std::string wrong_;
};

Result<AttributeRules> AttributeRules::compile(const json& patterns, Labels& labels) {
    AttributeRules out;
    Compiler compiler(out, labels);
    size_t number = 0;
    for (const json& source : patterns) {
        if (!compiler.rule(source)) return compiler.error(number);
        ++number;
    }
    return out;
}

RuleWord AttributeRules::word(std::string_view lower, bool is_space, RegexScratch& scratch) const {
    RuleWord word;
    word.is_space = is_space;
    if (const auto found = texts_.find(std::string(lower)); found != texts_.end()) word.text = found->second;
    for (size_t r = 0; r < regexes_.size(); ++r) {
        if (regexes_[r].finds(lower, scratch)) word.regexes |= uint32_t{1} << r;
    }
    return word;
}

bool AttributeRules::TokenTest::holds(const RuleToken& token) const {
    if (!tag.holds(token.tag) || !dep.holds(token.dep)) return false;
    if ((token.word.regexes & regexes) != regexes) return false;
    if (is_space >= 0 && token.word.is_space != (is_space == 1)) return false;
    return !tests_text || std::binary_search(texts.begin(), texts.end(), token.word.text) != texts_negated;
}

bool AttributeRules::matches_at(const std::vector<TokenTest>& pattern, std::span<const RuleToken> tokens, size_t at) {
    if (at + pattern.size() > tokens.size()) return false;
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (!pattern[i].holds(tokens[at + i])) return false;
    }
    return true;
}

void AttributeRules::set(const Rule& rule, RuleOutcome& outcome) {
    const auto overwrite = [](LabelId from, LabelId& to) {
        if (from != Rule::kUnset) to = from;
    };
    overwrite(rule.tag, outcome.tag);
    overwrite(rule.pos, outcome.pos);
    overwrite(rule.morph, outcome.morph);
    overwrite(rule.dep, outcome.dep);
    overwrite(rule.lemma, outcome.lemma);
}

RuleOutcome AttributeRules::apply_single(const RuleToken& token) const {
    RuleOutcome outcome{token.tag, 0, 0, token.dep, 0};
    for (const Rule& rule : rules_) {
        for (const auto& pattern : rule.patterns) {
            if (pattern.size() == 1 && pattern[0].holds(token)) set(rule, outcome);
        }
    }
    return outcome;
}

bool AttributeRules::may_begin(const RuleToken& token) const {
    for (const Rule& rule : rules_) {
        if (!rule.several) continue;
        for (const auto& pattern : rule.patterns) {
            if (pattern.size() > 1 && pattern[0].holds(token)) return true;
        }
    }
    return false;
}

std::vector<AttributeRules::Touch> AttributeRules::touches(std::span<const RuleToken> tokens,
                                                           const std::vector<uint8_t>& begins) const {
    std::vector<Touch> out;
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (!begins[i]) continue;
        for (const Rule& rule : rules_) {
            if (!rule.several) continue;
            for (const auto& pattern : rule.patterns) {
                if (pattern.size() > 1 && matches_at(pattern, tokens, i)) out.push_back({i + rule.index});
            }
        }
    }
    return out;
}

RuleOutcome AttributeRules::apply_all(std::span<const RuleToken> tokens, size_t target) const {
    RuleOutcome outcome{tokens[target].tag, 0, 0, tokens[target].dep, 0};
    for (const Rule& rule : rules_) {
        if (target < rule.index) continue;
        for (const auto& pattern : rule.patterns) {
            if (matches_at(pattern, tokens, target - rule.index)) set(rule, outcome);
        }
    }
    return outcome;
}

}  // namespace tallybook
