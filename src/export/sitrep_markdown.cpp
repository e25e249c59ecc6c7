// The situation report as Markdown. Sentences are cited as footnotes ([^3]), which pandoc, GitHub and most editors
// show; read as plain text they are still numbers that lead to the sentence at the end.
#include <fmt/format.h>

#include "export/sitrep.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

// What Markdown would take for its own signs; a report's words must not make headings, links or HTML.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>#|~").find(c) != std::string_view::npos) out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string notes(const SitrepLine& line) {
    std::string out;
    for (const size_t at : line.sources) out += fmt::format("[^{}]", at + 1);
    return out;
}

std::string items(const SitrepLine& line, size_t all) {
    if (line.items.empty()) return "";
    if (line.items.size() == all && all > 3) return fmt::format(" (1 to {})", all);
    std::string out;
    for (size_t i = 0; i < line.items.size(); ++i) {
        size_t last = i;
        while (last + 1 < line.items.size() && line.items[last + 1] == line.items[last] + 1) ++last;
        out += (out.empty() ? "" : ", ") + std::to_string(line.items[i] + 1);
        if (last > i) out += (last == i + 1 ? ", " : " to ") + std::to_string(line.items[last] + 1);
        i = last;
    }
    return " (" + out + ")";
}

std::string number(const Counted& one) {
    const std::string best = wording::number(one.best);
    return one.low == one.high
               ? best
               : fmt::format("{} ({} to {})", best, wording::number(one.low), wording::number(one.high));
}

std::string table(const Sitrep& report) {
    const char* by = report.by == TallyBy::Days     ? "day"
                     : report.by == TallyBy::Weeks  ? "week"
                     : report.by == TallyBy::Months ? "month"
                                                    : "year";
    std::string out = fmt::format("## Incidents by {}\n\n| {} | incidents |\n|---|---|\n", by, by);
    for (const TallyRow& row : report.counted.rows)
        if (row.counted.high > 0)
            out += fmt::format("| {} | {} |\n", row.since.empty() ? row.label : wording::window(row.since, row.until),
                               number(row.counted));
    return out + "\n";
}

}  // namespace

std::string sitrep_markdown(const Sitrep& report) {
    const size_t all = report.items.size();
    std::string out = "# " + plain(report.title) + "\n\n";
    if (!report.window.empty()) out += "**" + report.window + "**\n\n";
    out += plain(report.basis) + "\n\n## In brief\n\n";
    for (const SitrepLine& line : report.brief) out += "- " + plain(line.text) + notes(line) + items(line, all) + "\n";
    out += "\n";
    if (!report.counted.rows.empty()) out += table(report);
    if (all > 0) out += "## What happened\n\n";
    for (size_t i = 0; i < all; ++i) {
        const SitrepItem& one = report.items[i];
        out += fmt::format("**{}. {}**  \n{} · {} · {}{}  \n", i + 1, plain(one.title),
                           one.when.empty() ? "day unknown" : one.when, one.status, one.told_by,
                           one.background ? " · told as background" : "");
        std::string lines;
        for (const SitrepLine& line : one.lines) lines += (lines.empty() ? "" : " ") + plain(line.text) + notes(line);
        out += lines + "  \n`" + one.id + "`\n\n";
    }
    for (const SitrepSection& section : report.sections) {
        out += "## " + section.title + "\n\n";
        for (const SitrepLine& line : section.lines)
            out += "- " + plain(line.text) + notes(line) + items(line, all) + "\n";
        out += "\n";
    }
    if (!report.sources.empty()) out += "## Sentences\n\n";
    for (size_t i = 0; i < report.sources.size(); ++i) {
        const SitrepSource& one = report.sources[i];
        std::string from = plain(one.outlet);
        if (!one.published.empty()) from += ", " + wording::date(one.published);
        if (!one.title.empty()) from += ", “" + plain(one.title) + "”";
        out += fmt::format("[^{}]: “{}{}{}{}{}” {}, ¶{}, byte {}, {}\n", i + 1, plain(one.before),
                           one.marked.empty() ? "" : "**", plain(one.marked), one.marked.empty() ? "" : "**",
                           plain(one.after), from, one.paragraph, one.begin,
                           one.uri.empty() ? one.report : "<" + one.uri + ">");
    }
    return out;
}

}  // namespace tallybook
