// The golden records of tests/language_golden (see make_golden.py there), and the model that they were made with: tests
// that need it are skipped, and say why, unless TALLYBOOK_MODEL names the image of an imported model.
#pragma once

#include <gtest/gtest.h>
#include <lzma.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "language/model.hpp"
#include "language/model_parts.hpp"

namespace tallybook::test {

using Json = nlohmann::ordered_json;

inline std::string unpack_xz(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string packed((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::string out(size_t{16} << 20, '\0');
    uint64_t memory = uint64_t{1} << 30;
    size_t from = 0;
    size_t to = 0;
    const lzma_ret rc =
        lzma_stream_buffer_decode(&memory, 0, nullptr, reinterpret_cast<const uint8_t*>(packed.data()), &from,
                                  packed.size(), reinterpret_cast<uint8_t*>(out.data()), &to, out.size());
    EXPECT_EQ(rc, LZMA_OK) << path;
    out.resize(to);
    return out;
}

// Records of one kind, in order.
inline const std::vector<Json>& golden(const std::string& kind) {
    static std::map<std::string, std::vector<Json>> records;
    if (records.empty()) {
        const std::string text = unpack_xz(TALLYBOOK_SOURCE_DIR "/tests/language_golden/golden_sm.jsonl.xz");
        for (size_t at = 0; at < text.size();) {
            const size_t end = text.find('\n', at);
            Json record = Json::parse(text.substr(at, end - at));
            records[record["record"].get<std::string>()].push_back(std::move(record));
            at = end + 1;
        }
    }
    return records[kind];
}

// nullptr, with the reason in `why`, where there is none.
inline std::shared_ptr<const Model> golden_model(std::string& why) {
    const char* path = std::getenv("TALLYBOOK_MODEL");
    if (!path || !*path) {
        why = "TALLYBOOK_MODEL is not set to a model image (tallybook model import makes one)";
        return nullptr;
    }
    auto model = Model::open(path);
    if (!model) {
        ADD_FAILURE() << model.error().describe();
        return nullptr;
    }
    if (!(*model)->parts().official) {
        why = std::string(path) + " is not the model that the golden records were made with";
        return nullptr;
    }
    return *model;
}

}  // namespace tallybook::test

#define TALLYBOOK_GOLDEN_MODEL(model)                                 \
    std::string why_no_##model;                                       \
    const auto model = tallybook::test::golden_model(why_no_##model); \
    if (!model) GTEST_SKIP() << why_no_##model
