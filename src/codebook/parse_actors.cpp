// Actors: "KIND NAME; field value; field value; …", going on in indented lines. The id is the name's slug unless
// "id" gives another. One line an actor was chosen over blocks: six hundred actors are read, sorted and compared by
// people, and a line is what a diff shows. "each-state" lines are templates that give every state a government, forces,
// police and ministries, with {adj} and {name} filled in; a written actor with the same id wins.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/name_key.hpp"
#include "base/text.hpp"
#include "codebook/book.hpp"
#include "codebook/vocabulary.hpp"

namespace tallybook {
namespace {

bool is_date(std::string_view s) {
    if (s.size() != 4 && s.size() != 7 && s.size() != 10) return false;
    for (size_t i = 0; i < s.size(); ++i) {
        const bool dash = i == 4 || i == 7;
        if (dash ? s[i] != '-' : (s[i] < '0' || s[i] > '9')) return false;
    }
    return true;
}

struct Field {
    std::string_view name, value;
    std::string where;
};

class ActorParser {
public:
    ActorParser(const SourceFile& file, Book& book, std::vector<ActorTemplate>& templates)
        : file_(file), book_(book), templates_(templates) {}

    void run() {
        std::vector<Field> fields;
        for (const Line& line : lines_of(file_)) {
            if (!line.indented) {
                finish(fields);
                fields.clear();
            } else if (fields.empty()) {
                error(line.at(), "an indented line goes on with an actor, but none stands above it");
                continue;
            }
            for (const Part& part : split(line.text, ';')) {
                const size_t space = part.text.find(' ');
                fields.push_back({part.text.substr(0, space),
                                  space == std::string_view::npos ? std::string_view{} : trim(part.text.substr(space)),
                                  line.at(part.offset)});
            }
        }
        finish(fields);
    }

private:
    void error(std::string where, std::string message) {
        book_.findings.push_back({true, std::move(where), std::move(message)});
    }

    static std::vector<std::string> list(std::string_view value) {
        std::vector<std::string> out;
        for (const Part& part : split(value, ',')) out.emplace_back(part.text);
        return out;
    }

