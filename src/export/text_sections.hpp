// The sections of the text page. Private to this folder.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "export/page.hpp"
#include "export/painter.hpp"
#include "export/text_page.hpp"

namespace tallybook {

class TextSections {
public:
    // Borrows all of it. `shown`: the reports that were asked for.
    TextSections(const Page& page, std::vector<const PageReport*> shown, const TextPageOptions& options, Painter& out);

    void incidents();
    void counts();
    void contradictions();
    void statements();
    void background();  // what was told without being an incident: plans, threats, earlier events

private:
    void incident(const PageJson& line);
    void people(const PageJson& line);
    void toll(const PageJson& line);
    void disagreements(const PageJson& line);
    void quotes(const PageJson& line);
    void tally(const PageReport& report, const PageJson& line);
    void statement(const PageReport& report, const PageJson& line);
    std::string title(const PageJson& incident) const;
    std::string blame(const PageJson& incident) const;
    void field(std::string_view label, const std::string& value);
    // The sentence behind a record; the outlet is named where several reports are shown.
    void quote(const PageReport& report, const PageJson& record, const PageJson& mark);
    std::string outlet(std::string_view report_id) const;
    std::string name_of(const std::string& id) const;  // of an actor; the id where no report names it
    bool only_background(const PageJson& incident) const;

    const Page& page_;
    std::vector<const PageReport*> shown_;
    const TextPageOptions& options_;
    Painter& out_;
    std::map<std::string, std::string> countries_;
    std::map<std::string, std::string> names_;            // of actors, by id
    std::map<std::string, const PageJson*> incident_of_;  // by mention id
    bool several_ = false;                                // reports are cited from more than one
};

}  // namespace tallybook
