#include "ingest/html.hpp"

#include <algorithm>

#include "ingest/charset.hpp"
#include "ingest/date_text.hpp"
#include "ingest/html_main.hpp"
#include "ingest/html_notes.hpp"
#include "ingest/html_page.hpp"

namespace tallybook {

namespace {

using html::Block;
using html::MainText;
using html::Page;

constexpr size_t kNoText = 60;  // with less, what pages leave out is looked through too

struct Day {
    std::string day;
    const char* basis = "metadata";
};

// The page's day, from the most trusted place that tells one.
Day day_of(const Page& page, const MainText& text) {
    for (const std::string* stamp : {&page.facts.linked.published, &page.facts.published}) {
        if (auto day = dates::day_of_stamp(*stamp)) return {*day};
    }
    for (const auto& stamp : page.stamps) {
        if (!stamp.says_published || page.nodes[stamp.node].marks.aside) continue;
        if (auto day = dates::day_of_stamp(stamp.value)) return {*day};
        if (const std::string day = html::day_of_line(stamp.value); !day.empty()) return {day, "text"};
    }
    // A bare <time>: the first behind the headline, before the text has gone on for long.
    const size_t headline = text.headline < 0 ? 0 : static_cast<size_t>(text.headline);
    const size_t last = text.blocks.empty() ? page.blocks.size() : text.blocks.front() + 2;
    for (const auto& stamp : page.stamps) {
        if (stamp.block < headline || stamp.block > last || page.nodes[stamp.node].marks.aside) continue;
        if (auto day = dates::day_of_stamp(stamp.value)) return {*day};
    }
    if (auto day = dates::day_of_address(page.facts.uri.empty() ? page.facts.linked.uri : page.facts.uri))
        return {*day};
    if (!text.date_line.empty()) return {text.date_line, "text"};
    return {};
}

void append(std::string& out, Origin& origin, const Page& page, const Block& block) {
    const size_t begin = out.size();
    out += page.text_of(block);
    const auto& stretches = page.text.origin().stretches();
    auto at = std::partition_point(stretches.begin(), stretches.end(),
                                   [&](const Origin::Stretch& one) { return one.begin + one.length <= block.begin; });
    for (; at != stretches.end() && at->begin < block.end; ++at) {
        const uint32_t from = std::max(block.begin, at->begin), to = std::min(block.end, at->begin + at->length);
        origin.add(begin + (from - block.begin), at->origin + (from - at->begin), to - from);
    }
}

void fill(std::optional<std::string>& field, const std::string& found) {
    if (!found.empty() && (!field || field->empty())) field = found;
}

void fill_fields(InputFields& fields, const Page& page, const MainText& text, const std::string& headline,
                 const std::string& site) {
    fill(fields.title, headline);
    const html::LinkedData& linked = page.facts.linked;
    for (const std::string& byline : {linked.author, page.facts.byline, html::clean_byline(page.byline), text.byline})
        fill(fields.byline, byline);
    for (const std::string& outlet : {page.facts.outlet, linked.publisher, site, page.facts.application})
        fill(fields.outlet, outlet);
    for (const std::string& uri : {page.facts.uri, linked.uri}) {
        if (uri.find("://") != std::string::npos) fill(fields.uri, uri);
    }
    if (!fields.language || fields.language->empty()) {
        fill(fields.language, page.facts.language.empty() ? linked.language : page.facts.language);
        fields.language_is_sure = false;
    }
    if (fields.published && !fields.published->empty()) return;
    const Day day = day_of(page, text);
    if (day.day.empty()) return;
    fields.published = day.day;
    fields.published_basis = day.basis;
}

std::string headline_of(const Page& page, const MainText& text, std::string& site) {
    std::string shown;
    if (text.headline >= 0) shown = page.text_of(page.blocks[static_cast<size_t>(text.headline)]);
    const std::string tab = html::without_site(page.facts.site_title, text.headline_is_sure ? shown : "", site);
    if (!page.facts.title.empty())
        return html::without_site(page.facts.title, text.headline_is_sure ? shown : "", site);
    if (text.headline_is_sure) return tab;
    if (!shown.empty()) return shown;
    return page.facts.linked.headline.empty() ? tab : page.facts.linked.headline;
}

// Decoding, with the map into the page's bytes.
Origin decode(InputFields& fields) {
    const std::string declared = fields.charset.empty() ? declared_charset(fields.text) : fields.charset;
    DecodedText decoded = decode_text(std::move(fields.text), declared, fields.notes);
    fields.text = std::move(decoded.text);
    return std::move(decoded.origin);
}

}  // namespace

void read_html(InputFields& fields) {
    const Origin before = decode(fields);
    const std::string bytes = std::move(fields.text);
    Page page = html::read_page(bytes, false);
    MainText text = html::choose_main(page);
    if (text.bytes < kNoText) {
        Page again = html::read_page(bytes, true);
        MainText more = html::choose_main(again);
        if (more.bytes > text.bytes + kNoText) {
            page = std::move(again);
            text = std::move(more);
        }
    }
    std::string site = page.facts.outlet;
    const std::string headline = headline_of(page, text, site);
    fill_fields(fields, page, text, headline, site);
    std::string out;
    Origin origin = nowhere();
    const Block* shown = text.headline < 0 ? nullptr : &page.blocks[static_cast<size_t>(text.headline)];
    if (shown != nullptr && (text.headline_is_sure || page.text_of(*shown) == headline)) {
        append(out, origin, page, *shown);
    } else {
        out = headline;
    }
    size_t taken = 0;
    for (const size_t i : text.blocks) {
        const Block& block = page.blocks[i];
        if (page.text_of(block) == headline) continue;
        if (!out.empty()) out += "\n\n";
        append(out, origin, page, block);
        ++taken;
    }
    if (taken == 0) fields.notes.push_back("no main text was found in the HTML page");
    fields.text = std::move(out);
    fields.origin = origin.after(before);
    fields.mapped = true;
}

void read_html_part(InputFields& fields) {
    const Origin before = decode(fields);
    const std::string bytes = std::move(fields.text);
    const Page page = html::read_page(bytes, false);
    std::string out;
    Origin origin = nowhere();
    for (const Block& block : page.blocks) {
        const bool links = block.link_bytes * 10 > (block.end - block.begin) * 9 && block.end - block.begin < 200;
        if (links || page.nodes[block.node].marks.aside || html::is_page_note(page.text_of(block))) continue;
        if (!out.empty()) out += "\n\n";
        append(out, origin, page, block);
    }
    fields.text = std::move(out);
    fields.origin = origin.after(before);
    fields.mapped = true;
}

void put_headline(InputFields& fields, const std::string& headline) {
    if (headline.empty() || fields.text.starts_with(headline)) return;
    Origin shifted = nowhere();
    const size_t by = headline.size() + 2;
    if (fields.origin.same()) {
        shifted.add(by, 0, fields.text.size());
    } else {
        for (const Origin::Stretch& one : fields.origin.stretches())
            shifted.add(one.begin + by, one.origin, one.length);
    }
    fields.origin = std::move(shifted);
    fields.text.insert(0, headline + (fields.text.empty() ? "" : "\n\n"));
}

}  // namespace tallybook
