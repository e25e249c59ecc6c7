// How much of the core's peak the networks use: the multiply-adds that they do on a text a second of their own time,
// beside what the core does with nothing but independent fused multiply-adds in registers, in the same run. The
// multiply-adds are counted by kernels that count and pass on; multiplications that the cache of word types saves are
// not counted. The networks' time is all of the batch: lexemes, cache, parser steps, attributes and lemmas too.
//
//     bench_language_network [--model IMAGE] [--text FILE] [--rounds 5]
//
// Seconds are the process's CPU time, the best round of each. Peak and networks take turns, so that a core whose other
// half is at work is the same for both.
#include <fmt/core.h>
#include <immintrin.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "language/analyser.hpp"
#include "language/batch_analyser.hpp"
#include "language/kernels/kernels.hpp"
#include "language/model_parts.hpp"

namespace {

using namespace tallybook;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

constexpr size_t kChains = 12, kSteps = 10'000'000;  // enough chains to hide the latency of each

__attribute__((target("avx512f"))) float multiply_wide() {
    __m512 sums[kChains];
    for (size_t c = 0; c < kChains; ++c) sums[c] = _mm512_set1_ps(static_cast<float>(c));
    const __m512 factor = _mm512_set1_ps(0.999F), term = _mm512_set1_ps(0.001F);
    for (size_t step = 0; step < kSteps; ++step)
        for (__m512& sum : sums) sum = _mm512_fmadd_ps(sum, factor, term);
    float out = 0;
    for (const __m512& sum : sums) out += _mm512_cvtss_f32(sum);
    return out;
}

__attribute__((target("avx2,fma"))) float multiply() {
    __m256 sums[kChains];
    for (size_t c = 0; c < kChains; ++c) sums[c] = _mm256_set1_ps(static_cast<float>(c));
    const __m256 factor = _mm256_set1_ps(0.999F), term = _mm256_set1_ps(0.001F);
    for (size_t step = 0; step < kSteps; ++step)
        for (__m256& sum : sums) sum = _mm256_fmadd_ps(sum, factor, term);
    float out = 0;
    for (const __m256& sum : sums) out += _mm256_cvtss_f32(sum);
    return out;
}

// Multiply-adds a second; 0 where the CPU has no fused ones.
double peak_rate(bool wide) {
    if (wide ? !__builtin_cpu_supports("avx512f") : !__builtin_cpu_supports("fma")) return 0;
    const double begin = cpu_seconds();
    volatile float kept = wide ? multiply_wide() : multiply();
    static_cast<void>(kept);
    return static_cast<double>(kSteps * kChains * (wide ? 16 : 8)) / (cpu_seconds() - begin);
}

uint64_t counted = 0;

kernels::Kernels counting() {
    kernels::Kernels out = kernels::chosen();
    out.product = [](const float* const* rows, size_t n, const kernels::Panels& weights, const float* bias,
                     size_t columns, float* to, size_t stride) {
        counted += uint64_t{n} * weights.inputs() * weights.outputs;
        kernels::chosen().product(rows, n, weights, bias, columns, to, stride);
    };
    out.state = [](const kernels::StateLayer& layer, const float* const* slots, float* hidden, float* scores) {
        counted += uint64_t{layer.upper.inputs()} * layer.upper.outputs;
        kernels::chosen().state(layer, slots, hidden, scores);
    };
    return out;
}

struct Words {
    Report report;  // owns the text
    std::vector<WordInput> words;
    std::vector<uint32_t> lengths;
};

Words words_of(const std::string& text, const std::shared_ptr<const Model>& model) {
    Words out;
    out.report.set_text(text);
    AnalyseOptions options;
    options.gate = [](std::span<const Token>) { return false; };
    Workspace workspace;
    analyse(out.report, model, workspace, options);
    for (const Sentence& sentence : out.report.sentences) {
        if (sentence.tokens.empty()) continue;
        out.lengths.push_back(sentence.tokens.size());
        for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i)
            out.words.push_back({out.report.tokens[i].text, 0, true});
    }
    return out;
}

// In batches of about a thousand words, as a report has them.
void run(BatchAnalyser& networks, const Words& all) {
    size_t word = 0;
    for (size_t s = 0, end = 0; s < all.lengths.size(); s = end) {
        size_t size = 0;
        for (end = s; end < all.lengths.size() && (end == s || size + all.lengths[end] <= 1000); ++end)
            size += all.lengths[end];
        networks.run(std::span(all.words).subspan(word, size), std::span(all.lengths).subspan(s, end - s), false);
        word += size;
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::string image = std::getenv("TALLYBOOK_MODEL") ? std::getenv("TALLYBOOK_MODEL") : "";
    std::string path = TALLYBOOK_SOURCE_DIR "/tests/language_golden/sentences.txt";
    int rounds = 5;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--model") image = argv[i + 1];
        if (name == "--text") path = argv[i + 1];
        if (name == "--rounds") rounds = std::max(1, std::atoi(argv[i + 1]));
    }
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto parts = load_parts(image);
    auto model = Model::open(image);
    if (!parts || !model || text.empty()) {
        fmt::print(stderr, "no model (--model, or TALLYBOOK_MODEL) or no text in {}\n", path);
        return 1;
    }
    const Words all = words_of(text, *model);
    const kernels::Kernels counts = counting();
    BatchAnalyser counter(**parts, counts), networks(**parts, kernels::chosen());
    run(counter, all);  // fills its caches, as the timed one's are filled
    counted = 0;
    run(counter, all);
    run(networks, all);
    double peak = 0, seconds = 1e9;
    for (int round = 0; round < rounds; ++round) {
        peak = std::max({peak, peak_rate(true), peak_rate(false)});
        const double begin = cpu_seconds();
        run(networks, all);
        seconds = std::min(seconds, cpu_seconds() - begin);
    }
    const double rate = static_cast<double>(counted) / seconds;
    fmt::print("{} tokens, warm caches, {} kernels, one thread\n", all.words.size(), kernels::chosen().name);
    fmt::print("{:<52}{:>8.1f} GFLOP/s\n", "the core's peak, fused multiply-adds in registers", 2e-9 * peak);
    fmt::print("{:<52}{:>8.1f} GFLOP/s, {:.2f} million multiply-adds a token\n",
               "the networks, with all that is around them", 2e-9 * rate,
               1e-6 * static_cast<double>(counted) / static_cast<double>(all.words.size()));
    if (peak > 0) fmt::print("{:<52}{:>8.0f} %\n", "share of the peak", 100 * rate / peak);
    return 0;
}
