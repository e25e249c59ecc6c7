#include "coding/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "base/text.hpp"
#include "codebook/rule_text.hpp"
#include "coding/tree.hpp"

namespace tallybook {
namespace {

TokenSpan tokens_of(const Report& report, ByteSpan span) {
    TokenSpan out{UINT32_MAX, 0};
    for (uint32_t i = 0; i < report.tokens.size(); ++i)
        if (report.tokens[i].span.overlaps(span)) {
            out.begin = std::min(out.begin, i);
            out.end = i + 1;
        }
    return out;
}

uint32_t head_of(const Tree& tree, TokenSpan span) {
    for (uint32_t i = span.begin; i < span.end; ++i)
        if (tree.root(i) || !span.contains(tree.head(i))) return i;
    return span.begin;
}

// "landed ←nsubj rounds": from the trigger up to the common ancestor, then down.
std::string path(const Tree& tree, uint32_t from, uint32_t to) {
    if (tree.sentence(from) != tree.sentence(to)) return "in another sentence";
    std::vector<uint32_t> up{from}, down{to};
    while (!tree.root(up.back())) up.push_back(tree.head(up.back()));
    while (!tree.root(down.back())) down.push_back(tree.head(down.back()));
    size_t u = 0;
    while (u < up.size() && std::find(down.begin(), down.end(), up[u]) == down.end()) ++u;
    if (u == up.size()) return "in another tree of the sentence";
    const auto d = static_cast<size_t>(std::find(down.begin(), down.end(), up[u]) - down.begin());
    std::string text(tree.token(from).text);
    for (size_t i = 0; i < u; ++i) text += fmt::format(" ↑{} {}", tree.token(up[i]).dep, tree.token(up[i + 1]).text);
    for (size_t i = d; i-- > 0;) text += fmt::format(" ↓{} {}", tree.token(down[i]).dep, tree.token(down[i]).text);
    return text;
}

class Explainer {
public:
    Explainer(const Report& report, const Codebook& codebook, const Trace* trace)
        : report_(report), codebook_(codebook), trace_(trace), tree_(report) {}

    std::string text;

