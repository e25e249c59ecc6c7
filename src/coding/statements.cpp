// Statements: one a cue and speaker, with what it is about. An accusation, a claim or a denial never makes a fact: it
// adds an attributed actor to the events that it is about, with the speaker's name on it.
#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "coding/arguments.hpp"
#include "coding/draft.hpp"
#include "coding/statement_words.hpp"

namespace tallybook {
namespace {

Words words_of(const Tree& tree, const Pieces& pieces) {
    Words words{tree.bytes(pieces.front()).hull(tree.bytes(pieces.back())), {}};
    if (pieces.size() > 1)
        for (const TokenSpan& p : pieces) words.parts.push_back(tree.bytes(p));
    return words;
}

bool inside_quotes(const Draft& d, ByteSpan span) {
    const std::string_view text = d.report.text();
    const auto mark = [&](size_t at) {
        return at < text.size() &&
               (text[at] == '"' || text.substr(at, 3) == "\xE2\x80\x9C" || text.substr(at, 3) == "\xE2\x80\x9D");
    };
    for (size_t at = span.begin; at < span.end; ++at)
        if (mark(at)) return true;
    return (span.begin >= 1 && mark(span.begin - 1)) || (span.begin >= 3 && mark(span.begin - 3)) || mark(span.end) ||
           mark(span.end + 1);
}

// The events that stand in the content or that it points to.
// "attributed it to the Front, which has dynamited a pipeline": what else the accused have done.
bool told_aside(const Tree& tree, uint32_t token, uint32_t accused) {
    for (; token != accused && !tree.root(token); token = tree.head(token))
        if (tree.dep(token) == Dep::Relcl) return true;
    return false;
}

std::vector<int> events_in(const Draft& d, const std::vector<uint32_t>& heads) {
    std::vector<int> found;
    const auto add = [&](int e) {
        const int w = d.whole(e);
        if (std::find(found.begin(), found.end(), w) == found.end()) found.push_back(w);
    };
    for (const uint32_t head : heads) {
        const TokenSpan span = d.tree.subtree(head);
        for (uint32_t i = span.begin; i < span.end; ++i)
            if (const int e = d.event_at(i); e >= 0 && d.tree.dominates(head, i)) add(e);
    }
    return found;
}

std::vector<Participant> described(const Draft& d, const std::vector<uint32_t>& tokens) {
    std::vector<Participant> all;
    for (const uint32_t t : tokens)
        for (Participant& p : d.entities.describe(t)) {
            const bool there = std::any_of(all.begin(), all.end(),
                                           [&](const Participant& q) { return q.span == p.span && q.id == p.id; });
            if (!there) all.push_back(std::move(p));
        }
    return all;
}

// An event as the accused ("attacks by X undermine …") stands for those who do it.
std::vector<Participant> accused(const Draft& d, const std::vector<uint32_t>& tokens) {
    std::vector<Participant> all;
    for (const uint32_t t : tokens) {
        const int e = d.event_at(t);
        // "armed groups X and Y": the named ones are meant.
        bool named = false;
        for (const uint32_t c : d.tree.children(t))
            if (d.tree.dep(c) == Dep::Appos && d.words.name_at(c) != nullptr)
                for (const uint32_t each : d.tree.conjuncts(c))
                    for (Participant& p : described(d, {each})) {
                        named |= !p.id.empty();
                        if (!p.id.empty()) all.push_back(std::move(p));
                    }
        if (named) continue;
        if (e < 0) {
            for (Participant& p : described(d, {t})) all.push_back(std::move(p));
            continue;
        }
        for (const Participant& p : d.events[d.whole(e)].participants)
            if (p.role == "actor" && p.span) {
                all.push_back(p);
                all.back().role.clear();
            }
    }
    return all;
}

std::vector<Participant> voices(const Draft& d, const std::vector<uint32_t>& tokens) {
    if (tokens.size() == 1)
        if (Participant one = d.entities.voice(tokens.front());
            !one.id.empty() && d.entities.describe(tokens.front()).size() == 1)
            return {one};
    return described(d, tokens);
}

bool in_quotation(const Draft& d, uint32_t token) {
    const Sentence& sentence = d.report.sentences[d.tree.sentence(token)];
    if (sentence.quoted) return true;
    const std::string_view first = d.tree.token(sentence.tokens.begin).text;
    return (first == "\"" || first == "\xE2\x80\x9C") &&
           d.tree.token(sentence.tokens.begin).span.begin < d.tree.token(token).span.begin;
}

bool over_attribution(const Speech* over) {
    return over && over->by_attribution;
}

bool is_state(const Draft& d, const Participant& p) {
    const Actor* state = d.codebook.state(p.country);
    return state && state->id == p.id;
}

void attribute(Draft& d, int event, const Participant& actor, const std::string& status, const Participant* by) {
    Event& e = d.events[d.whole(event)];
    Participant p = actor;
    p.role = "actor";
    p.status = status;
    if (by != nullptr) {
        p.by = by->id.empty() ? by->name : by->id;
        p.by_kind = kind_of_voice(*by);
    }
    const bool there = std::any_of(e.attributed.begin(), e.attributed.end(), [&](const Participant& q) {
        return q.id == p.id && q.name == p.name && q.status == p.status;
    });
    if (!there) e.attributed.push_back(std::move(p));
}

// An armed group that tells of its own attack claims it; one that tells of others' does not.
bool settle_claim(const Draft& d, const Match& m, const std::vector<uint32_t>& contents,
                  const std::vector<Participant>& speakers, Statement& st) {
    if (!one_of(st.act, {"report", "announce", "claim-responsibility"}) || speakers.empty()) return false;
    const bool clause = std::any_of(contents.begin(), contents.end(), [&](uint32_t c) { return d.tree.verb(c); });
    if (!clause) return false;
    const bool own = speakers.front().kind == "armed-group" &&
                     std::any_of(contents.begin(), contents.end(),
                                 [&](uint32_t c) { return tells_own_attack(d, c, speakers.front()); });
    if (own)
        st.act = "claim-responsibility";
    else if (st.act == "claim-responsibility" &&
             !one_of(d.words.lemma(m.trigger), {"claim", "admit", "take", "accept"}))
        st.act = "report";
    st.type = default_type(st.act);
    return own;
}

struct Found {
    Statement statement;
    const Match* match;  // null: "according to", "X: …"
    uint32_t cue;
    Pieces content;
    std::vector<int> about;
};

void attribute_all(Draft& d, std::vector<Found>& found) {
    for (Found& f : found) {
        Statement& s = f.statement;
        if (s.polarity != "affirmed") continue;
        if (s.act == "claim-responsibility" && s.speaker)
            for (const int e : f.about) attribute(d, e, *s.speaker, "claimed", &*s.speaker);
        if (s.act == "deny" && s.speaker && s.speaker->kind == "armed-group")
            for (const int e : f.about) attribute(d, e, *s.speaker, "denied", &*s.speaker);
        if (s.act != "accuse" || s.against.empty()) continue;
        std::vector<int> about = f.about;
        // "condemned the attack on the consulate and blamed X", "… and singled out X for the recent attacks": an
        // accusation in one breath with another statement of the same speaker is about that one's events too.
        for (const Found& other : found) {
            if (&other == &f || !other.statement.speaker || !s.speaker ||
                other.statement.speaker->span != s.speaker->span)
                continue;
            if (d.tree.sentence(other.cue) != d.tree.sentence(f.cue) ||
                !one_of(other.statement.act, {"condemn", "report"}))
                continue;
            const bool coordinated = d.tree.head(f.cue) == other.cue || d.tree.head(other.cue) == f.cue;
            const bool general = std::all_of(f.about.begin(), f.about.end(), [&](int e) { return d.events[e].series; });
            if (coordinated && general)
                for (const int e : other.about) about.push_back(e);
        }
        for (const int e : about)
            for (const Participant& p : s.against) attribute(d, e, p, "accused", s.speaker ? &*s.speaker : nullptr);
    }
}

// The whole phrase of who says it; in a relative clause its pronoun, with the name where it stands.
void widen_speaker(const Draft& d, Found& f) {
    if (f.match == nullptr || !f.statement.speaker || !f.statement.speaker->span) return;
    Participant& who = *f.statement.speaker;
    for (const uint32_t s : f.match->with_role("speaker")) {
        if (who.head_token != s) continue;
        for (uint32_t verb = f.cue; d.tree.verb(verb); verb = d.tree.head(verb)) {
            for (const uint32_t c : d.tree.children(verb))
                if (d.tree.dep(c) == Dep::Nsubj && c != s && d.tree.tagged(c, {"WP", "WDT"})) {
                    if (!who.named_at) who.named_at = who.span;
                    who.span = d.tree.token(c).span;
                    return;
                }
            if (d.tree.dep(verb) != Dep::Conj || d.tree.root(verb)) break;
        }
        who.span = who.span->hull(d.tree.bytes(d.extents().source(s)));
        return;
    }
}

// "According to X", "X: …".
void add_unframed(const Draft& d, std::vector<Found>& found) {
    for (const Speech& speech : d.speeches) {
        if (speech.cue_words.empty() || !speech.speaker) continue;
        Statement s;
        s.act = "report";
        s.rule = speech.by_attribution ? "report:according to" : "report:label";
        s.speaker = speech.speaker;
        if (speech.by_attribution && speech.source) s.speaker->span = d.tree.bytes(d.extents().source(*speech.source));
        s.cue = words_of(d.tree, speech.cue_words);
        s.content = words_of(d.tree, speech.content);
        s.quoted = inside_quotes(d, s.content->span);
        s.evidence = {sentence_span(d, d.tree.sentence(speech.cue))};
        std::vector<uint32_t> tokens;
        for (const TokenSpan& p : speech.content)
            for (uint32_t i = p.begin; i < p.end; ++i)
                if (d.event_at(i) >= 0) tokens.push_back(i);
        found.push_back({std::move(s), nullptr, speech.cue, speech.content, events_in(d, tokens)});
    }
}

// "The Northern Front: rocket barrage on the base": what a group says under its name it says of itself.
void claims_by_label(const Draft& d, std::vector<Found>& found) {
    for (const Speech& speech : d.speeches) {
        if (speech.cue_words.empty() || speech.by_attribution || !speech.speaker ||
            speech.speaker->kind != "armed-group")
            continue;
        const uint32_t sentence = d.tree.sentence(speech.cue);
        std::vector<int> about;
        for (size_t i = 0; i < d.events.size(); ++i) {
            const Event& e = d.events[i];
            const bool bare =
                d.tree.noun(e.trigger) && e.type == "ASSAULT" && e.modality.polarity == "affirmed" && !e.series &&
                std::none_of(e.fills.begin(), e.fills.end(), [](const Fill& f) { return f.role == "actor"; });
            if (bare && d.tree.sentence(e.trigger) == sentence && e.trigger > speech.cue)
                about.push_back(d.whole(static_cast<int>(i)));
        }
        if (about.empty()) continue;
        Statement s;
        s.act = "claim-responsibility";
        s.rule = "claim-responsibility:label";
        s.speaker = speech.speaker;
        s.cue = words_of(d.tree, speech.cue_words);
        s.content = words_of(d.tree, speech.content);
        s.evidence = {sentence_span(d, sentence)};
        found.push_back({std::move(s), nullptr, speech.cue, speech.content, std::move(about)});
    }
}

// Of reports within reports the outermost is given, unless the inner one is about an event of the record: every other
// verb of a long quotation would be one.
void keep_outermost(const Draft& d, std::vector<Found>& found) {
    const auto size = [](const Found& f) {
        uint32_t n = 0;
        for (const TokenSpan& p : f.content) n += p.size();
        return n;
    };
    std::stable_sort(found.begin(), found.end(), [&](const Found& a, const Found& b) { return size(a) > size(b); });
    std::vector<Found> kept;
    for (Found& f : found) {
        const bool inner = std::any_of(kept.begin(), kept.end(), [&](const Found& k) {
            return std::any_of(k.content.begin(), k.content.end(),
                               [&](const TokenSpan& p) { return p.contains(f.cue); });
        });
        if (!inner || !f.about.empty())
            kept.push_back(std::move(f));
        else
            d.no(f.cue, Why::InnerReport);
    }
    std::stable_sort(kept.begin(), kept.end(), [](const Found& a, const Found& b) { return a.cue < b.cue; });
    found = std::move(kept);
}

}  // namespace

std::vector<Statement> find_statements(Draft& d, bool all) {
    const Tree& tree = d.tree;
    std::vector<Found> found;
    for (const Match& m : d.matches) {
        if (m.frame->kind != FrameKind::Statement || m.dropped) continue;
        Statement s;
        s.act = m.act;
        s.type = m.type.empty() ? default_type(s.act) : m.type;
        s.mode = m.mode;
        s.rule = m.frame->name + ":" + m.form;
        s.cue = words_of(tree, d.extents().cue(m));
        const Modality modality = modality_of(d.words, m.trigger);
        s.polarity = modality.polarity == "affirmed" ? "affirmed" : "negated";
        if (s.act == "no-claim") s.polarity = "affirmed";
        if (m.settled) s.polarity = "affirmed";
        const bool open = !m.settled && one_of(modality.phase, {"hypothetical", "threatened", "attempted", "foiled"});
        if (open && s.act != "report" && s.act != "demand") {
            d.no(m.trigger, Why::NotSaid);
            continue;
        }
        if (tree.noun(m.trigger) && s.act != "no-claim" && !m.settled && of_nothing_seen(d, m.trigger)) {
            d.no(m.trigger, Why::NotSaid);
            continue;
        }
        // "groups backed by X": a description of them, no word of support.
        const Dep hangs = tree.dep(m.trigger);
        if (s.act == "praise" && !m.settled && (hangs == Dep::Acl || hangs == Dep::Relcl) && tree.verb(m.trigger) &&
            one_of(d.words.lemma(m.trigger), {"back", "support"})) {
            d.no(m.trigger, Why::Description);
            continue;
        }
        const auto contents = m.with_role("content");
        std::vector<Participant> speakers = voices(d, nearest_subject(tree, m.trigger, m.with_role("speaker")));
        // "Hoped that officials accused of fraud would go": who accuses them is not said.
        const bool in_passing =
            hangs == Dep::Acl && tree.tagged(m.trigger, {"VBN"}) && one_of(s.act, {"accuse", "condemn"});
        const Speech* over = in_passing ? nullptr : d.speech_over(m.trigger, m.trigger);
        const Participant* above = over && over->speaker ? &*over->speaker
                                   : !in_passing && in_quotation(d, m.trigger)
                                       ? d.entities.speaker(tree.sentence(m.trigger))
                                       : nullptr;
        bool own_speaker = !speakers.empty();
        // "The United States reserves the right …," its secretary told: the secretary is heard, for his state.
        const bool for_state = own_speaker && above && !over_attribution(over) && !speakers.front().id.empty() &&
                               speakers.front().kind == "government" && speakers.front().country == above->country &&
                               above->kind != "media" && is_state(d, speakers.front());
        if (for_state || (speakers.empty() && above && s.act != "no-claim")) {
            speakers = {*above};
            own_speaker = false;
            if (over && over->addressee) s.addressee = over->addressee;
        }
        const bool each_other = mutual(m, speakers) || (s.act == "agree" && speakers.size() == 2 && !s.addressee &&
                                                        m.with_role("addressee").empty());
        if (each_other) {  // "the two governments agreed": with each other
            s.addressee = speakers.back();
            speakers.resize(1);
        }
        if (s.act == "consult") {
            auto addressees = described(d, m.with_role("addressee"));
            if (speakers.size() >= 2 && addressees.empty()) {
                addressees = {speakers.begin() + 1, speakers.end()};
                speakers.resize(1);
            }
            if (speakers.empty() && tree.noun(m.trigger) &&
                !addressees.empty())  // "X's remarks came during a call with Y"
                for (const uint32_t subject : logical_subjects(tree, tree.clause(m.trigger))) {
                    Participant who = d.entities.voice(subject);
                    if ((who.kind != "unknown" || !who.id.empty()) &&
                        (who.id.empty() ? who.name != addressees.front().name : who.id != addressees.front().id))
                        speakers = {who};
                }
            if (addressees.empty() || (speakers.empty() && addressees.size() < 2)) {
                if (speakers.empty() || (addressees.empty() && contents.empty())) {
                    d.no(m.trigger, Why::NoPartner);
                    continue;
                }
            }
            if (speakers.empty()) {
                speakers = {addressees.front()};
                addressees.erase(addressees.begin());
            }
            if (!addressees.empty()) s.addressee = addressees.front();
        } else if (const auto to = described(d, m.with_role("addressee")); !to.empty() && !each_other) {
            s.addressee = to.front();
        }
        if (speakers.empty() && (needs_speaker(s.act) || tree.noun(m.trigger) || m.with_role("against").empty())) {
            const bool nobody_named = all && tree.passive(m.trigger);  // "it is feared", "is expected to"
            if (s.act != "no-claim" && !(s.act == "condemn" && tree.passive(m.trigger)) && !nobody_named) {
                d.no(m.trigger, Why::NoSpeaker);
                continue;
            }
        }
        if (s.act == "report" && !own_speaker && !all) {
            d.no(m.trigger, Why::VoiceOfAbove);
            continue;
        }
        if (!all && among_firms(d, s, speakers)) {
            d.no(m.trigger, Why::AmongFirms);
            continue;
        }
        s.against = accused(d, m.with_role("against"));
        if (s.act == "praise" && !s.addressee && !contents.empty() &&
            !tree.verb(contents.front())) {  // "welcomed X's statement"
            Participant who = d.entities.voice(contents.front());
            if (who.span != tree.bytes(tree.phrase(contents.front())) || !who.id.empty()) s.addressee = who;
        }
        if (s.against.size() > 1)
            std::erase_if(s.against, [&](const Participant& p) {  // "armed groups X and Y": the named ones are meant
                const bool kind_of = p.id.find("-aligned-") != std::string::npos;
                return kind_of && std::any_of(s.against.begin(), s.against.end(), [&](const Participant& q) {
                           return &q != &p && q.kind == "armed-group" && !q.id.empty() &&
                                  q.id.find("-aligned-") == std::string::npos;
                       });
            });
        const Pieces said = d.extents().content(m, m.with_role("speaker"));
        if (!said.empty()) {
            s.content = words_of(tree, said);
            s.quoted = inside_quotes(d, s.content->span);
        } else if (s.act == "report" && all) {
            d.no(m.trigger, Why::NoContent);
            continue;
        }
        Found f{std::move(s), &m, m.trigger, said, events_in(d, contents)};
        Statement& st = f.statement;
        for (const uint32_t t : m.with_role("against"))
            for (const int e : events_in(d, {t}))
                if (!told_aside(tree, d.events[e].trigger, t) &&
                    std::find(f.about.begin(), f.about.end(), e) == f.about.end())
                    f.about.push_back(e);
        const bool own_deed = settle_claim(d, m, contents, speakers, st);
        if (how_many(d, contents) > 1 && one_of(st.act, {"claim-responsibility", "no-claim", "condemn", "deny"}) &&
            std::any_of(contents.begin(), contents.end(), [&](uint32_t c) { return both(d, c); }))
            f.about.clear();
        // "has claimed most of the recent attacks": which, it does not say.
        if (st.act == "claim-responsibility" && std::any_of(contents.begin(), contents.end(), [&](uint32_t c) {
                return d.tree.is(c, {"most", "many", "some", "several", "others"});
            }))
            f.about.clear();
        if (f.about.empty() && one_of(st.act, {"claim-responsibility", "no-claim", "condemn", "deny", "accuse"}) &&
            (contents.empty() || points_back(d, contents) || own_deed)) {
            const size_t many = how_many(d, contents);
            if (many > 1) {
                f.about = claimed_before(d, m.trigger, many);
                // "Two raids, both claimed by the Front: (1) …": told before the attacks themselves.
                if (f.about.empty()) f.about = claimed_behind(d, m.trigger, many);
            } else if (const int e = event_before(d, m.trigger); e >= 0)
                f.about = {e};
        }
        if (f.about.empty() && st.act == "order")  // "pursue the perpetrators": of the event told last
            for (const uint32_t c : contents) {
                const TokenSpan span = tree.subtree(c);
                for (uint32_t i = span.begin; i < span.end; ++i)
                    if (one_of(d.words.lemma(i), {"perpetrator", "attacker", "assailant", "culprit"}))
                        if (const int e = event_before(d, m.trigger); e >= 0) f.about = {e};
            }
        if (st.against.empty() && one_of(st.act, {"threaten", "order"}))
            for (const uint32_t c : contents)
                for (const uint32_t o : prepositional(tree, c, {"against"})) {
                    for (Participant& p : described(d, {o})) st.against.push_back(std::move(p));
                }
        if (st.against.empty() && st.act == "order")
            for (const uint32_t c : contents)
                if (tree.verb(c))
                    for (Participant& p : described(d, logical_objects(tree, c))) st.against.push_back(std::move(p));
        st.medium = medium_of(d, m.trigger);
        if (above && own_speaker) st.reported_by = *above;
        if (!st.reported_by)
            for (const Speech& speech : d.speeches)
                if (speech.by_attribution && tree.sentence(speech.cue) == tree.sentence(m.trigger) && speech.speaker)
                    st.reported_by = speech.speaker;
        if (st.reported_by && !speakers.empty() && st.reported_by->span == speakers.front().span)
            st.reported_by.reset();
        st.time = time_near(d, {m.trigger}, m.trigger);
        if (st.time)  // the time inside the content is the content's, not the speaking's
            for (const uint32_t c : contents)
                if (tree.verb(c) && tree.subtree(c).contains(st.time->tokens->begin) && st.act != "consult") {
                    st.time.reset();
                    break;
                }
        st.evidence = {sentence_span(d, tree.sentence(m.trigger))};
        if (speakers.size() > 3) speakers.resize(3);
        if (speakers.empty()) {
            found.push_back(std::move(f));
        } else {
            for (const Participant& who : speakers) {
                Found one = f;
                one.statement.speaker = who;
                found.push_back(std::move(one));
            }
        }
    }
    if (!all) claims_by_label(d, found);
    attribute_all(d, found);
    if (all) {
        add_unframed(d, found);
        keep_outermost(d, found);
    }
    std::vector<Statement> statements;
    for (Found& f : found) {
        if (f.statement.act == "report" && !all) {
            const auto holds_mention =
                std::any_of(f.about.begin(), f.about.end(), [&](int e) { return !d.events[e].anaphoric; });
            if (!holds_mention) {
                d.no(f.cue, Why::NoEventInside);
                continue;
            }
            // A statement of the same voice inside what is said says more.
            const bool said_better = std::any_of(found.begin(), found.end(), [&](const Found& other) {
                return other.statement.act != "report" && !other.statement.act.empty() && other.statement.speaker &&
                       f.statement.speaker && other.statement.speaker->span == f.statement.speaker->span &&
                       d.tree.sentence(other.cue) == d.tree.sentence(f.cue) &&
                       std::all_of(f.about.begin(), f.about.end(), [&](int e) {
                           return std::find(other.about.begin(), other.about.end(), e) != other.about.end() ||
                                  d.events[e].series;
                       });
            });
            if (said_better) {
                d.no(f.cue, Why::SaidBetter);
                continue;
            }
        }
        widen_speaker(d, f);
        for (const int e : f.about)
            f.statement.about.push_back("#" + std::to_string(e));  // replaced by record ids once they are known
        statements.push_back(f.statement);
    }
    return statements;
}

}  // namespace tallybook
