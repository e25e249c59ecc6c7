// The numbered errors of fetching, TB7001 and on; docs/feeds.md tells what each means. As in base/errors.hpp, a number
// is never used again for something else.
#pragma once

namespace tallybook::errors {

inline constexpr const char* kFeedsFile = "TB7001";       // FEEDS.toml
inline constexpr const char* kAddressRefused = "TB7002";  // scheme, private address
inline constexpr const char* kNotReached = "TB7003";      // name, connection, TLS
inline constexpr const char* kTooSlow = "TB7004";
inline constexpr const char* kAnswerTooLarge = "TB7005";  // body, head, unpacked
inline constexpr const char* kTooManyRedirects = "TB7006";
inline constexpr const char* kAnswerStatus = "TB7007";
inline constexpr const char* kAnswerBroken = "TB7008";  // wrong length, no HTTP
inline constexpr const char* kRobotsForbid = "TB7009";
inline constexpr const char* kStateFile = "TB7010";
inline constexpr const char* kArchiveFile = "TB7011";  // --keep-pages

}  // namespace tallybook::errors
