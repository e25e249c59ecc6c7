#include "ledger/ledger.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "../resolve/story.hpp"
#include "base/errors.hpp"
#include "ledger/schema.hpp"

namespace tallybook::test {
namespace {

const RunInfo kRun{"0.1.0", "book-1", "model-1", "gazetteer-1"};

class LedgerTest : public testing::Test {
protected:
    LedgerTest() {
        folder_ = std::filesystem::temp_directory_path() / ("tallybook-ledger-" + std::to_string(getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~LedgerTest() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name = "test.ledger") const { return (folder_ / name).string(); }
    Ledger open(const std::string& name = "test.ledger") const {
        auto ledger = Ledger::open(path(name), Ledger::Access::Write);
        if (!ledger) throw std::runtime_error(ledger.error().describe());
        return std::move(*ledger);
    }

    std::filesystem::path folder_;
};

SourceInfo source_of(const Story& story) {
    SourceInfo out;
    out.key = story.key;
    out.uri = "https://" + story.key + ".example.org/1";
    out.outlet = story.outlet;
    if (!story.published.empty()) out.published = story.published;
    return out;
}

// Decides, codes (the story's lines under the metadata that the ledger asks for), keeps.
Added read(Ledger& ledger, const Story& story, const RunInfo& run = kRun) {
    const ReportText text{story.id, story.sha256, story.text};
    auto decision = ledger.decide(text, source_of(story), run);
    if (!decision) throw std::runtime_error(decision.error().describe());
    Story as = story;
    as.key = decision->as.key;
    as.outlet = decision->as.outlet.value_or("");
    as.published = decision->as.published.value_or("");
    const CodedLines coded{decision->as, as.line(), story.records};
    auto added = ledger.add(text, source_of(story), &coded, run);
    if (!added) throw std::runtime_error(added.error().describe());
    return *added;
}

std::string everything(const Ledger& ledger) {
    std::string out;
    auto done = ledger.each_report([&](const KeptReport& report) {
        out += report.line + "\n";
        for (const std::string& record : report.records) out += record + "\n";
        return true;
    });
    if (!done) throw std::runtime_error(done.error().describe());
    for (const char* kind : {"incident", "check", "conflict"})
        if (auto more = ledger.each_finding(kind, [&](const std::string& line) { return out += line + "\n", true; });
            !more)
            throw std::runtime_error(more.error().describe());
    return out;
}

void settle(Ledger& ledger) {
    if (auto done = ledger.settle(kRun); !done) throw std::runtime_error(done.error().describe());
}

std::vector<Story> stories(int n) {
    std::vector<Story> out;
    for (int i = 0; i < n; ++i) {
        const std::string date = "2024-03-0" + std::to_string(1 + i % 7);
        Story one("k" + std::to_string(i), "Outlet " + std::to_string(i % 3), date,
                  "Report " + std::to_string(i) + " of a blast.");
        one.mention("ASSAULT", "blast", one.text,
                    {{"time", day("2024-03-0" + std::to_string(1 + i % 4))},
                     {"place", kAsad},
                     {"participants", {weapon("w", "rocket")}}});
        one.tally("ASSAULT", exactly(i), one.text, {{"since", "2024-03-01"}});
        out.push_back(std::move(one));
    }
    return out;
}

TEST_F(LedgerTest, ReadingTwiceAddsNothing) {
    Ledger ledger = open();
    const Story one = stories(1)[0];
    EXPECT_EQ(read(ledger, one).intake, Intake::New);
    settle(ledger);
    const std::string before = everything(ledger);
    const int64_t transactions = *ledger.last_transaction();
    EXPECT_EQ(read(ledger, one).intake, Intake::Known);
    auto again = ledger.settle(kRun);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->txn, 0);
    EXPECT_EQ(everything(ledger), before);
    EXPECT_EQ(*ledger.last_transaction(), transactions);
}

TEST_F(LedgerTest, TheSameTextElsewhereIsACopyAndNoSecondTelling) {
    Ledger ledger = open();
    const Story one = stories(1)[0];
    Story copy = one;
    copy.key = "other";
    copy.outlet = "Other Outlet";
    copy.published = "2024-03-09";
    read(ledger, one);
    EXPECT_EQ(read(ledger, copy).intake, Intake::Copy);
    EXPECT_EQ(read(ledger, copy).intake, Intake::Known);
    settle(ledger);
    auto kept = ledger.report(one.id);
    ASSERT_TRUE(kept && *kept);
    const Json line = Json::parse((*kept)->line);
    EXPECT_EQ(line["key"], one.key);
    EXPECT_EQ(line["copies"], (Json::array({{{"key", "other"},
                                             {"uri", "https://other.example.org/1"},
                                             {"outlet", "Other Outlet"},
                                             {"published", "2024-03-09"}}})));
    EXPECT_EQ(*ledger.report_count(), 1);
    int incidents = 0;
    ASSERT_TRUE(ledger.each_finding("incident", [&](const std::string& incident) {
        ++incidents;
        EXPECT_EQ(Json::parse(incident)["reports"], 1);
        return true;
    }));
    EXPECT_EQ(incidents, 1);
}

TEST_F(LedgerTest, AnEarlierPublicationIsCodedAnew) {
    Ledger ledger = open();
    const Story late = stories(1)[0];
    Story early = late;
    early.key = "first";
    early.published = "2024-02-28";
    read(ledger, late);
    EXPECT_EQ(read(ledger, early).intake, Intake::Recode);
    EXPECT_EQ(read(ledger, late).intake, Intake::Known);
    auto kept = ledger.report(late.id);
    ASSERT_TRUE(kept && *kept);
    const Json line = Json::parse((*kept)->line);
    EXPECT_EQ(line["published"], "2024-02-28");
    EXPECT_EQ(line["copies"][0]["key"], late.key);
}

TEST_F(LedgerTest, AnotherCodebookGivesANewVersionAndKeepsTheOld) {
    Ledger ledger = open();
    Story one = stories(1)[0];
    read(ledger, one);
    settle(ledger);
    const RunInfo newer{"0.1.0", "book-2", "model-1", "gazetteer-1"};
    one.records.clear();
    EXPECT_EQ(read(ledger, one, newer).intake, Intake::Recode);
    settle(ledger);
    auto kept = ledger.report(one.id);
    ASSERT_TRUE(kept && *kept);
    EXPECT_TRUE((*kept)->records.empty());
    EXPECT_EQ(*ledger.database().integer("SELECT count(*) FROM coding"), 2);
    EXPECT_EQ(*ledger.database().integer("SELECT count(*) FROM record"), 2);
    EXPECT_EQ(ledger.runs()->size(), 1u);
    EXPECT_EQ(ledger.runs()->front(), newer);
    EXPECT_EQ(*ledger.database().integer("SELECT count(*) FROM current_finding"), 0);
}

TEST_F(LedgerTest, ACodingWithStaleMetadataIsNotKept) {
    Ledger ledger = open();
    const Story one = stories(1)[0];
    const ReportText text{one.id, one.sha256, one.text};
    CodedLines coded{source_of(one), one.line(), one.records};
    coded.as.published = "1999-01-01";
    auto added = ledger.add(text, source_of(one), &coded, kRun);
    ASSERT_TRUE(added);
    EXPECT_FALSE(added->kept);
    EXPECT_EQ(added->intake, Intake::New);
    EXPECT_EQ(*ledger.report_count(), 0);
}

TEST_F(LedgerTest, AnyOrderOfReadingGivesTheSameRecord) {
    auto all = stories(12);
    for (int i = 0; i < 6; ++i) {  // copies, some of them older than what they copy
        Story copy = all[static_cast<size_t>(i)];
        copy.key = "copy" + std::to_string(i);
        copy.published = i % 2 ? "2024-02-20" : i % 4 ? "" : "2024-03-20";
        all.push_back(copy);
    }
    std::string expected;
    std::mt19937 random(7);
    for (int round = 0; round < 6; ++round) {
        Ledger ledger = open("order" + std::to_string(round));
        for (size_t i = 0; i < all.size(); ++i) {
            read(ledger, all[i]);
            if (round % 2 && i % 5 == 0) settle(ledger);
        }
        settle(ledger);
        if (round == 0) expected = everything(ledger);
        ASSERT_EQ(everything(ledger), expected) << "round " << round;
        std::shuffle(all.begin(), all.end(), random);
    }
}

// Reports that tell of a few attacks in their own ways: near and far days, places and weapons, some of them joined.
std::vector<Story> generated_stories(std::mt19937& random, int n) {
    const auto pick = [&](int m) { return static_cast<int>(random() % static_cast<unsigned>(m)); };
    const Json places[] = {kAsad, kTanf, kBaghdad};
    const char* weapons[] = {"rocket", "drone"};
    std::vector<Story> out;
    for (int i = 0; i < n; ++i) {
        Story one("k" + std::to_string(i), "Outlet " + std::to_string(pick(4)),
                  "2024-03-0" + std::to_string(2 + pick(4)), "Report " + std::to_string(i) + " of a blast.");
        for (int m = 0; m <= pick(2); ++m) {
            Json people = {nobody_knows_who(), weapon("w", weapons[pick(2)])};
            if (pick(2)) people.push_back(victims("people", "injured", exactly(pick(4))));
            Json more = {{"participants", people}, {"place", places[pick(3)]}};
            if (pick(5)) more["time"] = day("2024-03-0" + std::to_string(1 + pick(3)));
            one.mention("ASSAULT", "blast", one.text, more);
        }
        if (pick(2)) one.tally("ASSAULT", exactly(pick(20)), one.text, {{"since", "2024-03-01"}});
        out.push_back(std::move(one));
    }
    return out;
}

TEST_F(LedgerTest, AnyOrderAndAnySplitGivesTheSameRecord) {
    std::mt19937 random(5);
    for (int set = 0; set < 10; ++set) {
        auto all = generated_stories(random, 8);
        std::string expected;
        for (int round = 0; round < 20; ++round) {  // 200 orders, each split at other places
            auto ledger = Ledger::open(":memory:", Ledger::Access::Write);
            ASSERT_TRUE(ledger);
            for (const Story& one : all) {
                read(*ledger, one);
                if (random() % 4 == 0) settle(*ledger);
            }
            settle(*ledger);
            if (round == 0) expected = everything(*ledger);
            ASSERT_EQ(everything(*ledger), expected) << "set " << set << ", round " << round;
            std::shuffle(all.begin(), all.end(), random);
        }
        EXPECT_NE(expected.find("\"joined\""), std::string::npos) << "nothing was joined, the test says nothing";
    }
}

TEST_F(LedgerTest, AnIncidentsFormerIdLeadsToTheOneThatHoldsItsMentions) {
    Ledger ledger = open();
    const auto all = stories(5);  // 0 and 4 tell of the same day
    read(ledger, all[4]);
    settle(ledger);
    const std::string former = "i-" + all[4].id + "/m1", now = "i-" + all[0].id + "/m1";
    EXPECT_EQ(**ledger.current_incident(former), former);
    read(ledger, all[0]);
    auto settled = ledger.settle(kRun);
    ASSERT_TRUE(settled);
    EXPECT_EQ(std::count(settled->gone.begin(), settled->gone.end(), former), 1);
    EXPECT_EQ(**ledger.current_incident(former), now);
    EXPECT_EQ(**ledger.current_incident(now), now);
    EXPECT_FALSE(*ledger.current_incident("i-r-0000000000000000/m1"));
}

TEST_F(LedgerTest, ABatchGivesTheSameRecordAsOneAtATime) {
    Ledger single = open("single"), batched = open("batched");
    auto all = stories(12);
    Story copy = all[3];
    copy.key = "copy";
    copy.published = "2024-03-30";
    all.push_back(copy);
    all.push_back(all[0]);
    std::vector<SourceInfo> sources;
    std::vector<CodedLines> coded;
    for (const Story& one : all) {
        read(single, one);
        sources.push_back(source_of(one));
        coded.push_back({sources.back(), one.line(), one.records});
    }
    std::vector<Reading> batch;
    for (size_t i = 0; i < all.size(); ++i)
        batch.push_back({{all[i].id, all[i].sha256, all[i].text}, &sources[i], &coded[i]});
    auto added = batched.add_all(batch, kRun);
    ASSERT_TRUE(added);
    ASSERT_EQ(added->size(), all.size());
    EXPECT_EQ((*added)[3].intake, Intake::New);
    EXPECT_EQ((*added)[12].intake, Intake::Copy);
    EXPECT_EQ((*added)[13].intake, Intake::Known);
    settle(single);
    settle(batched);
    EXPECT_EQ(everything(single), everything(batched));
    EXPECT_EQ(*single.last_transaction(), *batched.last_transaction());
}

TEST_F(LedgerTest, ABatchThatFailsKeepsNothing) {
    Ledger ledger = open();
    const auto all = stories(2);
    const SourceInfo first = source_of(all[0]), second = source_of(all[1]);
    const CodedLines good{first, all[0].line(), all[0].records}, bad{second, all[1].line(), {"{\"no\":1}"}};
    auto added = ledger.add_all({{{all[0].id, all[0].sha256, all[0].text}, &first, &good},
                                 {{all[1].id, all[1].sha256, all[1].text}, &second, &bad}},
                                kRun);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, errors::kBadRecord);
    EXPECT_EQ(*ledger.report_count(), 0);
    EXPECT_EQ(read(ledger, all[0]).intake, Intake::New);
}

TEST_F(LedgerTest, FinishedInputsAreNoted) {
    {
        Ledger ledger = open();
        EXPECT_FALSE(*ledger.is_finished("one"));
        ASSERT_TRUE(ledger.note_finished({"one", "two"}));
        ASSERT_TRUE(ledger.note_finished({"two", "three"}));
        EXPECT_TRUE(*ledger.is_settled());
    }
    const Ledger ledger = open();
    EXPECT_TRUE(*ledger.is_finished("two"));
    EXPECT_FALSE(*ledger.is_finished("four"));
}

// Stories of one blast by two outlets, long enough to be compared.
std::vector<Story> agency_stories() {
    std::string text;
    for (int i = 0; i < 80; ++i) text += "word" + std::to_string(i * i % 97) + (i % 9 == 8 ? ". " : " ");
    std::vector<Story> out;
    for (const auto& [key, outlet, date, first] :
         {std::tuple("a", "Agency", "2024-03-02", "A blast hit the gate. "),
          std::tuple("b", "Paper", "2024-03-03", "Our desk: A blast hit the gate. "),
          std::tuple("c", "Radio", "2024-03-03", "Listeners, a blast hit the gate. ")}) {
        Story one(key, outlet, date, first + (out.size() < 2 ? text : "We were there and saw it ourselves."));
        one.mention("ASSAULT", "blast", one.text,
                    {{"time", day("2024-03-02")}, {"place", kAsad}, {"participants", {weapon("w", "rocket")}}});
        out.push_back(std::move(one));
    }
    return out;
}

TEST_F(LedgerTest, NearCopiesAreNamedAndAreOneOutlet) {
    std::string expected;
    for (int order = 0; order < 3; ++order) {
        Ledger ledger = open("near" + std::to_string(order));
        auto all = agency_stories();
        std::rotate(all.begin(), all.begin() + order, all.end());
        for (const Story& one : all) {
            read(ledger, one);
            if (order == 1) settle(ledger);
        }
        settle(ledger);
        if (order == 0) expected = everything(ledger);
        EXPECT_EQ(everything(ledger), expected) << "order " << order;
        const auto stories = agency_stories();
        const Json copy = Json::parse((*ledger.report(stories[1].id))->line);
        EXPECT_EQ(copy["copy_of"]["report"], stories[0].id);
        EXPECT_GT(copy["copy_of"]["shared"].get<double>(), 0.85);
        EXPECT_TRUE(Json::parse((*ledger.report(stories[0].id))->line)["copy_of"].is_null());
        EXPECT_TRUE(Json::parse((*ledger.report(stories[2].id))->line)["copy_of"].is_null());
        ASSERT_TRUE(ledger.each_finding("incident", [&](const std::string& incident) {
            EXPECT_EQ(Json::parse(incident)["reports"], 3);
            EXPECT_EQ(Json::parse(incident)["independent_outlets"], 2);
            return true;
        }));
    }
}

TEST_F(LedgerTest, NothingCanBeChangedOrDeleted) {
    Ledger ledger = open();
    read(ledger, stories(1)[0]);
    settle(ledger);
    for (const char* table : {"txn", "report", "source", "coding", "record", "finding"}) {
        const std::string name(table);
        EXPECT_FALSE(ledger.database().execute(("DELETE FROM " + name).c_str())) << name;
        EXPECT_FALSE(ledger.database().execute(("UPDATE " + name + " SET txn = txn").c_str()) &&
                     ledger.database().execute(("UPDATE " + name + " SET id = id").c_str()))
            << name;
        EXPECT_FALSE(ledger.database().execute(("REPLACE INTO " + name + " SELECT * FROM " + name).c_str())) << name;
    }
    EXPECT_EQ(*ledger.report_count(), 1);
}

// ---- what goes wrong

std::string code_of(const Result<Ledger>& ledger) {
    return ledger ? "" : ledger.error().code;
}

TEST_F(LedgerTest, ANewerLedgerIsRefused) {
    {
        Ledger ledger = open();
        ASSERT_TRUE(ledger.database().execute("PRAGMA user_version = 999"));
    }
    EXPECT_EQ(code_of(Ledger::open(path(), Ledger::Access::Write)), errors::kLedgerNewer);
    EXPECT_EQ(code_of(Ledger::open(path(), Ledger::Access::Read)), errors::kLedgerNewer);
}

TEST_F(LedgerTest, OtherFilesAreNoLedgers) {
    std::ofstream(path("text")) << std::string(5000, 'x');
    EXPECT_EQ(code_of(Ledger::open(path("text"), Ledger::Access::Write)), errors::kNotALedger);
    {
        auto other = Database::open(path("other"), Database::Mode::Create, 0);
        ASSERT_TRUE(other->execute("CREATE TABLE t(x)"));
    }
    EXPECT_EQ(code_of(Ledger::open(path("other"), Ledger::Access::Write)), errors::kNotALedger);
    EXPECT_EQ(code_of(Ledger::open(path("none"), Ledger::Access::Read)), errors::kLedgerMissing);
    EXPECT_FALSE(std::filesystem::exists(path("none")));
    EXPECT_EQ(code_of(Ledger::open(path("no/such/folder"), Ledger::Access::Write)), errors::kLedgerMissing);
}

TEST_F(LedgerTest, ADamagedFileIsSaidToBeDamaged) {
    {
        Ledger ledger = open();
        for (const Story& one : stories(50)) read(ledger, one);
        ASSERT_TRUE(ledger.database().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    {
        std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096 * 3);
        file << std::string(4096 * 8, '\x5a');
    }
    auto ledger = Ledger::open(path(), Ledger::Access::Read);
    auto done = ledger ? ledger->each_report([](const KeptReport&) { return true; }) : Result<void>(ledger.error());
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, errors::kLedgerCorrupt);
}

TEST_F(LedgerTest, ABusyLedgerIsWaitedForAndThenNamed) {
    Ledger first = open();
    auto second = Ledger::open(path(), Ledger::Access::Write, 50);
    ASSERT_TRUE(second);
    auto lock = WriteTransaction::begin(first.database());
    ASSERT_TRUE(lock);
    const Story one = stories(1)[0];
    const CodedLines coded{source_of(one), one.line(), one.records};
    auto added = second->add({one.id, one.sha256, one.text}, source_of(one), &coded, kRun);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, errors::kLedgerBusy);
}

TEST_F(LedgerTest, AFullDiskKeepsWhatWasKept) {
    Ledger ledger = open();
    read(ledger, stories(1)[0]);
    ASSERT_TRUE(ledger.database().integer("PRAGMA max_page_count = 1"));  // SQLite sets it to the present size
    Story big("big", "O", "2024-03-01", std::string(1 << 20, 'x') + " blast");
    const CodedLines coded{source_of(big), big.line(), {}};
    auto added = ledger.add({big.id, big.sha256, big.text}, source_of(big), &coded, kRun);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, errors::kLedgerFull);
    EXPECT_EQ(*ledger.report_count(), 1);
}