    std::string date(const Field& f, std::string_view value) {
        if (!is_date(value))
            error(f.where, "\"" + std::string(value) + "\" is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
        return std::string(value);
    }

    void finish(const std::vector<Field>& fields) {
        if (fields.empty()) return;
        if (fields[0].name == "each-state") return finish_template(fields);
        ActorEntry entry;
        entry.where = fields[0].where;
        Actor& a = entry.actor;
        a.kind = fields[0].name;
        a.name = fields[0].value;
        entry.state = a.kind == "state";
        if (entry.state) a.kind = "government";
        a.person = a.kind == "person";
        if (!is_participant_kind(a.kind)) error(entry.where, "\"" + a.kind + "\" is no kind of actor");
        if (a.name.empty()) {
            error(entry.where, "the actor has no name");
            return;
        }
        a.id = name_key::slug(a.name);
        entry.aliases.push_back({a.name, kPlainName});
        for (size_t i = 1; i < fields.size(); ++i) read_field(fields[i], entry);
        book_.actors.push_back(std::move(entry));
    }

    void read_field(const Field& f, ActorEntry& entry) {
        Actor& a = entry.actor;
        if (f.value.empty()) {
            error(f.where, "\"" + std::string(f.name) + "\" has no value");
        } else if (f.name == "id") {
            a.id = f.value;
            if (name_key::slug(f.value) != f.value) error(f.where, "an id has small letters, digits and hyphens only");
        } else if (f.name == "aka") {
            for (auto& s : list(f.value)) entry.aliases.push_back({std::move(s), kPlainName});
        } else if (f.name == "adj") {
            for (auto& s : list(f.value)) {
                entry.adjectives.push_back(s);
                entry.aliases.push_back({std::move(s), kDemonym});
            }
        } else if (f.name == "people") {
            for (auto& s : list(f.value)) entry.aliases.push_back({std::move(s), kDemonym});
        } else if (f.name == "capital") {
            for (auto& s : list(f.value)) entry.aliases.push_back({std::move(s), kMetonym});
        } else if (f.name == "country") {
            a.country = f.value;
            if (f.value.size() != 2 || lower(f.value) == f.value)
                error(f.where, "a country is two capital letters (ISO 3166)");
        } else if (f.name == "affiliation") {
            a.affiliation = f.value;
        } else if (f.name == "in") {
            a.member_of = f.value;
        } else if (f.name == "class") {
            a.cls = f.value;
            if (!is_participant_class(f.value)) error(f.where, "\"" + a.cls + "\" is no class of participant");
        } else if (f.name == "from") {
            a.from = date(f, f.value);
        } else if (f.name == "to") {
            a.to = date(f, f.value);
        } else if (f.name == "agents") {
            entry.agents = list(f.value);
        } else if (f.name == "backed") {
            entry.backed = list(f.value);
        } else if (f.name == "office") {
            read_office(f, a);
        } else {
            error(f.where, "\"" + std::string(f.name) +
                               "\" is no field of an actor (id, aka, adj, people, capital, country, affiliation, in, "
                               "class, from, to, agents, backed, office)");
        }
    }

    // "Secretary of Defense @pentagon 2021-01-22..2025-01-20": the title, whose office (the country's own state if not
    // given), from..to.
    void read_office(const Field& f, Actor& a) {
        Office office;
        for (const Part& part : split(f.value, ' ')) {
            const size_t dots = part.text.find("..");
            if (dots != std::string_view::npos) {
                const std::string_view from = part.text.substr(0, dots), to = part.text.substr(dots + 2);
                if (!from.empty()) office.from = date(f, from);
                if (!to.empty()) office.to = date(f, to);
            } else if (part.text[0] == '@') {
                office.of = part.text.substr(1);
            } else {
                office.title += (office.title.empty() ? "" : " ") + std::string(part.text);
            }
        }
        if (office.title.empty()) error(f.where, "an office has a title");
        a.offices.push_back(std::move(office));
    }

    void finish_template(const std::vector<Field>& fields) {
        ActorTemplate t;
        t.where = fields[0].where;
        const std::string_view head = fields[0].value;
        const size_t space = head.find(' ');
        t.kind = head.substr(0, space);
        if (space != std::string_view::npos) t.name = trim(head.substr(space));
        if (!is_participant_kind(t.kind)) error(t.where, "\"" + t.kind + "\" is no kind of actor");
        if (t.name.find('{') == std::string::npos)
            error(t.where, "the name of an each-state actor holds {adj} or {name}");
        for (size_t i = 1; i < fields.size(); ++i) {
            const Field& f = fields[i];
            if (f.name == "aka") {
                t.aliases = list(f.value);
            } else if (f.name == "agents") {
                t.agents = list(f.value);
            } else if (f.name == "backed") {
                t.backed = list(f.value);
            } else if (f.name == "class") {
                t.cls = f.value;
            } else if (f.name == "in") {
                t.member_of = f.value;
            } else if (f.name == "affiliation") {
                t.affiliation = f.value;
            } else {
                error(f.where,
                      "\"" + std::string(f.name) +
                          "\" is no field of an each-state line (aka, agents, backed, class, in, affiliation)");
            }
        }
        templates_.push_back(std::move(t));
    }

    const SourceFile& file_;
    Book& book_;
    std::vector<ActorTemplate>& templates_;
};

void fill(std::string& s, std::string_view hole, std::string_view value) {
    for (size_t at = s.find(hole); at != std::string::npos; at = s.find(hole, at + value.size()))
        s.replace(at, hole.size(), value);
}

std::string filled(std::string s, std::string_view adjective, std::string_view name) {
    fill(s, "{adj}", adjective);
    fill(s, "{name}", name);
    return s;
}

// The plain names of a state and no metonyms; abbreviations such as "US" are written among them.
std::vector<std::string> names_of(const ActorEntry& state) {
    std::vector<std::string> out;
    for (const Alias& a : state.aliases) {
        if (a.flags == kPlainName) out.push_back(a.text);
    }
    return out;
}

ActorEntry from_template(const ActorTemplate& t, const ActorEntry& state) {
    const std::string adjective = state.adjectives.empty() ? state.actor.name : state.adjectives.front();
    ActorEntry entry;
    entry.generated = true;
    entry.where = t.where;
    Actor& a = entry.actor;
    a.kind = t.kind;
    a.name = filled(t.name, adjective, state.actor.name);
    a.id = name_key::slug(a.name);
    a.country = state.actor.country;
    a.cls = t.cls;
    a.affiliation = filled(t.affiliation, adjective, state.actor.name);
    a.member_of = name_key::slug(filled(t.member_of, adjective, state.actor.name));
    entry.agents = t.agents;
    entry.backed = t.backed;
    std::set<std::string> seen;
    const auto add = [&](const std::string& pattern) {
        for (const auto& adj : state.adjectives.empty() ? std::vector<std::string>{adjective} : state.adjectives) {
            for (const auto& name : names_of(state)) {
                std::string text = filled(pattern, adj, name);
                if (seen.insert(text).second) entry.aliases.push_back({std::move(text), kPlainName});
            }
        }
    };
    add(t.name);
    for (const auto& alias : t.aliases) add(alias);
    return entry;
}

// "Iraqi" → "Iraqis", "American" → "Americans"; "Chinese", "British", "French" have no such plural.
std::string people_of(const std::string& adjective) {
    for (std::string_view ending : {"ese", "ish", "ch", "ss", "s", "U.S.", "UK", "US"}) {
        if (adjective.ends_with(ending)) return {};
    }
    return adjective + "s";
}

}  // namespace

void parse_actors(const SourceFile& file, Book& book, std::vector<ActorTemplate>& templates) {
    ActorParser(file, book, templates).run();
}

void finish_actors(const std::vector<ActorTemplate>& templates, Book& book) {
    std::unordered_map<std::string, size_t> by_id;
    for (size_t i = 0; i < book.actors.size(); ++i) {
        const auto [it, fresh] = by_id.emplace(book.actors[i].actor.id, i);
        if (!fresh) {
            book.findings.push_back(
                {true, book.actors[i].where,
                 "the id \"" + book.actors[i].actor.id + "\" is taken at " + book.actors[it->second].where});
        }
    }
    const size_t written = book.actors.size();
    std::unordered_map<std::string, std::string> state_of;
    for (size_t i = 0; i < written; ++i) {
        if (!book.actors[i].state) continue;
        if (!book.actors[i].actor.country.empty())
            state_of.emplace(book.actors[i].actor.country, book.actors[i].actor.id);
        for (const auto& adjective : book.actors[i].adjectives) {
            if (std::string people = people_of(adjective); !people.empty()) {
                book.actors[i].aliases.push_back({std::move(people), kDemonym | kDerived});
            }
        }
        for (const auto& t : templates) {
            ActorEntry entry = from_template(t, book.actors[i]);
            const auto known = by_id.find(entry.actor.id);
            if (known == by_id.end()) {
                by_id.emplace(entry.actor.id, book.actors.size());
                book.actors.push_back(std::move(entry));
                continue;
            }
            // Written by hand: the template gives it what the line leaves open.
            ActorEntry& by_hand = book.actors[known->second];
            for (auto& alias : entry.aliases) {
                alias.flags |= kDerived;
                by_hand.aliases.push_back(std::move(alias));
            }
            if (by_hand.agents.empty()) by_hand.agents = std::move(entry.agents);
            if (by_hand.backed.empty()) by_hand.backed = std::move(entry.backed);
            if (by_hand.actor.country.empty()) by_hand.actor.country = entry.actor.country;
            if (by_hand.actor.member_of.empty()) by_hand.actor.member_of = entry.actor.member_of;
        }
    }
    for (auto& entry : book.actors) {
        for (auto& office : entry.actor.offices) {
            if (!office.of.empty()) continue;
            const auto state = state_of.find(entry.actor.country);
            if (state != state_of.end()) office.of = state->second;
        }
        if (entry.actor.member_of == entry.actor.id) entry.actor.member_of.clear();
    }
}

}  // namespace tallybook
