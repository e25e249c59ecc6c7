// ledger: looking after the file: is it whole, a copy of it, back from a copy, without unused room.
#include <fmt/format.h>

#include "cli/file_commands.hpp"
#include "cli/reading.hpp"
#include "ledger/upkeep.hpp"
#include "ledger/verify.hpp"
#include "report/json_writer.hpp"

namespace tallybook::cli {

namespace {

struct Options {
    std::string ledger = kDefaultLedger, file;
    bool follow = false, json = false, replace = false;
    uint64_t most = 100;
};

std::string megabytes(uint64_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string flaw_json(const Flaw& flaw) {
    std::string out;
    JsonWriter w(out);
    w.begin_object();
    w.field("record", "flaw");
    w.field("where", flaw.where);
    w.field("what", flaw.what);
    w.end_object();
    return out + '\n';
}

std::string verified_json(const Verified& found) {
    return fmt::format(
        "{{\"record\":\"verified\",\"flaws\":{},\"reports\":{},\"copies\":{},\"codings\":{},\"records\":{},"
        "\"findings\":"
        "{},\"reviews\":{},\"transactions\":{},\"hashes\":{},\"spans\":{},\"quotes\":{},\"followed\":{}}}\n",
        found.flaws, found.reports, found.copies, found.codings, found.records, found.findings, found.reviews,
        found.transactions, found.hashes, found.spans, found.quotes, found.followed);
}

std::string verified_text(const Options& options, const Verified& found) {
    return fmt::format(
        "{}: {}\n  {} reports, {} copies, {} codings, {} records, {} findings, {} reviews, {} transactions\n  compared "
        "with the texts: {} hashes, {} spans, {} quotes{}\n",
        options.ledger, found.flaws == 0 ? "whole" : fmt::format("{} flaws", found.flaws), found.reports, found.copies,
        found.codings, found.records, found.findings, found.reviews, found.transactions, found.hashes, found.spans,
        found.quotes, found.followed ? "; incidents and checks follow from the records" : "");
}

int run_verify(const Options& options) {
    auto ledger = Ledger::open(options.ledger, Ledger::Access::Read);
    if (!ledger) return fail(ledger.error());
    Output output;
    uint64_t told = 0;
    const auto found = verify(*ledger, options.follow, [&](const Flaw& flaw) {
        if (told++ >= options.most) return;
        output.write(options.json ? flaw_json(flaw) : flaw.where + ": " + flaw.what + "\n");
    });
    if (!found) return output.finish(fail(found.error()));
    if (told > options.most && !options.json) output.write(fmt::format("… and {} more\n", told - options.most));
    output.write(options.json ? verified_json(*found) : verified_text(options, *found));
    if (found->flaws == 0) return output.finish(kOk);
    return output.finish(fail({errors::kLedgerFlawed,
                               "the ledger does not say what its reports say: restore a backup (tallybook ledger "
                               "restore), or read the reports into a new one",
                               options.ledger}));
}

int run_backup(const Options& options) {
    const auto done = backup_ledger(options.ledger, options.file);
    if (!done) return fail(done.error());
    Output output;
    output.write(fmt::format("{}: {}, checked\n", options.file, megabytes(done->bytes)));
    return output.finish(kOk);
}

int run_restore(const Options& options) {
    const auto done = restore_ledger(options.file, options.ledger, options.replace);
    if (!done) return fail(done.error());
    Output output;
    output.write(fmt::format("{}: {}, from {}\n", options.ledger, megabytes(done->bytes), options.file));
    if (!done->set_aside.empty()) output.write("what stood there is now " + done->set_aside + "\n");
    return output.finish(kOk);
}

int run_compact(const Options& options) {
    const auto done = compact_ledger(options.ledger);
    if (!done) return fail(done.error());
    Output output;
    output.write(fmt::format("{}: {} before, {} now; every row is the same (SHA-256 {})\n", options.ledger,
                             megabytes(done->before), megabytes(done->after), done->digest.substr(0, 16)));
    return output.finish(kOk);
}

CLI::App* command(CLI::App& app, const std::shared_ptr<Options>& options, const char* name, const char* help) {
    CLI::App* out = app.add_subcommand(name, help);
    out->add_option("--ledger", options->ledger, "the ledger")->type_name("FILE")->capture_default_str();
    return out;
}

}  // namespace

void register_ledger(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("ledger", "Looks after the ledger's file: verify, backup, restore, compact");
    app->require_subcommand(1);

    CLI::App* check =
        command(*app, options, "verify", "Does it still say what its reports say? Every hash, span, quote");
    check->add_flag("--follow", options->follow,
                    "also resolve the records anew and compare incidents and checks; for a ledger that this version "
                    "settled");
    check->add_option("--most", options->most, "flaws that are listed; all are counted")
        ->type_name("N")
        ->capture_default_str();
    check->add_flag("--json", options->json, "a flaw a line, then the counts (JSON Lines)");
    check->footer(
        "Exit status 0: whole; 1: flaws, or it cannot be read.\nExample:\n  tallybook ledger verify --ledger "
        "my.ledger");
    check->callback([options, &status] { status = run_verify(*options); });

    CLI::App* backup = command(*app, options, "backup", "Copies it as it is at one moment, also while it is written");
    backup->add_option("file", options->file, "the copy, a new file")->required()->type_name("FILE");
    backup->footer("Example:\n  tallybook ledger backup monday.ledger --ledger my.ledger");
    backup->callback([options, &status] { status = run_backup(*options); });

    CLI::App* restore = command(*app, options, "restore", "Makes a backup the ledger");
    restore->add_option("file", options->file, "the backup")->required()->type_name("FILE");
    restore->add_flag("--replace", options->replace, "where a ledger stands there: set it aside (NAME.before-restore)");
    restore->footer("Example:\n  tallybook ledger restore monday.ledger --ledger my.ledger --replace");
    restore->callback([options, &status] { status = run_restore(*options); });

    CLI::App* compact = command(*app, options, "compact", "Rewrites the file without unused room; no history is lost");
    compact->footer(
        "Needs as much free room as the ledger has.\nExample:\n  tallybook ledger compact --ledger my.ledger");
    compact->callback([options, &status] { status = run_compact(*options); });
}

}  // namespace tallybook::cli
