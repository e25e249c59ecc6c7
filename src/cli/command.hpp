// What the commands share: where data is found, how inputs are named, how output is written, exit statuses. One file a
// command; each declares its options on a CLI::App and leaves its exit status from a callback.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ingest/source.hpp"
#include "pipeline/pipeline.hpp"

namespace tallybook::cli {

inline const std::map<std::string, CodeScheme> kCodeSchemes = {
    {"cameo", CodeScheme::Cameo}, {"acled", CodeScheme::Acled}, {"gtd", CodeScheme::Gtd}};

inline constexpr int kOk = 0;
inline constexpr int kSomeInputFailed = 1;  // also: an output that could not be written, data that is missing
inline constexpr int kWrongUsage = 2;

// Model, gazetteer, codebook: from the option, else the environment (TALLYBOOK_MODEL, TALLYBOOK_GAZETTEER,
// TALLYBOOK_CODEBOOK), else the data folder: $TALLYBOOK_DATA, or .tallybook/ of the source tree that the program was
// built in. A codebook that was never compiled is read as text from that tree.
struct DataOptions {
    std::string model, gazetteer, codebook;

    void add_to(CLI::App& app);
    Result<std::shared_ptr<const Model>> open_model() const;
    Result<std::shared_ptr<const Codebook>> open_codebook() const;
    Result<std::shared_ptr<const Gazetteer>> open_gazetteer() const;
    Result<Pipeline> open_pipeline(PipelineOptions options) const;  // with all three
};

// --scope, of the commands that code.
void add_scope(CLI::App& app, std::string& scope);
Scope scope_of(const std::string& scope);

// gazetteer/facilities.tsv of the source tree that the program was built in; empty where it is not in one.
std::string facility_list();

struct InputOptions {
    std::vector<std::string> inputs;
    std::string format = "guess", published;
    unsigned threads = 1;
    bool quiet = false;
    std::string summary;
    uint64_t max_memory = 0;  // bytes; 0: no bound

    void add_to(CLI::App& app);
    // Where a value is no format or no date, or the memory is too small: an error of usage.
    Result<ReportSource> open() const;

    unsigned thread_count() const;  // never 0
    // How many bytes of text may be worked on at once, of all threads, within --max-memory.
    uint64_t most_text() const;
};

// Where records go: standard output, or the file of `-o`. Whatever cannot be written (full disk, closed pipe, no room)
// is said once, with its number, and makes the exit status 1.
class Output {
public:
    Output() = default;
    Output(Output&&) = delete;
    ~Output();

    Result<void> open(const std::string& path);  // empty or "-": standard output
    bool write(std::string_view text);           // false after a failure: stop working
    int finish(int status);                      // flushes; the exit status

private:
    bool flush();

    int file_ = 1;
    std::string name_ = "standard output", buffer_;
    int problem_ = 0;  // errno of the first failure
};

// Prints the error to standard error; returns `status`.
int fail(const Error& error, int status = kSomeInputFailed);

// A file that set-up leaves in the data folder: the variable's value where it is set, else the folder's file; empty
// where there is no data folder.
std::string data_path(const char* variable, const char* file);

std::string full_version();

using Register = void (*)(CLI::App& root, int& status);
void register_read(CLI::App& root, int& status);
void register_code(CLI::App& root, int& status);
void register_annotate(CLI::App& root, int& status);
void register_show(CLI::App& root, int& status);
void register_incidents(CLI::App& root, int& status);  // and claims, contradictions, timeline
void register_tally(CLI::App& root, int& status);
void register_export(CLI::App& root, int& status);
void register_sitrep(CLI::App& root, int& status);
void register_diff(CLI::App& root, int& status);
void register_why_not(CLI::App& root, int& status);
void register_review(CLI::App& root, int& status);
void register_explain(CLI::App& root, int& status);
void register_codebook(CLI::App& root, int& status);
void register_model(CLI::App& root, int& status);
void register_gazetteer(CLI::App& root, int& status);

}  // namespace tallybook::cli
