#include "coding/codes.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "report/json_writer.hpp"

namespace tallybook {
namespace {

using Strings = std::vector<std::string>;

bool any_of(const Strings& values, std::string_view one) {
    return std::find(values.begin(), values.end(), one) != values.end();
}

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Whether `text` (lower case) holds `word` as whole words, a plural s aside.
bool holds(std::string_view text, std::string_view word) {
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if (at > 0 && letter(text[at - 1])) continue;
        size_t end = at + word.size();
        if (end < text.size() && text[end] == 's') ++end;
        if (end >= text.size() || !letter(text[end])) return true;
    }
    return false;
}

bool holds_any(std::string_view text, const Strings& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return holds(text, w); });
}

using People = std::vector<const Participant*>;

class RecordSubject : public MapSubject {
public:
    RecordSubject(const Report& report, const Records& records, const Mention& m)
        : type_(m.type),
          mode_(m.mode),
          phase_(m.phase),
          polarity_(m.polarity),
          rule_(m.rule),
          contexts_(m.contexts),
          reciprocal_(m.reciprocal) {
        (void)records;
        for (const Participant& p : m.participants) {
            const bool nobody = !p.span && p.id.empty();
            if (p.role == "actor" && !nobody) actors_.push_back(&p);
            if (p.role == "victim") victims_.push_back(&p);
            if (p.role == "object") objects_.push_back(&p);
            if (p.role == "recipient" || p.role == "victim" || p.role == "object") recipients_.push_back(&p);
            if (p.role == "instrument") instruments_.push_back(p.kind);
            if (!p.effect.empty()) effects_.push_back(p.effect);
        }
        for (const ByteSpan span : m.evidence) text_ += lower(report.slice(span)) + "\n";
    }
    RecordSubject(const Report& report, const Records& records, const Statement& s)
        : type_(s.type), mode_(s.mode), act_(s.act), polarity_(s.polarity), rule_(s.rule) {
        if (s.speaker) actors_.push_back(&*s.speaker);
        if (s.addressee) recipients_.push_back(&*s.addressee);
        for (const Participant& p : s.against) recipients_.push_back(&p);
        for (const std::string& id : s.about)
            for (const Mention& m : records.mentions) {
                if (m.id != id) continue;
                about_.push_back(m.type);
                // Who claims an attack says it to those whom it hit.
                if (s.act == "claim-responsibility" && recipients_.empty())
                    for (const Participant& p : m.participants)
                        if (p.role == "recipient" || p.role == "victim" || p.role == "object")
                            recipients_.push_back(&p);
                if (s.act == "claim-responsibility" && !place_) place_ = m.place;
            }
        if (s.content) {
            text_ = lower(report.slice(s.content->span));
        } else {
            for (const ByteSpan span : s.evidence) text_ += lower(report.slice(span)) + "\n";
        }
    }

    bool has(std::string_view field, const Strings& values) const override {
        if (field == "type") return any_of(values, type_);
        if (field == "mode") return any_of(values, mode_);
        if (field == "act") return any_of(values, act_);
        if (field == "phase") return any_of(values, phase_);
        if (field == "polarity") return any_of(values, polarity_);
        if (field == "context") return some(contexts_, values);
        if (field == "actor") return people(actors_, values);
        if (field == "recipient") return people(recipients_, values);
        if (field == "victim") return people(victims_, values);
        if (field == "object") return people(objects_, values);
        if (field == "instrument") return some(instruments_, values);
        if (field == "effect") return some(effects_, values);
        if (field == "about") return some(about_, values);
        if (field == "reciprocal") return reciprocal_;
        if (field == "says") return holds_any(text_, values);
        const size_t colon = std::min(rule_.find(':'), rule_.size());
        if (field == "word") return colon < rule_.size() && any_of(values, std::string_view(rule_).substr(colon + 1));
        if (field == "frame") {
            const std::string_view frame = std::string_view(rule_).substr(0, colon);
            return any_of(values, frame) || any_of(values, frame.substr(0, std::min(frame.find('/'), frame.size())));
        }
        return false;
    }

    const People& actors() const { return actors_; }
    const People& recipients() const { return recipients_; }
    const std::optional<PlaceRef>& place() const { return place_; }

private:
    static bool some(const Strings& have, const Strings& values) {
        return std::any_of(have.begin(), have.end(), [&](const std::string& h) { return any_of(values, h); });
    }
    static bool people(const People& who, const Strings& values) {
        if (who.empty()) return any_of(values, "none");
        return std::any_of(who.begin(), who.end(), [&](const Participant* p) {
            return any_of(values, p->kind) || (!p->cls.empty() && any_of(values, p->cls));
        });
    }

