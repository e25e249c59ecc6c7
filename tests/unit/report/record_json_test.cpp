// Each kind of record against the documented keys, in the documented order, and against the report's own bytes.
#include "report/record_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tallybook {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> out;
    for (const auto& [key, value] : object.items()) out.push_back(key);
    return out;
}

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string word; in >> word;) out.push_back(word);
    return out;
}

const std::string kText = "Mortar rounds landed near the “Green Zone” in Baghdad on Friday, an official said.";

ByteSpan find(std::string_view part) {
    const auto at = static_cast<uint32_t>(kText.find(part));
    return {at, at + static_cast<uint32_t>(part.size())};
}

Report report() {
    Report one;
    one.set_text(kText);
    one.id = "r-0123456789abcdef";
    one.key = "a \"key\".txt";
    one.sha256 = "0123";
    one.outlet = "Example News";
    one.published = "2023-12-10";
    one.published_basis = "given";
    one.language = "en";
    one.notes = {"invalid UTF-8 replaced"};
    Sentence sentence;
    sentence.span = {0, static_cast<uint32_t>(kText.size())};
    sentence.tokens = {0, 2};
    one.sentences.push_back(sentence);
    Token token;
    token.span = find("rounds");
    token.tag = "NNS";
    token.pos = "NOUN";
    token.lemma = "round";
    token.dep = "nsubj";
    token.head = 2;
    one.tokens = {Token{}, token};
    return one;
}

PlaceRef baghdad() {
    PlaceRef place;
    place.span = find("Baghdad");
    place.id = "geonames:98182";
    place.name = "Baghdad";
    place.lat = 33.34058;
    place.lon = 44.40088;
    place.country = "IQ";
    place.kind = PlaceKind::Town;
    place.geonames = 98182;
    place.candidates = 3;
    return place;
}

TimeValue friday() {
    TimeValue time;
    time.span = find("Friday");
    time.value = time.earliest = time.latest = "2023-12-08";
    return time;
}

Participant rounds() {
    Participant one;
    one.role = "instrument";
    one.span = find("Mortar rounds");
    one.kind = "mortar";
    one.count = Quantity{};
    one.count->low = 2;
    return one;
}

const std::string kPlaceKeys = "span text id name lat lon country admin1 kind geonames candidates";
const std::string kParticipantKeys =
    "role text span named_at id name kind class description member_of affiliation country count effect status by "
    "by_kind basis place within";

TEST(RecordJson, Run) {
    EXPECT_EQ(run_json("0.1.0", "aa", "", "bb"),
              R"({"record":"run","tallybook":"0.1.0","codebook":"aa","model":null,"gazetteer":"bb"})");
}

TEST(RecordJson, ReportLine) {
    const Json line = Json::parse(to_json(report()));
    EXPECT_EQ(keys(line), words("record id key sha256 uri outlet byline title published published_basis language bytes "
                                "sentences notes"));
    EXPECT_EQ(line["key"], "a \"key\".txt");
    EXPECT_TRUE(line["uri"].is_null());
    EXPECT_EQ(line["bytes"], kText.size());
    EXPECT_EQ(line["sentences"], 1);
    EXPECT_EQ(line["notes"].size(), 1u);
}

TEST(RecordJson, LayerLines) {
    const Report one = report();
    std::string out;
    append_sentence_json(out, one, 0);
    EXPECT_EQ(keys(Json::parse(out)), words("record report key span"));

    out.clear();
    append_token_json(out, one, 0, 1);
    const Json token = Json::parse(out);
    EXPECT_EQ(keys(token), words("record report key sentence i span tag pos lemma head dep entity"));
    EXPECT_EQ(token["i"], 1);
    EXPECT_EQ(token["head"], 2);
    EXPECT_EQ(token["entity"], "O");

    NameRef name;
    name.span = find("Green Zone");
    name.kind = NameKind::Facility;
    const Json named = Json::parse(to_json(name, one));
    EXPECT_EQ(keys(named), words("record report key span text kind id head"));
    EXPECT_EQ(named["text"], "Green Zone");
    EXPECT_EQ(named["kind"], "facility");
    EXPECT_TRUE(named["id"].is_null());

    const Json time = Json::parse(to_json(friday(), one));
    EXPECT_EQ(keys(time), words("record report key span text timex value mod earliest latest"));
    EXPECT_EQ(time["text"], "Friday");

    const Json place = Json::parse(to_json(baghdad(), one));
    EXPECT_EQ(keys(place), words("record report key " + kPlaceKeys));
    EXPECT_EQ(place["lat"], 33.34058);
    EXPECT_EQ(place["kind"], "town");

    Quantity quantity;
    quantity.span = find("Mortar");
    quantity.low = quantity.best = 84;
    quantity.hedge = "at least";
    const Json counted = Json::parse(to_json(quantity, one));
    EXPECT_EQ(keys(counted), words("record report key span text low best high hedge unit"));
    EXPECT_TRUE(counted["high"].is_null());
    EXPECT_TRUE(counted["unit"].is_null());
}

