#include "fuzz_ingest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    return tallybook::fuzz::read_any(bytes, size, tallybook::InputFormat::JsonLines);
}