TEST_F(LedgerTest, AReadOnlyLedgerCanBeReadAndNotWritten) {
    {
        Ledger ledger = open();
        read(ledger, stories(1)[0]);
        settle(ledger);
    }
    auto ledger = Ledger::open(path(), Ledger::Access::Read);
    ASSERT_TRUE(ledger);
    EXPECT_FALSE(everything(*ledger).empty());
    const Story more = stories(2)[1];
    const CodedLines coded{source_of(more), more.line(), more.records};
    auto added = ledger->add({more.id, more.sha256, more.text}, source_of(more), &coded, kRun);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, errors::kLedgerReadOnly);
}

// Runs `what` in another process as a user who may write nothing; its return value is the exit status.
template <class What>
int as_nobody(What what) {
    const pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(99);
        _exit(what());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(LedgerTest, ALedgerInAFolderThatMayNotBeWrittenCanBeRead) {
    {
        Ledger ledger = open();
        read(ledger, stories(1)[0]);
        settle(ledger);
    }
    std::filesystem::permissions(folder_, std::filesystem::perms(0555));
    std::filesystem::permissions(path(), std::filesystem::perms(0444));
    const int status = as_nobody([&] {
        auto ledger = Ledger::open(path(), Ledger::Access::Read);
        if (!ledger) return 1;
        if (everything(*ledger).empty()) return 2;
        auto written = Ledger::open(path(), Ledger::Access::Write);
        if (!written) return written.error().code == errors::kLedgerReadOnly ? 0 : 3;
        const Story more = stories(2)[1];
        const CodedLines coded{source_of(more), more.line(), more.records};
        auto added = written->add({more.id, more.sha256, more.text}, source_of(more), &coded, kRun);
        return !added && added.error().code == errors::kLedgerReadOnly ? 0 : 4;
    });
    std::filesystem::permissions(folder_, std::filesystem::perms(0755));
    EXPECT_EQ(status, 0);
}

// Kills a process that reads `all` into the ledger: at once where `after` is 0, else while it is at the report behind
// the first `after` ones, at a random moment of it.
void kill_reader(const std::function<void(const std::function<void()>&)>& reader, int after, unsigned wait_us) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        reader([&] {
            if (write(ends[1], "x", 1) != 1) _exit(1);
        });
        _exit(0);
    }
    char byte = 0;
    for (int i = 0; i < after; ++i) ASSERT_EQ(::read(ends[0], &byte, 1), 1);
    usleep(wait_us);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ends[0]);
    close(ends[1]);
}

