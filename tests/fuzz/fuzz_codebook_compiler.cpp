// A codebook of any text: every fault is a finding with its place, and what has no error compiles into an image that
// opens and answers questions. The input is the files one behind the other, each after a line "== path".
#include <cstdlib>
#include <string_view>
#include <vector>

#include "codebook/book.hpp"
#include "codebook/image.hpp"

namespace {

using namespace tallybook;

void require(bool condition) {
    if (!condition) std::abort();
}

std::vector<SourceFile> files_of(std::string_view text) {
    std::vector<SourceFile> files;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.starts_with("== ")) {
            files.push_back({std::string(line.substr(3)), {}});
        } else if (!files.empty()) {
            files.back().content.append(line).append("\n");
        }
    }
    return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    Book book = parse_book(files_of({reinterpret_cast<const char*>(bytes), size}));
    check_book(book);
    bool faulty = false;
    for (const LintFinding& one : book.findings) {
        require(!one.message.empty());
        faulty |= one.error;
    }
    if (faulty) return 0;
    const std::string built = build_image(book);
    std::vector<uint64_t> memory(built.size() / 8 + 1);
    std::copy(built.begin(), built.end(), reinterpret_cast<char*>(memory.data()));
    CodebookImage image;
    require(open_image({reinterpret_cast<const char*>(memory.data()), built.size()}, image));
    require(image.rules.size() == book.rules.size() && image.frames.size() == book.frames.size());
    require(image.actors.size() == book.actors.size() && image.weapons.size() == book.weapons.size());
    for (const Rule& rule : image.rules)
        for (const std::string& trigger : rule.triggers)
            image.list(image.rules_by[static_cast<int>(rule.kind)].find(trigger));
    return 0;
}
