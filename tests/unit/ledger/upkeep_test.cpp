// A ledger that is looked after: what verify sees, a copy while another process writes, back from it, made small.
#include "ledger/upkeep.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "../resolve/story.hpp"
#include "base/errors.hpp"
#include "ledger/verify.hpp"

namespace tallybook::test {
namespace {

namespace fs = std::filesystem;

const RunInfo kRun{"0.1.0", "book-1", "model-1", "gazetteer-1"};

class UpkeepTest : public testing::Test {
protected:
    UpkeepTest() {
        folder_ = fs::temp_directory_path() / ("tallybook-upkeep-" + std::to_string(getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~UpkeepTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name = "test.ledger") const { return (folder_ / name).string(); }

    static Ledger open(const std::string& file) {
        auto ledger = Ledger::open(file, Ledger::Access::Write);
        if (!ledger) throw std::runtime_error(ledger.error().describe());
        return std::move(*ledger);
    }

    static void read(Ledger& ledger, const Story& story) {
        SourceInfo source;
        source.key = story.key;
        source.uri = "https://" + story.key + ".example.org/1";
        source.outlet = story.outlet;
        source.published = story.published;
        const CodedLines coded{source, story.line(), story.records};
        auto added = ledger.add({story.id, story.sha256, story.text}, source, &coded, kRun);
        if (!added) throw std::runtime_error(added.error().describe());
    }

    // Reports with spans and quotes everywhere, one of them reviewed; the file is closed and in one piece.
    void fill(const std::string& file, int reports = 6) {
        Ledger ledger = open(file);
        for (int i = 0; i < reports; ++i) {
            Story one("k" + std::to_string(i), "Outlet " + std::to_string(i % 3),
                      "2024-03-0" + std::to_string(1 + i % 7),
                      "Two rockets hit depot " + std::to_string(i) + " near Škoda square. Five attacks, he said.");
            one.mention("ASSAULT", "hit", one.text.substr(0, one.text.find(". F")),
                        {{"time", day("2024-03-0" + std::to_string(1 + i % 4))},
                         {"place", kAsad},
                         {"participants",
                          {who("instrument", "Two rockets", nullptr, nullptr, "rocket",
                               {{"span", one.span("Two rockets")}})}}});
            one.tally("ASSAULT", exactly(5), "Five attacks, he said.", {{"since", "2024-03-01"}});
            read(ledger, one);
        }
        ASSERT_TRUE(ledger.settle(kRun));
        std::string incident;
        ASSERT_TRUE(ledger.each_finding("incident", [&](const std::string& line) {
            incident = Json::parse(line)["id"];
            return false;
        }));
        ReviewAction note;
        note.kind = "note";
        note.by = "anna";
        note.reason = "seen";
        note.incident = incident;
        note.anchors = *ledger.anchors({incident.substr(2)});
        ASSERT_TRUE(ledger.review(note, kRun));
        ASSERT_TRUE(ledger.database().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    static std::vector<std::string> flaws_of(const std::string& file, bool follow = true) {
        std::vector<std::string> out;
        auto ledger = Ledger::open(file, Ledger::Access::Read);
        if (!ledger) return {ledger.error().code};
        auto found = verify(*ledger, follow, [&](const Flaw& flaw) { out.push_back(flaw.where + ": " + flaw.what); });
        if (!found) return {found.error().code};
        EXPECT_EQ(found->flaws, out.size());
        return out;
    }

    // The rows of every table, so that two files can be compared.
    static std::string rows_of(const std::string& file) {
        auto ledger = Ledger::open(file, Ledger::Access::Read);
        if (!ledger) return ledger.error().code;
        std::string out;
        for (const char* table : {"txn", "report", "source", "coding", "record", "finding", "alias", "review"}) {
            auto query =
                Query::prepare(ledger->database(), "SELECT * FROM " + std::string(table) + " ORDER BY 1, 2, 3");
            if (!query) return query.error().code;
            while (true) {
                auto row = query->step();
                if (!row) return row.error().code;
                if (!*row) break;
                for (int i = 0; i < 13; ++i) out += query->text(i) + "|";
                out += "\n";
            }
        }
        return out;
    }

    // As somebody who drops the triggers would do it.
    static void change(const std::string& file, const std::string& table, const std::string& sql) {
        sqlite3* raw = nullptr;
        ASSERT_EQ(sqlite3_open(file.c_str(), &raw), SQLITE_OK);
        std::string script, rebuild;
        auto triggers = [&](const char* change) {
            sqlite3_stmt* query = nullptr;
            const std::string ask = "SELECT sql FROM sqlite_schema WHERE name = '" + table + "_no_" + change + "'";
            sqlite3_prepare_v2(raw, ask.c_str(), -1, &query, nullptr);
            if (sqlite3_step(query) == SQLITE_ROW)
                rebuild += std::string(reinterpret_cast<const char*>(sqlite3_column_text(query, 0))) + ";";
            sqlite3_finalize(query);
            script += "DROP TRIGGER IF EXISTS " + table + "_no_" + change + ";";
        };
        triggers("UPDATE");
        triggers("DELETE");
        script += sql + ";" + rebuild;
        char* problem = nullptr;
        EXPECT_EQ(sqlite3_exec(raw, script.c_str(), nullptr, nullptr, &problem), SQLITE_OK) << problem << " " << script;
        sqlite3_close(raw);
    }

    fs::path folder_;
};

TEST_F(UpkeepTest, AWholeLedgerHasNoFlaws) {
    fill(path());
    auto ledger = Ledger::open(path(), Ledger::Access::Read);
    ASSERT_TRUE(ledger);
    auto found = verify(*ledger, true, [](const Flaw& flaw) { ADD_FAILURE() << flaw.where << ": " << flaw.what; });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->flaws, 0u);
    EXPECT_TRUE(found->followed);
    EXPECT_EQ(found->reports, 6u);
    EXPECT_EQ(found->records, 12u);
    EXPECT_EQ(found->reviews, 1u);
    EXPECT_GE(found->spans, 24u);
    EXPECT_GE(found->quotes, 12u);
}

TEST_F(UpkeepTest, FormerIdsAreNoFlaw) {
    {
        Ledger ledger = open(path());
        for (const char* date : {"2024-03-05", "2024-03-04"}) {  // the older one takes the incident over
            Story one(date, "O", date, std::string("A blast hit the base, told on ") + date + ".");
            one.mention("ASSAULT", "blast", one.text, {{"time", day("2024-03-01")}, {"place", kAsad}});
            read(ledger, one);
            ASSERT_TRUE(ledger.settle(kRun));
        }
        ASSERT_EQ(*ledger.database().integer("SELECT count(*) FROM alias"), 1);
    }
    EXPECT_EQ(flaws_of(path()), std::vector<std::string>());
    EXPECT_TRUE(backup_ledger(path(), path("copy")));
    EXPECT_TRUE(compact_ledger(path()));
}

TEST_F(UpkeepTest, EachEditedRowIsSeen) {
    const struct {
        const char *table, *sql, *says;
    } edits[] = {
        {"report", "UPDATE report SET text = replace(text, 'Two', 'Six') WHERE id = (SELECT min(id) FROM report)",
         "SHA-256"},
        {"report", "UPDATE report SET text = text || ' '", "SHA-256"},
        {"report", "UPDATE report SET sha256 = replace(sha256, substr(sha256, 1, 1), 'f')", "SHA-256"},
        {"source", "UPDATE source SET outlet = 'Other' WHERE id = 2", "digest"},
        {"source", "DELETE FROM source WHERE id = 3", "missing"},
        {"coding", "UPDATE coding SET line = replace(line, 'Outlet', 'Organ') WHERE id = 1", "outlet"},
        {"coding", "UPDATE coding SET published = '2020-01-01' WHERE id = 1", "publication"},
        {"coding", "UPDATE coding SET source = 2 WHERE id = 1", "another report"},
        {"coding", "DELETE FROM coding WHERE id = 6", "lost"},
        {"record", "DELETE FROM record WHERE coding = 2 AND ordinal = 0", "missing"},
        {"record", "UPDATE record SET line = replace(line, 'Two rockets', 'Two mortars') WHERE coding = 1", "quote"},
        {"record", "UPDATE record SET line = replace(line, '\"span\":[0,', '\"span\":[1,') WHERE coding = 1", "quote"},
        {"record", "UPDATE record SET line = replace(line, '\"span\":[0,', '\"span\":[900,') WHERE coding = 1",
         "outside"},
        {"record", "UPDATE record SET line = replace(line, '\"span\":[0,11]', '\"span\":[0,30]') WHERE coding = 1",
         "cuts"},
        {"record", "UPDATE record SET line = '{}' WHERE coding = 1", "no record"},
        {"record", "UPDATE record SET type = 'COERCE' WHERE coding = 1 AND ordinal = 0", "type"},
        {"record", "UPDATE record SET line = replace(line, '\"phase\":\"past\"', '\"phase\":\"planned\"')", "follow"},
        {"finding", "UPDATE finding SET line = replace(line, '\"status\":\"c', '\"status\":\"d') WHERE n = 1",
         "revision"},
        {"finding", "UPDATE finding SET line = NULL WHERE n = 2", "follows"},
        {"finding", "DELETE FROM finding WHERE n = 2", "missing"},
        {"review", "UPDATE review SET line = 'x'", "no review"},
        {"txn", "DELETE FROM txn WHERE id = 2", "missing"},
    };
    fill(path("whole"));
    for (const auto& edit : edits) {
        fs::copy_file(path("whole"), path(), fs::copy_options::overwrite_existing);
        change(path(), edit.table, edit.sql);
        const auto flaws = flaws_of(path());
        std::string all;
        for (const std::string& one : flaws) all += one + "\n";
        EXPECT_NE(all.find(edit.says), std::string::npos) << edit.sql << "\n" << all;
    }
    change(path(), "report", "CREATE TABLE other(x)");
    const auto flaws = flaws_of(path(), false);
    EXPECT_NE(std::find(flaws.begin(), flaws.end(), "file: there is a table other that no ledger has"), flaws.end());
}

// A byte that is flipped anywhere is seen, or changes nothing that anybody could read, or only a field without text
// and column that no incident depends on: those are few.
TEST_F(UpkeepTest, FlippedBytesAreSeen) {
    fill(path("whole"), 3);
    const std::string rows = rows_of(path("whole"));
    std::ifstream in(path("whole"), std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto size = whole.size();
    std::mt19937 random(3);
    const char* many = getenv("TALLYBOOK_LONG_TESTS");
    const int rounds = many ? 20000 : 100;
    int seen = 0, harmless = 0, unseen = 0;
    for (int round = 0; round < rounds; ++round) {
        fs::copy_file(path("whole"), path(), fs::copy_options::overwrite_existing);
        auto at = static_cast<std::streamoff>(random() % size);
        while (whole[static_cast<size_t>(at)] == 0) at = static_cast<std::streamoff>(random() % size);  // unused room
        {
            std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
            file.seekg(at);
            const int byte = file.get();
            file.seekp(at);
            file.put(static_cast<char>(byte ^ (1 << random() % 8)));
        }
        if (!flaws_of(path()).empty())
            ++seen;
        else if (rows_of(path()) == rows)
            ++harmless;
        else
            ++unseen;
    }
    EXPECT_GT(seen * 2, rounds) << seen << " seen, " << harmless << " harmless";
    EXPECT_LT(unseen * 10, rounds) << seen << " seen, " << harmless << " harmless, " << unseen << " unseen";
    if (many) printf("%d seen, %d harmless, %d unseen\n", seen, harmless, unseen);
}

TEST_F(UpkeepTest, ABackupWhileAnotherProcessWritesIsOneMoment) {
    { Ledger made = open(path()); }
    int stop[2];
    ASSERT_EQ(pipe(stop), 0);
    const pid_t child = fork();
    if (child == 0) {
        Ledger ledger = open(path());
        for (int i = 0; i < 100'000; ++i) {
            Story one("w" + std::to_string(i), "O", "2024-03-01", "Report " + std::to_string(i) + " of a blast.");
            one.mention("ASSAULT", "blast", one.text);
            read(ledger, one);
            if (i == 20 && write(stop[1], "x", 1) != 1) _exit(1);
        }
        _exit(0);
    }
    char byte = 0;
    ASSERT_EQ(::read(stop[0], &byte, 1), 1);
    int64_t last = 0;
    for (int i = 0; i < 5; ++i) {
        const std::string copy = path("copy" + std::to_string(i));
        auto done = backup_ledger(path(), copy);
        ASSERT_TRUE(done) << done.error().describe();
        EXPECT_TRUE(flaws_of(copy).empty());
        const int64_t reports = *open(copy).report_count();
        EXPECT_GE(reports, std::max<int64_t>(last, 20));
        last = reports;
        usleep(20'000);
    }
    EXPECT_EQ(waitpid(child, nullptr, WNOHANG), 0) << "the writer had ended before";
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(stop[0]);
    close(stop[1]);
    for (const auto& entry : fs::directory_iterator(folder_))
        EXPECT_EQ(entry.path().string().find(".part-"), std::string::npos) << entry.path();
}

TEST_F(UpkeepTest, BackUpRestoreAndNothingIsOverwritten) {
    fill(path());
    const std::string rows = rows_of(path());
    ASSERT_TRUE(backup_ledger(path(), path("copy")));
    EXPECT_EQ(rows_of(path("copy")), rows);
    auto again = backup_ledger(path(), path("copy"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, errors::kFileExists);

    fs::resize_file(path(), fs::file_size(path()) / 2);  // damaged beyond reading
    auto refused = restore_ledger(path("copy"), path(), false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errors::kFileExists);
    auto restored = restore_ledger(path("copy"), path(), true);
    ASSERT_TRUE(restored) << restored.error().describe();
    EXPECT_EQ(rows_of(path()), rows);
    EXPECT_EQ(restored->set_aside, path() + ".before-restore");
    EXPECT_TRUE(fs::exists(restored->set_aside));
    EXPECT_TRUE(flaws_of(path()).empty());
    restored = restore_ledger(path("copy"), path(), true);
    ASSERT_TRUE(restored);
    EXPECT_EQ(restored->set_aside, path() + ".before-restore-2");
    EXPECT_EQ(rows_of(restored->set_aside), rows);

    std::ofstream(path("text")) << "no ledger";
    for (const char* bad : {"text", "none"}) {
        auto wrong = restore_ledger(path(bad), path("new"), false);
        ASSERT_FALSE(wrong);
        EXPECT_FALSE(fs::exists(path("new")));
    }
}

TEST_F(UpkeepTest, ABackupOfADamagedLedgerIsRefused) {
    fill(path(), 40);
    {
        std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096 * 3);
        file << std::string(4096 * 4, '\x5a');
    }
    auto done = backup_ledger(path(), path("copy"));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, errors::kLedgerCorrupt);
    EXPECT_FALSE(fs::exists(path("copy")));
}

TEST_F(UpkeepTest, CompactingLosesNothing) {
    fill(path(), 60);
    const std::string rows = rows_of(path());
    auto done = compact_ledger(path());
    ASSERT_TRUE(done) << done.error().describe();
    EXPECT_LE(done->after, done->before);
    EXPECT_EQ(rows_of(path()), rows);
    EXPECT_TRUE(flaws_of(path()).empty());
    auto again = compact_ledger(path());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->digest, done->digest);
    EXPECT_EQ(again->after, done->after);
    Ledger ledger = open(path());  // and it goes on
    read(ledger, Story("more", "O", "2024-04-01", "One more."));
    EXPECT_EQ(*ledger.report_count(), 61);
    auto missing = compact_ledger(path("none"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, errors::kLedgerMissing);
    EXPECT_FALSE(fs::exists(path("none")));
}

// Files may grow to this size and no further, as on a full disk.
template <class What>
int with_file_limit(rlim_t bytes, What what) {
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(99);
        _exit(what());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(UpkeepTest, AFullDiskIsSaidAndLeavesEverythingAsItWas) {
    fill(path(), 60);
    const std::string rows = rows_of(path());
    ASSERT_TRUE(backup_ledger(path(), path("copy")));
    const int status = with_file_limit(size_t{64} << 10, [&] {
        const auto full = [](const auto& done) { return !done && done.error().code == errors::kLedgerFull; };
        if (!full(backup_ledger(path(), path("other")))) return 1;
        if (!full(restore_ledger(path("copy"), path("new"), false))) return 2;
        if (!full(restore_ledger(path("copy"), path(), true))) return 3;
        if (!full(compact_ledger(path()))) return 4;
        return 0;
    });
    EXPECT_EQ(status, 0);
    size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const std::string name = entry.path().filename();
        if (name == "test.ledger" || name == "copy")
            ++files;
        else
            EXPECT_TRUE(name.ends_with("-wal") || name.ends_with("-shm")) << name;
    }
    EXPECT_EQ(files, 2u);
    EXPECT_EQ(rows_of(path()), rows);
    EXPECT_TRUE(flaws_of(path()).empty());
}

TEST_F(UpkeepTest, AFolderThatMayNotBeWrittenIsSaid) {
    fill(path());
    fs::permissions(folder_, fs::perms(0555));
    fs::permissions(path(), fs::perms(0444));
    const pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(99);
        const auto copied = backup_ledger(path(), path("copy"));
        if (copied || copied.error().code != errors::kLedgerMissing) _exit(1);
        const auto compacted = compact_ledger(path());
        if (compacted || compacted.error().code != errors::kLedgerReadOnly) _exit(2);
        _exit(flaws_of(path()).empty() ? 0 : 3);
    }
    int status = 0;
    waitpid(child, &status, 0);
    fs::permissions(folder_, fs::perms(0755));
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
}

TEST_F(UpkeepTest, CompactingWaitsForAWriter) {
    fill(path());
    Ledger writer = open(path());
    auto lock = WriteTransaction::begin(writer.database());
    ASSERT_TRUE(lock);
    const pid_t child = fork();  // another process, since a lock of one's own process is not seen
    if (child == 0) {
        auto done = compact_ledger(path(), 50);
        _exit(!done && done.error().code == errors::kLedgerBusy ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace tallybook::test
