// The sections of the text page. Private to this folder.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "export/narrator.hpp"
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
    void disagreements();  // within incidents
    void misfits();        // given counts above or below the record
    void statements();
    void background();  // what was told without being an incident: plans, threats, earlier events

private:
    void incident(const PageJson& line);
    void quotes(const PageJson& line);
    void tally(const PageReport& report, const PageJson& line);
    void statement(const PageReport& report, const PageJson& line);
    void field(std::string_view label, const std::string& value);
    // The sentence behind a record; the outlet is named where several reports are shown.
    void quote(const PageReport& report, const PageJson& record, const PageJson& mark);

    const Page& page_;
    std::vector<const PageReport*> shown_;
    const TextPageOptions& options_;
    Painter& out_;
    Narrator narrator_;
    bool several_ = false;  // reports are cited from more than one
};

}  // namespace tallybook
