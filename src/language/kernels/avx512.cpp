#include "language/kernels/kernels.hpp"

namespace tallybook::kernels {
const Kernels* avx512() {
    return nullptr;
}
}  // namespace tallybook::kernels
