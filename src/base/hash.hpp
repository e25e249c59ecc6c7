// SHA-256, as 64 lower-case hex digits. The digest is the name of a text, a model and a codebook everywhere.
#pragma once

#include <string>
#include <string_view>

namespace tallybook {

std::string sha256_hex(std::string_view bytes);

}  // namespace tallybook
