// Words a second of the language layer on one thread: splitting, tokenising, and the whole analysis.
//
//     bench_language_pipeline [--model IMAGE] [--text FILE] [--rounds 3] [--json]
//
// Seconds are the process's CPU time. The text is plain (one report) or JSON Lines with "text". The image is
// TALLYBOOK_MODEL where none is named; without one only splitting is measured. The first round runs with empty caches,
// "best" is the fastest of all. A word is what stands between white space. bench/compare_speed.py runs this beside
// spaCy on the same text.
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "language/analyser.hpp"
#include "language/kernels/kernels.hpp"
#include "language/splitter.hpp"

namespace {

using namespace tallybook;

struct Options {
    std::string model, text = TALLYBOOK_SOURCE_DIR "/tests/language_golden/sentences.txt";
    int rounds = 3;
    bool json = false;
};

Options parse(int argc, char** argv) {
    Options out;
    if (const char* model = std::getenv("TALLYBOOK_MODEL")) out.model = model;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        const char* value = i + 1 < argc ? argv[i + 1] : "";
        if (name == "--json") {
            out.json = true;
            continue;
        }
        if (name == "--model") out.model = value;
        if (name == "--text") out.text = value;
        if (name == "--rounds") out.rounds = std::max(1, std::atoi(value));
        ++i;
    }
    return out;
}

std::vector<std::string> read_texts(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> out;
    if (!path.ends_with(".jsonl")) {
        out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        return out;
    }
    for (std::string line; std::getline(file, line);) {
        const auto record = nlohmann::json::parse(line, nullptr, false);
        if (record.is_object() && record.contains("text")) out.push_back(record["text"].get<std::string>());
    }
    return out;
}

size_t count_words(const std::vector<std::string>& texts) {
    size_t words = 0;
    for (const std::string& text : texts) {
        bool inside = false;
        for (const char c : text) {
            const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            words += !space && !inside;
            inside = !space;
        }
    }
    return words;
}

struct Timing {
    std::string name;
    double first = 0, best = 0;  // seconds
};

// Of this process: what else runs on the machine counts less than it would on the wall's clock.
double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

Timing measure(std::string name, int rounds, const std::function<void()>& work) {
    Timing out{std::move(name)};
    for (int round = 0; round < rounds; ++round) {
        const double begin = cpu_seconds();
        work();
        const double seconds = cpu_seconds() - begin;
        if (round == 0) out.first = out.best = seconds;
        out.best = std::min(out.best, seconds);
    }
    return out;
}

double peak_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

// All texts through analyse(); `gate` false: split and tokenised only.
size_t analyse_all(const std::vector<std::string>& texts, const std::shared_ptr<const Model>& model,
                   Workspace& workspace, bool networks) {
    size_t tokens = 0;
    AnalyseOptions options;
    if (!networks) options.gate = [](std::span<const Token>) { return false; };
    for (const std::string& text : texts) {
        Report report;
        report.set_text(text);
        analyse(report, model, workspace, options);
        tokens += report.tokens.size();
    }
    return tokens;
}

}  // namespace

int main(int argc, char** argv) {
    const Options options = parse(argc, argv);
    const std::vector<std::string> texts = read_texts(options.text);
    const size_t words = count_words(texts);
    if (words == 0) {
        fmt::print(stderr, "no text in {}\n", options.text);
        return 1;
    }
    std::vector<Timing> timings;
    size_t sentences = 0, tokens = 0;
    timings.push_back(measure("paragraphs and sentences", options.rounds, [&] {
        sentences = 0;
        for (const std::string& text : texts) sentences += split_text(text).sentences.size();
    }));
    if (!options.model.empty()) {
        auto model = Model::open(options.model);
        if (!model) {
            fmt::print(stderr, "{}\n", model.error().describe());
            return 1;
        }
        Workspace light, full;
        timings.push_back(
            measure("sentences and tokens", options.rounds, [&] { analyse_all(texts, *model, light, false); }));
        timings.push_back(
            measure("whole analysis", options.rounds, [&] { tokens = analyse_all(texts, *model, full, true); }));
    } else if (!options.json) {
        fmt::print("no model (--model, or TALLYBOOK_MODEL): tokens and analysis skipped\n");
    }
    const auto per_second = [&](double seconds) { return static_cast<double>(words) / seconds; };
    if (options.json) {
        nlohmann::json out{{"words", words}, {"sentences", sentences}, {"tokens", tokens}, {"peak_mib", peak_mib()}};
        out["kernels"] = kernels::chosen().name;
        for (const Timing& t : timings) out["words_per_second"][t.name] = {per_second(t.first), per_second(t.best)};
        fmt::print("{}\n", out.dump());
        return 0;
    }
    fmt::print("{} words, {} sentences, {} tokens, one thread, {} kernels\n", words, sentences, tokens,
               kernels::chosen().name);
    fmt::print("{:<28}{:>16}{:>16}\n", "words a second", "first round", "best");
    for (const Timing& t : timings)
        fmt::print("{:<28}{:>16.0f}{:>16.0f}\n", t.name, per_second(t.first), per_second(t.best));
    fmt::print("peak memory {:.0f} MiB\n", peak_mib());
    return 0;
}
