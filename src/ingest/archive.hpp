// ZIP and tar archives, and single files packed by xz, bzip2 or zstd, through libarchive. Entries are read in the order
// that they are stored in, each by the reader of its own format; nothing is ever written to disk, so a path in an
// archive is only a name.
#pragma once

#include <memory>
#include <string_view>

#include "ingest/item_reader.hpp"

namespace tallybook {

// Whether the first bytes (512 tell all) are those of an archive that is read here.
bool begins_as_archive(std::string_view head);

// Where the archive is a file of its own a ZIP's directory is used, else it is read as it comes. Keys of entries are
// the archive's key and the entry's path.
std::unique_ptr<ItemReader> archive_reader(ByteStream stream, Place place, const IngestOptions& options);

}  // namespace tallybook