    void head(const std::string& id, const std::string& what, const std::string& rule, ByteSpan at) {
        text += fmt::format("{}  {}\n", id, what);
        const Trial* trial = winner(at);
        if (trial == nullptr) {
            text += "rule      " + rule + rule_place(rule) + "\n";
            return;
        }
        const Rule& line = codebook_.rules()[trial->rule];
        text += fmt::format("rule      {}  at {}\n          {}\n", rule, line.where, rule_text(line, trial->form));
    }
    void sentences(const std::vector<ByteSpan>& evidence) {
        for (const ByteSpan span : evidence) {
            text += fmt::format("evidence  [{}, {})  {}\n", span.begin, span.end, one_line(report_.slice(span)));
            const auto origin = report_.origin.same() ? std::nullopt : report_.origin.of(span);
            if (origin)
                text +=
                    fmt::format("          [{}, {})  in the {} itself\n", origin->begin, origin->end, report_.format);
            for (uint32_t s = 0; s < report_.sentences.size(); ++s)
                if (report_.sentences[s].span == span) shown_.push_back(s);
        }
    }
    void start(ByteSpan trigger) { start_ = head_of(tree_, tokens_of(report_, trigger)); }
    void field(const std::string& name, const std::optional<ByteSpan>& span, const std::string& value) {
        text += fmt::format("  {:<12} {}", name, value);
        if (span) {
            text +=
                fmt::format("\n  {:<12} [{}, {}) \"{}\"", "", span->begin, span->end, one_line(report_.slice(*span)));
            const TokenSpan tokens = tokens_of(report_, *span);
            if (start_ && tokens.begin < tokens.end)
                text += fmt::format("\n  {:<12} {}", "", path(tree_, *start_, head_of(tree_, tokens)));
        }
        text += "\n";
    }
    void participant(const std::string& role, const Participant& p) {
        std::string value = p.name.empty() ? (p.span ? "not known to the codebook" : "nobody is named") : p.name;
        if (!p.id.empty()) value += fmt::format(" ({})", p.id);
        value += fmt::format(", {}", p.kind);
        if (!p.effect.empty()) value += ", " + p.effect;
        if (p.status != "reported") value += fmt::format(", {}{}", p.status, p.by.empty() ? "" : " by " + p.by);
        if (p.count) value += ", count " + range(*p.count);
        if (!p.basis.empty()) value += ", from " + p.basis;
        field(role, p.span, value);
        if (p.named_at)
            text += fmt::format("  {:<12} points back to [{}, {}) \"{}\"\n", "", p.named_at->begin, p.named_at->end,
                                one_line(report_.slice(*p.named_at)));
    }
    void time(const TimeValue& t) {
        field("time", t.span,
              fmt::format("{}{}{} ({} to {})", t.value, t.mod.empty() ? "" : " " + t.mod,
                          t.zone.empty() ? "" : " " + t.zone, t.earliest, t.latest));
    }
    void place(const char* name, const PlaceRef& p) {
        field(name, p.span,
              fmt::format("{} ({}), {}{}", p.name, p.id, name_of(p.kind), p.relation.empty() ? "" : ", " + p.relation));
    }
    void trees() {
        for (const uint32_t s : shown_) text += "\n" + draw_tree(report_, s);
    }
    static std::string range(const Quantity& q) {
        const auto one = [](const std::optional<int64_t>& v) { return v ? std::to_string(*v) : std::string("?"); };
        return fmt::format("{}/{}/{}{}", one(q.low), one(q.best), one(q.high),
                           q.hedge.empty() ? "" : " (\"" + q.hedge + "\")");
    }

private:
    // The rule that won at a word of this span; null where none did or nobody looked.
    const Trial* winner(ByteSpan at) const {
        if (trace_ == nullptr) return nullptr;
        for (const Trial& t : trace_->trials)
            if (t.end == Trial::End::Won && report_.tokens[t.token].span.overlaps(at)) return &t;
        return nullptr;
    }
    std::string rule_place(const std::string& rule) const {
        const size_t colon = rule.rfind(':');
        const std::string frame = rule.substr(0, colon),
                          form = colon == std::string::npos ? "" : rule.substr(colon + 1);
        std::string places;
        for (const Rule& r : codebook_.rules())
            if (codebook_.frames()[r.frame].name == frame &&
                std::find(r.triggers.begin(), r.triggers.end(), form) != r.triggers.end())
                places += (places.empty() ? "  at " : ", ") + r.where;
        return places.empty() ? "  (built in: coding/tallies)" : places;
    }

