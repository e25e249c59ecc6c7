// gazetteer: builds the image of places from its sources; looks names up in it.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "values/gazetteer_build.hpp"

namespace tallybook::cli {
namespace {

struct Options {
    DataOptions data;
    std::string sources, facilities, out, name;
};

int run_build(const Options& options) {
    const auto summary = build_gazetteer(options.sources, options.facilities, options.out);
    if (!summary) return fail(summary.error());
    Output output;
    output.write(*summary + (summary->ends_with('\n') ? "" : "\n"));
    return output.finish(kOk);
}

int run_lookup(const Options& options) {
    const auto gazetteer = options.data.open_gazetteer();
    if (!gazetteer) return fail(gazetteer.error());
    Output output;
    const auto hits = (*gazetteer)->by_name(options.name);
    for (const Gazetteer::Hit& hit : hits) {
        const PlaceRef place = (*gazetteer)->place(hit.entry);
        output.write(fmt::format("{:<28} {:<9} {:<3} {:<24} {}\n", place.id, name_of(place.kind), place.country,
                                 place.name,
                                 place.lat ? fmt::format("{:.4f} {:.4f}", *place.lat, *place.lon) : "no point"));
    }
    if (hits.empty()) output.write("no place has that name\n");
    return output.finish(hits.empty() ? kSomeInputFailed : kOk);
}

}  // namespace

void register_gazetteer(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("gazetteer", "Builds the image of places, looks names up");
    app->require_subcommand(1);
    CLI::App* build = app->add_subcommand("build", "Makes the image from the sources that set-up fetched");
    build->add_option("--sources", options->sources, "the folder of the sources")->required()->type_name("DIR");
    build->add_option("--facilities", options->facilities, "bases, embassies, camps, kept by hand")
        ->required()
        ->type_name("FILE");
    build->add_option("-o,--output", options->out, "the image to write")->required()->type_name("FILE");
    build->footer(
        "Example:\n  tallybook gazetteer build --sources .tallybook/sources --facilities gazetteer/facilities.tsv -o "
        "places.tbg");
    build->callback([options, &status] { status = run_build(*options); });
    CLI::App* lookup = app->add_subcommand("lookup", "What a name can mean, most likely first");
    lookup->add_option("name", options->name)->required()->type_name("NAME");
    options->data.add_to(*lookup);
    lookup->footer("Example:\n  tallybook gazetteer lookup Mosul");
    lookup->callback([options, &status] { status = run_lookup(*options); });
}

}  // namespace tallybook::cli
