#include "codebook/image.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <unordered_map>

#include "base/name_key.hpp"
#include "codebook/actor_names.hpp"
#include "codebook/byte_io.hpp"

namespace tallybook {
namespace {

constexpr std::string_view kMagic = "TBCBK003";
constexpr size_t kTables =
    15;  // the tables of CodebookImage in their order, rules_by counting three, and one for the rest

// ---- writing and reading plain structs

void write_frame(Writer& w, const Frame& f) {
    w.str(f.name);
    w.u32(static_cast<uint32_t>(f.kind));
    for (const auto* s : {&f.type, &f.mode, &f.act, &f.phase, &f.where}) w.str(*s);
    w.strs(f.contexts);
    w.u32((f.result ? 1 : 0) | (f.reciprocal ? 2 : 0) | (f.light ? 4 : 0) | (f.verbless ? 8 : 0) | (f.joins ? 16 : 0));
    w.u32(static_cast<uint32_t>(f.examples.size()));
    for (const auto& e : f.examples) {
        for (const auto* s : {&e.text, &e.expectation, &e.where}) w.str(*s);
    }
}

Frame read_frame(Reader& r) {
    Frame f;
    f.name = r.str();
    f.kind = r.u32() == 1 ? FrameKind::Statement : FrameKind::Mention;
    for (auto* s : {&f.type, &f.mode, &f.act, &f.phase, &f.where}) *s = r.str();
    f.contexts = r.strs();
    const uint32_t flags = r.u32();
    f.result = flags & 1;
    f.reciprocal = flags & 2;
    f.light = flags & 4;
    f.verbless = flags & 8;
    f.joins = flags & 16;
    f.examples.resize(r.count(12));
    for (auto& e : f.examples) {
        for (auto* s : {&e.text, &e.expectation, &e.where}) *s = r.str();
    }
    return f;
}

void write_rule(Writer& w, const Rule& rule) {
    w.u32(rule.frame);
    w.u32(static_cast<uint32_t>(rule.kind));
    w.strs(rule.triggers);
    w.str(rule.particle);
    w.str(rule.where);
    w.u32(rule.exception);
    w.u32(static_cast<uint32_t>(rule.slots.size()));
    for (const Slot& s : rule.slots) {
        w.u32(static_cast<uint32_t>(s.position) | (s.required ? 16 : 0) | (s.negated ? 32 : 0));
        w.u32(static_cast<uint32_t>(s.within.size()));
        for (const Step& step : s.within) {
            w.u32(static_cast<uint32_t>(step.position));
            w.strs(step.words);
        }
        w.strs(s.words);
        w.strs(s.lemmas);
        w.strs(s.classes);
        w.str(s.role);
        w.str(s.effect);
    }
}

Position read_position(uint32_t number) {
    return static_cast<Position>(std::min(number, static_cast<uint32_t>(Position::Getter)));
}

Rule read_rule(Reader& r) {
    Rule rule;
    rule.frame = r.u32();
    rule.kind = static_cast<TriggerKind>(std::min(r.u32(), 2u));
    rule.triggers = r.strs();
    rule.particle = r.str();
    rule.where = r.str();
    rule.exception = r.u32() != 0;
    rule.slots.resize(r.count(28));
    for (Slot& s : rule.slots) {
        const uint32_t bits = r.u32();
        s.position = read_position(bits & 15);
        s.required = bits & 16;
        s.negated = bits & 32;
        s.within.resize(r.count(8));
        for (Step& step : s.within) {
            step.position = read_position(r.u32());
            step.words = r.strs();
        }
        s.words = r.strs();
        s.lemmas = r.strs();
        s.classes = r.strs();
        s.role = r.str();
        s.effect = r.str();
    }
    return rule;
}

void write_actor(Writer& w, const ActorEntry& e) {
    const Actor& a = e.actor;
    for (const auto* s : {&a.id, &a.name, &a.kind, &a.country, &a.affiliation, &a.member_of, &a.cls, &a.from, &a.to})
        w.str(*s);
    w.u32((a.person ? 1 : 0) | (e.state ? 2 : 0));
    std::vector<std::string> aliases;
    for (size_t i = 1; i < e.aliases.size() && !e.generated; ++i) {
        if ((e.aliases[i].flags & kDerived) == 0) aliases.push_back(e.aliases[i].text);
    }
    w.strs(aliases);
    w.u32(static_cast<uint32_t>(a.offices.size()));
    for (const Office& o : a.offices) {
        for (const auto* s : {&o.title, &o.of, &o.from, &o.to}) w.str(*s);
    }
}

Actor read_actor(Reader& r, bool& state) {
    Actor a;
    for (auto* s : {&a.id, &a.name, &a.kind, &a.country, &a.affiliation, &a.member_of, &a.cls, &a.from, &a.to})
        *s = r.str();
    const uint32_t flags = r.u32();
    a.person = flags & 1;
    state = flags & 2;
    a.aliases = r.strs();
    a.offices.resize(r.count(16));
    for (Office& o : a.offices) {
        for (auto* s : {&o.title, &o.of, &o.from, &o.to}) *s = r.str();
    }
    return a;
}

// ---- building the tables

using Entries = std::vector<std::pair<std::string, uint32_t>>;

// Gathers lists of numbers by key.
class Lists {
public:
    void add(const std::string& key, uint32_t value) {
        auto& list = lists_[key];
        if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
    }
    Entries finish(std::vector<uint32_t>& pool, std::vector<uint32_t>& list_begin) const {
        Entries out;
        for (const auto& [key, list] : lists_) {
            out.emplace_back(key, static_cast<uint32_t>(list_begin.size()));
            list_begin.push_back(static_cast<uint32_t>(pool.size()));
            pool.insert(pool.end(), list.begin(), list.end());
        }
        return out;
    }

private:
    std::map<std::string, std::vector<uint32_t>> lists_;
};

// First come, first served: the files' order decides.
class Firsts {
public:
    void add(std::string key, uint32_t value) { entries_.emplace(std::move(key), value); }
    Entries finish() const { return {entries_.begin(), entries_.end()}; }

private:
    std::map<std::string, uint32_t> entries_;
};

Entries class_entries(const Book& book) {
    Firsts out;
    for (const auto& [name, terms] : book.classes) {
        std::set<std::string> seen = {name};
        std::vector<std::string> open = {name};
        while (!open.empty()) {
            const auto it = book.classes.find(open.back());
            open.pop_back();
            if (it == book.classes.end()) continue;
            for (const Term& t : it->second) {
                if (t.text[0] != '@') {
                    out.add(pair_key(name, phrase_key(t.text)), 0);
                } else if (seen.insert(t.text.substr(1)).second) {
                    open.push_back(t.text.substr(1));
                }
            }
        }
    }
    return out.finish();
}

// Lists by form: what a word means to the trigger test.
Entries form_entries(const Book& book, TriggerTables& triggers, std::vector<uint32_t>& pool,
                     std::vector<uint32_t>& list_begin) {
    Entries out;
    for (const auto& [form, list] : build_triggers(book, triggers)) {
        out.emplace_back(form, static_cast<uint32_t>(list_begin.size()));
        list_begin.push_back(static_cast<uint32_t>(pool.size()));
        pool.insert(pool.end(), list.begin(), list.end());
    }
    return out;
}

void number_offices(const Book& book, std::vector<OfficeEntry>& offices, Lists& titles) {
    std::unordered_map<std::string, const Actor*> by_id;
    for (const auto& e : book.actors) by_id.emplace(e.actor.id, &e.actor);
    for (uint32_t i = 0; i < book.actors.size(); ++i) {
        const Actor& a = book.actors[i].actor;
        for (uint32_t k = 0; k < a.offices.size(); ++k) {
            const auto of = by_id.find(a.offices[k].of);
            const std::string country =
                of != by_id.end() && !of->second->country.empty() ? of->second->country : a.country;
            titles.add(pair_key(country, title_key(a.offices[k].title)), static_cast<uint32_t>(offices.size()));
            offices.push_back({i, k});
        }
    }
}

}  // namespace

std::string phrase_key(std::string_view words) {
    std::string out;
    for (char c : words) {
        if (c == '-' || c == ' ' || c == '_') {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c + 32);
        } else {
            out += c;
        }
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string noun_key(std::string_view words) {
    std::string out = phrase_key(words);
    if (out.ends_with("ies") && out.size() > 5) {
        out.replace(out.size() - 3, 3, "y");
    } else if (out.size() > 3 && out.ends_with('s') && !out.ends_with("ss") && !out.ends_with("us") &&
               !out.ends_with("is")) {
        out.pop_back();
    } else if (out.ends_with("men")) {
        out[out.size() - 2] = 'a';
    }
    return out;
}

std::string title_key(std::string_view title) {
    std::vector<std::string> words;
    for (const auto& piece : name_key::pieces(title)) {
        std::string w = piece.folded;
        if (w == "of" || w == "the" || w == "for" || w == "'s" || w == "affairs" || w == "and") continue;
        if (w == "premier" || w == "pm") {
            words.push_back("minister");
            w = "prime";
        }
        if (w == "external") w = "foreign";
        if (w == "spokesman" || w == "spokeswoman") w = "spokesperson";
        words.push_back(std::move(w));
    }
    std::sort(words.begin(), words.end());
    std::string out;
    for (const auto& w : words) out += (out.empty() ? "" : " ") + w;
    return out;
}

std::string pair_key(std::string_view first, std::string_view second) {
    std::string out(first);
    out += '\0';
    out += second;
    return out;
}

std::string build_image(const Book& book) {
    std::vector<uint32_t> pool, list_begin;
    std::vector<Entries> tables;
    Lists by_kind[3];
    for (uint32_t i = 0; i < book.rules.size(); ++i) {
        for (const auto& t : book.rules[i].triggers) by_kind[static_cast<int>(book.rules[i].kind)].add(t, i);
    }
    for (const Lists& lists : by_kind) tables.push_back(lists.finish(pool, list_begin));
    tables.push_back(class_entries(book));

    Firsts weapons, agents, ids, states, state_agents, backed;
    for (uint32_t i = 0; i < book.weapons.size(); ++i) {
        for (const Term& t : book.weapons[i].names) weapons.add(noun_key(t.text), i);
    }
    for (uint32_t i = 0; i < book.agents.size(); ++i) {
        for (const Term& t : book.agents[i].nouns) agents.add(noun_key(t.text), i);
    }
    tables.push_back(weapons.finish());
    tables.push_back(agents.finish());
    TriggerTables triggers;
    tables.push_back(form_entries(book, triggers, pool, list_begin));

    // What is written by hand comes before what the templates made.
    for (bool generated : {false, true}) {
        for (uint32_t i = 0; i < book.actors.size(); ++i) {
            const ActorEntry& e = book.actors[i];
            if (e.generated != generated) continue;
            ids.add(e.actor.id, i);
            if (e.state) states.add(e.actor.country, i);
            for (const auto& noun : e.agents) state_agents.add(pair_key(e.actor.country, noun_key(noun)), i);
            for (const auto& noun : e.backed) backed.add(pair_key(e.actor.country, noun_key(noun)), i);
        }
    }
    NameTables names = build_names(book);
    Lists phrase_lists, sound_lists, titles;
    std::vector<OfficeEntry> offices;
    number_offices(book, offices, titles);
    const auto with_prefixes = [&](const std::map<std::string, std::vector<uint32_t>>& from) {
        Entries out;
        for (const auto& [key, list] : from) {
            if (list.empty()) {
                out.emplace_back(key, CodebookImage::kPrefix);
                continue;
            }
            out.emplace_back(key, static_cast<uint32_t>(list_begin.size()));
            list_begin.push_back(static_cast<uint32_t>(pool.size()));
            pool.insert(pool.end(), list.begin(), list.end());
        }
        return out;
    };
    tables.push_back(with_prefixes(names.phrases));
    tables.push_back(with_prefixes(names.sounds));
    tables.push_back(ids.finish());
    tables.push_back(states.finish());
    tables.push_back(state_agents.finish());
    tables.push_back(backed.finish());
    tables.push_back(titles.finish(pool, list_begin));
    list_begin.push_back(static_cast<uint32_t>(pool.size()));

    Writer w;
    w.str(book.digest);
    w.u32(static_cast<uint32_t>(book.frames.size()));
    for (const auto& f : book.frames) write_frame(w, f);
    w.u32(static_cast<uint32_t>(book.rules.size()));
    for (const auto& r : book.rules) write_rule(w, r);
    w.u32(static_cast<uint32_t>(book.weapons.size()));
    for (const auto& e : book.weapons) {
        w.str(e.weapon.kind);
        w.str(e.weapon.mode);
    }
    w.u32(static_cast<uint32_t>(book.agents.size()));
    for (const auto& e : book.agents) {
        w.str(e.agent.kind);
        w.str(e.agent.cls);
    }
    w.u32(static_cast<uint32_t>(book.actors.size()));
    for (const auto& e : book.actors) write_actor(w, e);
    w.u32(static_cast<uint32_t>(names.names.size()));
    for (const auto& n : names.names) {
        w.u32(n.actor);
        w.u32(n.capitals);
        w.u32(n.flags);
    }
    w.u32(static_cast<uint32_t>(offices.size()));
    for (const auto& o : offices) {
        w.u32(o.actor);
        w.u32(o.office);
    }
    for (const auto* v : {&pool, &list_begin, &triggers.flags, &triggers.sets_from, &triggers.sets}) {
        w.u32(static_cast<uint32_t>(v->size()));
        for (uint32_t x : *v) w.u32(x);
    }

    write_maps(w, book.maps);

    std::vector<std::string> sections;
    for (const auto& t : tables) sections.push_back(FlatMap::build(t));
    sections.push_back(w.take());
    std::string out(kMagic);
    uint64_t offset = kMagic.size() + sections.size() * 16;
    for (const auto& s : sections) {
        offset = (offset + 7) / 8 * 8;
        const uint64_t place[2] = {offset, s.size()};
        out.append(reinterpret_cast<const char*>(place), sizeof place);
        offset += s.size();
    }
    for (const auto& s : sections) {
        out.resize((out.size() + 7) / 8 * 8, '\0');
        out += s;
    }
    return out;
}

namespace {

// Everything that indexes something must point inside it: a damaged image is refused here, once.
bool consistent(const CodebookImage& image) {
    for (const Rule& r : image.rules) {
        if (r.frame >= image.frames.size()) return false;
    }
    for (const NameEntry& n : image.names) {
        if (n.actor >= image.actors.size()) return false;
    }
    for (const OfficeEntry& o : image.offices) {
        if (o.actor >= image.actors.size() || o.office >= image.actors[o.actor].offices.size()) return false;
    }
    for (size_t i = 0; i < image.list_begin.size(); ++i) {
        if (image.list_begin[i] > image.pool.size() || (i > 0 && image.list_begin[i] < image.list_begin[i - 1]))
            return false;
    }
    return image.triggers.consistent();
}

}  // namespace

bool open_image(std::string_view bytes, CodebookImage& image) {
    if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kTables * 16) return false;
    std::string_view sections[kTables];
    for (size_t i = 0; i < kTables; ++i) {
        uint64_t place[2];
        std::memcpy(place, bytes.data() + kMagic.size() + i * 16, 16);
        if (place[0] > bytes.size() || place[1] > bytes.size() - place[0] || place[0] % 8 != 0) return false;
        sections[i] = bytes.substr(place[0], place[1]);
    }
    FlatMap* const maps[] = {&image.rules_by[0],  &image.rules_by[1], &image.rules_by[2], &image.class_words,
                             &image.weapon_names, &image.agent_nouns, &image.forms,       &image.phrases,
                             &image.sounds,       &image.ids,         &image.states,      &image.state_agents,
                             &image.backed,       &image.titles};
    static_assert(std::size(maps) == kTables - 1);
    for (size_t i = 0; i + 1 < kTables; ++i) {
        if (!maps[i]->open(sections[i])) return false;
    }
    Reader r(sections[kTables - 1]);
    image.digest = r.str();
    const uint32_t frames = r.count(40);
    for (uint32_t i = 0; i < frames; ++i) image.frames.push_back(read_frame(r));
    const uint32_t rules = r.count(28);
    for (uint32_t i = 0; i < rules; ++i) image.rules.push_back(read_rule(r));
    image.weapons.resize(r.count(8));
    for (auto& weapon : image.weapons) {
        weapon.kind = r.str();
        weapon.mode = r.str();
    }
    image.agents.resize(r.count(8));
    for (auto& agent : image.agents) {
        agent.kind = r.str();
        agent.cls = r.str();
    }
    image.actors.resize(r.count(48));
    image.is_state.resize(image.actors.size());
    for (size_t i = 0; i < image.actors.size(); ++i) {
        bool state = false;
        image.actors[i] = read_actor(r, state);
        image.is_state[i] = state;
    }
    image.names.resize(r.count(12));
    for (auto& n : image.names) {
        n.actor = r.u32();
        n.capitals = r.u32();
        n.flags = r.u32();
    }
    image.offices.resize(r.count(8));
    for (auto& o : image.offices) {
        o.actor = r.u32();
        o.office = r.u32();
    }
    TriggerTables& triggers = image.triggers;
    for (auto* v : {&image.pool, &image.list_begin, &triggers.flags, &triggers.sets_from, &triggers.sets}) {
        v->resize(r.count(4));
        for (auto& x : *v) x = r.u32();
    }
    image.maps = read_maps(r);
    return r.at_end() && consistent(image);
}

}  // namespace tallybook
