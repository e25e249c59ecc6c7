#include "ingest/html_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "ingest/html_notes.hpp"
#include "ingest/html_tokens.hpp"

namespace tallybook::html {

namespace {

constexpr size_t kMostOpen = 256;       // open containers that are remembered; deeper ones are taken for transparent
constexpr size_t kMostNodes = 200'000;  // further ones belong to the container around them
constexpr size_t kMostStamps = 1000, kLineBytes = 160;

bool dropped(Tag tag) {
    switch (tag) {
        case Tag::Nav:
        case Tag::Footer:
        case Tag::Aside:
        case Tag::Svg:
        case Tag::Button:
        case Tag::Select:
        case Tag::Option:
        case Tag::Optgroup:
        case Tag::Label:
        case Tag::Figure:
        case Tag::Figcaption:
        case Tag::Object:
        case Tag::Canvas:
        case Tag::Audio:
        case Tag::Video:
        case Tag::Template:
        case Tag::Dialog:
            return true;
        default:
            return false;
    }
}

// Elements of AMP pages that hold no text of the article.
bool dropped_component(std::string_view name) {
    return one_of(name, {"amp-sidebar", "amp-consent", "amp-user-notification", "amp-ad", "amp-embed",
                         "amp-social-share", "amp-carousel", "amp-next-page", "amp-lightbox", "amp-sticky-ad"});
}

bool container(Tag tag) {
    switch (tag) {
        case Tag::Article:
        case Tag::Main:
        case Tag::Div:
        case Tag::Section:
        case Tag::Body:
        case Tag::Form:
        case Tag::Table:
        case Tag::Td:
        case Tag::Th:
        case Tag::Ul:
        case Tag::Ol:
        case Tag::Dl:
        case Tag::Li:
        case Tag::Header:
        case Tag::Blockquote:
        case Tag::Fieldset:
        case Tag::Details:
        case Tag::Center:
        case Tag::Pre:
            return true;
        default:
            return dropped(tag);
    }
}

// Elements that do not break a paragraph.
bool inline_element(Tag tag) {
    switch (tag) {
        case Tag::A:
        case Tag::Abbr:
        case Tag::Acronym:
        case Tag::B:
        case Tag::Bdi:
        case Tag::Bdo:
        case Tag::Big:
        case Tag::Cite:
        case Tag::Code:
        case Tag::Data:
        case Tag::Del:
        case Tag::Dfn:
        case Tag::Em:
        case Tag::Font:
        case Tag::I:
        case Tag::Img:
        case Tag::Ins:
        case Tag::Kbd:
        case Tag::Mark:
        case Tag::Q:
        case Tag::Rp:
        case Tag::Rt:
        case Tag::S:
        case Tag::Samp:
        case Tag::Small:
        case Tag::Span:
        case Tag::Strong:
        case Tag::Sub:
        case Tag::Sup:
        case Tag::Time:
        case Tag::Tt:
        case Tag::U:
        case Tag::Var:
        case Tag::Wbr:
        case Tag::Link:
        case Tag::Meta:
        case Tag::Other:
            return true;
        default:
            return false;
    }
}

int heading_level(Tag tag) {
    switch (tag) {
        case Tag::H1:
            return 1;
        case Tag::H2:
            return 2;
        case Tag::H3:
            return 3;
        case Tag::H4:
            return 4;
        case Tag::H5:
            return 5;
        case Tag::H6:
            return 6;
        default:
            return 0;
    }
}

class PageReader {
public:
    PageReader(std::string_view bytes, bool lenient) : page_(bytes), bytes_(bytes), lenient_(lenient) {
        page_.nodes.push_back({});
    }

