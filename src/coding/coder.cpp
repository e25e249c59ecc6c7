#include "coding/coder.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "coding/bygone.hpp"
#include "coding/dictionary_coder.hpp"
#include "coding/draft.hpp"
#include "coding/told_country.hpp"
#include "coding/tolls.hpp"

namespace tallybook {
namespace {

// Says by name whom an event hit, and nothing else.
bool tells_names(const Event& e) {
    return e.match->frame->name.starts_with("result/named-");
}

// "Those who were killed", "others were hurt", and no more: whom this means was told elsewhere or nowhere.
bool hits_nobody_certain(const Event& e, const Draft& d) {
    if (e.type != "ASSAULT" || e.time || (e.place && e.place->kind != PlaceKind::Country)) return false;
    bool any = false;
    for (const Participant& p : e.participants) {
        if (!p.span) continue;
        const bool harmed = one_of(p.role, {"victim", "recipient", "object"});
        if (!harmed) {
            if (!p.id.empty() || p.role == "instrument") return false;
            continue;
        }
        if (!p.head_token || p.kind != "unknown" || !p.id.empty() ||
            !d.tree.is(*p.head_token, {"those", "these",  "ones",    "others",   "many", "some",  "several", "all",
                                       "what",  "which",  "that",    "who",      "whom", "it",    "them",    "they",
                                       "this",  "anyone", "someone", "everyone", "each", "other", "another"}))
            return false;
        any = true;
    }
    return any;
}

// A mention worth a record: somebody or something besides the word itself. "Violence continued" says nothing to count.
bool tells_something(const Draft& d, const Event& e) {
    if (e.match->frame->light && e.fills.empty()) return d.no(e.trigger, Why::LightAlone);
    if (e.accident) return d.no(e.trigger, Why::Accident);
    if (tells_names(e) || e.match->frame->joins) return d.no(e.trigger, Why::SignAlone);
    if (hits_nobody_certain(e, d)) return d.no(e.trigger, Why::NobodyNamed);
    const bool harm = std::any_of(e.participants.begin(), e.participants.end(),
                                  [](const Participant& p) { return !p.effect.empty(); });
    if (e.anaphoric && !harm) return d.no(e.trigger, Why::PointsBack);
    // Blasts heard at a base are news of an attack on it, if of no other.
    const bool heard_there = e.sign && !e.match->frame->light && e.place && e.place->kind == PlaceKind::Facility &&
                             e.place->basis.empty() &&
                             (e.match->frame->name == "result/heard" ||
                              one_of(d.words.lemma(e.trigger), {"explosion", "blast", "detonation", "gunfire"}));
    if (e.sign && e.participants.empty()) return heard_there || d.no(e.trigger, Why::SignAlone);
    const bool who = std::any_of(e.participants.begin(), e.participants.end(), [&](const Participant& p) {
        if (p.role == "instrument" && p.head_token == e.trigger) return false;  // "the use of car bombs"
        return p.role != "actor" || !p.id.empty() || p.kind != "unknown";
    });
    if (who) return true;
    // "A shooting in Lima", "a jewel heist in Lyon": the way it was done and the town are enough.
    const bool town = e.place && (e.place->kind == PlaceKind::Town || e.place->kind == PlaceKind::Facility);
    if (town && !e.mode.empty() && e.mode != "targeted" && !e.series && !e.anaphoric && e.modality.phase == "past")
        return true;
    return (e.place.has_value() && e.time.has_value()) || d.no(e.trigger, Why::NobodyNamed);
}

bool historic(const Draft& d, const Event& e) {
    const Report& report = d.report;
    if (e.retold || bygone(d, e)) return true;
    if (!report.published || !e.time || e.time->latest.empty()) return false;
    const std::string year_before =
        std::to_string(std::stoi(report.published->substr(0, 4)) - 1) + report.published->substr(4);
    return e.time->latest.substr(0, 10) < year_before;
}

void add_contexts(const Event& e, Mention& m) {
    const auto add = [&](const char* c) {
        if (std::find(m.contexts.begin(), m.contexts.end(), c) == m.contexts.end()) m.contexts.push_back(c);
    };
    m.contexts = e.contexts;
    for (const Participant& p : m.participants) {
        if (p.kind == "state-forces" || p.cls == "military") add("military");
        if (p.cls == "diplomatic" || p.cls == "diplomat") add("diplomatic");
    }
}

// What a running count counts is no attack of one day ("62 attacks since May, 29 of them in the north"), and whom it
// counts are not the victims of the attack that was told before.
void mark_counted(Draft& d, const std::vector<Tally>& tallies) {
    const auto counted = [&](const std::optional<Quantity>& q, std::string_view of) {
        return q && q->tokens && std::any_of(tallies.begin(), tallies.end(), [&](const Tally& t) {
                   return t.of == of && t.quantity && t.quantity->tokens &&
                          t.quantity->tokens->begin == q->tokens->begin &&
                          (t.since != t.until || (t.since.empty() && t.rule == "tally/harm"));
               });
    };
    for (Event& e : d.events) {
        if (counted(e.count, e.type)) e.series = true;
        // "The 19th attack since May.", without a verb: it stands for the count.
        const bool nth = std::any_of(tallies.begin(), tallies.end(), [&](const Tally& t) {
            return t.rule == "tally/ordinal" && t.of == e.type && t.quantity && t.quantity->tokens &&
                   d.tree.head(t.quantity->tokens->begin) == e.trigger;
        });
        const bool bare = !d.tree.verb(d.tree.clause(e.trigger));
        if (nth && bare && (!e.place || e.place->kind == PlaceKind::Country)) e.series = true;
        const auto of_all = [&](const Participant& p) { return p.role == "victim" && counted(p.count, p.effect); };
        if (std::none_of(e.participants.begin(), e.participants.end(), of_all)) continue;
        // "Has abducted thirty since May": each of them a deed of its own.
        const auto own = [&](const Participant& p) {
            return of_all(p) && p.head_token && d.tree.verb(e.trigger) && d.tree.head(*p.head_token) == e.trigger &&
                   (window_open(d, e.trigger) || d.tree.has_auxiliary(e.trigger, {"has", "have", "'ve"}) ||
                    (e.time && e.time->value.size() < 10));
        };
        if (e.match->frame->result || std::any_of(e.participants.begin(), e.participants.end(), own))
            e.series = true;
        else if (e.count && e.count->best == 1)
            std::erase_if(e.participants, of_all);
    }
}

// What stands behind the words, in the terms of a source's kind; "" where only a person or a firm speaks.
std::string kind_of_source(const Draft& d, const Speech& s) {
    const Participant& p = *s.speaker;
    if (p.cls == "official" || p.cls == "diplomat") return "official";
    if (const std::string voice = kind_of_voice(p); !voice.empty()) return voice == "police" ? "official" : voice;
    if (!s.source) return "unknown";
    const std::string head = d.words.lemma(*s.source);
    if (one_of(head, {"witness", "eyewitness", "resident", "survivor", "bystander", "villager", "neighbour", "neighbor",
                      "passer-by", "onlooker"}))
        return "witness";
    if (one_of(head, {"document", "report", "file", "record", "transcript", "indictment", "cable"})) return "document";
    return "unknown";
}

// Whoever stands behind one of the tellings, each once; nobody where the report first tells it in its own voice.
std::vector<Source> sources_of(const Draft& d, const Event& e) {
    std::vector<Source> out;
    if (d.speech_over(e.trigger, e.trigger) == nullptr) return out;
    for (const Event& told : d.events) {
        if (&d.events[d.whole(static_cast<int>(&told - d.events.data()))] != &e) continue;
        const Speech* s = d.speech_over(told.trigger, told.trigger);
        if (s == nullptr || !s->speaker || !s->speaker->span) continue;
        Source source{*s->speaker->span, s->speaker->id, kind_of_source(d, *s)};
        const auto same = [&](const Source& one) {
            return one.span == source.span || (!one.id.empty() && one.id == source.id && one.kind == source.kind);
        };
        if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(source));
    }
    return out;
}

// "The victims were identified as X and Y": X and Y lie within the two people who were told killed.
void count_named_once(const Draft& d, const Event& e, std::vector<Participant>& participants) {
    std::vector<uint32_t> named;
    for (size_t i = 0; i < d.events.size(); ++i)
        if (&d.events[d.whole(static_cast<int>(i))] == &e && tells_names(d.events[i]))
            for (const Fill& f : d.events[i].fills) named.push_back(f.token);
    const auto is_named = [&](const Participant& p) {
        return p.head_token && std::find(named.begin(), named.end(), *p.head_token) != named.end();
    };
    for (Participant& p : participants) {
        if (!is_named(p)) continue;
        const auto group = std::find_if(participants.begin(), participants.end(), [&](const Participant& q) {
            return !is_named(q) && q.effect == p.effect && q.count && q.count->low.value_or(1) > 1;
        });
        if (group != participants.end()) p.within = static_cast<int>(group - participants.begin());
    }
}

// "Thirteen, AMONG THEM three civilians and a child": they and who is coordinated to them.
bool among_them(const Tree& tree, uint32_t head) {
    while (tree.dep(head) == Dep::Conj && tree.noun(tree.head(head))) head = tree.head(head);
    for (const uint32_t c : tree.children(head))
        if (c < head && tree.dep(c) == Dep::Prep && tree.is(c, {"among", "including"})) return true;
    const uint32_t first = tree.subtree(head).begin;
    return first > 0 && tree.is(first - 1, {"including"});
}

// "A dozen people were hurt, five of them badly": the five lie within the dozen.
void count_parts_once(const Tree& tree, std::vector<Participant>& participants) {
    for (size_t i = 0; i < participants.size(); ++i) {
        Participant& p = participants[i];
        if (p.within || p.role != "victim" || !p.count) continue;
        for (size_t k = 0; k < participants.size() && !p.within; ++k) {
            const Participant& q = participants[k];
            if (k == i || q.effect != p.effect || !q.count || q.within) continue;
            const bool part = p.count->standing == "part" && p.count->whole && q.count->span == p.count->whole;
            const bool among =
                k < i && p.head_token && among_them(tree, *p.head_token) &&
                q.count->low.value_or(q.count->best.value_or(0)) > p.count->low.value_or(p.count->best.value_or(1));
            if (part || among) p.within = static_cast<int>(k);
        }
    }
}

Mention to_mention(const Draft& d, const Event& e) {
    Mention m;
    m.type = e.type;
    m.mode = e.mode;
    m.polarity = e.modality.polarity;
    m.phase = e.modality.phase;
    m.series = e.series;
    m.count = e.count;
    m.reciprocal = e.match->frame->reciprocal;
    m.trigger = d.tree.bytes({e.trigger, e.last + 1});
    m.participants = e.participants;
    for (const Participant& p : e.attributed) {
        // Who is accused or claims it stands so, even where the report's own words name him too.
        const auto same = std::find_if(m.participants.begin(), m.participants.end(), [&](const Participant& q) {
            return q.role == p.role && q.span == p.span && q.id == p.id && q.status == p.status && q.by.empty();
        });
        if (same == m.participants.end())
            m.participants.push_back(p);
        else
            same->by = p.by, same->by_kind = p.by_kind;
    }
    const bool fact = std::any_of(e.participants.begin(), e.participants.end(),
                                  [](const Participant& p) { return p.role == "actor" && p.status == "reported"; });
    if (!fact && one_of(m.type, {"ASSAULT", "COERCE"})) {
        Participant nobody;
        nobody.role = "actor";
        nobody.status = "unknown";
        m.participants.insert(m.participants.begin(), nobody);
    }
    count_named_once(d, e, m.participants);
    count_parts_once(d.tree, m.participants);
    m.time = e.time;
    m.place = e.place;
    m.other_places = e.other_places;
    m.historic = historic(d, e);
    add_contexts(e, m);
    m.said_by = sources_of(d, e);
    for (const uint32_t s : e.sentences) m.evidence.push_back(sentence_span(d, s));
    m.rule = e.match->frame->name + ":" + e.match->form;
    // More slots read and fewer inferences: a plain count, so that it can be told to a reader.
    m.score = 0.5 + 0.1 * std::min<size_t>(e.participants.size(), 3) + (e.time ? 0.1 : 0) + (e.place ? 0.1 : 0);
    return m;
}

}  // namespace

