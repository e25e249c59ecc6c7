// The public API over the pipeline: opens, ingests, runs the stages, writes the lines.
#include "tallybook/coder.hpp"

#include "base/live.hpp"
#include "ingest/fields.hpp"
#include "pipeline/lines.hpp"
#include "pipeline/pipeline.hpp"
#include "report/record_json.hpp"

namespace tallybook::api {

namespace {

Error from(const tallybook::Error& error) {
    return {error.code, error.message, error.where};
}

Result<Report> report_of(const Input& input) {
    InputFields fields;
    fields.key = input.key;
    fields.text = input.text;
    fields.title = input.title;
    fields.outlet = input.outlet;
    fields.uri = input.uri;
    fields.language = input.language;
    fields.media_type = input.media_type;
    fields.published = input.published;
    return make_report(std::move(fields), {}, input.key);
}

}  // namespace

std::string Error::describe() const {
    return tallybook::Error{code, message, where}.describe();
}

struct Coder::Content {
    Pipeline pipeline;
};

Coder::Coder(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

Outcome<Coder> Coder::open(const Data& data) {
    auto model = Model::open(data.model);
    if (!model) return {{}, from(model.error())};
    std::shared_ptr<const Gazetteer> places;
    if (!data.gazetteer.empty()) {
        auto opened = Gazetteer::open(data.gazetteer);
        if (!opened) return {{}, from(opened.error())};
        places = std::move(*opened);
    }
    std::shared_ptr<const Codebook> book;
    if (!data.codebook.empty()) {
        auto loaded = Codebook::load(data.codebook);
        if (!loaded) return {{}, from(loaded.error())};
        book = std::move(*loaded);
    }
    return {Coder(std::make_shared<const Content>(
                Content{Pipeline(std::move(*model), std::move(book), std::move(places))})),
            {}};
}

std::string Coder::run_line() const {
    return tallybook::run_line(content_->pipeline);
}

Outcome<Coder> Coder::with_codebook(const std::string& codebook) const {
    auto loaded = Codebook::load(codebook);
    if (!loaded) return {{}, from(loaded.error())};
    return {Coder(std::make_shared<const Content>(Content{content_->pipeline.with_codebook(std::move(*loaded))})), {}};
}

struct LiveCoder::Content {
    Live<Coder::Content> coder;
};

LiveCoder::LiveCoder(const Coder& first) : content_(new Content{Live<Coder::Content>(first.content_)}) {}
LiveCoder::~LiveCoder() = default;

Coder LiveCoder::now() const {
    return Coder(content_->coder.now());
}

Error LiveCoder::reload(const std::string& codebook) {
    auto next = now().with_codebook(codebook);
    if (next.value) content_->coder.replace(next.value->content_);
    return next.error;
}

struct Session::Scratch {
    std::shared_ptr<const Coder::Content> content;
    Workspace workspace;
};

Session::Session(const Coder& coder) : scratch_(std::make_unique<Scratch>()) {
    scratch_->content = coder.content_;
}
void Session::use(const Coder& coder) {
    scratch_->content = coder.content_;
}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Outcome<std::string> Session::code(const Input& input) {
    auto report = report_of(input);
    if (!report) return {{}, from(report.error())};
    const Records records = scratch_->content->pipeline.code(*report, scratch_->workspace);
    return {coded_lines(*report, records), {}};
}

Outcome<std::string> Session::annotate(const Input& input) {
    auto report = report_of(input);
    if (!report) return {{}, from(report.error())};
    scratch_->content->pipeline.annotate(*report, scratch_->workspace);
    return {layer_lines(*report, kDefaultLayers), {}};
}

}  // namespace tallybook::api
