// Microseconds a token of reading times, places and quantities on one core, beside the analysis of the same text, and
// how long the gazetteer's image takes to open.
//
//     bench_pipeline_values --model IMAGE --gazetteer IMAGE [--text FILE] [--rounds 5] [--json]
//
// Seconds are the process's CPU time; each figure is that of the fastest round, the first one is for the caches. The
// text is plain (paragraphs are its reports) or JSON Lines with "text". The images are TALLYBOOK_MODEL and
// TALLYBOOK_GAZETTEER where none is named. Opening is the wall clock of the middle one of 21.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "language/analyser.hpp"
#include "values/gazetteer.hpp"
#include "values/place.hpp"
#include "values/quantity.hpp"
#include "values/time.hpp"

namespace {

using namespace tallybook;

struct Options {
    std::string model, gazetteer, text = TALLYBOOK_SOURCE_DIR "/tests/language_golden/sentences.txt";
    int rounds = 5;
    bool json = false;
};

Options parse(int argc, char** argv) {
    Options out;
    if (const char* model = std::getenv("TALLYBOOK_MODEL")) out.model = model;
    if (const char* gazetteer = std::getenv("TALLYBOOK_GAZETTEER")) out.gazetteer = gazetteer;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--json") {
            out.json = true;
            continue;
        }
        const char* value = i + 1 < argc ? argv[++i] : "";
        if (name == "--model") out.model = value;
        if (name == "--gazetteer") out.gazetteer = value;
        if (name == "--text") out.text = value;
        if (name == "--rounds") out.rounds = std::max(1, std::atoi(value));
    }
    return out;
}

std::vector<std::string> read_texts(const std::string& path) {
    constexpr size_t kReport = 4000;  // bytes
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> out;
    for (std::string line; std::getline(file, line);) {
        if (path.ends_with(".jsonl")) {
            const auto record = nlohmann::json::parse(line, nullptr, false);
            if (record.is_object() && record.contains("text")) out.push_back(record["text"].get<std::string>());
        } else if (!line.empty()) {
            if (out.empty() || out.back().size() > kReport) out.emplace_back();
            out.back() += line + "\n\n";
        }
    }
    return out;
}

double seconds_of(const std::function<void()>& work) {
    const std::clock_t begin = std::clock();
    work();
    return double(std::clock() - begin) / CLOCKS_PER_SEC;
}

double open_ms(const std::string& path) {
    std::vector<double> all;
    for (int i = 0; i < 21; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const auto opened = Gazetteer::open(path);
        all.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

struct Figures {
    double parse = 1e9, times = 1e9, places = 1e9, quantities = 1e9;  // seconds
    size_t tokens = 0;
};

void measure(std::vector<Report>& reports, const std::shared_ptr<const Model>& model, const Gazetteer& gazetteer,
             Figures& best) {
    Workspace workspace;
    const auto all = [&](const auto& work) {
        return seconds_of([&] {
            for (Report& report : reports) work(report);
        });
    };
    best.parse = std::min(best.parse, all([&](Report& r) { analyse(r, model, workspace, {}); }));
    best.times = std::min(best.times, all([](Report& r) { read_times(r); }));
    best.places = std::min(best.places, all([&](Report& r) { read_places(r, gazetteer); }));
    best.quantities = std::min(best.quantities, all([](Report& r) { read_quantities(r); }));
    best.tokens = 0;
    for (const Report& report : reports) best.tokens += report.tokens.size();
}

}  // namespace

int main(int argc, char** argv) {
    const Options options = parse(argc, argv);
    const auto model = Model::open(options.model);
    const auto gazetteer = Gazetteer::open(options.gazetteer);
    if (!model || !gazetteer) {
        fmt::print(stderr, "give --model and --gazetteer: the images that ./tallybook setup makes\n");
        return 2;
    }
    const std::vector<std::string> texts = read_texts(options.text);
    Figures best;
    for (int round = 0; round < options.rounds; ++round) {
        std::vector<Report> reports(texts.size());
        for (size_t i = 0; i < texts.size(); ++i) {
            reports[i].set_text(texts[i]);
            reports[i].published = "2024-05-16";
        }
        measure(reports, *model, **gazetteer, best);
    }
    const double micro = 1e6 / double(std::max<size_t>(1, best.tokens));
    const double three = best.times + best.places + best.quantities;
    const double open = open_ms(options.gazetteer);
    if (options.json) {
        fmt::print(
            "{{\"tokens\":{},\"times_us\":{:.3f},\"places_us\":{:.3f},\"quantities_us\":{:.3f},\"values_us\":{:.3f},"
            "\"parse_us\":{:.3f},"
            "\"share_of_parse\":{:.4f},\"gazetteer_open_ms\":{:.3f}}}\n",
            best.tokens, best.times * micro, best.places * micro, best.quantities * micro, three * micro,
            best.parse * micro, three / best.parse, open);
        return 0;
    }
    fmt::print("{} tokens\n", best.tokens);
    fmt::print("times       {:6.2f} us/token\nplaces      {:6.2f}\nquantities  {:6.2f}\n", best.times * micro,
               best.places * micro, best.quantities * micro);
    fmt::print("together    {:6.2f} us/token, {:.1f} % of the parse ({:.2f})\n", three * micro,
               100 * three / best.parse, best.parse * micro);
    fmt::print("gazetteer opens in {:.2f} ms\n", open);
    return 0;
}