Records code(const Report& report, const Codebook& codebook, const CodeOptions& options, Trace* trace) {
    Records records;
    if (report.tokens.empty()) return records;
    if (options.dictionaries) {
        records = code_by_dictionaries(report, codebook, *options.dictionaries);
        if (options.codes != CodeScheme::Cameo) add_codes(report, codebook, options.codes, records);
        return records;
    }
    const Tree tree(report);
    const WordFacts words(tree, codebook);
    Entities entities(words);
    Draft d{report, codebook, tree, words, entities, match_frames(words, trace), find_quotations(tree), {}, {}, trace};
    find_speeches(d);
    compose(d);
    find_events(d);
    add_elided(d);
    join_portions(d);
    describe_participants(d);
    weigh_words(d);
    add_circumstances(d);
    add_heading_times(d);
    add_parts(d);
    add_listed(d);
    part_charges(d);
    join_tellings(d);
    carry_times(d);
    drop_accidents(d);
    std::vector<Statement> statements = find_statements(d, options.all_statements);
    std::vector<Tally> tallies = find_tallies(d);
    mark_counted(d, tallies);
    std::vector<Mention> tolls = tolls_by_place(d, tallies);
    add_unharmed(d);

    std::vector<int> order;
    for (size_t i = 0; i < d.events.size(); ++i)
        if (d.events[i].joined_to < 0 && tells_something(d, d.events[i])) order.push_back(static_cast<int>(i));
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return d.events[a].trigger < d.events[b].trigger; });
    int number = 0;
    for (const int i : order) d.events[i].number = ++number;
    for (const int i : order) {
        const Event& e = d.events[i];
        Mention m = to_mention(d, e);
        m.id = report.id + "/m" + std::to_string(e.number);
        if (e.part_of >= 0)
            if (const int whole = d.events[d.whole(e.part_of)].number; whole > 0)
                m.part_of = report.id + "/m" + std::to_string(whole);
        records.mentions.push_back(std::move(m));
    }
    // Floods and poison have tolls too: one is of attacks where the report tells of any, or where it counts the armed.
    const bool violence = std::any_of(records.mentions.begin(), records.mentions.end(),
                                      [](const Mention& m) { return m.type == "ASSAULT"; });
    std::erase_if(tolls, [&](const Mention& m) {
        return !violence && !one_of(m.participants.back().kind, {"state-forces", "police", "armed-group"});
    });
    for (Mention& m : tolls) {
        m.id = report.id + "/m" + std::to_string(++number);
        records.mentions.push_back(std::move(m));
    }
    std::stable_sort(statements.begin(), statements.end(),
                     [](const Statement& a, const Statement& b) { return a.cue.span.begin < b.cue.span.begin; });
    number = 0;
    for (Statement& s : statements) {
        s.id = report.id + "/s" + std::to_string(++number);
        std::vector<std::string> about;
        for (const std::string& e : s.about)
            if (const int n = d.events[d.whole(std::stoi(e.substr(1)))].number; n > 0)
                about.push_back(report.id + "/m" + std::to_string(n));
        std::sort(about.begin(), about.end());
        about.erase(std::unique(about.begin(), about.end()), about.end());
        s.about = std::move(about);
        records.statements.push_back(std::move(s));
    }
    number = 0;
    for (Tally& t : tallies) {
        t.id = report.id + "/t" + std::to_string(++number);
        if (!t.part_of.empty()) t.part_of = report.id + "/t" + std::to_string(std::stoul(t.part_of.substr(1)) + 1);
        records.tallies.push_back(std::move(t));
    }
    mark_background(report, records.mentions);
    add_codes(report, codebook, options.codes, records);
    add_told_country(report, codebook, records.mentions);
    return records;
}

}  // namespace tallybook
