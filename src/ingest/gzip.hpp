// gzip, as a stream: any number of members, one behind the other (a WARC has one for each record). ISA-L unpacks, three
// to six times as fast as zlib. A damaged member gives an error and the next one goes on; a file that unpacks to far
// more than any text does is given up.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ingest/byte_source.hpp"
#include "ingest/byte_stream.hpp"

namespace tallybook {

// A file may grow by this factor, once it has grown beyond kFreeBytes.
inline constexpr uint64_t kMostGrowth = 250;
inline constexpr uint64_t kFreeBytes = uint64_t{64} << 20;

bool begins_as_gzip(std::string_view head);

// Errors on reading: kBadArchive, kArchiveLimit, and those of `packed`.
std::unique_ptr<ByteSource> gunzip(ByteStream packed);

// The body of an HTTP answer, unpacked as its Content-Encoding says (gzip, deflate, br); as it is where that does not
// fit. Error: kArchiveLimit beyond `limit`, kBadArchive.
Result<std::string> decode_content(std::string body, std::string_view encoding, size_t limit, const std::string& where);

}  // namespace tallybook