    const Report& report_;
    const Codebook& codebook_;
    const Trace* trace_;
    Tree tree_;
    std::vector<uint32_t> shown_;
    std::optional<uint32_t> start_;
};

bool same_id(std::string_view id, std::string_view asked) {
    return id == asked || (id.size() > asked.size() && id.ends_with(asked) && id[id.size() - asked.size() - 1] == '/');
}

void explain_mention(Explainer& x, const Mention& m) {
    x.head(m.id,
           fmt::format("{}{}, {}, {}{}{}", m.type, m.mode.empty() ? "" : "/" + m.mode, m.polarity, m.phase,
                       m.historic ? ", historic" : "", m.series ? ", a series" : ""),
           m.rule, m.trigger);
    x.sentences(m.evidence);
    x.field("trigger", m.trigger, "");
    x.start(m.trigger);
    if (m.count) x.field("count", m.count->span, Explainer::range(*m.count));
    for (const Participant& p : m.participants) x.participant(p.role, p);
    if (m.time) x.time(*m.time);
    if (m.place) x.place("place", *m.place);
    for (const PlaceRef& p : m.other_places) x.place("other place", p);
    for (const Source& s : m.said_by) x.field("said by", s.span, s.id.empty() ? s.kind : s.id + ", " + s.kind);
    if (!m.part_of.empty()) x.field("part of", std::nullopt, m.part_of);
    x.trees();
}

void explain_statement(Explainer& x, const Statement& s) {
    x.head(s.id, fmt::format("{}{}, {}", s.act, s.type.empty() ? "" : " " + s.type, s.polarity), s.rule, s.cue.span);
    x.sentences(s.evidence);
    x.field("cue", s.cue.span, "");
    x.start(s.cue.span);
    if (s.speaker) x.participant("speaker", *s.speaker);
    if (s.addressee) x.participant("addressee", *s.addressee);
    for (const Participant& p : s.against) x.participant("against", p);
    if (s.reported_by) x.participant("reported by", *s.reported_by);
    if (s.content) x.field("content", s.content->span, s.quoted ? "quoted" : "");
    for (const std::string& a : s.about) x.field("about", std::nullopt, a);
    if (s.time) x.time(*s.time);
    x.trees();
}

void explain_tally(Explainer& x, const Tally& t) {
    x.head(t.id, fmt::format("of {} {}{}", t.of, t.unit, t.superlative.empty() ? "" : ", " + t.superlative), t.rule,
           {});
    x.sentences(t.evidence);
    if (t.quantity) x.field("quantity", t.quantity->span, Explainer::range(*t.quantity));
    if (t.actor) x.participant("actor", *t.actor);
    if (t.recipient) x.participant("recipient", *t.recipient);
    for (const PlaceRef& p : t.places) x.place("place", p);
    if (!t.since.empty() || !t.until.empty())
        x.field("window", std::nullopt,
                fmt::format("{} to {}{}", t.since.empty() ? "?" : t.since, t.until.empty() ? "?" : t.until,
                            t.window_basis.empty() ? "" : " (" + t.window_basis + ")"));
    if (t.by) x.participant("by", *t.by);
    x.trees();
}

}  // namespace

std::string draw_tree(const Report& report, uint32_t sentence) {
    const Tree tree(report);
    const TokenSpan span = report.sentences[sentence].tokens;
    std::string text;
    const std::function<void(uint32_t, const std::string&, bool, bool)> draw =
        [&](uint32_t i, const std::string& indent, bool last, bool top) {
            const Token& t = report.tokens[i];
            text += fmt::format("{}{}{}  {} {}\n", indent, top ? "" : (last ? "└─ " : "├─ "), t.text, t.tag, t.dep);
            const auto children = tree.children(i);
            for (size_t c = 0; c < children.size(); ++c)
                draw(children[c], indent + (top ? "" : (last ? "   " : "│  ")), c + 1 == children.size(), false);
        };
    for (uint32_t i = span.begin; i < span.end; ++i)
        if (tree.root(i)) draw(i, "", true, true);
    return text;
}

std::string explain(const Report& report, const Records& records, const Codebook& codebook, std::string_view record,
                    const Trace* trace) {
    Explainer x(report, codebook, trace);
    for (const Mention& m : records.mentions)
        if (same_id(m.id, record)) explain_mention(x, m);
    for (const Statement& s : records.statements)
        if (same_id(s.id, record)) explain_statement(x, s);
    for (const Tally& t : records.tallies)
        if (same_id(t.id, record)) explain_tally(x, t);
    return x.text;
}

std::string list_records(const Report& report, const Records& records) {
    std::string text;
    for (const Mention& m : records.mentions)
        text += fmt::format("{}  {}{}  \"{}\"  {}\n", m.id, m.type, m.mode.empty() ? "" : "/" + m.mode,
                            one_line(report.slice(m.trigger)), m.rule);
    for (const Statement& s : records.statements)
        text += fmt::format("{}  {}  {}: \"{}\"\n", s.id, s.act,
                            s.speaker && s.speaker->span ? one_line(report.slice(*s.speaker->span)) : "nobody",
                            one_line(report.slice(s.cue.span)));
    for (const Tally& t : records.tallies)
        text += fmt::format("{}  {}  {}\n", t.id, t.of,
                            t.superlative.empty() ? (t.quantity ? Explainer::range(*t.quantity) : "") : t.superlative);
    return text;
}

}  // namespace tallybook
