// The hand-kept tables of gazetteer/: what analysts edit in a spreadsheet or an editor, and what is wrong with a row is
// told with its file and line.
#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "base/errors.hpp"
#include "values/gazetteer_draft.hpp"

namespace tallybook::gazetteer_draft {
namespace {

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \r");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \r") - begin + 1));
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (size_t begin = 0;;) {
        const size_t end = std::min(text.find(at, begin), text.size());
        parts.push_back(trimmed(text.substr(begin, end - begin)));
        if (end == text.size()) return parts;
        begin = end + 1;
    }
}

}  // namespace

std::string_view Table::cell(const Row& row, std::string_view column) const {
    const auto at = columns.find(column);
    return at == columns.end() || at->second >= row.cells.size() ? std::string_view()
                                                                 : std::string_view(row.cells[at->second]);
}

std::vector<std::string> list(std::string_view cell) {
    auto parts = split(cell, ';');
    std::erase(parts, std::string());
    return parts;
}

Result<Table> read_table(const std::filesystem::path& path, std::initializer_list<const char*> required) {
    std::ifstream in(path);
    if (!in)
        return Error{errors::kFileMissing, "the gazetteer needs this table; give the folder that holds it",
                     path.string()};
    Table table;
    table.path = path;
    std::string line;
    for (size_t number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        auto cells = split(line, '\t');
        if (table.columns.empty()) {
            for (size_t i = 0; i < cells.size(); ++i) table.columns.emplace(cells[i], i);
            for (const char* name : required) {
                if (!table.columns.contains(name)) {
                    return Error{errors::kGazetteerRow, std::string("the heading lacks the column ") + name,
                                 path.string() + ":" + std::to_string(number)};
                }
            }
            continue;
        }
        if (cells.size() > table.columns.size()) {
            return Error{errors::kGazetteerRow, "more cells than columns; is a tab too many in it?",
                         path.string() + ":" + std::to_string(number)};
        }
        table.rows.push_back({number, std::move(cells)});
    }
    return table;
}

Result<double> number(const Table& table, const Table::Row& row, std::string_view column) {
    const auto cell = table.cell(row, column);
    double value = 0;
    const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (code != std::errc() || end != cell.data() + cell.size()) {
        return Error{errors::kGazetteerRow,
                     "column " + std::string(column) + " is no number: '" + std::string(cell) + "'",
                     table.path.string() + ":" + std::to_string(row.line)};
    }
    return value;
}

Result<void> read_ordinary_words(const Paths& paths, Draft& draft) {
    const auto path = paths.hand_kept / "ordinary_words.txt";
    std::ifstream in(path);
    if (!in) return Error{errors::kFileMissing, "the gazetteer needs this list of ordinary words", path.string()};
    std::string line;
    while (std::getline(in, line)) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words(line);
        for (std::string word; words >> word;) draft.ordinary.insert(word);
    }
    return {};
}

}  // namespace tallybook::gazetteer_draft