    Page read() {
        Tokens tokens(bytes_);
        for (Token token = tokens.next(); token.kind != Token::Kind::End; token = tokens.next()) {
            switch (token.kind) {
                case Token::Kind::Text:
                    add_text(token.text);
                    break;
                case Token::Kind::Raw:
                    read_raw(token);
                    break;
                case Token::Kind::Open:
                    open(token);
                    break;
                default:
                    close(token);
            }
        }
        flush();
        return std::move(page_);
    }

private:
    struct Element {
        Tag tag;
        std::string_view name;
        bool drops;
        uint32_t node_before;
    };
    struct Inline {  // an inline element whose text matters: byline, date, <time>
        Tag tag = Tag::Other;
        Marks marks;
        uint32_t begin = 0;
        bool open = false, stamped = false;
    };

    void add_text(std::string_view raw) {
        if (dropping_ > 0) return;
        if (pre_ > 0) return add_preformatted(raw);
        const size_t before = page_.text.size();
        page_.text.add(raw);
        const size_t added = page_.text.size() - before;
        if (added == 0) return;
        breaks_ = 0;
        after_close_ = false;
        if (in_link_) link_bytes_ += added;
    }

    // In <pre> an empty line ends a paragraph.
    void add_preformatted(std::string_view raw) {
        for (size_t at = 0; at < raw.size();) {
            size_t line_end = raw.find('\n', at), next = line_end;
            while (next != std::string_view::npos) {
                next = raw.find_first_not_of(" \t\r", line_end + 1);
                if (next == std::string_view::npos || raw[next] == '\n') break;
                line_end = raw.find('\n', next);
                next = line_end;
            }
            page_.text.add(raw.substr(at, line_end == std::string_view::npos ? line_end : line_end - at));
            if (line_end == std::string_view::npos) return;
            kind_ = Block::Kind::Paragraph;
            flush();
            at = next == std::string_view::npos ? raw.size() : next;
            while (at < raw.size() && (raw[at] == '\n' || raw[at] == '\r')) ++at;
        }
    }

    void flush() {
        const auto end = static_cast<uint32_t>(page_.text.size());
        if (end > block_begin_ && !marks_.hidden) {
            Block block;
            block.kind = kind_;
            block.level = level_;
            block.marks = marks_;
            block.begin = block_begin_;
            block.end = end;
            block.link_bytes = std::min<uint32_t>(static_cast<uint32_t>(link_bytes_), end - block_begin_);
            block.about_bytes = std::min<uint32_t>(static_cast<uint32_t>(about_bytes_), end - block_begin_);
            block.node = node_;
            page_.blocks.push_back(block);
            if (marks_.about && !marks_.date && page_.byline.empty()) set_byline(page_.text_of(block));
            if (marks_.date) add_stamp(std::string(page_.text_of(block)), true);
        }
        block_begin_ = line_begin_ = end;
        after_close_ = false;
        link_bytes_ = about_bytes_ = 0;
        breaks_ = 0;
        page_.text.begin_block();
        inline_.open = false;
    }

    void end_block() {
        flush();
        kind_ = in_item_ ? Block::Kind::Item : Block::Kind::Loose;
        level_ = 0;
        marks_ = {};
    }

    void set_byline(std::string_view text) {
        if (text.size() < 120 && text.find_first_of("0123456789") == std::string_view::npos) page_.byline = text;
    }

    void add_stamp(std::string value, bool says_published) {
        if (value.empty() || value.size() > 120 || page_.stamps.size() >= kMostStamps) return;
        page_.stamps.push_back({std::move(value), node_, static_cast<uint32_t>(page_.blocks.size()), says_published});
    }

    void read_raw(const Token& token) {
        if (token.tag == Tag::Title && dropping_ == 0 && page_.facts.site_title.empty()) {
            page_.facts.site_title = squeezed(unescape_html(token.text));
        }
        if (token.tag == Tag::Script) {
            if (linked_data_) {
                read_linked_data(token.text, page_.facts.linked);
            } else if (script_date_.empty() && token.text.find("\"datePublished\"") != std::string_view::npos) {
                LinkedData found;
                read_linked_data(token.text, found);
                script_date_ = found.published;
                if (page_.facts.published.empty()) page_.facts.published = script_date_;
            }
        }
    }

