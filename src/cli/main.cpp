// The command line. Exit status: 0 done (reports with notes too), 1 an input could not be read or an output not
// written, 2 wrong usage.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "cli/file_commands.hpp"

namespace {

// Where a standard stream was closed, the next file opened (a ledger) would take its number and be written into. What
// is opened here can only be read, so that writing to a closed output still fails.
void keep_standard_numbers() {
    for (int file = 0; file <= STDERR_FILENO; ++file) {
        if (::fcntl(file, F_GETFD) == -1) static_cast<void>(::open("/dev/null", O_RDONLY));
    }
}

}  // namespace

int main(int argc, char** argv) {
    using namespace tallybook::cli;
    keep_standard_numbers();
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app("Reads news reports of political violence, keeps the count, shows the evidence.", "tallybook");
    app.footer(
        "Example:\n  tallybook code --published 2023-12-10 report.txt\n  tallybook read reports/ --ledger my.ledger\n  "
        "tallybook show --ledger my.ledger");
    app.require_subcommand(1);
    app.set_version_flag("--version", full_version);
    int status = kOk;
    for (const Register add :
         {register_read, register_watch, register_code, register_annotate, register_show, register_incidents,
          register_tally, register_sitrep, register_diff, register_why_not, register_review, register_export,
          register_ledger, register_explain, register_codebook, register_model, register_gazetteer})
        add(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kOk : kWrongUsage;
    }
    return status;
}
