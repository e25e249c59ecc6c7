#include "cli/command.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include "base/errors.hpp"
#include "pipeline/batch.hpp"
#include "pipeline/lines.hpp"

namespace tallybook::cli {

namespace {

namespace fs = std::filesystem;

constexpr size_t kBufferBytes = size_t{1} << 16;

// What a run takes in memory, measured: the images and the batch; a thread's caches; and what a byte of text grows to
// while it is worked on.
constexpr uint64_t kMegabyte = 1 << 20, kMemoryOfARun = 100 * kMegabyte, kMemoryOfAThread = 20 * kMegabyte,
                   kMemoryOfATextByte = 300;
constexpr uint64_t kLeastText = 64 << 10;  // with less room most reports would be refused

uint64_t memory_of(unsigned threads) {
    return kMemoryOfARun + threads * kMemoryOfAThread;
}

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// The source tree that this program was built in (…/build/release/src/tallybook), empty where it is not in one.
fs::path source_tree() {
    std::error_code problem;
    const fs::path program = fs::read_symlink("/proc/self/exe", problem);
    for (fs::path folder = program.parent_path(); !problem && folder.has_relative_path();
         folder = folder.parent_path()) {
        if (fs::exists(folder / "codebooks", problem) && fs::exists(folder / "CMakeLists.txt", problem)) return folder;
    }
    return {};
}

fs::path data_folder() {
    if (const std::string given = from_environment("TALLYBOOK_DATA"); !given.empty()) return given;
    const fs::path tree = source_tree();
    return tree.empty() ? fs::path() : tree / ".tallybook";
}

// The option, else its own variable, else a file of the data folder; empty where none of them says anything.
fs::path locate(const std::string& given, const char* variable, const char* file) {
    if (!given.empty()) return given;
    if (const std::string own = from_environment(variable); !own.empty()) return own;
    const fs::path folder = data_folder();
    return folder.empty() ? fs::path() : folder / file;
}

Error missing(std::string_view what, const fs::path& path) {
    const std::string upper = what == "model" ? "MODEL" : what == "gazetteer" ? "GAZETTEER" : "CODEBOOK";
    return {errors::kDataMissing,
            fmt::format("there is no {} here: run ./tallybook setup once, or name one with --{} or the environment "
                        "variable TALLYBOOK_{}",
                        what, what, upper),
            path.string()};
}

// Opens what lies at `path`; where nothing does, the message tells how to get it.
template <class Thing, class Open>
Result<std::shared_ptr<const Thing>> open_data(std::string_view what, const fs::path& path, Open open) {
    std::error_code problem;
    if (path.empty() || !fs::exists(path, problem)) return missing(what, path);
    return open(path);
}

}  // namespace

std::string facility_list() {
    const fs::path tree = source_tree();
    return tree.empty() ? std::string() : (tree / "gazetteer/facilities.tsv").string();
}

void add_scope(CLI::App& app, std::string& scope) {
    app.add_option("--scope", scope,
                   "all: every report; violence: only reports that tell of violence, the others are not coded (for "
                   "large crawls)")
        ->check(CLI::IsMember({"all", "violence"}))
        ->type_name("WHICH")
        ->capture_default_str();
}

Scope scope_of(const std::string& scope) {
    return scope == "violence" ? Scope::Violence : Scope::All;
}

void DataOptions::add_to(CLI::App& app) {
    app.add_option("--model", model, "the model image (default: set-up's)")->type_name("FILE");
    app.add_option("--gazetteer", gazetteer, "the gazetteer image (default: set-up's)")->type_name("FILE");
    app.add_option("--codebook", codebook, "the codebook: a folder of texts or an image (default: set-up's)")
        ->type_name("PATH");
}

Result<std::shared_ptr<const Model>> DataOptions::open_model() const {
    return open_data<Model>("model", locate(model, "TALLYBOOK_MODEL", "models/en_core_web_sm.tbm"), Model::open);
}

Result<std::shared_ptr<const Codebook>> DataOptions::open_codebook() const {
    fs::path path = locate(codebook, "TALLYBOOK_CODEBOOK", "codebook.tbc");
    std::error_code problem;
    if (codebook.empty() && from_environment("TALLYBOOK_CODEBOOK").empty() && !fs::exists(path, problem)) {
        if (const fs::path tree = source_tree(); !tree.empty()) path = tree / "codebooks";
    }
    return open_data<Codebook>("codebook", path, Codebook::load);
}

Result<std::shared_ptr<const Gazetteer>> DataOptions::open_gazetteer() const {
    return open_data<Gazetteer>("gazetteer", locate(gazetteer, "TALLYBOOK_GAZETTEER", "gazetteer.tbg"),
                                Gazetteer::open);
}

Result<Pipeline> DataOptions::open_pipeline(PipelineOptions options) const {
    auto the_model = open_model();
    if (!the_model) return the_model.error();
    auto book = open_codebook();
    if (!book) return book.error();
    auto places = open_gazetteer();
    if (!places) return places.error();
    // Until the process ends: taking a codebook apart takes half as long as reading it, and nobody waits for it.
    static auto& kept = *new std::vector<std::shared_ptr<const void>>;
    kept.insert(kept.end(), {*the_model, *book, *places});
    return Pipeline(std::move(*the_model), std::move(*book), std::move(*places), options);
}

void InputOptions::add_to(CLI::App& app) {
    app.add_option("inputs", inputs, "files, folders, or - for standard input")->required()->type_name("IN");
    app.add_option("--input-format", format, std::string("what the inputs are: ") + kInputFormats)
        ->type_name("FORMAT")
        ->capture_default_str();
    app.add_option("--published", published, "publication date of inputs that tell none")->type_name("YYYY-MM-DD");
    app.add_option("--threads", threads, "how many threads work; 0: one a core")
        ->check(CLI::Range(0U, kMostThreads))
        ->type_name("N")
        ->capture_default_str();
    app.add_flag("-q,--quiet", quiet, "no progress");
    app.add_option("--max-memory", max_memory, "keep to so much memory (300MB, 2GB); what does not fit is refused")
        ->transform(CLI::AsSizeValue(false))
        ->type_name("SIZE");
    app.add_option("--summary", summary, "write there what was read, left out and why, as JSON; -: standard error")
        ->type_name("FILE");
}

unsigned InputOptions::thread_count() const {
    return threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

uint64_t InputOptions::most_text() const {
    if (max_memory == 0) return 2 * kMostBytesUnderWay;
    const uint64_t fixed = memory_of(thread_count());
    return max_memory <= fixed ? 0 : (max_memory - fixed) / kMemoryOfATextByte;
}

Result<ReportSource> InputOptions::open() const {
    const std::optional<InputFormat> wanted = input_format(format);
    if (!wanted) {
        return Error{errors::kUnknownFormat,
                     fmt::format("this version does not read '{}': use {}", format, kInputFormats), "--input-format"};
    }
    IngestOptions options;
    if (!published.empty()) {
        if (!is_date(published)) {
            return Error{errors::kBadDate, fmt::format("'{}' is no day of the calendar: write YYYY-MM-DD", published),
                         "--published"};
        }
        options.published = published;
    }
    if (max_memory > 0) {
        if (most_text() < kLeastText)
            return Error{errors::kMemoryTooSmall,
                         fmt::format("{} MB do not suffice with this many threads: give at least {} MB, or fewer "
                                     "threads",
                                     max_memory / kMegabyte,
                                     (memory_of(thread_count()) + kLeastText * kMemoryOfATextByte) / kMegabyte + 1),
                         "--max-memory"};
        // Half for one report, half for all others: a long one begins where the others leave room.
        options.max_text_bytes = std::min<uint64_t>(options.max_text_bytes, most_text() / 2);
        options.max_html_bytes = std::min<uint64_t>(options.max_html_bytes, most_text() / 2);
    }
    return ReportSource(inputs, *wanted, options);
}

Output::~Output() {
    if (file_ > STDERR_FILENO) ::close(file_);
}

Result<void> Output::open(const std::string& path) {
    if (path.empty() || path == "-") return {};
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return Error{errors::kFileUnwritable, fmt::format("this cannot be written: {}", std::strerror(errno)), path};
    file_ = file;
    name_ = path;
    return {};
}

bool Output::flush() {
    for (std::string_view rest = buffer_; !rest.empty() && problem_ == 0;) {
        const ssize_t done = ::write(file_, rest.data(), rest.size());
        if (done >= 0) {
            rest.remove_prefix(static_cast<size_t>(done));
        } else if (errno != EINTR) {
            problem_ = errno;
        }
    }
    buffer_.clear();
    return problem_ == 0;
}

bool Output::write(std::string_view text) {
    if (problem_ != 0) return false;
    buffer_ += text;
    return buffer_.size() < kBufferBytes || flush();
}

int Output::finish(int status) {
    flush();
    if (problem_ == 0 && file_ > STDERR_FILENO) {
        if (::close(file_) != 0) problem_ = errno;
        file_ = 1;
    }
    if (problem_ == 0) return status;
    const std::string why = problem_ == EPIPE ? "whoever reads it stopped before the end" : std::strerror(problem_);
    return fail({errors::kFileUnwritable, "the output is not complete: " + why, name_});
}

int fail(const Error& error, int status) {
    std::fputs((error.describe() + "\n").c_str(), stderr);
    return status;
}

std::string data_path(const char* variable, const char* file) {
    return locate("", variable, file).string();
}

std::string full_version() {
    const DataOptions data;
    const auto model = data.open_model();
    const auto book = data.open_codebook();
    const auto places = data.open_gazetteer();
    const auto digest = [](const auto& thing) { return thing ? std::string((*thing)->digest()) : std::string("none"); };
    return fmt::format("tallybook {}\ncodebook  {}\nmodel     {}\ngazetteer {}", kVersion, digest(book), digest(model),
                       digest(places));
}

}  // namespace tallybook::cli
