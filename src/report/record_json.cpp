#include "report/record_json.hpp"

#include <algorithm>

namespace tallybook {

namespace {

// The words of a span; a span outside the text gives what of it lies inside.
std::string_view cut(std::string_view text, ByteSpan span) {
    if (span.begin >= text.size() || span.empty()) return {};
    return text.substr(span.begin, span.size());
}

void write_text_span(JsonWriter& json, const std::optional<ByteSpan>& span, std::string_view text) {
    json.key("text");
    span ? json.string(cut(text, *span)) : json.null();
    json.field("span", span);
}

void write_span_text(JsonWriter& json, const std::optional<ByteSpan>& span, std::string_view text) {
    json.field("span", span);
    json.key("text");
    span ? json.string(cut(text, *span)) : json.null();
}

// `"record":kind,"report":id,"key":key`: the head of every line that annotate writes below the report's.
void write_head(JsonWriter& json, std::string_view kind, const Report& report) {
    json.field("record", kind);
    json.field("report", report.id);
    json.key("key");
    json.string(report.key);
}

void write_record_head(JsonWriter& json, std::string_view kind, std::string_view id, const Report& report) {
    json.field("record", kind);
    json.field("id", id);
    json.field("report", report.id);
    json.key("key");
    json.string(report.key);
}

void write_time_fields(JsonWriter& json, const TimeValue& time, std::string_view text) {
    write_span_text(json, time.span, text);
    json.field("timex", name_of(time.timex));
    json.field("value", time.value);
    json.field("mod", time.mod);
    json.field("earliest", time.earliest);
    json.field("latest", time.latest);
    if (!time.zone.empty()) json.field("zone", time.zone);
    if (!time.basis.empty()) json.field("basis", time.basis);
}

void write_place_fields(JsonWriter& json, const PlaceRef& place, std::string_view text) {
    write_span_text(json, place.span, text);
    json.field("id", place.id);
    json.field("name", place.name);
    json.field("lat", place.lat);
    json.field("lon", place.lon);
    json.field("country", place.country);
    json.field("admin1", place.admin1);
    json.field("kind", name_of(place.kind));
    json.field("geonames", place.geonames);
    json.count("candidates", static_cast<size_t>(std::max(0, place.candidates)));
}

template <class Value, class Write>
void optional_field(JsonWriter& json, std::string_view name, const std::optional<Value>& value, Write write) {
    json.key(name);
    value ? write(*value) : json.null();
}

void write_places(JsonWriter& json, std::string_view name, const std::vector<PlaceRef>& places, std::string_view text) {
    json.key(name);
    json.begin_array();
    for (const PlaceRef& place : places) write_place(json, place, text);
    json.end_array();
}

void write_people(JsonWriter& json, std::string_view name, const std::vector<Participant>& people,
                  std::string_view text) {
    json.key(name);
    json.begin_array();
    for (const Participant& one : people) write_participant(json, one, text);
    json.end_array();
}

void write_evidence(JsonWriter& json, const std::vector<ByteSpan>& evidence) {
    json.key("evidence");
    json.begin_array();
    for (const ByteSpan span : evidence) {
        json.begin_object();
        json.field("span", span);
        json.end_object();
    }
    json.end_array();
}

void write_sources(JsonWriter& json, const std::vector<Source>& sources, std::string_view text) {
    json.key("said_by");
    json.begin_array();
    for (const Source& source : sources) {
        json.begin_object();
        write_text_span(json, source.span, text);
        json.field("id", source.id);
        json.field("kind", source.kind);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

namespace {

// What is known besides of what was counted; each only where it is.
void write_counted(JsonWriter& json, const Quantity& count) {
    if (!count.basis.empty()) json.field("basis", count.basis);
    if (!count.standing.empty()) json.field("standing", count.standing);
    if (count.whole) json.field("whole", count.whole);
    if (!count.sex.empty()) json.field("sex", count.sex);
    if (!count.age.empty()) json.field("age", count.age);
    if (!count.nationality.empty()) json.field("nationality", count.nationality);
}

}  // namespace

void write_count(JsonWriter& json, const Quantity& count) {
    json.begin_object();
    json.field("low", count.low);
    json.field("best", count.best);
    json.field("high", count.high);
    json.field("hedge", count.hedge);
    if (count.span) json.field("span", count.span);
    write_counted(json, count);
    json.end_object();
}

void write_time(JsonWriter& json, const TimeValue& time, std::string_view text) {
    json.begin_object();
    write_time_fields(json, time, text);
    json.end_object();
}

void write_place(JsonWriter& json, const PlaceRef& place, std::string_view text) {
    json.begin_object();
    write_place_fields(json, place, text);
    json.field("relation", place.relation);
    json.key("between");
    if (place.between.empty()) {
        json.null();
    } else {
        json.begin_array();
        for (const PlaceRef& end : place.between) {
            json.begin_object();
            write_place_fields(json, end, text);
            json.end_object();
        }
        json.end_array();
    }
    if (place.radius_km) json.field("radius_km", place.radius_km);
    if (!place.basis.empty()) json.field("basis", place.basis);
    json.end_object();
}

void write_participant(JsonWriter& json, const Participant& one, std::string_view text) {
    json.begin_object();
    json.field("role", one.role);
    write_text_span(json, one.span, text);
    if (!one.parts.empty()) json.field("parts", one.parts);
    json.field("named_at", one.named_at);
    json.field("id", one.id);
    json.field("name", one.described && one.id.empty() ? std::string{} : one.name);
    json.field("kind", one.kind);
    json.field("class", one.cls);
    json.field("description", one.description);
    json.field("member_of", one.member_of);
    json.field("affiliation", one.affiliation);
    json.field("country", one.country);
    optional_field(json, "count", one.count, [&](const Quantity& count) { write_count(json, count); });
    json.field("effect", one.effect);
    json.field("status", one.status);
    json.field("by", one.by);
    json.field("by_kind", one.by_kind);
    json.field("basis", one.basis);
    optional_field(json, "place", one.place, [&](const PlaceRef& place) { write_place(json, place, text); });
    optional_field(json, "within", one.within, [&](int within) { json.integer(within); });
    json.end_object();
}

std::string run_json(std::string_view version, std::string_view codebook, std::string_view model,
                     std::string_view gazetteer) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.field("record", "run");
    json.field("tallybook", version);
    json.field("codebook", codebook);
    json.field("model", model);
    json.field("gazetteer", gazetteer);
    json.end_object();
    return out;
}

namespace {

void write_origin(JsonWriter& json, const Report& report) {
    json.field("format", report.format);
    json.key("origin");
    json.begin_array();
    for (const Origin::Stretch& one : report.origin.stretches()) {
        if (one.length == 0) continue;
        json.begin_array();
        json.integer(one.begin);
        json.integer(one.origin);
        json.integer(one.length);
        json.end_array();
    }
    json.end_array();
}

}  // namespace

void append_json(std::string& out, const Report& report) {
    JsonWriter json(out);
    json.begin_object();
    json.field("record", "report");
    json.field("id", report.id);
    json.key("key");
    json.string(report.key);
    json.field("sha256", report.sha256);
    json.field("uri", report.uri);
    json.field("outlet", report.outlet);
    json.field("byline", report.byline);
    json.field("title", report.title);
    json.field("published", report.published);
    json.field("published_basis", report.published_basis);
    json.field("language", report.language);
    json.count("bytes", report.text().size());
    json.count("sentences", report.sentences.size());
    json.field("notes", report.notes);
    if (!report.origin.same()) write_origin(json, report);
    json.end_object();
}

void append_sentence_json(std::string& out, const Report& report, size_t sentence) {
    JsonWriter json(out);
    json.begin_object();
    write_head(json, "sentence", report);
    json.field("span", report.sentences[sentence].span);
    json.end_object();
}

void append_token_json(std::string& out, const Report& report, size_t sentence, size_t token) {
    const Token& one = report.tokens[token];
    JsonWriter json(out);
    json.begin_object();
    write_head(json, "token", report);
    json.count("sentence", sentence);
    json.count("i", token - report.sentences[sentence].tokens.begin);
    json.field("span", one.span);
    json.field("tag", one.tag);
    json.field("pos", one.pos);
    json.field("lemma", one.lemma);
    json.count("head", one.head);
    json.field("dep", one.dep);
    json.key("entity");
    if (one.entity.empty()) {
        json.string("O");
    } else {
        std::string label(one.entity_begins ? "B-" : "I-");
        json.string(label.append(one.entity));
    }
    json.end_object();
}

void append_json(std::string& out, const NameRef& name, const Report& report) {
    JsonWriter json(out);
    json.begin_object();
    write_head(json, "name", report);
    write_span_text(json, name.span, report.text());
    json.field("kind", name_of(name.kind));
    json.field("id", name.id);
    json.field("head", name.head);
    json.end_object();
}

void append_json(std::string& out, const TimeValue& time, const Report& report) {
    JsonWriter json(out);
    json.begin_object();
    write_head(json, "time", report);
    write_time_fields(json, time, report.text());
    json.end_object();
}

void append_json(std::string& out, const PlaceRef& place, const Report& report) {
    JsonWriter json(out);
    json.begin_object();
    write_head(json, "place", report);
    write_place_fields(json, place, report.text());
    if (!place.relation.empty()) json.field("relation", place.relation);
    if (place.radius_km) json.field("radius_km", place.radius_km);
    if (!place.basis.empty()) json.field("basis", place.basis);
    json.end_object();
}

void append_json(std::string& out, const Quantity& quantity, const Report& report) {
    JsonWriter json(out);
    json.begin_object();
    write_head(json, "quantity", report);
    write_span_text(json, quantity.span, report.text());
    json.field("low", quantity.low);
    json.field("best", quantity.best);
    json.field("high", quantity.high);
    json.field("hedge", quantity.hedge);
    json.field("unit", quantity.unit);
    write_counted(json, quantity);
    json.end_object();
}

void append_json(std::string& out, const Mention& mention, const Report& report) {
    const std::string_view text = report.text();
    JsonWriter json(out);
    json.begin_object();
    write_record_head(json, "mention", mention.id, report);
    json.field("type", mention.type);
    json.field("mode", mention.mode);
    json.field("contexts", mention.contexts);
    json.field("polarity", mention.polarity);
    json.field("phase", mention.phase);
    json.flag("historic", mention.historic);
    optional_field(json, "count", mention.count, [&](const Quantity& count) { write_count(json, count); });
    json.field("part_of", mention.part_of);
    json.flag("series", mention.series);
    json.flag("reciprocal", mention.reciprocal);
    json.key("trigger");
    json.begin_object();
    write_text_span(json, mention.trigger, text);
    json.end_object();
    write_people(json, "participants", mention.participants, text);
    optional_field(json, "time", mention.time, [&](const TimeValue& time) { write_time(json, time, text); });
    optional_field(json, "place", mention.place, [&](const PlaceRef& place) { write_place(json, place, text); });
    write_places(json, "other_places", mention.other_places, text);
    write_sources(json, mention.said_by, text);
    write_evidence(json, mention.evidence);
    json.field("rule", mention.rule);
    json.key("score");
    json.number(mention.score);
    if (!mention.codes.empty()) {
        json.key("codes");
        json.raw(mention.codes);
    }
    json.end_object();
}

void append_json(std::string& out, const Statement& statement, const Report& report) {
    const std::string_view text = report.text();
    JsonWriter json(out);
    const auto person = [&](const Participant& one) { write_participant(json, one, text); };
    json.begin_object();
    write_record_head(json, "statement", statement.id, report);
    json.field("act", statement.act);
    json.field("type", statement.type);
    json.field("mode", statement.mode);
    optional_field(json, "speaker", statement.speaker, person);
    optional_field(json, "addressee", statement.addressee, person);
    json.field("about", statement.about);
    write_people(json, "against", statement.against, text);
    json.field("medium", statement.medium);
    optional_field(json, "reported_by", statement.reported_by, person);
    json.field("polarity", statement.polarity);
    optional_field(json, "time", statement.time, [&](const TimeValue& time) { write_time(json, time, text); });
    optional_field(json, "place", statement.place, [&](const PlaceRef& place) { write_place(json, place, text); });
    json.key("cue");
    json.begin_object();
    write_text_span(json, statement.cue.span, text);
    if (!statement.cue.parts.empty()) json.field("parts", statement.cue.parts);
    json.end_object();
    optional_field(json, "content", statement.content, [&](const Words& words) {
        json.begin_object();
        write_text_span(json, words.span, text);
        if (words.parts.empty()) {
            json.key("parts");
            json.null();
        } else {
            json.field("parts", words.parts);
        }
        json.end_object();
    });
    json.flag("quoted", statement.quoted);
    write_evidence(json, statement.evidence);
    json.field("rule", statement.rule);
    if (!statement.codes.empty()) {
        json.key("codes");
        json.raw(statement.codes);
    }
    json.end_object();
}

void append_json(std::string& out, const Tally& tally, const Report& report) {
    const std::string_view text = report.text();
    JsonWriter json(out);
    const auto person = [&](const Participant& one) { write_participant(json, one, text); };
    json.begin_object();
    write_record_head(json, "tally", tally.id, report);
    json.field("of", tally.of);
    optional_field(json, "quantity", tally.quantity, [&](const Quantity& count) { write_count(json, count); });
    json.field("unit", tally.unit);
    optional_field(json, "actor", tally.actor, person);
    optional_field(json, "recipient", tally.recipient, person);
    write_places(json, "places", tally.places, text);
    json.field("since", tally.since);
    json.field("until", tally.until);
    json.field("window_basis", tally.window_basis);
    json.field("superlative", tally.superlative);
    json.field("part_of", tally.part_of);
    json.field("supersedes", tally.supersedes);
    optional_field(json, "by", tally.by, person);
    write_evidence(json, tally.evidence);
    json.field("rule", tally.rule);
    json.end_object();
}

}  // namespace tallybook
