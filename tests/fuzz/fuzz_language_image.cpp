// A model image of any content under a right digest, as a program that writes wrong images would make it: it is refused
// with a number, or it loads.
#include <openssl/sha.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "language/model.hpp"

namespace {

constexpr size_t kHeader = 64, kDigestAt = 24, kSizeAt = 16, kMost = size_t{1} << 20;

// Where the first bytes are the mark of an image: with the digest and the size that belong to the rest.
void make_right(std::string& image) {
    if (image.size() < kHeader) return;
    std::memcpy(image.data(), "TBIMAGE1", 8);
    const uint64_t size = image.size();
    std::memcpy(image.data() + kSizeAt, &size, sizeof size);
    std::memset(image.data() + 56, 0, 8);
    SHA256(reinterpret_cast<const unsigned char*>(image.data()) + kHeader, image.size() - kHeader,
           reinterpret_cast<unsigned char*>(image.data()) + kDigestAt);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    static const int file = memfd_create("image", 0);
    static const std::string path = "/proc/self/fd/" + std::to_string(file);
    if (size == 0 || size > kMost) return 0;
    std::string image(reinterpret_cast<const char*>(bytes), size);
    make_right(image);
    if (ftruncate(file, 0) != 0 || pwrite(file, image.data(), image.size(), 0) != static_cast<ssize_t>(image.size()))
        return 0;
    const auto model = tallybook::Model::open(path);
    if (!model && !model.error().code.starts_with("TB2")) std::abort();
    return 0;
}