    std::string type_, mode_, act_, phase_, polarity_, rule_, text_;
    Strings contexts_, instruments_, effects_, about_;
    People actors_, recipients_, victims_, objects_;
    bool reciprocal_ = false;
    std::optional<PlaceRef> place_;  // of the event that is claimed
};

class ActorSubject : public MapSubject {
public:
    ActorSubject(const Report& report, const Codebook& codebook, const Participant& who)
        : who_(who), country_(who.country), id_(who.id.empty() ? who.member_of : who.id) {
        for (std::string at = id_; !at.empty() && above_.size() < 8;) {
            const Actor* actor = codebook.actor(at);
            if (actor == nullptr) break;
            if (country_.empty()) country_ = actor->country;
            at = actor->member_of;
            if (!at.empty()) above_.push_back(at);
        }
        const Actor* state = country_.empty() ? nullptr : codebook.state(country_);
        state_ = state != nullptr && state->id == who.id;
        if (report.published) day_ = *report.published;
        class_ = who.cls;
        if (class_ == "politician" && in_office(codebook, who.id)) class_ = "official";
        if (country_.empty() && id_.empty() && who.span && who.kind != "facility")  // "a court in Guyana"
            for (const PlaceRef& place : report.places)
                if (country_.empty() && place.span && place.span->begin >= who.span->begin &&
                    place.span->end <= who.span->end)
                    country_ = place.country;
        if (who.span) words_ = lower(report.slice(*who.span));
        words_ += "\n" + lower(who.description) + "\n" + lower(who.name);
    }

    bool has(std::string_view field, const Strings& values) const override {
        if (field == "id") return any_of(values, id_);
        if (field == "on")
            return std::any_of(values.begin(), values.end(), [&](const std::string& v) { return within(v); });
        if (field == "in")
            return std::any_of(above_.begin(), above_.end(), [&](const std::string& a) { return any_of(values, a); });
        if (field == "kind") return any_of(values, who_.kind);
        if (field == "class") return class_.empty() ? any_of(values, "none") : any_of(values, class_);
        if (field == "word") return holds_any(words_, values);
        if (field == "country") return country_.empty() ? any_of(values, "none") : any_of(values, country_);
        return field == "state" && state_;
    }
    const std::string& country() const { return country_; }
    const std::string& id() const { return id_; }

private:
    // Whether somebody holds an office of a state on the report's day: who leads a country speaks as its government.
    bool in_office(const Codebook& codebook, const std::string& id) const {
        const Actor* person = codebook.actor(id);
        if (person == nullptr || day_.empty()) return false;
        return std::any_of(person->offices.begin(), person->offices.end(), [&](const Office& o) {
            const Actor* of = codebook.actor(o.of);
            const bool states = of == nullptr || of->kind == "state" || of->kind == "government" || of->kind.empty();
            return states && within(o.from + ".." + o.to);
        });
    }
    // Whether the report's day lies in "FROM..TO".
    bool within(std::string_view range) const {
        const size_t dots = range.find("..");
        if (day_.empty() || dots == std::string_view::npos) return false;
        const std::string_view from = range.substr(0, dots), to = range.substr(dots + 2);
        return from <= day_ && (to.empty() || std::string_view(day_).substr(0, to.size()) <= to);
    }

    const Participant& who_;
    std::string country_, id_, words_, day_, class_;
    Strings above_;
    bool state_ = false;
};

std::string three_letters(const CodeMaps& maps, std::string_view country) {
    const auto it = maps.countries.find(country);
    return it == maps.countries.end() ? "---" : it->second;
}

struct Triple {
    std::string event, source, target;
    auto operator<=>(const Triple&) const = default;
};

void add(std::vector<Triple>& triples, Triple one) {
    if (std::find(triples.begin(), triples.end(), one) == triples.end()) triples.push_back(std::move(one));
}

struct Coded {
    std::string code;
    const Participant* who;
};

std::vector<Coded> coded(const Report& report, const Codebook& codebook, const People& people) {
    std::vector<Coded> out;
    for (const Participant* p : people) out.push_back({cameo_actor(report, codebook, *p), p});
    return out;
}

// Whoever has a country is coded before those who have none: "rebels shelled the town, killing nine people".
void keep_known(std::vector<Coded>& side) {
    for (const std::string_view unknown : {"---", ""}) {
        const auto lacks = [&](const Coded& c) {
            return unknown.empty() ? c.code.starts_with("---") : c.code == unknown;
        };
        if (!std::all_of(side.begin(), side.end(), lacks)) std::erase_if(side, lacks);
    }
}

