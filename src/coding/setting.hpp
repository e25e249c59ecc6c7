// Where the event of a sentence takes place: in the world, on a stage, in an exercise or on a playing field. Read from
// the phrases and subjects that stand over the trigger in the tree ("in the film", "the novel opens with", "during the
// drill") and, for sport, from the company that a word keeps. A topic model was turned down: nobody could say why it
// took a sentence for a plot. Retold: it happened, but the sentence is about a book, a lecture or a memorial to it.
#pragma once

#include "coding/words.hpp"

namespace tallybook {

enum class Setting { Real, Fiction, Drill, Sport, Retold };

Setting setting_of(const WordFacts& words, uint32_t trigger);

}  // namespace tallybook
