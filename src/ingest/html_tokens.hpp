// A page cut into tags and text, one at a time, in one pass without a tree. Follows HTML's own rules where they matter
// for news pages: comments, CDATA, quoted attributes, elements whose content is no markup (script, style, title …).
// Views point into the page and live as long as it does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tallybook::html {

struct Token {
    enum class Kind { Text, Open, Close, Raw, End } kind = Kind::End;
    std::string name;             // of a tag, lower case; of Raw the element that it is the content of
    std::string_view attributes;  // of an opening tag: what stands behind the name
    std::string_view text;        // of Text and Raw
};

class Tokens {
public:
    explicit Tokens(std::string_view page) : page_(page) {}
    Token next();

private:
    Token raw_content();
    bool skip_declaration();

    std::string_view page_;
    size_t at_ = 0;
    std::string raw_;  // the element whose content comes next as it is; empty: markup
};

// The value of an attribute, character references read; empty where there is none.
std::string attribute(std::string_view attributes, std::string_view name);

}  // namespace tallybook::html