TEST_F(LedgerTest, KilledAtAnyMomentEachReportIsThereWhollyOrNotAtAll) {
    const auto all = stories(60);
    Ledger whole = open("whole");
    for (const Story& one : all) read(whole, one);
    settle(whole);
    const std::string expected = everything(whole);
    std::mt19937 random(11);
    for (int round = 0; round < 10; ++round) {
        const std::string name = "killed" + std::to_string(round);
        const int after = round < 3 ? 0 : static_cast<int>(random() % 60);
        kill_reader(
            [&](const std::function<void()>& step) {
                Ledger ledger = open(name);
                for (const Story& one : all) read(ledger, one), step();
                settle(ledger);
            },
            after, random() % (after ? 2000 : 40000));

        Ledger ledger = open(name);
        auto check = Query::prepare(ledger.database(), "PRAGMA integrity_check");
        ASSERT_TRUE(*check->step());
        EXPECT_EQ(check->text(0), "ok");
        const int64_t reports = *ledger.report_count();
        EXPECT_GE(reports, after);
        EXPECT_EQ(*ledger.database().integer("SELECT count(*) FROM coding"), reports);
        EXPECT_EQ(*ledger.database().integer("SELECT count(*) FROM record"), 2 * reports);
        for (const Story& one : all) read(ledger, one);  // going on gives what one go would have given
        settle(ledger);
        EXPECT_EQ(everything(ledger), expected);
    }
}

TEST_F(LedgerTest, TwoProcessesMayReadIntoOneLedger) {
    const auto all = stories(60);
    { Ledger ledger = open(); }
    std::vector<pid_t> children;
    for (int p = 0; p < 2; ++p) {
        const pid_t child = fork();
        if (child == 0) {
            Ledger ledger = open();
            for (size_t i = 0; i < all.size(); ++i)
                if (static_cast<int>(i % 3) != p) read(ledger, all[i]);
            _exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    Ledger ledger = open();
    EXPECT_EQ(*ledger.report_count(), 60);
    EXPECT_EQ(*ledger.database().integer("SELECT count(*) FROM coding"), 60);
}

TEST_F(LedgerTest, ALineThatIsNoRecordIsRefused) {
    Ledger ledger = open();
    const Story one = stories(1)[0];
    const CodedLines coded{source_of(one), one.line(), {"{\"no\":1}"}};
    auto added = ledger.add({one.id, one.sha256, one.text}, source_of(one), &coded, kRun);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, errors::kBadRecord);
    EXPECT_EQ(*ledger.report_count(), 0);
}

}  // namespace
}  // namespace tallybook::test
