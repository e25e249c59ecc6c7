// Paragraphs and sentences of any bytes: in order, inside their paragraphs, nothing but white space and rulers left
// out, the analysis text maps back onto the sentence, and recasing keeps every byte in its place.
#include <cstdlib>
#include <string_view>

#include "base/utf8.hpp"
#include "language/recase.hpp"
#include "language/splitter.hpp"

namespace {

using namespace tallybook;

void require(bool condition) {
    if (!condition) std::abort();
}

const RecaseLexicon& lexicon() {
    static const RecaseLexicon kLexicon = [] {
        RecaseLexicon out;
        out.is_name = [](std::string_view w) { return w.size() % 5 == 1; };  // any test will do: it must only be total
        out.is_word = [](std::string_view w) { return w.size() % 2 == 0; };
        out.is_plain = [](std::string_view w) { return w.size() % 4 == 0; };
        return out;
    }();
    return kLexicon;
}

void check_recasing(std::string_view text, const Recaser& recaser) {
    const std::string out = recaser.recase(text);
    require(out.size() == text.size() && utf8::valid(out) == utf8::valid(text));
    for (size_t i = 0; i < text.size(); ++i) {
        const auto before = static_cast<unsigned char>(text[i]), after = static_cast<unsigned char>(out[i]);
        if (before < 0x80) require(after == before || after == before + 32);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const SplitText split = split_text(text);
    uint32_t last = 0;
    for (const ByteSpan paragraph : split.paragraphs) {
        require(last <= paragraph.begin && paragraph.begin < paragraph.end && paragraph.end <= text.size());
        last = paragraph.end;
    }
    const Recaser recaser(lexicon(), text);
    std::string covered;
    last = 0;
    for (const SplitSentence& sentence : split.sentences) {
        require(last <= sentence.span.begin && sentence.span.begin < sentence.span.end);
        require(sentence.paragraph < split.paragraphs.size() &&
                split.paragraphs[sentence.paragraph].contains(sentence.span));
        for (uint32_t i = last; i < sentence.span.begin; ++i) {
            const auto c = static_cast<unsigned char>(text[i]);
            require(!(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
        }
        last = sentence.span.end;
        const AnalysisText analysis = analysis_text(text, sentence.span);
        const auto length = static_cast<uint32_t>(analysis.text.size());
        require(length > 0 && length <= sentence.span.size());
        require(analysis.to_report(0, length) == sentence.span);
        check_recasing(analysis.text, recaser);
    }
    return 0;
}
