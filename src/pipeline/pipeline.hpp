// The order of the stages, on one screen: language → values → coding. Everything that is shared is const (model,
// codebook, gazetteer); everything that a thread writes stands in its Workspace. Both functions are pure: the same
// report gives the same layers and records in any thread of any process.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "codebook/codebook.hpp"
#include "coding/coder.hpp"
#include "language/analyser.hpp"
#include "language/model.hpp"
#include "report/records.hpp"
#include "report/report.hpp"
#include "values/gazetteer.hpp"

namespace tallybook {

// Which reports are coded.
enum class Scope : uint8_t {
    All,
    // Those whose sentences with words of violence (the first six), read by themselves, tell of violence. The others
    // are only split and tokenised and give no records. Not asked of reports that are coded by foreign dictionaries.
    Violence,
};

struct PipelineOptions {
    bool presplit = false;  // each text is one sentence, as it is
    bool gating = true;     // what no record can come of is only tokenised; the records are the same
    Scope scope = Scope::All;
    CodeOptions coding;
};

class Pipeline {
public:
    // The model is needed. Without a codebook there are no names of actors and nothing is coded; without a gazetteer
    // there are no places.
    Pipeline(std::shared_ptr<const Model> model, std::shared_ptr<const Codebook> codebook,
             std::shared_ptr<const Gazetteer> gazetteer, PipelineOptions options = {})
        : model_(std::move(model)),
          codebook_(std::move(codebook)),
          gazetteer_(std::move(gazetteer)),
          options_(options) {}

    // Fills every layer of the report. All sentences are analysed: names and places are wanted of each. A report that
    // is not in English keeps its layers empty, unless it is presplit: then the caller knows what he gives.
    void annotate(Report& report, Workspace& workspace) const;

    // Fills the layers that coding needs and codes. A report that is not in English gives nothing. The report must have
    // been through ingest only. With a `trace` every sentence of any report is analysed, whatever the options say, and
    // it gets what was tried at each word; the records are those of a run without it.
    Records code(Report& report, Workspace& workspace, Trace* trace = nullptr) const;

    // The same with another codebook; this one stays as it is.
    Pipeline with_codebook(std::shared_ptr<const Codebook> codebook) const {
        return {model_, std::move(codebook), gazetteer_, options_};
    }

    const Model& model() const { return *model_; }
    const Codebook* codebook() const { return codebook_.get(); }     // null where there is none
    const Gazetteer* gazetteer() const { return gazetteer_.get(); }  // null where there is none

private:
    enum class Extent { Whole, WorthReading };
    void read(Report& report, Workspace& workspace, Extent extent) const;
    void read_values(Report& report) const;
    bool tells_violence(Report& report, Workspace& workspace) const;
    std::vector<bool> worth_reading(const Report& report) const;
    bool is_known_name(std::string_view lower) const;

    std::shared_ptr<const Model> model_;
    std::shared_ptr<const Codebook> codebook_;
    std::shared_ptr<const Gazetteer> gazetteer_;
    PipelineOptions options_;
};

}  // namespace tallybook