    void open_inline(const Token& token) {
        if (dropping_ > 0) return;
        if (token.tag == Tag::A) {
            in_link_ = true;
            link_author_ = attribute(token.attributes, "rel") == "author";
        }
        if (token.attributes.empty() || inline_.open) return;
        if (token.tag != Tag::Span && token.tag != Tag::Time && token.tag != Tag::A) return;
        const Marks marks = marks_of(token.attributes);
        const bool time = token.tag == Tag::Time;
        if (!time && !marks.about && !marks.hidden && !link_author_) return;
        inline_ = {token.tag, marks, static_cast<uint32_t>(page_.text.size()), true, false};
        if (link_author_) inline_.marks.about = true;
        if (time || marks.date) {
            std::string value = attribute(token.attributes, "datetime");
            if (value.empty()) value = attribute(token.attributes, "content");
            inline_.stamped = !value.empty();
            const bool named = marks.date || token.attributes.find("pubdate") != std::string_view::npos;
            add_stamp(std::move(value), named && token.attributes.find("odified") == std::string_view::npos);
        }
    }

    void close_inline(Tag tag) {
        after_close_ = true;
        if (tag == Tag::A) in_link_ = link_author_ = false;
        if (!inline_.open || inline_.tag != tag) return;
        inline_.open = false;
        const std::string_view text = std::string_view(page_.text.text()).substr(inline_.begin);
        if (inline_.marks.about || tag == Tag::Time) about_bytes_ += text.size();
        if (inline_.marks.about && !inline_.marks.date && tag != Tag::Time && page_.byline.empty()) set_byline(text);
        if ((tag == Tag::Time || inline_.marks.date) && !inline_.stamped)
            add_stamp(std::string(text), inline_.marks.date);
    }

    void open_head(const Token& token) {
        PageFacts& facts = page_.facts;
        if (token.tag == Tag::Meta) {
            facts.read_meta(token.attributes);
        } else if (token.tag == Tag::Link) {
            if (facts.uri.empty() && attribute(token.attributes, "rel") == "canonical")
                facts.uri = attribute(token.attributes, "href");
        } else if (facts.language.empty()) {
            facts.language = attribute(token.attributes, "lang");
        }
    }

    // Two of them end a paragraph in old pages. One ends a line that is set off or tells who and when.
    void line_break() {
        if (dropping_ > 0) return;
        if (++breaks_ == 2) {
            kind_ = Block::Kind::Paragraph;
            flush();
            breaks_ = 2;
        } else if (breaks_ == 1) {
            const std::string_view line = std::string_view(page_.text.text()).substr(line_begin_);
            if (line.size() < kLineBytes && line_begin_ == block_begin_ &&
                (after_close_ || !byline_of_line(line).empty() || !day_of_line(line).empty())) {
                flush();
                breaks_ = 1;
            }
        }
        line_begin_ = static_cast<uint32_t>(page_.text.size());
        page_.text.blank();
    }

    void open(const Token& token) {
        const Tag tag = token.tag;
        if (tag == Tag::Meta || tag == Tag::Link || tag == Tag::Html) open_head(token);
        if (tag == Tag::Script) {
            const std::string_view in = token.attributes;
            linked_data_ = in.find("ld+json") != std::string_view::npos;
        }
        if (tag == Tag::Br) return line_break();
        const bool component = tag == Tag::Other && token.name.find('-') != std::string_view::npos;
        if (inline_element(tag) && !component) return open_inline(token);
        if (dropping_ == 0) end_block();
        const bool holds = container(tag) || component;
        Marks marks;
        if (!token.attributes.empty() && dropping_ == 0) marks = marks_of(token.attributes);
        marks_ = marks;
        level_ = static_cast<uint8_t>(heading_level(tag));
        if (level_ > 0) kind_ = Block::Kind::Heading;
        if (tag == Tag::P) kind_ = Block::Kind::Paragraph;
        if (holds && !token.attributes.ends_with('/')) open_container(token, marks);
    }

