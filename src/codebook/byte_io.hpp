// Plain structs as bytes and back, for the compiled codebook. The reader never runs past its bytes: what is short or
// damaged leaves `good` false and empty values, so that the caller checks once at the end.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace tallybook {

class Writer {
public:
    void u32(uint32_t v) { out_.append(reinterpret_cast<const char*>(&v), 4); }
    void str(std::string_view s) {
        u32(static_cast<uint32_t>(s.size()));
        out_ += s;
    }
    void strs(const std::vector<std::string>& v) {
        u32(static_cast<uint32_t>(v.size()));
        for (const auto& s : v) str(s);
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    bool good() const { return good_; }
    bool at_end() const { return good_ && at_ == bytes_.size(); }
    uint32_t u32() {
        if (bytes_.size() - at_ < 4) {
            good_ = false;
            return 0;
        }
        uint32_t v;
        std::memcpy(&v, bytes_.data() + at_, 4);
        at_ += 4;
        return v;
    }
    std::string str() {
        const uint32_t n = u32();
        if (bytes_.size() - at_ < n) {
            good_ = false;
            return {};
        }
        at_ += n;
        return std::string(bytes_.substr(at_ - n, n));
    }
    // A count of things of which each takes at least `least` bytes.
    uint32_t count(size_t least = 4) {
        const uint32_t n = u32();
        if (n > (bytes_.size() - at_) / least) {
            good_ = false;
            return 0;
        }
        return n;
    }
    std::vector<std::string> strs() {
        std::vector<std::string> v(count());
        for (auto& s : v) s = str();
        return v;
    }

private:
    std::string_view bytes_;
    size_t at_ = 0;
    bool good_ = true;
};

}  // namespace tallybook
