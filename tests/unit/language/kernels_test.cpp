// Fast kernels against the scalar ones, bit for bit, on random shapes and on numbers of very different size (so that
// any other order of additions would show).
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "language/aligned.hpp"
#include "language/kernels/kernels.hpp"

namespace tallybook::kernels {
namespace {

class Random {
public:
    explicit Random(uint32_t seed) : engine_(seed) {}
    size_t below(size_t n) { return engine_() % n; }
    float number() {
        const float mantissa = static_cast<float>(engine_() % 20001) / 10000.0F - 1.0F;
        return std::ldexp(mantissa, static_cast<int>(engine_() % 12) - 6);
    }
    AlignedFloats array(size_t n) {
        AlignedFloats out;
        out.grow(n + 1);
        for (size_t i = 0; i < n; ++i) out.data()[i] = number();
        return out;
    }

private:
    std::mt19937 engine_;
};

std::vector<uint32_t> bits(const AlignedFloats& values, size_t n) {
    std::vector<uint32_t> out(n);
    std::transform(values.data(), values.data() + n, out.begin(),
                   [](float value) { return std::bit_cast<uint32_t>(value); });
    return out;
}

// Which of the two is missing where a table is not there.
std::string why_not(std::string_view name) {
    bool cpu = false;
#if defined(__x86_64__)
    cpu = name == "avx2" ? __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
                         : __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                               __builtin_cpu_supports("avx512vl");
#endif
    return (cpu ? "this build has no " : "this CPU has no ") + std::string(name) + (cpu ? " kernels" : " instructions");
}

class FastKernels : public testing::TestWithParam<const char*> {
protected:
    const Kernels* fast() { return std::string_view(GetParam()) == "avx2" ? avx2() : avx512(); }
};
#define TALLYBOOK_FAST_KERNELS(k) \
    const Kernels* k = fast();    \
    if (!k) GTEST_SKIP() << why_not(GetParam())

TEST_P(FastKernels, ProductsAreTheSame) {
    TALLYBOOK_FAST_KERNELS(k);
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        const size_t depth = 1 + random.below(100);
        const size_t chains = 1 + random.below(5);
        const size_t outputs = kLanes * (1 + random.below(20));
        const size_t rows = random.below(40);
        const size_t panels = outputs / kLanes;
        const size_t pieces = panels % 3 == 0 ? 3 : panels % 2 == 0 ? 2 : 1;
        const size_t columns = random.below(2) == 0 ? outputs : outputs / pieces;
        const size_t stride = columns + kLanes * random.below(2);
        const size_t inputs = depth * chains;
        const size_t whole = random.below(2) == 0 ? 0 : inputs + random.below(9);
        const AlignedFloats weights = random.array(outputs * std::max(inputs, whole));
        const AlignedFloats bias = random.array(outputs);
        const AlignedFloats x = random.array((rows + chains) * depth);
        std::vector<const float*> pointers;
        for (size_t i = 0; i < rows; ++i) pointers.push_back(x.data() + random.below(rows) * depth);
        AlignedFloats want = random.array(rows * stride);
        AlignedFloats got = random.array(rows * stride);
        std::memcpy(got.data(), want.data(), rows * stride * sizeof(float));
        const Panels view{weights.data(), depth, chains, outputs, whole};
        const float* b = random.below(3) == 0 ? nullptr : bias.data();
        scalar().product(pointers.data(), rows, view, b, columns, want.data(), stride);
        k->product(pointers.data(), rows, view, b, columns, got.data(), stride);
        ASSERT_EQ(bits(got, rows * stride), bits(want, rows * stride))
            << rows << " rows, " << chains << " chains of " << depth << ", " << outputs << " in " << columns;
    }
}

TEST_P(FastKernels, SumsAreTheSame) {
    TALLYBOOK_FAST_KERNELS(k);
    Random random(2);
    for (int round = 0; round < 300; ++round) {
        const size_t n = kLanes * (1 + random.below(30));
        const size_t parts = 1 + random.below(6);
        std::vector<AlignedFloats> arrays;
        std::vector<const float*> pointers;
        for (size_t p = 0; p <= parts; ++p) arrays.push_back(random.array(n));
        for (size_t p = 0; p < parts; ++p) pointers.push_back(arrays[p].data());
        const float* bias = random.below(2) == 0 ? nullptr : arrays[parts].data();
        AlignedFloats want = random.array(n);
        AlignedFloats got = random.array(n);
        scalar().sum(pointers.data(), parts, bias, n, want.data());
        k->sum(pointers.data(), parts, bias, n, got.data());
        ASSERT_EQ(bits(got, n), bits(want, n));
    }
}

TEST_P(FastKernels, MaxoutNormsAreTheSame) {
    TALLYBOOK_FAST_KERNELS(k);
    Random random(3);
    for (int round = 0; round < 500; ++round) {
        const size_t width = 1 + random.below(round % 50 == 0 ? 700 : 130);
        const size_t stride = round_up(width);
        const size_t pieces = 1 + random.below(4);
        const AlignedFloats y = random.array(pieces * stride);
        const AlignedFloats gain = random.array(stride);
        const AlignedFloats shift = random.array(stride);
        const AlignedFloats residual = random.array(stride);
        const MaxoutNorm layer{width, stride, pieces, gain.data(), shift.data()};
        const float* rest = random.below(2) == 0 ? nullptr : residual.data();
        AlignedFloats want = random.array(stride);
        AlignedFloats got = random.array(stride);
        scalar().maxout_norm(layer, y.data(), rest, want.data());
        k->maxout_norm(layer, y.data(), rest, got.data());
        ASSERT_EQ(bits(got, stride), bits(want, stride)) << width << " by " << pieces;
        if (rest) {  // in place
            std::memcpy(got.data(), rest, stride * sizeof(float));
            k->maxout_norm(layer, y.data(), got.data(), got.data());
            ASSERT_EQ(bits(got, stride), bits(want, stride)) << width << " by " << pieces;
        }
    }
}

TEST_P(FastKernels, StatesAreTheSame) {
    TALLYBOOK_FAST_KERNELS(k);
    Random random(4);
    for (int round = 0; round < 300; ++round) {
        const size_t slots = 1 + random.below(13);
        const size_t stride = kLanes * (1 + random.below(8));
        const size_t pieces = 1 + random.below(3);
        const size_t classes = kLanes * (1 + random.below(14));
        std::vector<AlignedFloats> vectors;
        std::vector<const float*> pointers;
        for (size_t f = 0; f < slots; ++f) vectors.push_back(random.array(pieces * stride));
        for (size_t f = 0; f < slots; ++f) pointers.push_back(vectors[f].data());
        const AlignedFloats bias = random.array(pieces * stride);
        const AlignedFloats upper = random.array(stride * classes);
        const AlignedFloats upper_bias = random.array(classes);
        const StateLayer layer{
            slots, stride, pieces, bias.data(), {upper.data(), stride, 1, classes}, upper_bias.data()};
        AlignedFloats hidden = random.array(stride);
        AlignedFloats want = random.array(classes);
        AlignedFloats got = random.array(classes);
        scalar().state(layer, pointers.data(), hidden.data(), want.data());
        k->state(layer, pointers.data(), hidden.data(), got.data());
        ASSERT_EQ(bits(got, classes), bits(want, classes)) << slots << " slots, " << classes << " classes";
    }
}

TEST_P(FastKernels, TheBestIsTheSame) {
    TALLYBOOK_FAST_KERNELS(k);
    Random random(5);
    for (int round = 0; round < 2000; ++round) {
        const size_t n = kLanes * (1 + random.below(10));
        AlignedFloats scores = random.array(n);
        std::vector<int32_t> mask(n);
        for (size_t i = 0; i < n; ++i) {
            // Many equal scores, and now and then what no score should be.
            if (random.below(2) == 0) scores.data()[i] = static_cast<float>(random.below(4));
            if (random.below(40) == 0) scores.data()[i] = std::numeric_limits<float>::quiet_NaN();
            if (random.below(40) == 0) scores.data()[i] = -std::numeric_limits<float>::infinity();
            mask[i] = random.below(3) == 0 ? -1 : 0;
        }
        mask[random.below(n)] = -1;
        ASSERT_EQ(k->best(scores.data(), mask.data(), n), scalar().best(scores.data(), mask.data(), n)) << round;
    }
}

INSTANTIATE_TEST_SUITE_P(Fast, FastKernels, testing::Values("avx2", "avx512"));

TEST(ScalarKernels, AddInTheOrderThatIsPromised) {
    // 1e8 + 1 - 1e8 is 0 in floats from the left and 1 from the right.
    AlignedFloats weights, x, out;
    weights.grow(3 * kLanes);
    x.grow(3);
    out.grow(kLanes);
    std::fill_n(weights.data(), 3 * kLanes, 1.0F);
    const float values[3] = {1e8F, 1.0F, -1e8F};
    std::copy_n(values, 3, x.data());
    const float* row = x.data();
    scalar().product(&row, 1, {weights.data(), 3, 1, kLanes}, nullptr, kLanes, out.data(), kLanes);
    EXPECT_EQ(out.data()[0], 0.0F);
    // Three chains of one: (1e8 + 1) + -1e8.
    scalar().product(&row, 1, {weights.data(), 1, 3, kLanes}, nullptr, kLanes, out.data(), kLanes);
    EXPECT_EQ(out.data()[5], 0.0F);
    // One rounding for multiply and add: 1 + 2^-12 squared minus 1 keeps the 2^-24.
    const float a = 1.0F + std::ldexp(1.0F, -12);
    x.data()[0] = -1.0F;
    x.data()[1] = a;
    weights.data()[0] = 1.0F;
    weights.data()[kLanes] = a;
    scalar().product(&row, 1, {weights.data(), 2, 1, kLanes}, nullptr, kLanes, out.data(), kLanes);
    EXPECT_EQ(out.data()[0], std::ldexp(1.0F, -11) + std::ldexp(1.0F, -24));
}

TEST(ScalarKernels, NormsAreNorms) {
    Random random(6);
    const size_t width = 20;
    AlignedFloats y = random.array(32), gain, shift, out = random.array(32);
    gain.grow(32);
    shift.grow(32);
    std::fill_n(gain.data(), 32, 1.0F);
    std::fill_n(shift.data(), 32, 0.0F);
    scalar().maxout_norm({width, 32, 1, gain.data(), shift.data()}, y.data(), nullptr, out.data());
    double sum = 0;
    double squares = 0;
    for (size_t j = 0; j < width; ++j) {
        sum += static_cast<double>(out.data()[j]);
        squares += static_cast<double>(out.data()[j] * out.data()[j]);
    }
    EXPECT_NEAR(sum, 0, 1e-4);
    EXPECT_NEAR(squares, 20, 1e-3);
    for (size_t j = width; j < 32; ++j) EXPECT_EQ(out.data()[j], 0.0F);
}

TEST(Chosen, IsTheFastestThatThisMachineHas) {
    if (std::getenv("TALLYBOOK_KERNELS")) GTEST_SKIP() << "TALLYBOOK_KERNELS chooses";
    const Kernels* fastest = avx512() ? avx512() : avx2() ? avx2() : &scalar();
    EXPECT_EQ(&chosen(), fastest) << chosen().name;
}

}  // namespace
}  // namespace tallybook::kernels