    // Elements whose end tags pages leave out.
    void close_implied(Tag tag) {
        const auto ends = [&](Tag one) {
            return tag == Tag::Li ? one == Tag::Li
                                  : (tag == Tag::Td || tag == Tag::Th) && (one == Tag::Td || one == Tag::Th);
        };
        const auto stops = [&](Tag one) {
            return tag == Tag::Li ? one == Tag::Ul || one == Tag::Ol : one == Tag::Table;
        };
        for (size_t i = open_.size(); i > 0 && !stops(open_[i - 1].tag); --i) {
            if (ends(open_[i - 1].tag)) return pop_to(i - 1);
        }
    }

    void open_container(const Token& token, Marks marks) {
        const Tag tag = token.tag;
        if (tag == Tag::Li || tag == Tag::Td || tag == Tag::Th) close_implied(tag);
        if (open_.size() >= kMostOpen) return;
        const bool drops =
            !lenient_ && (dropped(tag) || marks.hidden || (tag == Tag::Other && dropped_component(token.name)));
        open_.push_back({tag, token.name, drops, node_});
        dropping_ += drops;
        pre_ += tag == Tag::Pre;
        if (tag == Tag::Li) in_item_ = true;
        if (tag == Tag::Li) kind_ = Block::Kind::Item;
        if (tag == Tag::Blockquote) kind_ = Block::Kind::Quote;
        if (dropping_ > 0 || page_.nodes.size() >= kMostNodes) return;
        const bool own = !(tag == Tag::Body || tag == Tag::Article || tag == Tag::Main);
        Node node;
        node.parent = node_;
        node.marks = marks;
        if (!own || lenient_) node.marks.aside = false;
        if (tag == Tag::Main) node.marks.main = true;
        node.article = tag == Tag::Article;
        node.header = tag == Tag::Header;
        node_ = static_cast<uint32_t>(page_.nodes.size());
        page_.nodes.push_back(node);
    }

    void pop_to(size_t keep) {
        while (open_.size() > keep) {
            dropping_ -= open_.back().drops;
            pre_ -= open_.back().tag == Tag::Pre;
            node_ = open_.back().node_before;
            open_.pop_back();
        }
        in_item_ = std::any_of(open_.begin(), open_.end(), [](const Element& one) { return one.tag == Tag::Li; });
    }

    void close(const Token& token) {
        const Tag tag = token.tag;
        const bool component = tag == Tag::Other && token.name.find('-') != std::string_view::npos;
        if (inline_element(tag) && !component) return close_inline(tag);
        if (dropping_ == 0) end_block();
        if (!container(tag) && !component) return;
        const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Element& one) {
            return one.tag == tag && (tag != Tag::Other || one.name == token.name);
        });
        if (found == open_.rend()) return;
        pop_to(static_cast<size_t>(open_.rend() - found) - 1);
        kind_ = in_item_ ? Block::Kind::Item : Block::Kind::Loose;
    }

    Page page_;
    std::string_view bytes_;
    std::string script_date_;
    std::vector<Element> open_;
    Inline inline_;
    Marks marks_;
    Block::Kind kind_ = Block::Kind::Loose;
    uint8_t level_ = 0;
    uint32_t node_ = 0, block_begin_ = 0, line_begin_ = 0;
    size_t link_bytes_ = 0, about_bytes_ = 0;
    int dropping_ = 0, pre_ = 0, breaks_ = 0;
    bool after_close_ = false;  // an inline element has ended, and no text has come since
    bool lenient_, in_link_ = false, link_author_ = false, linked_data_ = false, in_item_ = false;
};

}  // namespace

Page read_page(std::string_view bytes, bool lenient) {
    return PageReader(bytes, lenient).read();
}

}  // namespace tallybook::html
