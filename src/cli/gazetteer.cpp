// gazetteer: builds the image of places from its sources, looks names up in it, adds a facility to the hand-kept list.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "report/json_writer.hpp"
#include "report/record_json.hpp"
#include "values/facility_list.hpp"
#include "values/gazetteer_build.hpp"

namespace tallybook::cli {
namespace {

struct Options {
    DataOptions data;
    std::string sources, facilities = facility_list(), out, country;
    std::vector<std::string> names;
    bool json = false;
    NewFacility added;
};

int run_build(const Options& options) {
    const auto summary = build_gazetteer(options.sources, options.facilities, options.out);
    if (!summary) return fail(summary.error());
    Output output;
    if (options.json) {
        std::string line;
        JsonWriter json(line);
        json.begin_object();
        json.field("record", "gazetteer");
        json.field("image", options.out);
        json.key("summary");
        json.string(*summary);
        json.end_object();
        output.write(line + "\n");
    } else {
        output.write(*summary + (summary->ends_with('\n') ? "" : "\n"));
    }
    return output.finish(kOk);
}

const char* name_of(Gazetteer::NameForm form) {
    using Form = Gazetteer::NameForm;
    switch (form) {
        case Form::Main:
            return "name";
        case Form::Alternate:
            return "other name";
        case Form::Core:
            return "short name";
        case Form::Acronym:
            return "acronym";
        case Form::Abbreviation:
            return "abbreviation";
        case Form::Demonym:
            return "demonym";
        case Form::Variant:
            return "spelling";
    }
    return "name";
}

std::string hit_json(const Gazetteer::Hit& hit, const PlaceRef& place, const std::string& asked) {
    std::string line;
    JsonWriter json(line);
    json.begin_object();
    json.field("record", "hit");
    json.field("asked", asked);
    json.field("id", place.id);
    json.field("name", place.name);
    json.field("kind", tallybook::name_of(place.kind));
    json.field("country", place.country);
    json.field("admin1", place.admin1);
    json.field("lat", place.lat);
    json.field("lon", place.lon);
    json.field("zone", place.zone);
    json.field("matched", hit.name);
    json.field("as", name_of(hit.form));
    json.end_object();
    return line + "\n";
}

int run_lookup(const Options& options) {
    const auto gazetteer = options.data.open_gazetteer();
    if (!gazetteer) return fail(gazetteer.error());
    Output output;
    bool all_found = true;
    for (const std::string& asked : options.names) {
        size_t found = 0;
        for (const Gazetteer::Hit& hit : (*gazetteer)->by_name(asked)) {
            const PlaceRef place = (*gazetteer)->place(hit.entry);
            if (!options.country.empty() && place.country != options.country) continue;
            ++found;
            output.write(options.json ? hit_json(hit, place, asked)
                                      : fmt::format("{:<28} {:<9} {:<3} {:<24} {}\n", place.id,
                                                    tallybook::name_of(place.kind), place.country, place.name,
                                                    place.lat ? fmt::format("{:.4f} {:.4f}", *place.lat, *place.lon)
                                                              : "no point"));
        }
        if (!found && !options.json) output.write("no place has that name: " + asked + "\n");
        all_found = all_found && found;
    }
    return output.finish(all_found ? kOk : kSomeInputFailed);
}

int run_add(const Options& options) {
    const auto id = add_facility(options.facilities, options.added);
    if (!id) return fail(id.error());
    Output output;
    if (options.json) {
        std::string line;
        JsonWriter json(line);
        json.begin_object();
        json.field("record", "facility");
        json.field("id", "facility:" + *id);
        json.field("list", options.facilities);
        json.end_object();
        output.write(line + "\n");
    } else {
        output.write(fmt::format("facility:{} is in {}; the next build of the gazetteer takes it in\n", *id,
                                 options.facilities));
    }
    return output.finish(kOk);
}

void add_list(CLI::App& app, Options& options) {
    app.add_option("--facilities", options.facilities,
                   "bases, embassies, camps, kept by hand (gazetteer/facilities.tsv)")
        ->required(options.facilities.empty())
        ->type_name("FILE");
    app.add_flag("--json", options.json, "answer in JSON");
}

void register_add(CLI::App& app, const std::shared_ptr<Options>& options, int& status) {
    CLI::App* add = app.add_subcommand("add", "Adds a base, an embassy, a camp … to the hand-kept list");
    NewFacility& f = options->added;
    add->add_option("name", f.name, "as reports write it")->required()->type_name("NAME");
    add->add_option("--kind", f.kind, "base, airbase, embassy, camp, prison, oilfield, crossing …")
        ->required()
        ->type_name("KIND");
    add->add_option("--country", f.country, "where it lies, ISO 3166-1")->required()->type_name("XX");
    add->add_option("--lat", f.lat, "degrees north")->required()->type_name("DEGREES");
    add->add_option("--lon", f.lon, "degrees east")->required()->type_name("DEGREES");
    add->add_option("--radius-km", f.radius_km, "how far it reaches")->type_name("KM")->capture_default_str();
    add->add_option("--alias", f.aliases, "another name; may be given again")->type_name("NAME");
    add->add_option("--operator", f.operators, "who runs it; of an embassy, its country; may be given again")
        ->type_name("XX");
    add->add_option("--admin1", f.admin1,
                    "GeoNames code of its division, where the nearest town would tell the wrong one")
        ->type_name("CODE");
    add->add_option("--valid-from", f.valid_from, "first day")->type_name("YYYY-MM-DD");
    add->add_option("--valid-to", f.valid_to, "last day")->type_name("YYYY-MM-DD");
    add->add_option("--source", f.source, "where that is known from")->type_name("TEXT");
    add->add_option("--note", f.note)->type_name("TEXT");
    add->add_option("--id", f.id, "made from the name, where not given")->type_name("ID");
    add_list(*add, *options);
    add->footer(
        "Example:\n  tallybook gazetteer add \"Camp Example\" --kind base --country IQ --lat 33.5 --lon 44.2 --alias "
        "\"Example "
        "Camp\"");
    add->callback([options, &status] { status = run_add(*options); });
}

}  // namespace

void register_gazetteer(CLI::App& root, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* app = root.add_subcommand("gazetteer", "Builds the image of places, looks names up, adds a facility");
    app->require_subcommand(1);
    CLI::App* build = app->add_subcommand("build", "Makes the image from the sources that set-up fetched");
    build->add_option("--sources", options->sources, "the folder of the sources")->required()->type_name("DIR");
    build->add_option("-o,--output", options->out, "the image to write")->required()->type_name("FILE");
    add_list(*build, *options);
    build->footer(
        "Example:\n  tallybook gazetteer build --sources .tallybook/sources --facilities gazetteer/facilities.tsv -o "
        "places.tbg");
    build->callback([options, &status] { status = run_build(*options); });
    CLI::App* lookup = app->add_subcommand("lookup", "What a name can mean, most likely first");
    lookup->add_option("name", options->names, "in Latin or Arabic script")->required()->type_name("NAME");
    lookup->add_option("--country", options->country, "only there, ISO 3166-1")->type_name("XX");
    lookup->add_flag("--json", options->json, "one object a line");
    options->data.add_to(*lookup);
    lookup->footer("Example:\n  tallybook gazetteer lookup Mosul --json");
    lookup->callback([options, &status] { status = run_lookup(*options); });
    register_add(*app, options, status);
}

}  // namespace tallybook::cli
