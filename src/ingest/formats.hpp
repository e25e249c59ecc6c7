// What an input is, by its first bytes; its name and the media type that came with it decide only where the bytes leave
// it open.
#pragma once

#include <string_view>

#include "ingest/item_reader.hpp"

namespace tallybook {

// How many bytes guess_format() wants to see.
inline constexpr size_t kGuessHead = size_t{64} << 10;

InputFormat guess_format(const Place& place, std::string_view head);

// What is known by sight and not read ("PDF: give its text"); null for all else.
const char* unread_format(std::string_view head);

}  // namespace tallybook
