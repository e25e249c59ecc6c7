// A page cut into tags and text, one at a time, in one pass without a tree. Follows HTML's own rules where they matter
// for news pages: comments, CDATA, quoted attributes, elements whose content is no markup (script, style, title …).
// Views point into the page and live as long as it does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tallybook::html {

// The elements that a reader of news pages treats in a way of their own; all others are Other.
// clang-format off
enum class Tag : uint8_t {
    Other, A, Abbr, Acronym, Address, Article, Aside, Audio, B, Bdi, Bdo, Big, Blockquote, Body, Br, Button, Canvas,
    Center, Cite, Code, Data, Dd, Del, Details, Dfn, Dialog, Div, Dl, Dt, Em, Fieldset, Figcaption, Figure, Font,
    Footer, Form, H1, H2, H3, H4, H5, H6, Head, Header, Hr, Html, I, Iframe, Img, Ins, Kbd, Label, Li, Link, Main,
    Mark, Meta, Nav, Noembed, Noframes, Noscript, Object, Ol, Optgroup, Option, P, Pre, Q, Rp, Rt, S, Samp, Script,
    Section, Select, Small, Span, Strong, Style, Sub, Summary, Sup, Svg, Table, Tbody, Td, Template, Textarea, Th,
    Thead, Time, Title, Tr, Tt, U, Ul, Var, Video, Wbr, Xmp,
};
// clang-format on

struct Token {
    enum class Kind : uint8_t { Text, Open, Close, Raw, End } kind = Kind::End;
    Tag tag = Tag::Other;         // of a tag; of Raw the element that it is the content of
    std::string_view name;        // of a tag, as it is written
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
    std::string_view raw_name_;  // the element whose content comes next as it is; empty: markup
    Tag raw_ = Tag::Other;
};

// The element of a name in any case.
Tag tag_of(std::string_view name);

// Reads attributes in order.
class Attributes {
public:
    explicit Attributes(std::string_view in) : in_(in) {}
    // False at the end. `name` as it is written, `value` with its character references unread.
    bool next(std::string_view& name, std::string_view& value);

private:
    std::string_view in_;
    size_t at_ = 0;
};

// The value of an attribute, character references read; empty where there is none.
std::string attribute(std::string_view attributes, std::string_view name);

bool equal_ignoring_case(std::string_view text, std::string_view lower);

}  // namespace tallybook::html
