// Reading WARC.gz beside inflating it: the same bytes, one member a record, on one core, in megabytes of unpacked WARC
// a second. First ISA-L alone, then the records (told apart, their heads read, bodies left out), then all pages to
// their main text.
#include <fmt/format.h>
#include <isa-l/igzip_lib.h>

#include <cstdio>
#include <ctime>
#include <vector>

#include "../tests/unit/ingest/page_kit.hpp"
#include "ingest/item_reader.hpp"

namespace {

using namespace tallybook;

constexpr double kSeconds = 2;

std::string packed(const std::string& bytes) {
    std::vector<uint8_t> room(ISAL_DEF_LVL2_DEFAULT);
    isal_zstream z;
    isal_deflate_stateless_init(&z);
    z.level = 2;
    z.level_buf = room.data();
    z.level_buf_size = static_cast<uint32_t>(room.size());
    z.gzip_flag = IGZIP_GZIP;
    z.end_of_stream = 1;
    std::string out(bytes.size() + 1000, '\0');
    z.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uint32_t>(bytes.size());
    z.next_out = reinterpret_cast<uint8_t*>(out.data());
    z.avail_out = static_cast<uint32_t>(out.size());
    if (isal_deflate_stateless(&z) != COMP_OK) return {};
    out.resize(z.total_out);
    return out;
}

std::string record(const std::string& type, const std::string& body) {
    const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n" + body;
    return fmt::format(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.org/\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
        block.size(), block);
}

struct Archive {
    std::string bytes;
    std::vector<std::string> members;
    uint64_t unpacked = 0;
};

Archive make(const std::string& type) {
    std::string script;
    for (int i = 0; i < 900; ++i)
        script += fmt::format("var a{0}=function(b){{return b<{0}?b:\"<p>{1}</p>\"}};", i, i * 7919 % 1000);
    Archive out;
    for (const auto& page : pages::all_pages()) {
        const std::string one = record(type, page.html + "<script>" + script + "</script>");
        out.members.push_back(packed(one));
        out.bytes += out.members.back();
        out.unpacked += one.size();
    }
    return out;
}

template <class Work>
double megabytes_a_second(const Archive& archive, Work work) {
    const std::clock_t start = std::clock();
    double seconds = 0;
    uint64_t bytes = 0;
    while (seconds < kSeconds) {
        work();
        bytes += archive.unpacked;
        seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    return static_cast<double>(bytes) / seconds / 1e6;
}

void inflate_alone(const Archive& archive) {
    std::string out(1 << 20, '\0');
    for (const std::string& member : archive.members) {
        inflate_state state;
        isal_inflate_init(&state);
        state.crc_flag = ISAL_GZIP;
        state.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(member.data()));
        state.avail_in = static_cast<uint32_t>(member.size());
        state.next_out = reinterpret_cast<uint8_t*>(out.data());
        state.avail_out = static_cast<uint32_t>(out.size());
        isal_inflate(&state);
    }
}

void read_all(const Archive& archive) {
    const IngestOptions options;
    LeftOut left_out;
    Place place;
    place.key = "crawl.warc.gz";
    place.left_out = &left_out;
    const auto reader = open_reader(ByteStream(memory_source(archive.bytes), "crawl"), place, options);
    while (auto next = reader->next()) {
        if (!*next) std::printf("%s\n", next->error().describe().c_str());
    }
}

}  // namespace

int main() {
    const Archive images = make("image/png"), pages = make("text/html");
    const double alone = megabytes_a_second(images, [&] { inflate_alone(images); });
    const double records = megabytes_a_second(images, [&] { read_all(images); });
    const double texts = megabytes_a_second(pages, [&] { read_all(pages); });
    std::printf(
        "WARC.gz, one core: ISA-L alone %.0f MB/s, records %.0f MB/s (%.0f %%), pages to main text %.0f MB/s (%.0f "
        "%%)\n",
        alone, records, 100 * records / alone, texts, 100 * texts / alone);
    return 0;
}
