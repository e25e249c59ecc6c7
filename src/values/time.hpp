// Time expressions of a report as TIMEX3 (TimeML 1.2.1): what is a date, a time, a duration, a set; its value, its
// modifier, the days that it covers, and whether it opens or closes a window.
#pragma once

#include "report/report.hpp"

namespace tallybook {

// Fills report.times: sorted, not overlapping. Needs text and tokens (and sentences, where there are any); reads
// neither tags nor trees, so that the values are the same whether or not a sentence was analysed. Dates that go by the
// publication date stay open without it ("XXXX-12-08") or references (PAST_REF); `value` is empty where nothing is
// known. Local times stay local; `zone` is "UTC" where the text says so and empty otherwise.
void read_times(Report& report);

}  // namespace tallybook
