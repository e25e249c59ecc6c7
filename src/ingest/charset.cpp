#include "ingest/charset.hpp"

#include <fmt/format.h>
#include <iconv.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace tallybook {

namespace {

constexpr size_t kHeadBytes = 4096, kGuessBytes = size_t{64} << 10;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What browsers read under a label: the wider encoding that real pages mean.
std::string real_encoding(std::string_view label) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kMeant = {{
        {"iso-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"iso_8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"latin-1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"ascii", "windows-1252"},
        {"cp1252", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"iso-8859-11", "windows-874"},
        {"tis-620", "windows-874"},
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"x-gbk", "gb18030"},
        {"shift_jis", "cp932"},
        {"shift-jis", "cp932"},
        {"x-sjis", "cp932"},
        {"ks_c_5601-1987", "cp949"},
        {"euc-kr", "cp949"},
        {"unicode", "utf-16le"},
    }};
    const std::string low = lower(label);
    for (const auto& [name, meant] : kMeant) {
        if (low == name) return std::string(meant);
    }
    return low == "utf8" ? "utf-8" : low;
}

class Converter {
public:
    explicit Converter(const std::string& charset) : handle_(iconv_open("UTF-8", charset.c_str())) {}
    Converter(const Converter&) = delete;
    ~Converter() {
        if (good()) iconv_close(handle_);
    }
    bool good() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

    enum class Outcome { Done, Incomplete, Wrong };

    // Appends what `bytes`, a whole character or a line, stand for.
    Outcome convert(std::string_view bytes, std::string& out) {
        char buffer[256];
        char* from = const_cast<char*>(bytes.data());
        size_t left = bytes.size();
        while (left > 0) {
            char* to = buffer;
            size_t room = sizeof buffer;
            const size_t status = iconv(handle_, &from, &left, &to, &room);
            const int problem = errno;
            out.append(buffer, sizeof buffer - room);
            if (status != static_cast<size_t>(-1) || problem == E2BIG) continue;
            return problem == EINVAL ? Outcome::Incomplete : Outcome::Wrong;
        }
        return Outcome::Done;
    }
    void reset() { iconv(handle_, nullptr, nullptr, nullptr, nullptr); }

private:
    iconv_t handle_;
};

bool ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

// An encoding in which a byte below 0x80 at a character's begin is ASCII: character by character.
DecodedText convert_characters(std::string_view bytes, Converter& converter) {
    constexpr size_t kLongest = 4;
    DecodedText out{{}, nowhere()};
    out.text.reserve(bytes.size() + bytes.size() / 4);
    for (size_t at = 0; at < bytes.size();) {
        size_t end = at;
        while (end < bytes.size() && ascii(bytes[end])) ++end;
        out.origin.add(out.text.size(), at, end - at);
        out.text += bytes.substr(at, end - at);
        at = end;
        if (at == bytes.size()) break;
        size_t length = 1;
        const size_t before = out.text.size();
        for (; length <= kLongest && at + length <= bytes.size(); ++length) {
            out.text.resize(before);
            const auto outcome = converter.convert(bytes.substr(at, length), out.text);
            if (outcome == Converter::Outcome::Done && out.text.size() > before) break;
            converter.reset();
            if (outcome == Converter::Outcome::Wrong) length = kLongest;
        }
        if (length > kLongest || at + length > bytes.size()) {
            out.text.resize(before);
            out.text += kReplacement;
            length = 1;
        }
        at += length;
    }
    return out;
}

// ISO-2022 and its like: line by line; what is ASCII throughout stays in its place.
DecodedText convert_lines(std::string_view bytes, Converter& converter) {
    DecodedText out{{}, nowhere()};
    for (size_t at = 0; at < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
        std::string line;
        std::string_view rest = bytes.substr(at, end - at);
        if (converter.convert(rest, line) != Converter::Outcome::Done) {
            line += kReplacement;
            if (rest.ends_with('\n')) line += '\n';
            converter.reset();
        }
        if (line == rest) out.origin.add(out.text.size(), at, rest.size());
        out.text += line;
        at = end;
    }
    return out;
}

DecodedText convert_wide(std::string_view bytes, size_t unit, bool little, size_t from) {
    DecodedText out{{}, nowhere()};
    const auto value = [&](size_t at) {
        char32_t c = 0;
        for (size_t i = 0; i < unit; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[at + i]);
            c |= static_cast<char32_t>(byte) << 8 * (little ? i : unit - 1 - i);
        }
        return c;
    };
    for (size_t at = from; at + unit <= bytes.size(); at += unit) {
        char32_t c = value(at);
        const bool leads = unit == 2 && c >= 0xD800 && c < 0xDC00 && at + 4 <= bytes.size();
        if (leads && value(at + 2) >= 0xDC00 && value(at + 2) < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (value(at + 2) - 0xDC00);
            at += 2;
        } else if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) {
            c = 0xFFFD;
        }
        const size_t before = out.text.size();
        utf8::append(out.text, c);
        if (c < 0x80) out.origin.add(before, at + (little ? 0 : unit - 1), 1);
    }
    return out;
}

