// Tables of codes: reading, findings, the order of lines, the compiled form.
#include "codebook/code_maps.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "codebook/byte_io.hpp"
#include "small_codebook.hpp"

namespace tallybook {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Fields : public MapSubject {
public:
    Fields(std::initializer_list<std::pair<const std::string, std::vector<std::string>>> fields) : fields_(fields) {}
    bool has(std::string_view field, const std::vector<std::string>& values) const override {
        const auto it = fields_.find(std::string(field));
        if (it == fields_.end()) return false;
        if (values.empty()) return true;
        return std::any_of(values.begin(), values.end(), [&](const std::string& v) {
            return std::find(it->second.begin(), it->second.end(), v) != it->second.end();
        });
    }

private:
    std::map<std::string, std::vector<std::string>> fields_;
};

std::string code(const std::vector<MapLine>& lines, const Fields& fields) {
    const MapLine* line = first_fit(lines, fields);
    if (line == nullptr) return "-";
    std::string out;
    for (const auto& c : line->codes) out += (out.empty() ? "" : "|") + c;
    return out;
}

TEST(CodeMaps, TheFirstLineThatFitsDecides) {
    const SmallCodebook files{{"maps/cameo.txt",
                               "*; polarity negated, denied => none\n"
                               "ASSAULT aerial, drone => 195\n"
                               "ASSAULT; instrument rock, stick; phase ^planned => 182\n"
                               "act deny => 016\n"
                               "ASSAULT => 190\n"}};
    const auto book = files.load();
    ASSERT_NE(book, nullptr);
    const auto& lines = book->maps().cameo;
    EXPECT_EQ(code(lines, {{"type", {"ASSAULT"}}, {"mode", {"drone"}}}), "195");
    EXPECT_EQ(code(lines, {{"type", {"ASSAULT"}}, {"mode", {"beat"}}}), "190");
    EXPECT_EQ(code(lines, {{"type", {"ASSAULT"}}, {"instrument", {"rock"}}}), "182");
    EXPECT_EQ(code(lines, {{"type", {"ASSAULT"}}, {"instrument", {"rock"}}, {"phase", {"planned"}}}), "190");
    EXPECT_EQ(code(lines, {{"type", {"ASSAULT"}}, {"polarity", {"denied"}}}), "");
    EXPECT_EQ(code(lines, {{"act", {"deny"}}}), "016");
    EXPECT_EQ(code(lines, {{"type", {"AID"}}}), "-");
}

TEST(CodeMaps, FindingsOfALine) {
    const SmallCodebook files{{"maps/acled.txt",
                               "ASSAULT aerial => Battles\n"
                               "ASSUALT => Battles | Armed clash\n"
                               "ASSAULT flying => Battles | Armed clash\n"
                               "PROTEST; mood bad => none\n"
                               "PROTEST; effect sad => none\n"
                               "PROTEST; phase => none\n"
                               "PROTEST\n"},
                              {"maps/other.txt", ""}};
    EXPECT_THAT(files.lint(),
                ElementsAre("error maps/acled.txt:1:16: two names follow the arrow, parted by |, or \"none\"",
                            HasSubstr("error maps/acled.txt:2:1: \"ASSUALT\" is no event type"),
                            "error maps/acled.txt:3:9: \"flying\" is no mode of ASSAULT",
                            "error maps/acled.txt:4:10: \"mood\" is no condition of this table",
                            "error maps/acled.txt:5:10: \"sad\" is no value of \"effect\"",
                            "error maps/acled.txt:6:10: \"phase\" asks for a value",
                            HasSubstr("error maps/acled.txt:7:1: a line here is"),
                            HasSubstr("error maps/other.txt:1:1: there is no such table")));
}

TEST(CodeMaps, ALineBehindAWiderOneIsDead) {
    const SmallCodebook files{{"maps/gtd.txt",
                               "ASSAULT; effect killed, injured => Armed Assault\n"
                               "ASSAULT abduct; effect killed => Hijacking\n"
                               "ASSAULT abduct; effect ^killed => Hijacking\n"
                               "ASSAULT abduct; effect ^killed, taken => Hijacking\n"}};
    EXPECT_THAT(files.lint(),
                ElementsAre("note maps/gtd.txt:2:1: no record reaches this line: all that fit it fit maps/gtd.txt:1",
                            "note maps/gtd.txt:4:1: no record reaches this line: all that fit it fit maps/gtd.txt:3"));
}

TEST(CodeMaps, ActorsOfTheTablesMustExist) {
    const SmallCodebook files{{"actors/a.txt", "state Norland; country NO; adj Norse\n"},
                              {"maps/cameo-actors.txt", "id norland => NOR\nid southland => SOU\n"},
                              {"maps/countries.txt", "NO NOR, SE SWE\n"}};
    EXPECT_THAT(files.lint(), ElementsAre("note maps/cameo-actors.txt:2:1: no line of actors/ defines \"southland\""));
    EXPECT_EQ(files.load()->maps().countries.at("SE"), "SWE");
}

// The lines for one actor and those for all are looked up apart; the order of the file still decides.
TEST(CodeMaps, LinesForOneActor) {
    const SmallCodebook files{{"actors/a.txt", "party Aal; country NO\nparty Bru; country NO\nparty Cor; country NO\n"},
                              {"maps/countries.txt", "NO NOR\n"},
                              {"maps/cameo-actors.txt",
                               "id aal; on ..1999-12-31 => OLD\nid aal, bru => NEW\nkind party; class military => ARM\n"
                               "id bru => DEAD\nid cor; kind party => TIED\nkind party => PTY\nid cor => LATE\n"}};
    EXPECT_THAT(files.lint(),
                ElementsAre("note maps/cameo-actors.txt:4:1: no record reaches this line: all that fit it "
                            "fit maps/cameo-actors.txt:2"));
    const auto book = files.load();
    const auto code_for = [&](const char* id, const char* cls) {
        const Fields fields{{"id", {id}}, {"kind", {"party"}}, {"class", {cls}}};
        const MapLine* line = first_actor_fit(book->maps(), id, fields);
        EXPECT_EQ(line, first_fit(book->maps().cameo_actors, fields));
        return line == nullptr ? "-" : line->codes[0];
    };
    EXPECT_EQ(code_for("aal", "none"), "NEW");
    EXPECT_EQ(code_for("cor", "none"), "TIED");
    EXPECT_EQ(code_for("cor", "military"), "ARM");
    EXPECT_EQ(code_for("", "none"), "PTY");
}

TEST(CodeMaps, DatesOfALine) {
    const SmallCodebook files{{"actors/a.txt", "party Aal; country NO\n"},
                              {"maps/cameo-actors.txt", "id aal; on 1999 => X\nid aal; on 1999-01-01.. => Y\n"}};
    EXPECT_THAT(files.lint(),
                ElementsAre(HasSubstr("error maps/cameo-actors.txt:1:9: \"1999\" is no value of \"on\"")));
}

TEST(CodeMaps, BytesAndBack) {
    CodeMaps maps;
    maps.acled.push_back(
        {{{"type", false, {"ASSAULT"}}, {"effect", true, {"killed"}}}, {"A", "B"}, "maps/acled.txt:1"});
    maps.countries = {{"NO", "NOR"}};
    Writer writer;
    write_maps(writer, maps);
    const std::string bytes = writer.take();
    Reader reader(bytes);
    const CodeMaps back = read_maps(reader);
    EXPECT_TRUE(reader.at_end());
    EXPECT_EQ(back.acled.at(0).conditions.at(1).negated, true);
    EXPECT_THAT(back.acled.at(0).codes, ElementsAre("A", "B"));
    EXPECT_EQ(back.countries.at("NO"), "NOR");
    for (size_t cut = 0; cut < bytes.size(); ++cut) {  // short bytes are refused, never read beyond
        Reader part(std::string_view(bytes).substr(0, cut));
        static_cast<void>(read_maps(part));
        EXPECT_FALSE(part.at_end()) << cut;
    }
}

}  // namespace
}  // namespace tallybook
