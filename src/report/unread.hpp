// A report as it was before any stage but ingest read it.
#pragma once

#include "report/report.hpp"

namespace tallybook {

// Text, metadata, origin and notes; no layers. Owns its text.
Report unread(const Report& report);

}  // namespace tallybook