DecodedText repaired(std::string bytes, size_t begin, std::vector<std::string>& notes) {
    DecodedText out;
    std::string_view text = std::string_view(bytes).substr(begin);
    if (utf8::valid(text)) {
        if (begin > 0) out.origin.add(0, begin, text.size());
        bytes.erase(0, begin);
        out.text = std::move(bytes);
        return out;
    }
    size_t replaced = 0, kept = 0;
    for (size_t at = 0; at < text.size();) {
        const utf8::CodePoint c = utf8::decode(text, at);
        if (c.value == 0xFFFD && text.substr(at, kReplacement.size()) != kReplacement) {
            out.origin.add(out.text.size(), begin + kept, at - kept);
            out.text += text.substr(kept, at - kept);
            out.text += kReplacement;
            kept = at + c.length;
            ++replaced;
        }
        at += c.length;
    }
    out.origin.add(out.text.size(), begin + kept, text.size() - kept);
    out.text += text.substr(kept);
    notes.push_back(fmt::format("invalid UTF-8 replaced in {} place{}", replaced, replaced == 1 ? "" : "s"));
    return out;
}

// Mostly UTF-8: more good letters beyond ASCII than bad bytes.
bool damaged_utf8(std::string_view bytes) {
    size_t good = 0, bad = 0;
    for (size_t at = 0; at < bytes.size();) {
        const utf8::CodePoint c = utf8::decode(bytes, at);
        if (c.length > 1 && c.value != 0xFFFD) ++good;
        if (c.value == 0xFFFD && bytes.substr(at, 3) != kReplacement) ++bad;
        at += c.length;
    }
    return good > bad;
}

std::string recognised(std::string_view bytes) {
    const std::unique_ptr<struct uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), uchardet_delete);
    if (!detector) return {};
    const size_t first =
        static_cast<size_t>(std::find_if(bytes.begin(), bytes.end(), [](char c) { return !ascii(c); }) - bytes.begin());
    const std::string_view part = bytes.substr(first > kGuessBytes / 2 ? first - kGuessBytes / 2 : 0, kGuessBytes);
    if (uchardet_handle_data(detector.get(), part.data(), part.size()) != 0) return {};
    uchardet_data_end(detector.get());
    return real_encoding(uchardet_get_charset(detector.get()));
}

// UTF-16 or UTF-32 by its mark, UTF-16 by its zeros: the size of a unit, or 0.
size_t wide_unit(std::string_view bytes, bool& little, size_t& mark) {
    mark = 0;
    if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
        bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
        little = bytes[0] != 0;
        mark = 4;
        return 4;
    }
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        little = bytes.starts_with("\xFF\xFE");
        mark = 2;
        return 2;
    }
    const std::string_view head = bytes.substr(0, kHeadBytes);
    size_t even = 0, odd = 0;
    for (size_t i = 0; i < head.size(); ++i) {
        if (head[i] == 0) ++(i % 2 == 0 ? even : odd);
    }
    little = odd > even;
    const bool wide =
        head.size() >= 8 && std::max(even, odd) * 4 > head.size() && std::min(even, odd) * 16 < head.size();
    return wide ? 2 : 0;
}

}  // namespace

std::string declared_charset(std::string_view page) {
    const std::string head = lower(page.substr(0, kHeadBytes));
    for (const std::string_view key : {"charset=", "encoding="}) {
        const size_t at = head.find(key);
        if (at == std::string::npos) continue;
        const size_t begin = head.find_first_not_of("\"' ", at + key.size());
        const size_t end = begin == std::string::npos ? begin : head.find_first_of("\"'> ;/?\r\n", begin);
        if (end != std::string::npos && end > begin && end - begin < 40) return head.substr(begin, end - begin);
    }
    return {};
}

DecodedText decode_text(std::string bytes, std::string_view declared, std::vector<std::string>& notes) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kMark)) return repaired(std::move(bytes), kMark.size(), notes);
    bool little = false;
    size_t mark = 0;
    if (const size_t unit = wide_unit(bytes, little, mark)) {
        notes.push_back(fmt::format("converted from UTF-{}", unit * 8));
        return convert_wide(bytes, unit, little, mark);
    }
    std::string charset = real_encoding(declared);
    const bool by_lines = charset.starts_with("iso-2022") || charset.starts_with("hz") || charset == "utf-7";
    const bool escaped = by_lines && bytes.find_first_of("\x1B~+") != std::string::npos;
    if (!escaped && utf8::valid(bytes)) return {std::move(bytes), {}};
    const bool known =
        !charset.empty() && charset != "utf-8" && !charset.starts_with("utf-16") && Converter(charset).good();
    if (!known) {
        if (damaged_utf8(bytes)) return repaired(std::move(bytes), 0, notes);
        charset = recognised(bytes);
        if (charset.empty() || charset == "utf-8" || !Converter(charset).good()) charset = "windows-1252";
    }
    Converter converter(charset);
    if (!converter.good()) return repaired(std::move(bytes), 0, notes);
    notes.push_back("converted from " + charset);
    return by_lines && known ? convert_lines(bytes, converter) : convert_characters(bytes, converter);
}

}  // namespace tallybook
