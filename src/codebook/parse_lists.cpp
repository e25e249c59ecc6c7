// The three kinds of lists. Words: the file's name is the class, a line holds one or more words. Weapons and agents:
// "KIND [QUALIFIER]: name, name, …".
#include "base/text.hpp"
#include "codebook/book.hpp"
#include "codebook/vocabulary.hpp"

namespace tallybook {
namespace {

struct ListLine {
    std::string kind, qualifier;
    std::vector<Term> terms;
    bool good = false;
};

ListLine parse_list_line(const Line& line, Book& book) {
    ListLine out;
    const size_t colon = line.text.find(':');
    if (colon == std::string_view::npos) {
        book.findings.push_back({true, line.at(), "a line here is \"KIND: name, name, …\"; the colon is missing"});
        return out;
    }
    const auto head = split(line.text.substr(0, colon), ' ');
    if (head.empty() || head.size() > 2) {
        book.findings.push_back({true, line.at(), "before the colon stand a kind and perhaps one word more"});
        return out;
    }
    out.kind = head[0].text;
    if (head.size() == 2) out.qualifier = head[1].text;
    for (const Part& part : split(line.text.substr(colon + 1), ',')) {
        out.terms.push_back({std::string(part.text), line.at(colon + 1 + part.offset)});
    }
    out.good = true;
    if (out.terms.empty()) book.findings.push_back({false, line.at(), "no name follows the colon"});
    return out;
}

}  // namespace

void parse_words(const SourceFile& file, Book& book) {
    const std::string name = std::filesystem::path(file.path).stem().string();
    auto& terms = book.classes[name];
    for (const Line& line : lines_of(file)) {
        for (const Part& part : split(line.text, ',')) {
            if (part.text.size() > 1 && part.text[0] == '@') {
                terms.push_back({std::string(part.text), line.at(part.offset)});
            } else {
                terms.push_back({lower(part.text), line.at(part.offset)});
            }
        }
    }
}

void parse_weapons(const SourceFile& file, Book& book) {
    for (const Line& line : lines_of(file)) {
        ListLine list = parse_list_line(line, book);
        if (!list.good) continue;
        if (!list.qualifier.empty() && !is_mode_of("ASSAULT", list.qualifier)) {
            book.findings.push_back({true, line.at(), "\"" + list.qualifier + "\" is no mode of ASSAULT"});
        }
        book.weapons.push_back(
            {{std::move(list.kind), std::move(list.qualifier)}, std::move(list.terms), line.place()});
    }
}

void parse_agents(const SourceFile& file, Book& book) {
    for (const Line& line : lines_of(file)) {
        ListLine list = parse_list_line(line, book);
        if (!list.good) continue;
        if (!is_participant_kind(list.kind)) {
            book.findings.push_back({true, line.at(), "\"" + list.kind + "\" is no kind of participant"});
        }
        if (!list.qualifier.empty() && !is_participant_class(list.qualifier)) {
            book.findings.push_back({true, line.at(), "\"" + list.qualifier + "\" is no class of participant"});
        }
        book.agents.push_back({{std::move(list.kind), std::move(list.qualifier)}, std::move(list.terms), line.place()});
    }
}

}  // namespace tallybook
