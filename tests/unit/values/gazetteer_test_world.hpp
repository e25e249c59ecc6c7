// A small made-up world in the form of the real sources, so that the gazetteer is tested without any download: built
// once for all tests of the program.
#pragma once

#include <memory>

#include "values/gazetteer.hpp"

namespace tallybook::test {

// Null where the system lacks iso-codes; tests then skip.
std::shared_ptr<const Gazetteer> small_world();

}  // namespace tallybook::test
