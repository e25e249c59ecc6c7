// Web archives (WARC), record by record in bounded memory. What a crawl holds that is no page (requests, pictures,
// scripts, answers other than 200) is left out and counted; each page, feed or text goes to the reader of its format,
// unchunked and unpacked as its HTTP head says.
//
// Files cut short, records whose length is wrong and damage of any other kind give an error in their place, and the
// reader goes on at the next line that begins a record.
#pragma once

#include <memory>

#include "ingest/item_reader.hpp"

namespace tallybook {

std::unique_ptr<ItemReader> warc_reader(ByteStream stream, Place place, const IngestOptions& options);

}  // namespace tallybook
