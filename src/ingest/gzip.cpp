#include "ingest/gzip.hpp"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/errors.hpp"

namespace tallybook {

namespace {

constexpr std::string_view kMagic = "\x1F\x8B\x08";
constexpr size_t kChunk = size_t{64} << 10, kHeadBytes = 4;

uint8_t* bytes_of(const char* data) {
    return reinterpret_cast<uint8_t*>(const_cast<char*>(data));
}

bool begins_member(std::string_view head) {
    return head.size() >= kHeadBytes && head.starts_with(kMagic) && (head[3] & 0xE0) == 0;
}

class GzipSource final : public ByteSource {
public:
    explicit GzipSource(ByteStream packed) : packed_(std::move(packed)) {}

    Result<size_t> read(char* to, size_t room) override {
        while (!ended_) {
            if (problem_) return std::exchange(problem_, std::nullopt).value();
            if (!within_) {
                if (auto error = begin_member()) return *error;
                continue;
            }
            const size_t out = inflate(to, room);
            if (out > 0) return out;
        }
        if (problem_) return std::exchange(problem_, std::nullopt).value();
        return size_t{0};
    }

private:
    void damaged(const char* how) {
        within_ = false;
        after_damage_ = true;
        problem_ = Error{errors::kBadArchive, fmt::format("this gzip file is damaged: {}", how), packed_.name()};
    }

    // Unpacks one piece; the bytes that came out. What is wrong is left in problem_.
    size_t inflate(char* to, size_t room) {
        auto head = packed_.peek(kChunk);
        if (!head || head->empty()) {
            ended_ = true;
            damaged("it ends in the middle");
            if (!head) problem_ = head.error();
            return 0;
        }
        const size_t given = std::min(head->size(), kChunk);
        state_.next_in = bytes_of(head->data());
        state_.avail_in = static_cast<uint32_t>(given);
        state_.next_out = bytes_of(to);
        const auto space = static_cast<uint32_t>(std::min<size_t>(room, size_t{1} << 30));
        state_.avail_out = space;
        const int status = isal_inflate(&state_);
        const size_t out = space - state_.avail_out, taken = given - state_.avail_in;
        packed_.skip(taken);
        in_ += taken;
        out_ += out;
        if (status != ISAL_DECOMP_OK || (out == 0 && taken == 0 && state_.block_state != ISAL_BLOCK_FINISH)) {
            damaged("its compressed data make no sense");
        } else if (state_.block_state == ISAL_BLOCK_FINISH) {
            within_ = false;
            after_damage_ = false;
        }
        if (out_ > kFreeBytes && out_ / kMostGrowth > in_) {
            ended_ = true;
            problem_ = Error{errors::kArchiveLimit,
                             fmt::format("this unpacks to more than {} times its size, as no text does: the rest of it "
                                         "is left unread",
                                         kMostGrowth),
                             packed_.name()};
        }
        return out;
    }

    // At a member's first bytes, or the end. Padding behind a member is skipped, and behind damage all up to the next
    // member.
    std::optional<Error> begin_member() {
        for (;;) {
            auto head = packed_.peek(kChunk);
            if (!head) {
                ended_ = true;
                return head.error();
            }
            if (begins_member(*head)) break;
            if (in_ == 0 && !after_damage_) {
                ended_ = true;
                damaged("its head is cut short");
                return std::exchange(problem_, std::nullopt);
            }
            if (head->size() < kHeadBytes || (!after_damage_ && head->front() != 0)) {  // other bytes behind the last
                ended_ = true;
                return std::nullopt;
            }
            const size_t next = head->find(kMagic[0], 1);
            packed_.skip(std::min(next, head->size()));
        }
        isal_inflate_init(&state_);
        state_.crc_flag = ISAL_GZIP;
        within_ = true;
        return std::nullopt;
    }

    ByteStream packed_;
    inflate_state state_{};
    std::optional<Error> problem_;
    uint64_t in_ = 0, out_ = 0;
    bool within_ = false, ended_ = false, after_damage_ = false;
};

// A body that is deflate with or without the head of zlib.
std::optional<std::string> inflate_body(const std::string& body, size_t limit, uint32_t kind, bool& too_large) {
    inflate_state state;
    isal_inflate_init(&state);
    state.crc_flag = kind;
    state.next_in = bytes_of(body.data());
    state.avail_in = static_cast<uint32_t>(body.size());
    std::string out;
    while (state.block_state != ISAL_BLOCK_FINISH) {
        const size_t before = out.size();
        if (before > limit) {
            too_large = true;
            return std::nullopt;
        }
        out.resize(before + kChunk);
        state.next_out = bytes_of(out.data() + before);
        state.avail_out = kChunk;
        const uint32_t left = state.avail_in;
        const int status = isal_inflate(&state);
        out.resize(before + kChunk - state.avail_out);
        if (status != ISAL_DECOMP_OK) return out.empty() ? std::nullopt : std::optional(std::move(out));
        if (out.size() == before && state.avail_in == left) break;  // it ends in the middle
    }
    return out;
}

std::optional<std::string> unpack_brotli(const std::string& body, size_t limit, bool& too_large) {
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
    if (!state) return std::nullopt;
    const uint8_t* in = bytes_of(body.data());
    size_t left = body.size();
    std::string out, piece(kChunk, '\0');
    for (;;) {
        uint8_t* to = bytes_of(piece.data());
        size_t room = piece.size();
        const auto status = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &to, nullptr);
        out.append(piece.data(), piece.size() - room);
        if (out.size() > limit) {
            too_large = true;
            return std::nullopt;
        }
        if (status != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
            return status == BROTLI_DECODER_RESULT_ERROR && out.empty() ? std::nullopt : std::optional(std::move(out));
        }
    }
}

}  // namespace

bool begins_as_gzip(std::string_view head) {
    return begins_member(head) || head == kMagic;
}

std::unique_ptr<ByteSource> gunzip(ByteStream packed) {
    return std::make_unique<GzipSource>(std::move(packed));
}

Result<std::string> decode_content(std::string body, std::string_view encoding, size_t limit,
                                   const std::string& where) {
    bool too_large = false;
    std::optional<std::string> out;
    if (begins_as_gzip(body)) {
        out = inflate_body(body, limit, ISAL_GZIP, too_large);
    } else if (encoding == "deflate") {
        out = inflate_body(body, limit, ISAL_ZLIB, too_large);
        if (!out && !too_large) out = inflate_body(body, limit, ISAL_DEFLATE, too_large);
    } else if (encoding == "br") {
        out = unpack_brotli(body, limit, too_large);
    }
    if (too_large)
        return Error{errors::kArchiveLimit, fmt::format("this unpacks to more than {} bytes: it is left out", limit),
                     where};
    return out ? std::move(*out) : std::move(body);
}

}  // namespace tallybook
