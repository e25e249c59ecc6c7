// What only the whole codebook can tell. Errors are what would silently do nothing or the wrong thing; the rest is
// advice and does not stop a codebook from loading.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/name_key.hpp"
#include "codebook/book.hpp"
#include "codebook/image.hpp"

namespace tallybook {
namespace {

void check_classes(Book& book) {
    for (const Term& use : book.class_uses) {
        if (book.classes.count(use.text) == 0) {
            book.findings.push_back(
                {true, use.where, "the class @" + use.text + " has no file words/" + use.text + ".txt"});
        }
    }
    for (const auto& [name, terms] : book.classes) {
        std::unordered_map<std::string, std::string> seen;
        for (const Term& t : terms) {
            if (t.text[0] == '@' && book.classes.count(t.text.substr(1)) == 0) {
                book.findings.push_back(
                    {true, t.where, "the class " + t.text + " has no file words/" + t.text.substr(1) + ".txt"});
            }
            const auto [it, fresh] = seen.emplace(phrase_key(t.text), t.where);
            if (!fresh)
                book.findings.push_back({false, t.where, "\"" + t.text + "\" stands at " + it->second + " already"});
        }
    }
}

template <class Entry, class Names>
void check_list(const std::vector<Entry>& entries, Names names, const char* what, Book& book) {
    std::unordered_map<std::string, std::pair<const Entry*, std::string>> seen;
    for (const Entry& e : entries) {
        for (const Term& t : names(e)) {
            const auto [it, fresh] = seen.emplace(noun_key(t.text), std::make_pair(&e, t.where));
            if (fresh) continue;
            const bool other = it->second.first != &e;
            if (other)
                book.findings.push_back(
                    {true, t.where,
                     std::string(what) + " \"" + t.text + "\" is told at " + it->second.second + " already"});
        }
    }
}

void check_frames(Book& book) {
    std::unordered_map<std::string, std::string> names;
    std::vector<uint32_t> rules(book.frames.size());
    for (const Rule& rule : book.rules) {
        if (!rule.exception) ++rules[rule.frame];
    }
    for (size_t i = 0; i < book.frames.size(); ++i) {
        const Frame& f = book.frames[i];
        const auto [it, fresh] = names.emplace((f.kind == FrameKind::Statement ? "s " : "f ") + f.name, f.where);
        if (!fresh)
            book.findings.push_back(
                {true, f.where + ":1", "the frame \"" + f.name + "\" stands at " + it->second + " already"});
        if (rules[i] == 0) book.findings.push_back({false, f.where + ":1", "the frame \"" + f.name + "\" has no rule"});
        const auto positive =
            std::any_of(f.examples.begin(), f.examples.end(), [](const auto& e) { return !e.expectation.empty(); });
        if (!positive) book.findings.push_back({false, f.where + ":1", "the frame \"" + f.name + "\" has no example"});
        const auto negative =
            std::any_of(f.examples.begin(), f.examples.end(), [](const auto& e) { return e.expectation.empty(); });
        if (!negative)
            book.findings.push_back({false, f.where + ":1", "the frame \"" + f.name + "\" has no counter-example"});
    }
}

// "frames/a.txt:12:3" as what sorts rightly.
std::tuple<std::string, long, long> place_of(const std::string& where) {
    const size_t second = where.rfind(':'), first = second == 0 ? 0 : where.rfind(':', second - 1);
    if (second == std::string::npos || first == std::string::npos) return {where, 0, 0};
    return {where.substr(0, first), std::strtol(where.c_str() + first + 1, nullptr, 10),
            std::strtol(where.c_str() + second + 1, nullptr, 10)};
}

bool overlap(const Actor& a, const Actor& b) {
    const auto ends_before = [](const Actor& x, const Actor& y) {
        if (x.to.empty() || y.from.empty()) return false;
        const size_t n = std::min(x.to.size(), y.from.size());
        return x.to.compare(0, n, y.from, 0, n) <= 0;
    };
    return !ends_before(a, b) && !ends_before(b, a);
}

void check_actors(Book& book) {
    std::unordered_set<std::string> ids;
    for (const auto& e : book.actors) ids.insert(e.actor.id);
    std::unordered_map<std::string, std::vector<const ActorEntry*>> names;
    for (const auto& e : book.actors) {
        if (!e.actor.member_of.empty() && ids.count(e.actor.member_of) == 0) {
            book.findings.push_back(
                {true, e.where, "\"" + e.actor.name + "\" is in \"" + e.actor.member_of + "\", which no line defines"});
        }
        for (const auto& o : e.actor.offices) {
            if (o.of.empty()) {
                book.findings.push_back(
                    {true, e.where, "the office \"" + o.title + "\" is nobody's: give a country or @id"});
            } else if (ids.count(o.of) == 0) {
                book.findings.push_back(
                    {true, e.where, "the office \"" + o.title + "\" is of \"" + o.of + "\", which no line defines"});
            }
            if (!o.from.empty() && !o.to.empty() && o.to < o.from.substr(0, o.to.size())) {
                book.findings.push_back({true, e.where, "the office \"" + o.title + "\" ends before it begins"});
            }
        }
        for (const Alias& a : e.aliases) {
            if (e.generated || a.flags != kPlainName) continue;
            std::string key;
            for (const auto& p : name_key::pieces(a.text)) {
                if (p.part == name_key::Part::Mark) {
                    book.findings.push_back(
                        {true, e.where, "the name \"" + a.text + "\" holds a mark that no name is found across"});
                }
                key += (p.acronym ? p.stripped : p.folded) + " ";
            }
            auto& others = names[key];
            for (const ActorEntry* other : others) {
                if (other != &e && overlap(other->actor, e.actor)) {
                    book.findings.push_back({false, e.where,
                                             "the name \"" + a.text + "\" is also one of \"" + other->actor.id +
                                                 "\" (" + other->where + "), which wins"});
                    break;
                }
            }
            if (others.empty() || others.back() != &e) others.push_back(&e);
        }
    }
}

}  // namespace

std::vector<LintFinding> lint_folder(const std::filesystem::path& folder, const IsLemma& is_lemma) {
    auto sources = read_sources(folder);
    if (!sources) return {{true, sources.error().where, sources.error().message}};
    Book book = parse_book(*sources);
    check_book(book);
    if (is_lemma) check_lemmas(is_lemma, book);
    for (LintFinding& f : book.findings)
        if (std::count(f.where.begin(), f.where.end(), ':') < 2) f.where += ":1";
    std::stable_sort(book.findings.begin(), book.findings.end(),
                     [](const LintFinding& a, const LintFinding& b) { return place_of(a.where) < place_of(b.where); });
    return std::move(book.findings);
}

void check_book(Book& book) {
    check_classes(book);
    check_list(
        book.weapons, [](const auto& e) -> const std::vector<Term>& { return e.names; }, "the weapon", book);
    check_list(
        book.agents, [](const auto& e) -> const std::vector<Term>& { return e.nouns; }, "the noun", book);
    check_frames(book);
    check_rules(book);
    check_actors(book);
    check_maps(book);
}

}  // namespace tallybook