TEST(RecordJson, EntitySaysWhereItBegins) {
    Report one = report();
    one.tokens[1].entity = "GPE";
    one.tokens[1].entity_begins = true;
    std::string out;
    append_token_json(out, one, 0, 1);
    EXPECT_EQ(Json::parse(out)["entity"], "B-GPE");
    one.tokens[1].entity_begins = false;
    out.clear();
    append_token_json(out, one, 0, 1);
    EXPECT_EQ(Json::parse(out)["entity"], "I-GPE");
}

TEST(RecordJson, MentionLine) {
    const Report one = report();
    Mention mention;
    mention.id = one.id + "/m1";
    mention.type = "ASSAULT";
    mention.mode = "heavy-weapons";
    mention.trigger = find("landed");
    Participant unknown;
    unknown.role = "actor";
    unknown.status = "unknown";
    mention.participants = {unknown, rounds()};
    mention.time = friday();
    mention.place = baghdad();
    mention.place->relation = "between";
    mention.place->between = {baghdad(), baghdad()};
    mention.said_by = {Source{find("an official"), "", "official"}};
    mention.evidence = {find(kText)};
    mention.rule = "assault/indirect-fire:land";
    mention.score = 0.93;
    const Json line = Json::parse(to_json(mention, one));
    EXPECT_EQ(keys(line), words("record id report key type mode contexts polarity phase historic count part_of series "
                                "reciprocal trigger participants time place other_places said_by evidence rule score"));
    EXPECT_EQ(line["trigger"]["text"], "landed");
    EXPECT_TRUE(line["count"].is_null());
    EXPECT_EQ(line["contexts"], Json::array());
    EXPECT_EQ(keys(line["participants"][0]), words(kParticipantKeys));
    EXPECT_TRUE(line["participants"][0]["text"].is_null());
    EXPECT_TRUE(line["participants"][0]["span"].is_null());
    EXPECT_EQ(line["participants"][0]["kind"], "unknown");
    EXPECT_EQ(line["participants"][1]["text"], "Mortar rounds");
    EXPECT_EQ(keys(line["participants"][1]["count"]), words("low best high hedge"));
    EXPECT_EQ(keys(line["place"]), words(kPlaceKeys + " relation between"));
    EXPECT_EQ(line["place"]["between"].size(), 2u);
    EXPECT_EQ(line["said_by"][0], Json::parse(R"({"text":"an official","span":[69,80],"id":null,"kind":"official"})"));
    EXPECT_EQ(line["evidence"][0]["span"][1], kText.size());
    EXPECT_EQ(line["score"], 0.93);

    mention.codes = R"({"cameo":[]})";
    EXPECT_EQ(keys(Json::parse(to_json(mention, one))).back(), "codes");
}

TEST(RecordJson, StatementLine) {
    const Report one = report();
    Statement statement;
    statement.id = one.id + "/s1";
    statement.act = "report";
    statement.speaker = Participant{};
    statement.speaker->span = find("an official");
    statement.about = {one.id + "/m1"};
    statement.cue = {find("said"), {}};
    statement.content = Words{find("Mortar rounds landed"), {}};
    const Json line = Json::parse(to_json(statement, one));
    EXPECT_EQ(keys(line), words("record id report key act type mode speaker addressee about against medium reported_by "
                                "polarity time place cue content quoted evidence rule"));
    EXPECT_TRUE(line["type"].is_null());
    EXPECT_TRUE(line["speaker"]["role"].is_null());
    EXPECT_EQ(keys(line["cue"]), words("text span"));
    EXPECT_EQ(keys(line["content"]), words("text span parts"));
    EXPECT_TRUE(line["content"]["parts"].is_null());

    statement.cue.parts = {find("an official"), find("said")};
    statement.content->parts = {find("Mortar"), find("landed")};
    const Json parted = Json::parse(to_json(statement, one));
    EXPECT_EQ(keys(parted["cue"]), words("text span parts"));
    EXPECT_EQ(parted["content"]["parts"].size(), 2u);
}

TEST(RecordJson, TallyLine) {
    const Report one = report();
    Tally tally;
    tally.id = one.id + "/t1";
    tally.of = "ASSAULT";
    tally.quantity = Quantity{};
    tally.quantity->low = tally.quantity->best = 84;
    tally.quantity->hedge = "at least";
    tally.quantity->span = find("rounds");
    tally.since = "2023-10-17";
    tally.places = {baghdad()};
    const Json line = Json::parse(to_json(tally, one));
    EXPECT_EQ(keys(line), words("record id report key of quantity unit actor recipient places since until window_basis "
                                "superlative part_of supersedes by evidence rule"));
    EXPECT_EQ(keys(line["quantity"]), words("low best high hedge span"));
    EXPECT_TRUE(line["until"].is_null());
    EXPECT_EQ(line["places"].size(), 1u);
}

TEST(RecordJson, ASpanOutsideTheTextIsCutAndDoesNotCrash) {
    const Report one = report();
    TimeValue time;
    time.span = ByteSpan{static_cast<uint32_t>(kText.size() + 5), static_cast<uint32_t>(kText.size() + 9)};
    EXPECT_EQ(Json::parse(to_json(time, one))["text"], "");
}

}  // namespace
}  // namespace tallybook
