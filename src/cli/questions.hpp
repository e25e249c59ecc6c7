// What the commands that ask a ledger share: which ledger, which incidents, how the answer is printed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/reading.hpp"
#include "export/page.hpp"

namespace tallybook::cli {

// The ledger and the selection of incidents that every question takes.
struct QuestionOptions {
    std::string ledger = kDefaultLedger;
    Selection selection;

    void add_to(CLI::App& app);  // all of it
    void add_ledger_to(CLI::App& app);

    // kBadDate where a day is none, kUsage where a review state is none.
    Result<void> check() const;
    // Tells on standard error whom the ledger does not know.
    Result<std::vector<Selected>> select(const Ledger& ledger) const;
};

// "-o": where the answer goes; "--json": JSON Lines instead of text.
struct AnswerOptions {
    std::string output;
    bool json = false;

    void add_to(CLI::App& app, const char* json_help);
};

// Opens the ledger, settled; asks; writes what `ask` gives, behind the run line where it is JSON Lines. The exit
// status.
int answer(const QuestionOptions& question, const AnswerOptions& options,
           const std::function<Result<std::string>(const Ledger&)>& ask);

// The page of the selected incidents (`filter`: what else narrows it) with the reports that they are told in.
Result<Page> page_of(const Ledger& ledger, const QuestionOptions& question, PageFilter filter = {});

// The id that now stands for an incident that somebody names: kNoSuchRecord where there is none.
Result<std::string> incident_named(const Ledger& ledger, const std::string& id);

}  // namespace tallybook::cli
