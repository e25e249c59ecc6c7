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
inline constexpr const char* kReportFailed = "TB1010";
inline constexpr const char* kBadArchive = "TB1011";
inline constexpr const char* kArchiveLimit = "TB1012";
inline constexpr const char* kBadWarc = "TB1013";
inline constexpr const char* kBadFeed = "TB1014";
inline constexpr const char* kBadMail = "TB1015";

// Model and tokeniser
inline constexpr const char* kTokenizerPattern = "TB2001";
inline constexpr const char* kTokenizerException = "TB2002";

// The ledger
inline constexpr const char* kLedgerMissing = "TB5001";
inline constexpr const char* kLedgerNewer = "TB5002";
inline constexpr const char* kNotALedger = "TB5003";
inline constexpr const char* kLedgerBusy = "TB5004";
inline constexpr const char* kLedgerFull = "TB5005";
inline constexpr const char* kLedgerReadOnly = "TB5006";
inline constexpr const char* kLedgerCorrupt = "TB5007";
inline constexpr const char* kLedgerFailed = "TB5008";
inline constexpr const char* kReportIdTaken = "TB5009";
inline constexpr const char* kBadRecord = "TB5010";
inline constexpr const char* kLedgerDisk = "TB5013";
inline constexpr const char* kLedgerMemory = "TB5012";

// The model and its image (TB2001–TB2009 belong to the tokeniser)
inline constexpr const char* kBadMsgpack = "TB2010";
inline constexpr const char* kModelPartMissing = "TB2011";
inline constexpr const char* kModelArchitecture = "TB2012";
inline constexpr const char* kModelShape = "TB2013";
inline constexpr const char* kModelNumber = "TB2014";
inline constexpr const char* kModelTable = "TB2015";
inline constexpr const char* kImageFormat = "TB2020";
inline constexpr const char* kImageDamaged = "TB2021";
inline constexpr const char* kImageSelfTest = "TB2022";

// Codebook
inline constexpr const char* kCodebookMissing = "TB3001";
inline constexpr const char* kCodebookInvalid = "TB3002";
inline constexpr const char* kCodebookImage = "TB3003";
inline constexpr const char* kDictionariesMissing = "TB3004";

// Values and gazetteer
inline constexpr const char* kGazetteerDamaged = "TB4001";
inline constexpr const char* kGazetteerVersion = "TB4002";
inline constexpr const char* kGazetteerSource = "TB4003";
inline constexpr const char* kGazetteerRow = "TB4004";

// Command line
inline constexpr const char* kDataMissing = "TB6001";
inline constexpr const char* kNoSuchRecord = "TB6002";
inline constexpr const char* kUsage = "TB6003";
inline constexpr const char* kMemoryTooSmall = "TB6004";

}  // namespace tallybook::errors
