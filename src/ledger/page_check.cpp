#include "ledger/page_check.hpp"

namespace tallybook {

namespace {

constexpr size_t kMost = 20;

// SQLite 3.40 takes a column behind the key of a table without rowid for NULL ("NULL value in alias.id"). Asked by its
// type, because "IS NULL" of a column that cannot be NULL is answered without looking.
bool false_alarm(const Database& database, const std::string& said) {
    constexpr std::string_view kBegin = "NULL value in ";
    const size_t dot = said.find('.');
    if (!said.starts_with(kBegin) || dot == std::string::npos) return false;
    const std::string table = said.substr(kBegin.size(), dot - kBegin.size()), column = said.substr(dot + 1);
    const std::string sql = "SELECT count(*) FROM \"" + table + "\" WHERE typeof(\"" + column + "\") = 'null'";
    const auto found = database.integer(sql.c_str());
    return found && *found == 0;
}

}  // namespace

Result<std::vector<std::string>> broken_pages(const Database& database, bool quick) {
    auto check = Query::prepare(database, quick ? "PRAGMA quick_check(1000000)" : "PRAGMA integrity_check(1000000)");
    if (!check) return check.error();
    std::vector<std::string> out;
    std::string alarm;  // the last one that was false
    while (out.size() < kMost) {
        auto row = check->step();
        if (!row) return row.error();
        if (!*row) break;
        const std::string said = check->text(0);
        if (said == "ok" || said == alarm) continue;
        if (false_alarm(database, said))
            alarm = said;
        else
            out.push_back(said);
    }
    return out;
}

}  // namespace tallybook
