#include "export/jsonl.hpp"

#include "report/record_json.hpp"

namespace tallybook {

std::string run_line_of(const std::vector<RunInfo>& runs) {
    const RunInfo last = runs.empty() ? RunInfo{} : runs.back();
    std::string line = run_json(last.tallybook, last.codebook, last.model, last.gazetteer);
    if (runs.size() < 2) return line;
    line.pop_back();
    line += ",\"also\":[";
    for (size_t i = 0; i + 1 < runs.size(); ++i) {
        JsonWriter json(line);
        if (i > 0) line += ',';
        json.begin_object();
        json.field("tallybook", runs[i].tallybook);
        json.field("codebook", runs[i].codebook);
        json.field("model", runs[i].model);
        json.field("gazetteer", runs[i].gazetteer);
        json.end_object();
    }
    return line + "]}";
}

Result<void> export_jsonl(const Ledger& ledger, const std::function<bool(std::string_view)>& write) {
    auto runs = ledger.runs();
    if (!runs) return runs.error();
    bool go = write(run_line_of(*runs) + "\n");
    const auto put = [&](const std::string& line) {
        go = go && write(line + "\n");
        return go;
    };
    auto reports = ledger.each_report([&](const KeptReport& report) {
        put(report.line);
        for (const std::string& record : report.records) put(record);
        return go;
    });
    if (!reports) return reports;
    for (const char* kind : {"incident", "check", "conflict"}) {
        if (!go) break;
        if (auto done = ledger.each_finding(kind, put); !done) return done;
    }
    return {};
}

}  // namespace tallybook
