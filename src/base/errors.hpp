// Every numbered error, defined once. The first digit tells the folder: 1 base and ingest, 2 language, 3 codebook,
// 4 values and gazetteer, 5 ledger, 6 command line. A number is never used again for something else.
#pragma once

namespace tallybook::errors {

// Files and input
inline constexpr const char* kFileMissing = "TB1001";
inline constexpr const char* kFileUnreadable = "TB1002";
inline constexpr const char* kFileEmpty = "TB1003";
inline constexpr const char* kNotText = "TB1004";
inline constexpr const char* kTooLarge = "TB1005";
inline constexpr const char* kBadJsonLine = "TB1006";
inline constexpr const char* kBadDate = "TB1007";
inline constexpr const char* kUnknownFormat = "TB1008";
inline constexpr const char* kFileUnwritable = "TB1009";

// Model and tokeniser
inline constexpr const char* kTokenizerPattern = "TB2001";
inline constexpr const char* kTokenizerException = "TB2002";

}  // namespace tallybook::errors
