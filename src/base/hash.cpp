#include "base/hash.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <memory>

namespace tallybook {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

struct Free {
    void operator()(EVP_MD* method) const { EVP_MD_free(method); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// OpenSSL looks the method up by name for each SHA256(), which costs as much as digesting a kilobyte: it is kept, and
// so is each thread's scratch.
bool digest_with_kept_method(std::string_view bytes, Digest& digest) {
    static const std::unique_ptr<EVP_MD, Free> method(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    return method && context && EVP_DigestInit_ex(context.get(), method.get(), nullptr) == 1 &&
           EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
           EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    Digest digest{};
    if (!digest_with_kept_method(bytes, digest))
        SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

}  // namespace tallybook
