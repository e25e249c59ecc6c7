// Reading bytes in memory with the reader of their format: what comes out, in order.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

#include "ingest/item_reader.hpp"

namespace tallybook::reading {

struct Item {
    std::string key, error;  // error: its number, empty for a report
    std::string where, message;
    std::string text;
    InputFields fields;
};

struct Read {
    std::vector<Item> items;
    LeftOut left_out;

    // Keys, and numbers of errors in their places.
    std::vector<std::string> outline() const {
        std::vector<std::string> out;
        for (const Item& item : items) out.push_back(item.error.empty() ? item.key : item.error);
        return out;
    }
};

inline Read read(std::string bytes, std::string name, InputFormat format = InputFormat::Guess,
                 IngestOptions options = {}) {
    Read out;
    Place place;
    place.key = name;
    place.format = format;
    place.left_out = &out.left_out;
    const auto reader = open_reader(ByteStream(memory_source(std::move(bytes)), name), place, options);
    while (auto next = reader->next()) {
        Item item;
        item.where = reader->where();
        if (*next) {
            item.fields = std::move(**next);
            auto report = make_report(item.fields, options, item.where);
            item.key = item.fields.key;
            if (report) {
                item.text = std::string(report->text());
            } else {
                item.error = report.error().code;
            }
        } else {
            item.error = next->error().code;
            item.where = next->error().where;
            item.message = next->error().message;
        }
        out.items.push_back(std::move(item));
        if (out.items.size() > 10'000) break;
    }
    return out;
}

inline std::string gzipped(const std::string& bytes) {
    z_stream z{};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, bytes.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

// "zip", "ustar"; files as (path, content).
inline std::string archived(const char* format, const std::vector<std::pair<std::string, std::string>>& files) {
    std::string out(1 << 22, '\0');
    size_t used = 0;
    struct archive* to = archive_write_new();
    archive_write_set_format_by_name(to, format);
    archive_write_set_bytes_in_last_block(to, 1);
    archive_write_open_memory(to, out.data(), out.size(), &used);
    for (const auto& [path, content] : files) {
        struct archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, path.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(to, entry);
        archive_write_data(to, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(to);
    archive_write_free(to);
    out.resize(used);
    return out;
}

inline std::string warc_record(const std::string& type, const std::string& uri, const std::string& block,
                               const std::string& content_type = "application/http; msgtype=response") {
    return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri + "\r\nContent-Type: " + content_type +
           "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

inline std::string answer(const std::string& head, const std::string& body) {
    return "HTTP/1.1 200 OK\r\n" + head + "\r\n" + body;
}

}  // namespace tallybook::reading
