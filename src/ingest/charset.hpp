// Bytes of any encoding as UTF-8, with where each stretch stood before. In order of trust: a byte order mark, valid
// UTF-8, what the source declares (HTTP header, <meta>, MIME), what uchardet recognises, Windows-1252 as browsers do.
// A text that is UTF-8 but for a few bytes is repaired, not taken for another encoding. iconv converts; ICU was turned
// down as a second set of tables for the same encodings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/origin.hpp"

namespace tallybook {

// The map of a text of which nothing stood in what was read, until something is added.
inline Origin nowhere() {
    Origin out;
    out.add(0, 0, 0);
    return out;
}

struct DecodedText {
    std::string text;  // valid UTF-8, no mark; may hold NUL
    Origin origin;     // into the bytes
};

// `declared`: a label in any case, empty where there is none. What was done is told in `notes`.
DecodedText decode_text(std::string bytes, std::string_view declared, std::vector<std::string>& notes);

// The charset that a page declares in its first bytes (<meta charset=…>, <?xml encoding=…>); empty where it does not.
std::string declared_charset(std::string_view page);

}  // namespace tallybook
