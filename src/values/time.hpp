// Time expressions of a report as TIMEX3 (TimeML 1.2.1): what is a date, a time, a duration, a set; its value, its
// modifier, the days that it covers, and whether it opens or closes a window.
#pragma once

#include "report/report.hpp"

namespace tallybook {

// Fills report.times: sorted, not overlapping. Needs text and tokens (and sentences, where there are any); reads
// neither tags nor trees, so that the values are the same whether or not a sentence was analysed. Values that go by the
// publication date have the basis "publication date"; by a date told before, "earlier sentence". Without
// report.published they are left open ("XXXX-12-08") or stay references (PAST_REF).
void read_times(Report& report);

}  // namespace tallybook
