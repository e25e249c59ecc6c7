#include "ingest/html_facts.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.hpp"
#include "ingest/html_text.hpp"
#include "ingest/html_tokens.hpp"

namespace tallybook::html {

namespace {

constexpr size_t kMostDepth = 64, kMostByline = 120;

void set_once(std::string& value, std::string found) {
    if (value.empty()) value = std::move(found);
}

// Objects that stand inside an article and are not it.
bool beside_the_point(std::string_view key) {
    return one_of(key, {"itemListElement", "liveBlogUpdate", "comment", "isPartOf", "hasPart", "about", "mentions",
                        "citation", "review", "relatedLink", "video", "image", "isBasedOn"});
}

bool article_type(std::string_view type) {
    return type.ends_with("Article") || type.ends_with("Posting") || type == "Report" || type == "Article";
}

class LinkedReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    LinkedData best;
    int rank = 0;  // of `best`: 2 an article, 1 another object with a date

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool string(string_t& value) override {
        if (frames_.empty()) return true;
        Frame& frame = frames_.back();
        const std::string& key = frame.key;
        if (key == "@type") {
            frame.article = frame.article || article_type(value);
            frame.data.live = frame.data.live || value == "LiveBlogPosting";
        } else if (key == "datePublished") {
            set_once(frame.data.published, value);
        } else if (key == "headline") {
            set_once(frame.data.headline, value);
        } else if (key == "name") {
            set_once(frame.name, value);
        } else if (key == "author") {
            add_author(frame, value);
        } else if (key == "publisher") {
            set_once(frame.data.publisher, value);
        } else if (key == "url" || key == "mainEntityOfPage") {
            set_once(frame.data.uri, value);
        } else if (key == "inLanguage") {
            set_once(frame.data.language, value);
        }
        return true;
    }
    bool start_object(std::size_t) override {
        if (depth_ >= kMostDepth) return false;
        ++depth_;
        Frame frame;
        if (!frames_.empty()) frame.aside = frames_.back().aside || beside_the_point(frames_.back().key);
        frames_.push_back(std::move(frame));
        return true;
    }
    bool key(string_t& value) override {
        frames_.back().key = value.substr(0, 32);
        return true;
    }
    bool end_object() override {
        --depth_;
        Frame done = std::move(frames_.back());
        frames_.pop_back();
        if (!frames_.empty()) {
            Frame& above = frames_.back();
            if (above.key == "author") add_author(above, done.name);
            if (above.key == "publisher") set_once(above.data.publisher, done.name);
        }
        const int worth = done.aside || done.data.published.empty() ? 0 : done.article ? 2 : 1;
        if (worth > rank) {
            rank = worth;
            best = std::move(done.data);
        }
        return true;
    }
    bool start_array(std::size_t) override { return ++depth_ < kMostDepth; }
    bool end_array() override { return --depth_, true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    struct Frame {
        std::string key, name;
        LinkedData data;
        bool article = false, aside = false;
    };
    static void add_author(Frame& frame, const std::string& name) {
        const std::string clean = clean_byline(name);
        if (clean.empty() || frame.data.author.size() > kMostByline) return;
        frame.data.author += (frame.data.author.empty() ? "" : ", ") + clean;
    }

    std::vector<Frame> frames_;
    size_t depth_ = 0;
};

// A title without the site behind a mark that says so.
std::string without_tail(const std::string& title, const std::string& site) {
    for (const std::string_view mark : {" | ", " :: ", " » ", " - ", " – ", " — "}) {
        const size_t at = title.rfind(mark);
        if (at == std::string::npos || at == 0) continue;
        const bool told = !site.empty() && title.substr(at + mark.size()).starts_with(site);
        if (told || mark == " | " || mark == " :: " || mark == " » ") return title.substr(0, at);
    }
    return title;
}

}  // namespace

void read_linked_data(std::string_view script, LinkedData& into) {
    const size_t begin = script.find_first_of("{[");
    if (begin != std::string_view::npos) {
        script.remove_prefix(begin);
        LinkedReader reader;
        try {
            nlohmann::json::sax_parse(script.begin(), script.end(), &reader, nlohmann::json::input_format_t::json,
                                      false);
        } catch (const std::exception&) {  // a broken script gives what it gave until there
        }
        if (reader.rank > 0) {
            set_once(into.headline, squeezed(unescape_html(reader.best.headline)));
            set_once(into.published, reader.best.published);
            set_once(into.author, squeezed(unescape_html(reader.best.author)));
            set_once(into.publisher, squeezed(unescape_html(reader.best.publisher)));
            set_once(into.uri, reader.best.uri);
            set_once(into.language, reader.best.language);
            into.live = into.live || reader.best.live;
        }
    }
    if (!into.published.empty()) return;
    const size_t key = script.find("\"datePublished\"");
    const size_t open = key == std::string_view::npos ? key : script.find('"', key + 15);
    if (open != std::string_view::npos) into.published = std::string(script.substr(open + 1, 10));
}

void PageFacts::read_meta(std::string_view attributes) {
    std::string name, content;
    Attributes in(attributes);
    for (std::string_view key, value; in.next(key, value);) {
        if (equal_ignoring_case(key, "property") || equal_ignoring_case(key, "name") ||
            equal_ignoring_case(key, "itemprop")) {
            if (name.empty()) name = lower(std::string(value));
        } else if (equal_ignoring_case(key, "content")) {
            content = squeezed(unescape_html(value));
        }
    }
    if (name.empty() || content.empty()) return;
    static constexpr std::array<std::string_view, 17> kDates = {"article:published_time",
                                                                "og:article:published_time",
                                                                "datepublished",
                                                                "date",
                                                                "pubdate",
                                                                "publishdate",
                                                                "publish-date",
                                                                "publish_date",
                                                                "dc.date",
                                                                "dc.date.issued",
                                                                "dcterms.created",
                                                                "dcterms.issued",
                                                                "dcterms.date",
                                                                "parsely-pub-date",
                                                                "sailthru.date",
                                                                "publication_date",
                                                                "article.published"};
    if (std::find(kDates.begin(), kDates.end(), name) != kDates.end()) set_once(published, content);
    if (name == "og:title") set_once(title, content);
    if (name == "og:site_name") set_once(outlet, content);
    if (name == "application-name" || name == "publisher" || name == "dc.publisher") set_once(application, content);
    if (name == "og:url") set_once(uri, content);
    if (one_of(name, {"author", "article:author", "parsely-author", "dc.creator", "byl", "byline", "sailthru.author"}))
        set_once(byline, clean_byline(content));
}

std::string clean_byline(std::string_view text) {
    std::string name = squeezed(text);
    for (const std::string_view begin : {"posted by ", "written by ", "author: ", "by: ", "by "}) {
        if (lower(name.substr(0, 16)).starts_with(begin)) name.erase(0, begin.size());
    }
    while (!name.empty() && (name.back() == ',' || name.back() == ' ' || name.back() == '|')) name.pop_back();
    if (name.size() > kMostByline || name.find("://") != std::string::npos) name.clear();
    return name;
}

std::string without_site(const std::string& title, const std::string& headline, std::string& site) {
    if (!headline.empty()) {  // what stands around the headline is the site
        const size_t at = lower(title).find(lower(headline));
        if (at == std::string::npos) return without_tail(title, site);
        std::string before = title.substr(0, at), behind = title.substr(at + headline.size());
        for (bool again = true; again;) {
            again = false;
            for (const std::string_view mark : {" ", "|", "-", ":", "~", ">", "»", "•", "·", "–", "—"}) {
                if (before.ends_with(mark)) before.resize(before.size() - mark.size()), again = true;
                if (behind.starts_with(mark)) behind.erase(0, mark.size()), again = true;
            }
        }
        std::string& rest = before.empty() ? behind : before;
        if (site.empty() && rest.size() >= 3 && rest.size() <= 60 && (before.empty() || behind.empty())) {
            const size_t last = rest.find_last_of("|~");
            site = clean_byline(last == std::string::npos ? rest : rest.substr(last + 1));
        }
        return title.substr(at, headline.size());
    }
    return without_tail(title, site);
}

}  // namespace tallybook::html
