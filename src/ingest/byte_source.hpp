// Where bytes come from: a file, a string in memory, what a compressed file unpacks to, an archive's entry. Pulled, so
// that memory stays bounded whatever stands behind.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace tallybook {

class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    // Up to `room` bytes; 0 at the end, and at every call after it. After an error the next call goes on behind the
    // damage where that is possible, and gives 0 where it is not.
    virtual Result<size_t> read(char* to, size_t room) = 0;
};

std::unique_ptr<ByteSource> memory_source(std::string bytes);

}  // namespace tallybook