// Whether those who do it do it to each other.
bool both_ways(const RecordSubject& subject) {
    return subject.has("reciprocal", {}) || subject.has("type", {"CONSULT", "COOPERATE", "AGREE", "SUPPORT"}) ||
           subject.has("word", {"clash", "fight", "fighting", "battle", "skirmish", "combat", "firefight", "gunfight",
                                "gunbattle", "gun battle", "shootout", "exchange", "trade"});
}

// Codes may be two, "046:046": what the target does in the same event.
std::string cameo_json(const Report& report, const Codebook& codebook, const std::string& codes,
                       const RecordSubject& subject, const std::optional<PlaceRef>& place) {
    const std::string event = codes.substr(0, codes.find(':'));
    const std::string back = codes.size() > event.size() ? codes.substr(event.size() + 1) : "";
    std::vector<Coded> sources = coded(report, codebook, subject.actors());
    std::vector<Coded> targets = coded(report, codebook, subject.recipients());
    // People and bodies are targets before things: "shelled a school in X, killing nine".
    const auto nothing = [](const Coded& c) { return c.code == "---"; };
    keep_known(targets);
    keep_known(sources);
    const bool mutual = targets.empty() && sources.size() > 1 && both_ways(subject);
    if (mutual) targets = sources;
    if ((targets.empty() || std::all_of(targets.begin(), targets.end(), nothing)) && place && !place->country.empty()) {
        targets.assign(1, {three_letters(codebook.maps(), place->country), nullptr});
    }
    if (sources.empty()) sources.push_back({"---", nullptr});
    if (targets.empty()) targets.push_back({"---", nullptr});
    std::vector<Triple> triples;
    for (const Coded& s : sources) {
        for (const Coded& t : targets) {
            if (s.who != nullptr && s.who == t.who) continue;
            if (mutual && s.code == t.code) continue;
            add(triples, {event, s.code, t.code});
            if (!back.empty() && s.code != "---" && t.code != "---") add(triples, {back, t.code, s.code});
        }
    }
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.key("cameo");
    json.begin_array();
    for (const Triple& t : triples) {
        json.begin_object();
        json.field("event", t.event);
        json.field("source", t.source);
        json.field("target", t.target);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return out;
}

std::string list_json(std::string_view scheme, const Strings& names, const Strings& codes) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.key(scheme);
    json.begin_array();
    if (!codes.empty()) {
        json.begin_object();
        for (size_t i = 0; i < names.size() && i < codes.size(); ++i) json.field(names[i], codes[i]);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return out;
}

std::string codes_of(const Report& report, const Codebook& codebook, CodeScheme scheme, const RecordSubject& subject,
                     const std::optional<PlaceRef>& place) {
    static const Strings kNothing;
    const CodeMaps& maps = codebook.maps();
    const auto& lines = scheme == CodeScheme::Cameo ? maps.cameo : scheme == CodeScheme::Acled ? maps.acled : maps.gtd;
    const MapLine* line = first_fit(lines, subject);
    const Strings& codes = line == nullptr ? kNothing : line->codes;
    if (scheme == CodeScheme::Acled) return list_json("acled", {"event_type", "sub_event_type"}, codes);
    if (scheme == CodeScheme::Gtd) return list_json("gtd", {"attacktype1_txt"}, codes);
    if (codes.empty()) return list_json("cameo", {}, {});
    return cameo_json(report, codebook, codes[0], subject, place ? place : subject.place());
}

}  // namespace

std::string cameo_actor(const Report& report, const Codebook& codebook, const Participant& who) {
    const ActorSubject subject(report, codebook, who);
    const MapLine* line = first_actor_fit(codebook.maps(), subject.id(), subject);
    if (line == nullptr || line->codes.empty()) return "---";
    std::string code = line->codes[0];
    if (const size_t at = code.find("{country}"); at != std::string::npos)
        code.replace(at, 9, three_letters(codebook.maps(), subject.country()));
    return code;
}

void add_codes(const Report& report, const Codebook& codebook, CodeScheme scheme, Records& records) {
    if (scheme == CodeScheme::None) return;
    for (Mention& m : records.mentions)
        m.codes = codes_of(report, codebook, scheme, RecordSubject(report, records, m), m.place);
    for (Statement& s : records.statements)
        s.codes = codes_of(report, codebook, scheme, RecordSubject(report, records, s), s.place);
}

}  // namespace tallybook
