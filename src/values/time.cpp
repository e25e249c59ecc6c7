#include "values/time.hpp"

#include "values/time_expression.hpp"

namespace tallybook {

namespace {

// Whether an outlet writes 03/04/2021 for the third of April: by the country of its address. Without one the month is
// taken to stand first, as it does at most agencies' home.
bool writes_day_first(const Report& report) {
    std::string_view host = report.uri ? std::string_view(*report.uri) : std::string_view();
    if (const size_t scheme = host.find("://"); scheme != std::string_view::npos)
        host.remove_prefix(scheme + 3);
    else
        host = report.outlet && report.outlet->find(' ') == std::string::npos ? std::string_view(*report.outlet) : "";
    host = host.substr(0, host.find_first_of("/:?#"));
    const size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || host.size() != dot + 3) return false;
    const std::string_view country = host.substr(dot + 1);
    for (const std::string_view month_first :
         {"us", "ph", "gu", "pr", "vi", "as", "mp", "fm", "mh", "pw", "tv", "io", "co", "ai", "ca"}) {
        if (country == month_first) return false;
    }
    return true;
}

// "Earlier this week" ends with the publication, "later this month" begins with it.
void cut_at_publication(const Atoms& atoms, const TimeExpression& e, const std::string& published, TimeBounds& bounds) {
    if (e.relation != TimeRelation::This || bounds.earliest.size() != 10 || bounds.latest.size() != 10) return;
    if (published < bounds.earliest || published > bounds.latest) return;
    if (atoms.is(e.begin, "earlier")) bounds.latest = published;
    if (atoms.is(e.begin, "later")) bounds.earliest = published;
}

}  // namespace

void read_times(Report& report) {
    report.times.clear();
    if (report.tokens.empty()) return;
    const Atoms atoms(report);
    std::vector<TimeExpression> found = find_time_expressions(atoms, writes_day_first(report));
    anchor_time_expressions(atoms, report, found);
    report.times.reserve(found.size());
    for (TimeExpression& e : found) {
        TimeValue time;
        time.span = atoms.bytes(e.begin, e.end);
        time.tokens = atoms.tokens(e.begin, e.end);
        TimeBounds bounds = bounds_of(e);
        if (report.published) cut_at_publication(atoms, e, *report.published, bounds);
        time.timex = e.timex;
        time.value = std::move(e.value);
        time.mod = e.mod;
        time.earliest = std::move(bounds.earliest);
        time.latest = std::move(bounds.latest);
        time.zone = e.utc ? "UTC" : "";
        time.bound = e.bound;
        if (e.day_of_publication) time.basis = "publication date";
        report.times.push_back(std::move(time));
    }
}

}  // namespace tallybook
