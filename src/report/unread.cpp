#include "report/unread.hpp"

namespace tallybook {

Report unread(const Report& report) {
    Report out;
    out.set_text(std::string(report.text()));
    out.id = report.id;
    out.sha256 = report.sha256;
    out.key = report.key;
    out.uri = report.uri;
    out.outlet = report.outlet;
    out.byline = report.byline;
    out.title = report.title;
    out.published = report.published;
    out.published_basis = report.published_basis;
    out.language = report.language;
    out.format = report.format;
    out.origin = report.origin;
    out.notes = report.notes;
    return out;
}

}  // namespace tallybook
