// E-mail messages (.eml) and mailboxes (mbox) through GMime. The subject is the headline, the plain part the text, the
// HTML part where there is no plain one; attachments that are reports themselves (pages, texts, archives) are read as
// inputs of their own.
#pragma once

#include <memory>

#include "ingest/item_reader.hpp"

namespace tallybook {

std::unique_ptr<ItemReader> mail_reader(ByteStream stream, Place place, const IngestOptions& options);

}  // namespace tallybook
