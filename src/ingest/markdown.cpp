#include "ingest/markdown.hpp"

#include <md4c.h>

#include <algorithm>

#include "ingest/charset.hpp"
#include "ingest/header_block.hpp"
#include "ingest/html.hpp"
#include "ingest/html_text.hpp"

namespace tallybook {

namespace {

constexpr std::string_view kFence = "---";

// Where the text begins behind a front matter; 0 where there is none.
size_t front_matter_end(std::string_view text) {
    if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return 0;
    for (size_t at = text.find('\n') + 1; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line == kFence || line == "...") return std::min(end + 1, text.size());
        at = end + 1;
    }
    return 0;
}

class Writer {
public:
    explicit Writer(std::string_view source) : source_(source) {}

    std::string text;
    Origin origin = nowhere();
    std::string title;

    static int enter_block(MD_BLOCKTYPE type, void* detail, void* self) {
        auto& out = *static_cast<Writer*>(self);
        out.break_due_ = true;
        if (type == MD_BLOCK_CODE || type == MD_BLOCK_HTML) ++out.silent_;
        if (type == MD_BLOCK_H) {
            out.heading_ = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level == 1 && out.title.empty();
            out.heading_begin_ = out.text.size();
        }
        return 0;
    }
    static int leave_block(MD_BLOCKTYPE type, void*, void* self) {
        auto& out = *static_cast<Writer*>(self);
        out.break_due_ = true;
        if (type == MD_BLOCK_CODE || type == MD_BLOCK_HTML) --out.silent_;
        if (type == MD_BLOCK_H && out.heading_) {
            out.heading_ = false;
            out.title =
                html::squeezed(std::string_view(out.text).substr(std::min(out.heading_begin_, out.text.size())));
        }
        return 0;
    }
    static int enter_span(MD_SPANTYPE type, void*, void* self) {
        if (type == MD_SPAN_IMG) ++static_cast<Writer*>(self)->silent_;
        return 0;
    }
    static int leave_span(MD_SPANTYPE type, void*, void* self) {
        if (type == MD_SPAN_IMG) --static_cast<Writer*>(self)->silent_;
        return 0;
    }
    static int add(MD_TEXTTYPE type, const MD_CHAR* words, MD_SIZE size, void* self) {
        auto& out = *static_cast<Writer*>(self);
        if (out.silent_ > 0 || type == MD_TEXT_HTML) return 0;
        const std::string_view piece(words, size);
        if (type == MD_TEXT_ENTITY) {
            out.put(html::unescape_html(piece));
        } else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
            out.put(" ");
        } else if (type == MD_TEXT_NULLCHAR) {
            out.put("\xEF\xBF\xBD");
        } else {
            out.put(piece);
        }
        return 0;
    }

private:
    void put(std::string_view piece) {
        if (piece.empty()) return;
        if (break_due_ && !text.empty()) text += "\n\n";
        break_due_ = false;
        const bool inside = piece.data() >= source_.data() && piece.data() < source_.data() + source_.size();
        if (inside) origin.add(text.size(), static_cast<size_t>(piece.data() - source_.data()), piece.size());
        text += piece;
    }

    std::string_view source_;
    size_t heading_begin_ = 0;
    int silent_ = 0;
    bool break_due_ = false, heading_ = false;
};

}  // namespace

bool looks_like_markdown(std::string_view head) {
    if (const size_t end = front_matter_end(head)) {
        InputFields fields;
        return read_header_lines(head.substr(0, end), fields) > 0;
    }
    if (!head.starts_with("# ")) return false;
    for (const std::string_view mark : {"\n## ", "\n- ", "\n* ", "](", "**", "\n> ", "\n1. ", "\n```"}) {
        if (head.find(mark) != std::string_view::npos) return true;
    }
    return false;
}

void read_markdown(InputFields& fields) {
    DecodedText decoded = decode_text(std::move(fields.text), fields.charset, fields.notes);
    const std::string source = std::move(decoded.text);
    const size_t begin = front_matter_end(source);
    if (begin > 0) read_header_lines(std::string_view(source).substr(0, begin), fields);
    Writer out(source);
    const MD_PARSER parser = {0,
                              MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
                              Writer::enter_block,
                              Writer::leave_block,
                              Writer::enter_span,
                              Writer::leave_span,
                              Writer::add,
                              nullptr,
                              nullptr};
    const std::string_view body = std::string_view(source).substr(begin);
    if (md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, &out) != 0)
        fields.notes.push_back("the Markdown could not be parsed to its end");
    if (!out.title.empty() && (!fields.title || fields.title->empty())) fields.title = out.title;
    fields.text = std::move(out.text);
    fields.origin = out.origin.after(decoded.origin);
    fields.mapped = true;
    fields.format = "markdown";
    put_headline(fields, fields.title.value_or(""));
}

}  // namespace tallybook
