// Which table of kernels this process uses. Read from the environment once, so that a suspicion about a kernel can be
// tested on a user's machine without another build.
#include <cstdlib>
#include <string_view>

#include "language/kernels/kernels.hpp"

namespace tallybook::kernels {

const Kernels& chosen() {
    static const Kernels& table = []() -> const Kernels& {
        const char* wish = std::getenv("TALLYBOOK_KERNELS");
        const std::string_view name = wish ? wish : "";
        if (name == "scalar") return scalar();
        if (name == "avx2" && avx2()) return *avx2();
        if (avx512()) return *avx512();
        if (avx2()) return *avx2();
        return scalar();
    }();
    return table;
}

}  // namespace tallybook::kernels
