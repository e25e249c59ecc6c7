// The record as a person reads it: what happened, in order of time, who is blamed and by whom, which counts were given
// and whether they fit, who said what; and under every line the sentence that it is from.
#pragma once

#include <cstddef>
#include <string>

#include "export/page.hpp"

namespace tallybook {

struct TextPageOptions {
    size_t width = 80;  // columns
    bool colour = false;
    bool full = false;  // everything, however much it is; else long lists are cut and say so
};

std::string text_page(const Page& page, const TextPageOptions& options);

// Parts of it: what happened; what does not agree (within incidents, with the record, between given counts).
std::string text_incidents(const Page& page, const TextPageOptions& options);
std::string text_contradictions(const Page& page, const TextPageOptions& options);

}  // namespace tallybook
