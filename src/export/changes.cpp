#include "export/changes.hpp"

#include <fmt/format.h>

#include "export/json_read.hpp"
#include "export/narrator.hpp"
#include "export/painter.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

std::string names_of(const Json& people) {
    std::vector<std::string> names;
    for (const Json& one : people)
        if (const std::string name = wording::person(one); !name.empty()) names.push_back(name);
    return wording::list(names);
}

std::string blamed(const Json& table) {
    std::vector<std::string> parts;
    for (const Json& one : table) {
        const std::string name = page::text(one, "name");
        parts.push_back((name.empty() ? "nobody known" : name) + " (" + page::text(one, "status") + ")");
    }
    return wording::list(parts);
}

std::string texts_of(const Json& list) {
    std::vector<std::string> out;
    for (const Json& one : list) {
        if (one.is_string()) out.push_back(one.get<std::string>());
        if (one.is_object() && !page::text(one, "field").empty()) out.push_back(page::text(one, "field"));
    }
    return wording::list(out);
}

std::string title_of(const RecordChange& change) {
    const Json& line = change.after.is_object() ? change.after : change.before;
    if (change.kind == "incident") {
        std::string out = wording::event(page::text(line, "type"), page::text(line, "mode"));
        const std::string where = wording::place(page::at(line, "place"), {}),
                          when = wording::time(page::at(line, "time"));
        if (!where.empty()) out += ", " + where;
        return when.empty() ? out : out + " · " + when;
    }
    if (change.kind == "check")
        return "Check of the count " + change.id + ": " + wording::verdict(page::text(line, "verdict"));
    return "Counts that contradict each other: " + page::text(line, "because");
}

}  // namespace

std::string field_in_words(const std::string& field, const Json& value) {
    if (value.is_null() || (value.is_array() && value.empty())) return "nothing";
    if (field == "time") return wording::time(value);
    if (field == "place") return wording::place(value, {});
    if (field == "participants") return names_of(value);
    if (field == "attribution") return blamed(value);
    if (field == "review") {
        const std::string state = page::text(value, "state"), by = page::text(value, "by");
        return state.empty() ? "noted" : state + " by " + by;
    }
    if (field == "actor") return wording::person(value);
    if (field == "counted")
        return fmt::format("{} ({} to {})", wording::number(page::integer(value, "best").value_or(0)),
                           wording::number(page::integer(value, "low").value_or(0)),
                           wording::number(page::integer(value, "high").value_or(0)));
    if (value.is_object()) {
        const std::string range = wording::toll(value);
        return range.empty() ? "unknown" : range;
    }
    if (value.is_array()) return texts_of(value);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string text_changes(const std::vector<RecordChange>& changes, const TextPageOptions& options) {
    if (changes.empty()) return "Nothing changed.\n";
    Painter out(options.width, options.colour);
    size_t n[3] = {};
    for (const RecordChange& one : changes) ++n[one.change == "new" ? 0 : one.change == "changed" ? 1 : 2];
    out.paragraph("", fmt::format("{} new, {} changed, {} gone", n[0], n[1], n[2]));
    for (const RecordChange& one : changes) {
        out.blank();
        const Ink ink = one.change == "new" ? Ink::Good : one.change == "gone" ? Ink::Bad : Ink::Careful;
        out.paragraph("", out.ink(ink, fmt::format("{:<8}", one.change)) + out.ink(Ink::Bold, title_of(one)));
        for (const FieldChange& field : one.fields)
            out.paragraph("    " + out.ink(Ink::Dim, fmt::format("{:<13} ", field.field)),
                          field_in_words(field.field, field.from) + " → " + field_in_words(field.field, field.to));
        std::string made = fmt::format("transaction {}, {}", one.made.txn, one.made.at);
        if (!one.made.reviewer.empty()) made += ", review by " + one.made.reviewer;
        if (one.kind == "incident") made += ", " + one.id;
        if (!one.now.empty()) made += ", now " + one.now;
        out.paragraph("    ", out.ink(Ink::Dim, made));
    }
    return out.take();
}

std::string json_changes(const std::vector<RecordChange>& changes) {
    std::string out;
    for (const RecordChange& one : changes) {
        Json fields = Json::array();
        for (const FieldChange& field : one.fields)
            fields.push_back({{"field", field.field}, {"from", field.from}, {"to", field.to}});
        const Json line = {{"record", "change"},
                           {"kind", one.kind},
                           {"id", one.id},
                           {"change", one.change},
                           {"now", or_null(one.now)},
                           {"from", page::at(one.before, "revision")},
                           {"to", page::at(one.after, "revision")},
                           {"transaction", one.made.txn},
                           {"reviewer", or_null(one.made.reviewer)},
                           {"fields", std::move(fields)}};
        out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return out;
}

}  // namespace tallybook
