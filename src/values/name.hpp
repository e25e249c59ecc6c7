// Names: who and what a report names, and which of them the codebook knows.
//
// Two readers agree here. The tagger finds names of any kind but does not know whom they mean and cuts foreign ones
// badly; the codebook knows its actors' spellings but nobody else. Where both speak, the codebook's name wins, unless
// it is a mere part of a longer name ("Jordan" in "Michael Jordan"). Then the text itself is asked: an abbreviation in
// brackets names what stands before it, a surname the person whose full name the text gives.
//
// Needs tokens; tags and entities where a sentence was analysed. Depends on nothing but the report and the codebook.
#pragma once

#include "codebook/codebook.hpp"
#include "report/report.hpp"

namespace tallybook {

// Fills report.names, sorted by span.begin, the longer of two first. Spans carry no determiner and no possessive
// ending; a person's span begins with his title, while `tokens` and `head` are the name alone. Names without tokens
// hold other names or are an office or a body that the text calls by its capitals ("Iraqi officials", "city of Mosul",
// "the Foreign Secretary"): analysts see them, the coder reads the names inside. A capital ("Baghdad")
// is a place without id, also where it stands for its state; `Codebook::actor_at` tells of metonyms. `head` of a name
// that the codebook does not know is the fullest form that the text gives.
void read_names(Report& report, const Codebook& codebook);

}  // namespace tallybook
