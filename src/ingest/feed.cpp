#include "ingest/feed.hpp"

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include <deque>
#include <utility>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "ingest/charset.hpp"
#include "ingest/date_text.hpp"
#include "ingest/html.hpp"
#include "ingest/html_text.hpp"

namespace tallybook {

namespace {

std::string owned(xmlChar* text) {
    std::string out = text == nullptr ? "" : reinterpret_cast<const char*>(text);
    xmlFree(text);
    return out;
}

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

void set_once(std::string& value, std::string found) {
    if (value.empty()) value = std::move(found);
}

struct Entry {
    std::string title, link, id, summary, content, published, updated, author, language;
    bool plain = false;  // the content is no HTML
};

// A title is text, or HTML that was escaped into text.
std::string plain_line(const std::string& text) {
    InputFields fields;
    fields.text = text;
    if (text.find_first_of("<&") != std::string::npos) read_html_part(fields);
    return one_line(html::squeezed(fields.text));
}

class FeedParser {
public:
    explicit FeedParser(const std::string& xml)
        : reader_(xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                                     XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                         XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC),
                  xmlFreeTextReader) {}

    // False where the feed ends in damage.
    bool parse() {
        if (!reader_) return false;
        int status = xmlTextReaderRead(reader_.get());
        while (status == 1) status = step();
        return status == 0;
    }

    std::deque<Entry> entries;
    std::string outlet, language;
    bool seen_root = false;

private:
    int step() {
        xmlTextReader* in = reader_.get();
        switch (xmlTextReaderNodeType(in)) {
            case XML_READER_TYPE_ELEMENT:
                if (open()) return xmlTextReaderNext(in);
                break;
            case XML_READER_TYPE_TEXT:
            case XML_READER_TYPE_CDATA:
            case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
                text_ += view(xmlTextReaderConstValue(in));
                break;
            case XML_READER_TYPE_END_ELEMENT:
                close(view(xmlTextReaderConstLocalName(in)), xmlTextReaderDepth(in));
                break;
            default:
                break;
        }
        return xmlTextReaderRead(in);
    }

    std::string attribute(const char* name) {
        return owned(xmlTextReaderGetAttribute(reader_.get(), reinterpret_cast<const xmlChar*>(name)));
    }

    // True: the element has been read whole.
    bool open() {
        xmlTextReader* in = reader_.get();
        const std::string_view name = view(xmlTextReaderConstLocalName(in));
        const int depth = xmlTextReaderDepth(in);
        seen_root = true;
        text_.clear();
        if (name == "item" || name == "entry") {
            entries.emplace_back();
            entry_depth_ = depth;
            return false;
        }
        type_ = attribute("type");
        const bool own = entry_depth_ >= 0 && depth == entry_depth_ + 1;
        if (own && name == "link") {
            const std::string rel = attribute("rel");
            if (rel.empty() || rel == "alternate") set_once(entries.back().link, attribute("href"));
        }
        if (own && type_ == "xhtml" && (name == "content" || name == "summary")) {
            std::string inner = owned(xmlTextReaderReadInnerXml(in));
            set_once(name == "content" ? entries.back().content : entries.back().summary, std::move(inner));
            return true;
        }
        return false;
    }

    void close(std::string_view name, int depth) {
        if (depth == entry_depth_) {
            entry_depth_ = -1;
            return;
        }
        std::string text = std::exchange(text_, {});
        const std::string_view prefix = view(xmlTextReaderConstPrefix(reader_.get()));
        if (entry_depth_ < 0) {
            const bool channel = prefix.empty() && depth <= 2;
            if (channel && name == "title" && entries.empty()) set_once(outlet, plain_line(text));
            if (channel && name == "language") set_once(language, one_line(text));
            return;
        }
        Entry& entry = entries.back();
        if (name == "name" && depth == entry_depth_ + 2) set_once(entry.author, plain_line(text));
        if (depth != entry_depth_ + 1 || !one_of(prefix, {"", "dc", "content", "atom", "dcterms"})) return;
        if (name == "title") set_once(entry.title, plain_line(text));
        if (name == "link") set_once(entry.link, one_line(html::squeezed(text)));
        if (name == "guid" || name == "id") set_once(entry.id, one_line(html::squeezed(text)));
        if (name == "description" || name == "summary") set_once(entry.summary, std::move(text));
        if (name == "encoded" || (name == "content" && prefix != "content")) {
            entry.plain = name == "content" && (type_.empty() || type_ == "text");
            set_once(entry.content, std::move(text));
        }
        if (one_of(name, {"pubDate", "published", "issued", "created"}) || (name == "date" && prefix == "dc"))
            set_once(entry.published, one_line(html::squeezed(text)));
        if (name == "updated" || name == "modified") set_once(entry.updated, one_line(html::squeezed(text)));
        if (name == "creator" || name == "author") set_once(entry.author, plain_line(text));
        if (name == "language") set_once(entry.language, one_line(text));
    }

