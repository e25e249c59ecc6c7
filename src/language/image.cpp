#include "language/image.hpp"

#include <array>
#include <bit>
#include <cstring>

#include "base/errors.hpp"
#include "base/hash.hpp"

namespace tallybook {
namespace {

static_assert(std::endian::native == std::endian::little, "images are used where they lie in memory");

constexpr std::string_view kMagic = "TBIMAGE1";
constexpr uint32_t kVersion = 1;
constexpr size_t kHeader = 64, kSum = 56;
constexpr size_t kEntry = 48;
constexpr size_t kNameSize = 32;

template <class T>
T number_at(std::string_view bytes, size_t at) {
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

template <class T>
void put(std::string& bytes, size_t at, T value) {
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

std::string raw_digest(std::string_view hex) {
    std::string raw;
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    for (size_t i = 0; i + 1 < hex.size(); i += 2) raw += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    return raw;
}

std::string hex_of(std::string_view raw) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    for (const char c : raw) {
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

// Of `bytes` without the eight of the sum itself; never 0. Each step can be undone, so that no single change is lost;
// four lanes, so that none waits for the other's multiplication.
uint64_t sum_of(std::string_view bytes) {
    constexpr uint64_t kOdd = 0x9e3779b97f4a7c15;
    std::array<uint64_t, 4> lanes = {bytes.size(), 1, 2, 3};
    const auto take = [&](std::string_view part) {
        size_t at = 0;
        for (; at + 32 <= part.size(); at += 32)
            for (size_t lane = 0; lane < 4; ++lane)
                lanes[lane] = std::rotl((lanes[lane] ^ number_at<uint64_t>(part, at + 8 * lane)) * kOdd, 29);
        for (; at < part.size(); ++at)
            lanes[0] = std::rotl((lanes[0] ^ static_cast<unsigned char>(part[at])) * kOdd, 29);
    };
    take(bytes.substr(0, kSum));
    take(bytes.substr(kHeader));
    uint64_t sum = 0;
    for (const uint64_t lane : lanes) sum = std::rotl((sum ^ lane) * kOdd, 31);
    return sum == 0 ? 1 : sum;
}

size_t aligned(size_t n) {
    return (n + kImageAlignment - 1) / kImageAlignment * kImageAlignment;
}

}  // namespace

void ImageWriter::add(std::string name, std::string bytes) {
    sections_.emplace_back(std::move(name), std::move(bytes));
}

void ImageWriter::add_floats(std::string name, const std::vector<float>& values) {
    std::string bytes(values.size() * sizeof(float), '\0');
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    add(std::move(name), std::move(bytes));
}

std::string ImageWriter::finish() const {
    size_t size = aligned(kHeader + kEntry * sections_.size());
    for (const auto& [name, bytes] : sections_) size += aligned(bytes.size());
    std::string out(size, '\0');
    size_t offset = aligned(kHeader + kEntry * sections_.size());
    size_t entry = kHeader;
    for (const auto& [name, bytes] : sections_) {
        std::memcpy(out.data() + entry, name.data(), std::min(name.size(), kNameSize - 1));
        put<uint64_t>(out, entry + kNameSize, offset);
        put<uint64_t>(out, entry + kNameSize + 8, bytes.size());
        if (!bytes.empty()) std::memcpy(out.data() + offset, bytes.data(), bytes.size());
        entry += kEntry;
        offset += aligned(bytes.size());
    }
    std::memcpy(out.data(), kMagic.data(), kMagic.size());
    put<uint32_t>(out, 8, kVersion);
    put<uint32_t>(out, 12, static_cast<uint32_t>(sections_.size()));
    put<uint64_t>(out, 16, out.size());
    const std::string digest = raw_digest(sha256_hex(std::string_view(out).substr(kHeader)));
    std::memcpy(out.data() + 24, digest.data(), digest.size());
    put<uint64_t>(out, kSum, sum_of(out));
    return out;
}

Result<Image> Image::open(const std::filesystem::path& path) {
    auto mapped = MappedFile::open(path);
    if (!mapped) return mapped.error();
    Image image;
    image.file_ = std::make_unique<MappedFile>(std::move(*mapped));
    const std::string_view bytes = image.file_->bytes();
    const auto damaged = [&](const char* what) {
        return Error{errors::kImageDamaged, std::string("the model image is damaged (") + what + "); import it again",
                     path.string()};
    };
    if (bytes.size() < kHeader || !bytes.starts_with(kMagic) || number_at<uint32_t>(bytes, 8) != kVersion) {
        return Error{errors::kImageFormat,
                     "not a model image of this version of Tallybook; make one with: tallybook model import DIRECTORY",
                     path.string()};
    }
    const size_t count = number_at<uint32_t>(bytes, 12);
    if (number_at<uint64_t>(bytes, 16) != bytes.size()) return damaged("it has another size than its header says");
    if (count > (bytes.size() - kHeader) / kEntry) return damaged("its directory does not fit");
    image.digest_ = hex_of(bytes.substr(24, 32));
    const auto sum = number_at<uint64_t>(bytes, kSum);
    const bool whole = sum != 0 ? sum_of(bytes) == sum : sha256_hex(bytes.substr(kHeader)) == image.digest_;
    if (!whole) return damaged("its content is not what its header says");
    for (size_t i = 0; i < count; ++i) {
        const size_t entry = kHeader + i * kEntry;
        std::string_view name = bytes.substr(entry, kNameSize);
        name = name.substr(0, name.find('\0'));
        const auto offset = number_at<uint64_t>(bytes, entry + kNameSize);
        const auto size = number_at<uint64_t>(bytes, entry + kNameSize + 8);
        if (offset > bytes.size() || size > bytes.size() - offset || offset % kImageAlignment != 0) {
            return damaged("a section does not fit");
        }
        image.sections_.emplace_back(name, bytes.substr(offset, size));
    }
    return image;
}

bool Image::has(std::string_view name) const {
    for (const auto& [key, bytes] : sections_) {
        if (key == name) return true;
    }
    return false;
}

std::string_view Image::section(std::string_view name) const {
    for (const auto& [key, bytes] : sections_) {
        if (key == name) return bytes;
    }
    return {};
}

Result<const float*> Image::floats(std::string_view name, size_t count) const {
    const std::string_view bytes = section(name);
    if (bytes.size() != count * sizeof(float) || count == 0) {
        return Error{errors::kImageDamaged,
                     "the model image is damaged (section " + std::string(name) + "); import it again", ""};
    }
    return reinterpret_cast<const float*>(bytes.data());
}

}  // namespace tallybook
