// The commands that look after the ledger's file, and the one that fills it from feeds.
#pragma once

#include "cli/command.hpp"

namespace tallybook::cli {

void register_ledger(CLI::App& root, int& status);
void register_watch(CLI::App& root, int& status);

}  // namespace tallybook::cli
