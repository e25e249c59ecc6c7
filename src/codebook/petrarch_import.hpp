// Foreign dictionaries as text of our own codebook, for analysts who want to go on with what they have and read what it
// says: actors and agents as lines of actors/ and agents.txt, verbs and the simpler patterns as frames, all codes as
// lines of maps/. What a frame cannot say (words in a row, words before the verb) is listed, not guessed at;
// `code --petrarch-dictionaries` applies it as it is. Pure: dictionaries in, texts out.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "codebook/petrarch.hpp"

namespace tallybook {

struct ImportedBook {
    std::map<std::string, std::string> files;  // path in the codebook → text
    std::vector<std::string> left_out;         // "file:line: why"
    size_t actors = 0, agents = 0, verbs = 0, patterns = 0;
};

// `base`: the codebook that the texts will be added to, or null. Whom and what it knows gets codes and no second line;
// states are its own.
ImportedBook import_dictionaries(const Dictionaries& dictionaries, const Codebook* base);

// The PLOVER type of a CAMEO code; empty for statements (01) and codes of other schemes.
std::string_view plover_type(std::string_view cameo);

// Writes the imported texts into `out`, which must not exist or be empty; `base`: a codebook's folder that they are
// added to, or empty. Lines of maps/ come before those of the base, other files beside it.
Result<ImportedBook> import_petrarch(const std::filesystem::path& dictionaries, const std::filesystem::path& base,
                                     const std::filesystem::path& out);

}  // namespace tallybook
