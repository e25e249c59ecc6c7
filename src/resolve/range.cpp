#include "resolve/range.hpp"

#include <algorithm>

namespace tallybook {

Bounds bounds_of(const Range& range) {
    if (!range.low && !range.high && range.best) {
        const int64_t n = *range.best;
        return {n - n / 10, n + (n + 9) / 10};
    }
    return {range.low.value_or(0), range.high.value_or(kOpen)};
}

bool contradict(const Range& a, const Range& b) {
    if (a.empty() || b.empty()) return false;
    const Bounds x = bounds_of(a), y = bounds_of(b);
    return x.low > y.high || y.low > x.high;
}

Range together(const std::vector<Range>& ranges, size_t leading) {
    Range out;
    int64_t open = -1;
    for (const Range& one : ranges) {
        const auto low = one.low ? one.low : one.best;
        if (low && (!out.low || *low < *out.low)) out.low = low;
        if (one.best) out.best = one.best;
        if (one.high && (!out.high || *one.high > *out.high)) out.high = one.high;
        if (!one.high) open = std::max(open, one.leading().value_or(0));
    }
    if (ranges[leading].best) out.best = ranges[leading].best;
    if (ranges.size() == 1) out.low = ranges[0].low;
    if (out.high && open > *out.high) out.high.reset();
    out.hedge = ranges[leading].hedge;
    return out;
}

}  // namespace tallybook
