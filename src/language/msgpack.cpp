#include "language/msgpack.hpp"

#include <bit>
#include <cstring>
#include <string>

#include "base/errors.hpp"

namespace tallybook::msgpack {

const Value* Value::find(std::string_view key) const {
    if (!is_map()) return nullptr;
    for (size_t i = 0; i + 1 < items.size(); i += 2) {
        if (items[i].is_text() && items[i].text == key) return &items[i + 1];
    }
    return nullptr;
}

const Value* Value::find(uint64_t key) const {
    if (!is_map()) return nullptr;
    for (size_t i = 0; i + 1 < items.size(); i += 2) {
        if (items[i].is_unsigned() && items[i].integer == key) return &items[i + 1];
    }
    return nullptr;
}

namespace {

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    bool read(Value& value, int depth) {
        uint64_t type = 0;
        if (!big_endian(1, type)) return fail("the file ends too early");
        if (type < 0x80) return integer(value, type);
        if (type < 0x90) return children(value, Value::Kind::kMap, type & 15, depth);
        if (type < 0xa0) return children(value, Value::Kind::kArray, type & 15, depth);
        if (type < 0xc0) return text(value, Value::Kind::kString, type & 31);
        if (type >= 0xe0) return negative(value, static_cast<int8_t>(type));
        return read_tagged(value, static_cast<uint8_t>(type), depth);
    }

    bool at_end() const { return at_ == bytes_.size(); }
    bool fail(const char* why) {
        if (!why_) why_ = why;
        return false;
    }
    Error error() const {
        return {errors::kBadMsgpack,
                std::string("not the MessagePack of a model: ") + (why_ ? why_ : "bytes after its end") + " (byte " +
                    std::to_string(at_) + "); fetch the file again",
                ""};
    }

private:
    bool read_tagged(Value& value, uint8_t type, int depth) {
        switch (type) {
            case 0xc0:
                value = Value{};
                return true;
            case 0xc2:
            case 0xc3:
                value.kind = Value::Kind::kBool;
                value.integer = type & 1;
                return true;
            case 0xc4:
            case 0xc5:
            case 0xc6:
                return sized(value, Value::Kind::kBinary, size_t{1} << (type - 0xc4), depth);
            case 0xca:
            case 0xcb:
                return floating(value, type == 0xca ? 4 : 8);
            case 0xcc:
            case 0xcd:
            case 0xce:
            case 0xcf:
                return unsigned_integer(value, size_t{1} << (type - 0xcc));
            case 0xd0:
            case 0xd1:
            case 0xd2:
            case 0xd3:
                return signed_integer(value, size_t{1} << (type - 0xd0));
            case 0xd9:
            case 0xda:
            case 0xdb:
                return sized(value, Value::Kind::kString, size_t{1} << (type - 0xd9), depth);
            case 0xdc:
            case 0xdd:
                return sized(value, Value::Kind::kArray, type == 0xdc ? 2 : 4, depth);
            case 0xde:
            case 0xdf:
                return sized(value, Value::Kind::kMap, type == 0xde ? 2 : 4, depth);
            default:
                return fail("an extension type or an unused code");
        }
    }

    bool big_endian(size_t width, uint64_t& value) {
        if (bytes_.size() - at_ < width) return fail("the file ends too early");
        value = 0;
        for (size_t i = 0; i < width; ++i) value = value << 8 | static_cast<uint8_t>(bytes_[at_++]);
        return true;
    }

    bool integer(Value& value, uint64_t number) {
        value.kind = Value::Kind::kUnsigned;
        value.integer = number;
        return true;
    }

    bool negative(Value& value, int64_t number) {
        if (number >= 0) return integer(value, static_cast<uint64_t>(number));
        value.kind = Value::Kind::kNegative;
        value.integer = static_cast<uint64_t>(number);
        return true;
    }

    bool unsigned_integer(Value& value, size_t width) {
        uint64_t number = 0;
        return big_endian(width, number) && integer(value, number);
    }

    bool signed_integer(Value& value, size_t width) {
        uint64_t number = 0;
        if (!big_endian(width, number)) return false;
        const int shift = static_cast<int>(64 - 8 * width);
        return negative(value, static_cast<int64_t>(number << shift) >> shift);
    }

    bool floating(Value& value, size_t width) {
        uint64_t bits = 0;
        if (!big_endian(width, bits)) return false;
        value.kind = Value::Kind::kFloat;
        value.number = width == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)))
                                  : std::bit_cast<double>(bits);
        return true;
    }

    bool sized(Value& value, Value::Kind kind, size_t width, int depth) {
        uint64_t count = 0;
        if (!big_endian(width, count)) return false;
        const bool nested = kind == Value::Kind::kArray || kind == Value::Kind::kMap;
        return nested ? children(value, kind, count, depth) : text(value, kind, count);
    }

    bool text(Value& value, Value::Kind kind, uint64_t size) {
        if (size > bytes_.size() - at_) return fail("a string is longer than the file");
        value.kind = kind;
        value.text = bytes_.substr(at_, size);
        at_ += size;
        return true;
    }

    bool children(Value& value, Value::Kind kind, uint64_t count, int depth) {
        if (depth >= kDepthLimit) return fail("nested too deeply");
        if (kind == Value::Kind::kMap) count *= 2;
        // Every value takes a byte at least, so this also bounds what is reserved by the size of the input.
        if (count > bytes_.size() - at_) return fail("more elements than bytes");
        value.kind = kind;
        for (uint64_t i = 0; i < count; ++i) {
            Value& child = value.items.emplace_back();
            if (!read(child, depth + 1)) return false;
            const bool key = kind == Value::Kind::kMap && i % 2 == 0;
            if (key && !child.is_text() && !child.is_unsigned() && child.kind != Value::Kind::kNegative) {
                return fail("a key that is neither text nor a number");
            }
        }
        return true;
    }

    std::string_view bytes_;
    size_t at_ = 0;
    const char* why_ = nullptr;
};

}  // namespace

Result<Value> parse(std::string_view bytes) {
    Reader reader(bytes);
    Value value;
    if (!reader.read(value, 0) || !reader.at_end()) return reader.error();
    return value;
}

}  // namespace tallybook::msgpack