    const std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)> reader_;
    std::string text_, type_;
    int entry_depth_ = -1;
};

class FeedReader final : public ItemReader {
public:
    FeedReader(ByteStream stream, Place place, const IngestOptions& options)
        : stream_(std::move(stream)), place_(std::move(place)), options_(options), where_(stream_.name()) {}

    std::optional<Result<InputFields>> next() override {
        if (!read_) {
            read_ = true;
            if (auto error = read()) return Result<InputFields>(std::move(*error));
        }
        if (at_ < entries_.size()) return fields_of(std::move(entries_[at_++]));
        if (problem_) return Result<InputFields>(std::exchange(problem_, std::nullopt).value());
        return std::nullopt;
    }

    std::string where() const override { return at_ == 0 ? where_ : fmt::format("{}#{}", where_, at_); }

private:
    std::optional<Error> read() {
        auto bytes = stream_.read_all(options_.max_html_bytes);
        if (!bytes) return bytes.error();
        const std::string declared = place_.charset.empty() ? declared_charset(*bytes) : place_.charset;
        const DecodedText xml = decode_text(std::move(*bytes), declared, notes_);
        FeedParser parser(xml.text);
        const bool whole = parser.parse();
        entries_ = std::move(parser.entries);
        outlet_ = std::move(parser.outlet);
        language_ = std::move(parser.language);
        if (whole && !entries_.empty()) return std::nullopt;
        if (whole) return Error{errors::kFileEmpty, "there is no entry in this feed", where_};
        problem_ = Error{errors::kBadFeed,
                         entries_.empty() ? "this feed is no well-formed XML: it cannot be read"
                                          : "this feed is damaged: its entries are read up to the damage",
                         where_};
        return std::nullopt;
    }

    Result<InputFields> fields_of(Entry entry) {
        InputFields fields;
        fields.format = "feed";
        fields.notes = notes_;
        const std::string& uri =
            entry.link.empty() ? (entry.id.find("://") == std::string::npos ? place_.uri : entry.id) : entry.link;
        fields.key = !entry.link.empty() ? entry.link
                     : !entry.id.empty() ? entry.id
                                         : fmt::format("{}:{}", place_.key, at_);
        if (!uri.empty()) fields.uri = uri;
        fields.outlet = outlet_;
        fields.byline = entry.author;
        const std::string& language = entry.language.empty() ? language_ : entry.language;
        if (!language.empty()) fields.language = language;
        fields.language_is_sure = false;
        for (const std::string& stamp : {entry.published, entry.updated}) {
            if (auto day = dates::day_of_stamp(stamp); day && !fields.published) fields.published = *day;
        }
        fields.published_basis = "metadata";
        const bool full = entry.content.find_first_not_of(" \t\r\n") != std::string::npos;
        fields.text = full ? std::move(entry.content) : std::move(entry.summary);
        if (!(full && entry.plain)) read_html_part(fields);
        fields.mapped = true;
        if (fields.text.find_first_not_of(" \t\r\n") == std::string::npos && entry.title.empty())
            fields.notes.push_back("the entry has no text");
        put_headline(fields, entry.title);
        return fields;
    }

    ByteStream stream_;
    Place place_;
    const IngestOptions& options_;
    std::string where_, outlet_, language_;
    std::vector<std::string> notes_;
    std::deque<Entry> entries_;
    std::optional<Error> problem_;
    size_t at_ = 0;
    bool read_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> feed_reader(ByteStream stream, Place place, const IngestOptions& options) {
    return std::make_unique<FeedReader>(std::move(stream), std::move(place), options);
}

}  // namespace tallybook
