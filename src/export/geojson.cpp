#include "export/geojson.hpp"

#include "base/text.hpp"
#include "export/json_read.hpp"
#include "export/narrator.hpp"
#include "export/quote.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

PageJson geometry(const PageJson& place) {
    if (!page::has_point(place)) return nullptr;
    return {{"type", "Point"}, {"coordinates", {page::at(place, "lon"), page::at(place, "lat")}}};
}

// The sentence of the first telling.
void add_evidence(PageJson& properties, const Page& page, const PageJson& incident) {
    properties["evidence"] = nullptr;
    properties["source"] = nullptr;
    for (const PageJson& id : page::at(incident, "mentions")) {
        const PageJson* mention = id.is_string() ? page.record(id.get<std::string>()) : nullptr;
        const PageReport* report = mention ? page.report_of(id.get<std::string>()) : nullptr;
        const auto sentence = report ? sentence_of(*report, *mention) : std::nullopt;
        if (!sentence) continue;
        properties["evidence"] =
            one_line(std::string_view(report->text).substr(sentence->begin, sentence->end - sentence->begin));
        for (const char* key : {"outlet", "uri", "published", "id", "key"})
            properties["source"][key] = page::at(report->line, key);
        properties["source"]["span"] = {sentence->begin, sentence->end};
        return;
    }
}

}  // namespace

std::string geojson_of(const Page& page) {
    const Narrator narrator(page);
    std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
    bool first = true;
    for (const PageJson& one : page.incidents) {
        const PageJson &place = page::at(one, "place"), &time = page::at(one, "time");
        PageJson properties = {{"title", narrator.title(one)},
                               {"type", page::at(one, "type")},
                               {"mode", page::at(one, "mode")},
                               {"status", page::at(one, "status")},
                               {"time", page::at(time, "value")},
                               {"when", or_null(wording::time(time))},
                               {"place", page::at(place, "name")},
                               {"precision", page::at(place, "kind")},
                               {"country", page::at(place, "country")},
                               {"who", or_null(narrator.blame(one))},
                               {"count", page::at(one, "count")},
                               {"killed", page::at(one, "killed")},
                               {"injured", page::at(one, "injured")},
                               {"reports", page::at(one, "reports")},
                               {"independent_outlets", page::at(one, "independent_outlets")},
                               {"revision", page::at(one, "revision")},
                               {"review", page::at(one, "review")}};
        add_evidence(properties, page, one);
        const PageJson feature = {{"type", "Feature"},
                                  {"id", page::at(one, "id")},
                                  {"geometry", geometry(place)},
                                  {"properties", std::move(properties)}};
        out += first ? "\n" : ",\n";
        first = false;
        out += feature.dump(-1, ' ', false, PageJson::error_handler_t::replace);
    }
    return out + "\n]}\n";
}

}  // namespace tallybook
