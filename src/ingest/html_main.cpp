#include "ingest/html_main.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/text.hpp"
#include "ingest/date_text.hpp"
#include "ingest/html_notes.hpp"
#include "ingest/text_head.hpp"

namespace tallybook::html {

namespace {

constexpr uint32_t kArticleBytes = 120;   // an <article> with less text is a teaser
constexpr uint32_t kLinkListBytes = 400;  // a longer block is text, whatever its links
constexpr uint32_t kAboutBytes = 200;     // a longer one is text, whatever its class
constexpr uint32_t kSentenceBytes = 40;   // a shorter loose line is a label

bool ends_a_sentence(std::string_view text) {
    while (!text.empty() && (text.back() == ')' || text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
    if (text.empty()) return false;
    for (const std::string_view mark : {".", "!", "?", ":", ";", "…", "”", "’", "»", "。", "؟", "।"}) {
        if (text.ends_with(mark)) return true;
    }
    return false;
}

bool mostly_links(const Block& block) {
    const uint32_t size = block.end - block.begin;
    return block.link_bytes * 2 > size && size < kLinkListBytes;
}

bool about_block(const Block& block) {
    const uint32_t size = block.end - block.begin;
    return (block.marks.about && size < kAboutBytes) || block.about_bytes * 2 > size;
}

// A paragraph whose own name says that it is none.
bool caption(const Block& block) {
    return block.marks.aside && block.end - block.begin < kLinkListBytes;
}

class Chooser {
public:
    explicit Chooser(const Page& page) : page_(page), aside_(page.nodes.size()), bytes_(page.nodes.size()) {}

    MainText choose() {
        mark_asides();
        sum();
        inside_ = roots();
        find_headline();
        collect();
        return std::move(out_);
    }

private:
    // What counts as text when containers are weighed.
    uint32_t good_bytes(const Block& block) const {
        const std::string_view text = page_.text_of(block);
        if (block.kind == Block::Kind::Heading || mostly_links(block) || about_block(block) || caption(block)) return 0;
        if (text.size() < kSentenceBytes || (!ends_a_sentence(text) && text.size() < kLinkListBytes)) return 0;
        if (is_page_note(text)) return 0;
        return block.end - block.begin - block.link_bytes;
    }

    // A container whose name speaks against it, but that holds nearly all text of the page, is none
    // ("page-with-social").
    void mark_asides() {
        std::vector<uint32_t> under(page_.nodes.size());
        uint32_t total = 0;
        for (const Block& block : page_.blocks) {
            const uint32_t good = good_bytes(block);
            under[block.node] += good;
            total += good;
        }
        for (size_t i = page_.nodes.size(); i-- > 1;) under[page_.nodes[i].parent] += under[i];
        for (size_t i = 1; i < page_.nodes.size(); ++i) {
            const Node& node = page_.nodes[i];
            const bool own = node.marks.aside && uint64_t{under[i]} * 4 < uint64_t{total} * 3;
            aside_[i] = own || aside_[node.parent];
        }
    }

    void sum() {
        for (const Block& block : page_.blocks) {
            if (!aside_[block.node]) bytes_[block.node] += good_bytes(block);
        }
        for (size_t i = page_.nodes.size(); i-- > 1;) bytes_[page_.nodes[i].parent] += bytes_[i];
        out_.bytes = bytes_[0];
    }

    // Nodes of a kind that do not stand in another one of it.
    template <class Is>
    std::vector<uint32_t> outermost(uint32_t within, Is is) const {
        std::vector<uint32_t> found;
        std::vector<char> covered(page_.nodes.size()), in(page_.nodes.size());
        in[within] = 1;
        for (uint32_t i = within + 1; i < page_.nodes.size(); ++i) {
            const Node& node = page_.nodes[i];
            in[i] = in[node.parent];
            covered[i] = covered[node.parent];
            if (!in[i] || covered[i] || aside_[i] || !is(node)) continue;
            covered[i] = 1;
            if (bytes_[i] > 0) found.push_back(i);
        }
        return found;
    }

    uint64_t sum_of(const std::vector<uint32_t>& nodes) const {
        uint64_t total = 0;
        for (const uint32_t node : nodes) total += bytes_[node];
        return total;
    }

    // Of several like ones those that are of some size beside the largest: posts of a live page, not teasers of others.
    std::vector<uint32_t> comparable(std::vector<uint32_t> nodes) const {
        uint32_t most = 0;
        for (const uint32_t node : nodes) most = std::max(most, bytes_[node]);
        const uint32_t least = page_.facts.linked.live ? 1 : std::max(kArticleBytes, most / 4);
        std::erase_if(nodes, [&](uint32_t node) { return bytes_[node] < least; });
        return nodes;
    }

    // The containers whose blocks are judged, as a mark on every node inside them.
    std::vector<char> roots() const {
        uint32_t top = 0;
        const uint64_t total = bytes_[0];
        const auto main = outermost(0, [](const Node& node) { return node.marks.main; });
        if (main.size() == 1 && uint64_t{bytes_[main[0]]} * 5 >= total * 2) top = main[0];
        const uint64_t here = bytes_[top];
        std::vector<uint32_t> chosen;
        const auto articles = comparable(outermost(top, [](const Node& node) { return node.article; }));
        const auto bodies = outermost(top, [](const Node& node) { return node.marks.body; });
        if (!articles.empty() && sum_of(articles) * 5 >= here * 2) chosen = articles;
        if (chosen.size() == 1) {  // the text within the article, where it is named
            const auto within = outermost(chosen[0], [](const Node& node) { return node.marks.body; });
            if (sum_of(within) * 10 >= uint64_t{bytes_[chosen[0]]} * 6) chosen = within;
        }
        if (chosen.empty() && sum_of(bodies) * 2 >= here && here > 0) chosen = comparable(bodies);
        if (chosen.empty()) chosen = {descend(top)};
        std::vector<char> in(page_.nodes.size());
        for (const uint32_t node : chosen) in[node] = 1;
        for (size_t i = 1; i < page_.nodes.size(); ++i) in[i] = (in[i] || in[page_.nodes[i].parent]) && !aside_[i];
        return in;
    }

    // Down into the container that holds two thirds of what the one around it holds.
    uint32_t descend(uint32_t top) const {
        uint32_t at = top;
        if (bytes_[top] < kLinkListBytes) return top;  // too little to tell
        for (uint32_t i = top + 1; i < page_.nodes.size(); ++i) {
            if (page_.nodes[i].parent == at && uint64_t{bytes_[i]} * 3 > uint64_t{bytes_[at]} * 2) at = i;
        }
        return at;
    }

    // The block that the page's title names: a heading before other lines, a long one before a short one. Else the
    // first heading that is no site's name.
    void find_headline() {
        const PageFacts& facts = page_.facts;
        const std::string title = lower(facts.title.empty() ? facts.site_title : facts.title);
        int first = -1, second = -1;
        size_t worth = 0;
        for (size_t i = 0; i < page_.blocks.size(); ++i) {
            const Block& block = page_.blocks[i];
            const std::string_view text = page_.text_of(block);
            if (text.size() < 4 || text.size() > 400) continue;
            const bool heading = block.kind == Block::Kind::Heading;
            if (text.size() * 5 > title.size() * 2 && title.find(lower(text)) != std::string::npos) {
                const size_t here = text.size() * 2 + (heading ? 1000 : 0);
                if (here > worth) {
                    worth = here;
                    out_.headline = static_cast<int>(i);
                }
            }
            if (!heading || text == facts.outlet || text == facts.application) continue;
            if (block.level == 1 && first < 0 && !aside_[block.node]) first = static_cast<int>(i);
            if (block.level == 2 && second < 0 && inside_[block.node]) second = static_cast<int>(i);
        }
        out_.headline_is_sure = out_.headline >= 0;
        if (out_.headline < 0) out_.headline = first >= 0 ? first : title.empty() ? second : -1;
    }

    void collect() {
        std::vector<size_t> headings;  // kept only if text follows
        std::unordered_set<std::string_view> seen;
        uint32_t skip_level = 0, skip_node = 0;
        for (size_t i = 0; i < page_.blocks.size(); ++i) {
            const Block& block = page_.blocks[i];
            if (static_cast<int>(i) == out_.headline) {
                skip_level = 0;
                continue;
            }
            const std::string_view text = page_.text_of(block);
            const bool above = out_.blocks.empty();
            if (above) read_line_above(block, text);
            if (!inside_[block.node] && !(above && is_deck(block, i, text))) continue;
            if (skip_level > 0 && !within(block.node, skip_node)) skip_level = 0;
            const bool deck_heading =
                above && block.marks.deck && text.size() >= kSentenceBytes && ends_a_sentence(text);
            if (block.kind == Block::Kind::Heading && !deck_heading) {
                if (skip_level >= block.level || skip_level == 0) {
                    skip_level = is_page_heading(text) ? block.level : 0;
                    skip_node = block.node;
                }
                if (skip_level == 0 && !mostly_links(block) && !about_block(block)) headings.push_back(i);
                continue;
            }
            if (skip_level > 0 || (!deck_heading && !worth_reading(block, text, above))) continue;
            if (is_page_label(text)) {  // a heading that is none: bold or a paragraph of its own
                skip_level = 7;
                skip_node = block.node;
                continue;
            }
            if (text.size() >= kSentenceBytes && !seen.insert(text).second) continue;
            if (!above || page_.facts.linked.live)
                out_.blocks.insert(out_.blocks.end(), headings.begin(), headings.end());
            headings.clear();
            out_.blocks.push_back(i);
        }
    }

    bool within(uint32_t node, uint32_t ancestor) const {
        while (node > ancestor) node = page_.nodes[node].parent;
        return node == ancestor;
    }

    // A sentence between the headline and the text that stands in the header.
    bool is_deck(const Block& block, size_t at, std::string_view text) const {
        if (out_.headline < 0 || static_cast<int>(at) < out_.headline || at > static_cast<size_t>(out_.headline) + 6)
            return false;
        bool deck = block.marks.deck;
        for (uint32_t node = block.node; node > 0; node = page_.nodes[node].parent)
            deck |= page_.nodes[node].marks.deck;
        const bool header = page_.nodes[block.node].header && block.kind == Block::Kind::Paragraph;
        return (deck || header) && text.size() >= kSentenceBytes && !aside_[block.node];
    }

    void read_line_above(const Block& block, std::string_view text) {
        if (text.size() >= kAboutBytes || aside_[block.node] || ends_a_sentence(text)) return;
        if (out_.headline >= 0 && block.begin < page_.blocks[static_cast<size_t>(out_.headline)].begin) return;
        if (out_.date_line.empty()) out_.date_line = day_of_line(text);
        if (out_.byline.empty()) out_.byline = byline_of_line(text);
    }

    bool worth_reading(const Block& block, std::string_view text, bool above) const {
        if (mostly_links(block) || about_block(block) || caption(block) || is_page_note(text)) return false;
        if (above && text.size() < kAboutBytes && !ends_a_sentence(text) &&
            (!byline_of_line(text).empty() || !day_of_line(text).empty())) {
            return false;
        }
        switch (block.kind) {
            case Block::Kind::Paragraph:
            case Block::Kind::Quote:
                return text.size() >= 3;
            case Block::Kind::Item:
                return text.size() >= 25 || ends_a_sentence(text);
            default:
                return text.size() >= kSentenceBytes ? ends_a_sentence(text) || text.size() >= kLinkListBytes
                                                     : text.size() >= 15 && ends_a_sentence(text);
        }
    }

    const Page& page_;
    std::vector<char> aside_, inside_;
    std::vector<uint32_t> bytes_;
    MainText out_;
};

}  // namespace

MainText choose_main(const Page& page) {
    return Chooser(page).choose();
}

}  // namespace tallybook::html
