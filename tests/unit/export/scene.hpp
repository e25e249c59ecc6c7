// Two invented reports of one invented night, with their records, in a ledger in memory: what the export tests show.
#pragma once

#include <stdexcept>
#include <vector>

#include "../resolve/story.hpp"
#include "ledger/ledger.hpp"

namespace tallybook::test {

inline const RunInfo kSceneRun{"0.1.0", "book", "model", "gazetteer"};

inline Ledger ledger_of(const std::vector<Story>& stories) {
    auto ledger = Ledger::open(":memory:", Ledger::Access::Write);
    if (!ledger) throw std::runtime_error(ledger.error().describe());
    for (const Story& one : stories) {
        SourceInfo source;
        source.key = one.key;
        source.outlet = one.outlet;
        if (!one.published.empty()) source.published = one.published;
        const CodedLines coded{source, one.line(), one.records};
        auto added = ledger->add({one.id, one.sha256, one.text}, source, &coded, kSceneRun);
        if (!added) throw std::runtime_error(added.error().describe());
    }
    if (auto settled = ledger->settle(kSceneRun); !settled) throw std::runtime_error(settled.error().describe());
    return std::move(*ledger);
}

inline Story first_report() {
    Story out(
        "desk/0305.txt", "Daily Desk", "2024-03-05",
        "Two rockets struck the Ain al-Asad airbase shortly after four in the morning on Monday, hurting three guards "
        "and "
        "setting a fuel store on fire, an Iraqi officer said.\n\n"
        "Nobody claimed the attack at first. Later the Dawn Front said in a message that its men had fired \"for the "
        "martyrs\". Marta Kovac, a spokeswoman for the coalition, blamed Ostania, which denied any part in it.\n\n"
        "\"These attacks must stop,\" Kovac said. It was at least the twelfth attack on U.S. forces in Iraq since 20 "
        "February. A second base may be closed in May. Last year a drone had crashed nearby.");
    out.title = "Rockets set fuel store on fire at Iraqi base";
    const std::string first = out.text.substr(0, out.text.find("\n\n"));
    const std::string claim = "Later the Dawn Front said in a message that its men had fired \"for the martyrs\".";
    const std::string blame =
        "Marta Kovac, a spokeswoman for the coalition, blamed Ostania, which denied any part in it.";
    const Json kovac =
        who("", "Marta Kovac", nullptr, "Marta Kovac", "person", {{"description", "spokeswoman for the coalition"}});
    const Json ostania = who("", "Ostania", "ostania", "Ostania", "government");
    const Json store = who("object", "a fuel store", nullptr, nullptr, "facility", {{"effect", "damaged"}});
    Json when = hour("2024-03-04", "04:00", "04:30");
    const std::string attack = out.mention(
        "ASSAULT", "struck", first,
        {{"mode", "heavy-weapons"},
         {"time", when},
         {"place", kAsad},
         {"said_by", {{{"text", "an Iraqi officer"}, {"span", nullptr}, {"id", nullptr}, {"kind", "military"}}}},
         {"participants",
          {nobody_knows_who(), us_forces("recipient", "the airbase"), victims("three guards", "injured", exactly(3)),
           store, weapon("Two rockets", "rocket", exactly(2))}}});
    out.mention("COERCE", "closed", "A second base may be closed in May.", {{"phase", "planned"}, {"place", kIraq}});
    out.mention("ASSAULT", "crashed", "Last year a drone had crashed nearby.", {{"historic", true}, {"mode", "drone"}});
    out.statement(
        "claim-responsibility", "said in a message", claim,
        {{"about", {attack}}, {"speaker", who("", "the Dawn Front", "dawn-front", "Dawn Front", "armed-group")}});
    out.statement("accuse", "blamed", blame, {{"about", {attack}}, {"speaker", kovac}, {"against", {ostania}}});
    out.statement("deny", "denied", blame, {{"about", {attack}}, {"speaker", ostania}});
    out.statement("demand", "said", "\"These attacks must stop,\" Kovac said.", {{"speaker", kovac}, {"quoted", true}});
    out.tally("ASSAULT", count(12, 12, nullptr, "at least"),
              "It was at least the twelfth attack on U.S. forces in Iraq since 20 February.",
              {{"since", "2024-02-20"},
               {"until", "2024-03-05"},
               {"recipient", us_forces("", "U.S. forces")},
               {"places", {kIraq}}});
    return out;
}

inline Story second_report() {
    Story out("hill/77", "Hill Post", "2024-03-06",
              "Five guards were hurt in Monday's rocket fire on Ain al-Asad, the base commander said on Wednesday.");
    out.title = "Five hurt, says commander";
    out.mention(
        "ASSAULT", "rocket fire", out.text,
        {{"mode", "heavy-weapons"},
         {"time", day("2024-03-04")},
         {"place", kAsad},
         {"said_by", {{{"text", "the base commander"}, {"span", nullptr}, {"id", nullptr}, {"kind", "military"}}}},
         {"participants",
          {nobody_knows_who(), weapon("rocket fire", "rocket"), victims("Five guards", "injured", exactly(5))}}});
    return out;
}

}  // namespace tallybook::test
