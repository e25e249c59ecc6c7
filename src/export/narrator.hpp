// How an incident of a page is said in words: its title, who is blamed, what was done to whom. One wording for the text
// page, the timeline and the situation report.
//
// Contract: borrows the page, which must not change. Pure otherwise.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "export/page.hpp"

namespace tallybook {

class Narrator {
public:
    explicit Narrator(const Page& page);

    std::string title(const PageJson& incident) const;  // "Drone attack, 3 times, near Erbil, Iraq"
    std::string blame(const PageJson& incident) const;  // "attacker unknown; Ostania accused by Marta Kovac"
    // Label and words, in the order in which a person wants to know: who, with, on, for.
    std::vector<std::pair<std::string, std::string>> people(const PageJson& incident) const;
    std::vector<std::pair<std::string, std::string>> toll(const PageJson& incident) const;  // killed, injured, …
    // Field, and the values with who gives them: "3 (Daily Desk); 5 (Hill Post)".
    std::vector<std::pair<std::string, std::string>> disagreements(const PageJson& incident) const;
    std::string told_by(const PageJson& incident) const;   // "2 reports, 2 outlets"
    bool only_background(const PageJson& incident) const;  // every telling is historic

    std::string outlet(std::string_view record_id) const;  // of a report or a record of it; its key for want of one
    std::string name_of(const std::string& id) const;      // of an actor; the id where no report names it
    const PageJson* incident_of(const std::string& mention) const;
    const std::map<std::string, std::string>& countries() const { return countries_; }
    const Page& page() const { return page_; }

private:
    const Page& page_;
    std::map<std::string, std::string> countries_;
    std::map<std::string, std::string> names_;            // of actors, by id
    std::map<std::string, const PageJson*> incident_of_;  // by mention id
};

}  // namespace tallybook
