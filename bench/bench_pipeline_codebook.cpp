// What the codebook costs: seconds to check and compile the texts, to map the image, and what matching and coding take
// beside the analysis of the same reports.
//
//     bench_pipeline_codebook [--text FILE] [--rounds 3] [--json]
//
// Seconds are the process's CPU time, the best of all rounds, one thread. Images are TALLYBOOK_MODEL and
// TALLYBOOK_GAZETTEER; without them only compiling is measured. The text is plain, a paragraph a report, or JSON Lines
// with "text".
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "coding/coder.hpp"
#include "coding/matcher.hpp"
#include "ingest/fields.hpp"
#include "pipeline/pipeline.hpp"

namespace {

using namespace tallybook;

struct Options {
    std::string text = TALLYBOOK_SOURCE_DIR "/tests/language_golden/sentences.txt";
    int rounds = 3;
    bool json = false;
};

Options parse(int argc, char** argv) {
    Options out;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--json") out.json = true;
        if (name == "--text" && i + 1 < argc) out.text = argv[++i];
        if (name == "--rounds" && i + 1 < argc) out.rounds = std::max(1, std::atoi(argv[++i]));
    }
    return out;
}

std::vector<std::string> read_texts(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> out;
    std::string paragraph;
    for (std::string line; std::getline(file, line);) {
        if (path.ends_with(".jsonl")) {
            const auto record = nlohmann::json::parse(line, nullptr, false);
            if (record.is_object() && record.contains("text")) out.push_back(record["text"].get<std::string>());
            continue;
        }
        paragraph += line + "\n";
        if (paragraph.size() < 2000 && !line.empty()) continue;
        out.push_back(std::move(paragraph));
        paragraph.clear();
    }
    if (!paragraph.empty()) out.push_back(std::move(paragraph));
    return out;
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double best_of(int rounds, const std::function<void()>& work) {
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        const double begin = cpu_seconds();
        work();
        const double seconds = cpu_seconds() - begin;
        best = round == 0 ? seconds : std::min(best, seconds);
    }
    return best;
}

Report report_of(const std::string& text) {
    InputFields fields;
    fields.key = "bench";
    fields.text = text;
    fields.language = "en";
    auto report = make_report(std::move(fields), {}, "bench");
    return report ? std::move(*report) : Report();
}

struct Costs {
    double compile = 0, map = 0, analyse = 0, values = 0, match = 0, code = 0;
    size_t reports = 0, sentences = 0, rules = 0;
};

void measure_reports(const Options& options, const std::shared_ptr<const Codebook>& book, Costs& costs) {
    const char *model_image = std::getenv("TALLYBOOK_MODEL"), *places_image = std::getenv("TALLYBOOK_GAZETTEER");
    if (model_image == nullptr || places_image == nullptr) return;
    auto model = Model::open(model_image);
    auto places = Gazetteer::open(places_image);
    if (!model || !places) return;
    const auto texts = read_texts(options.text);
    const Pipeline pipeline(*model, book, *places);
    Workspace workspace;
    std::vector<Report> read;
    const double annotate = best_of(options.rounds, [&] {
        read.clear();
        for (const std::string& text : texts) pipeline.annotate(read.emplace_back(report_of(text)), workspace);
    });
    costs.analyse = best_of(options.rounds, [&] {
        for (const std::string& text : texts) {
            Report report = report_of(text);
            analyse(report, *model, workspace);
        }
    });
    costs.values = std::max(0.0, annotate - costs.analyse);
    costs.match = best_of(options.rounds, [&] {
        for (const Report& report : read) {
            const Tree tree(report);
            match_frames(WordFacts(tree, *book));
        }
    });
    costs.code = best_of(options.rounds, [&] {
        for (const Report& report : read) code(report, *book);
    });
    costs.reports = read.size();
    for (const Report& report : read) costs.sentences += report.sentences.size();
}

}  // namespace

int main(int argc, char** argv) {
    const Options options = parse(argc, argv);
    const std::filesystem::path folder = TALLYBOOK_SOURCE_DIR "/codebooks";
    const auto image = std::filesystem::temp_directory_path() / fmt::format("tallybook-bench-{}.tbc", ::getpid());
    Costs costs;
    costs.compile = best_of(options.rounds, [&] {
        if (const auto made = Codebook::compile(folder, image); !made)
            fmt::print(stderr, "{}\n", made.error().describe());
    });
    std::shared_ptr<const Codebook> book;
    costs.map = best_of(options.rounds, [&] {
        if (auto loaded = Codebook::load(image)) book = *loaded;
    });
    std::filesystem::remove(image);
    if (!book) return 1;
    costs.rules = book->rules().size();
    measure_reports(options, book, costs);
    const auto share = [&](double seconds) { return costs.analyse > 0 ? 100 * seconds / costs.analyse : 0; };
    if (options.json) {
        const nlohmann::json out{
            {"rules", costs.rules},     {"frames", book->frames().size()},  {"compile", costs.compile},
            {"map", costs.map},         {"reports", costs.reports},         {"sentences", costs.sentences},
            {"analyse", costs.analyse}, {"values", costs.values},           {"match", costs.match},
            {"code", costs.code},       {"match_share", share(costs.match)}};
        fmt::print("{}\n", out.dump());
        return 0;
    }
    fmt::print("codebook: {} frames, {} rules; checked and compiled in {:.2f} s, mapped in {:.1f} ms\n",
               book->frames().size(), costs.rules, costs.compile, 1000 * costs.map);
    if (costs.reports == 0) {
        fmt::print("no model or gazetteer (TALLYBOOK_MODEL, TALLYBOOK_GAZETTEER): matching skipped\n");
        return 0;
    }
    fmt::print("{} reports, {} sentences\n{:<28}{:>10}{:>24}\n", costs.reports, costs.sentences, "", "seconds",
               "share of the analysis");
    for (const auto& [name, seconds] : {std::pair{"tokens, tags, trees, names", costs.analyse},
                                        {"times, places, quantities", costs.values},
                                        {"matching of frames", costs.match},
                                        {"coding, matching included", costs.code}})
        fmt::print("{:<28}{:>10.3f}{:>22.1f} %\n", name, seconds, share(seconds));
    return 0;
}
