#include "values/time.hpp"

#include "values/time_expression.hpp"

namespace tallybook {

void read_times(Report& report) {
    report.times.clear();
    if (report.tokens.empty()) return;
    const Atoms atoms(report);
    std::vector<TimeExpression> found = find_time_expressions(atoms);
    anchor_time_expressions(atoms, report, found);
    report.times.reserve(found.size());
    for (TimeExpression& e : found) {
        TimeValue time;
        time.span = atoms.bytes(e.begin, e.end);
        time.tokens = atoms.tokens(e.begin, e.end);
        TimeBounds bounds = bounds_of(e);
        time.timex = e.timex;
        time.value = std::move(e.value);
        time.mod = e.mod;
        time.earliest = std::move(bounds.earliest);
        time.latest = std::move(bounds.latest);
        time.zone = e.utc ? "UTC" : "";
        time.bound = e.bound;
        report.times.push_back(std::move(time));
    }
}

}  // namespace tallybook
