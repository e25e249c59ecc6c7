// RSS 2.0, RSS 1.0 and Atom: every entry is a report of its own, with its headline first, the entry's full text where
// the feed has it and else its summary. libxml2's stream reader, without network, DTDs or entities of the feed's own;
// a feed that is damaged gives the entries before the damage, and says so.
#pragma once

#include <memory>

#include "ingest/item_reader.hpp"

namespace tallybook {

std::unique_ptr<ItemReader> feed_reader(ByteStream stream, Place place, const IngestOptions& options);

}  // namespace tallybook
