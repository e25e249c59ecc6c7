// The situation report as one HTML file. The sentence behind a line shows where the pointer or the keyboard's focus is
// on the line, and on a phone where it is tapped: by style alone, so that the file needs no script and may be opened
// from an e-mail or a memory stick. The sentences stand numbered at the end as well, for print.
#include <fmt/format.h>

#include <algorithm>

#include "base/days.hpp"
#include "export/sitrep.hpp"
#include "export/sitrep_map.hpp"
#include "export/sitrep_style.hpp"
#include "export/wording.hpp"

namespace tallybook {

namespace {

constexpr size_t kFewBars = 16;   // up to here every bar has its number and its label
constexpr size_t kMostLinks = 8;  // incidents that a sum links to one by one

class HtmlPage {
public:
    explicit HtmlPage(const Sitrep& report) : report_(report) {}

    std::string run(const std::vector<MapOutline>& outlines) {
        head();
        top(outlines);
        bars();
        incidents();
        for (const SitrepSection& one : report_.sections) section(one);
        sources();
        put("<footer>" + html_text(report_.basis) +
            ". Map: Natural Earth, public domain.</footer></main></body></html>\n");
        return std::move(out_);
    }

private:
    void put(std::string_view text) { out_ += text; }

    void head() {
        const std::string title = html_text(report_.title), window = html_text(report_.window);
        put("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">"
            "<title>" +
            title + (window.empty() ? "" : ", " + window) + "</title><style>" + kSitrepStyle +
            "</style></head>\n<body><main><header><h1>" + title + "</h1>");
        if (!window.empty()) put("<p class=\"window\">" + window + "</p>");
        put("<p class=\"basis\">" + html_text(report_.basis) + "</p></header>\n");
    }

    void top(const std::vector<MapOutline>& outlines) {
        const std::string map = sitrep_map_svg(report_, outlines);
        put(std::string("<div class=\"top") + (map.empty() ? " only" : "") +
            "\"><section><h2>In brief</h2><ul class=\"list\">");
        for (const SitrepLine& one : report_.brief) put("<li>" + line(one) + "</li>");
        put("</ul></section>");
        if (!map.empty()) {
            const auto off = static_cast<size_t>(std::count_if(report_.items.begin(), report_.items.end(),
                                                               [](const SitrepItem& one) { return !one.point; }));
            put("<figure>" + map +
                "<figcaption>A dot a place, larger for more incidents, red where people were killed.");
            if (off > 0)
                put(" Not on the map: " + wording::counted(off, "incident", "incidents") + " without a place.");
            put("</figcaption></figure>");
        }
        put("</div>\n");
    }

    // ---- sentences

    std::string quote(const SitrepSource& one) const {
        return "<q>" + html_text(one.before) +
               (one.marked.empty() ? "" : "<mark>" + html_text(one.marked) + "</mark>") + html_text(one.after) + "</q>";
    }

    std::string origin(const SitrepSource& one) const {
        std::string out = html_text(one.outlet);
        if (!one.published.empty()) out += ", " + wording::date(one.published);
        return out + fmt::format(", ¶{}", one.paragraph);
    }

    // A sentence; behind it, shown on hover, focus or tap, the sentences that it is from.
    std::string line(const SitrepLine& one) const {
        std::string out = html_text(one.text);
        if (!one.sources.empty()) {
            std::string numbers, tip;
            for (const size_t at : one.sources) {
                const SitrepSource& source = report_.sources[at];
                numbers += fmt::format("{}<a href=\"#s{}\" tabindex=\"-1\">{}</a>", numbers.empty() ? "" : " ", at + 1,
                                       at + 1);
                tip += quote(source) + "<cite>" + origin(source) + "</cite>";
            }
            out = "<span class=\"line\" tabindex=\"0\">" + out + "<span class=\"n\">" + numbers +
                  "</span><span class=\"tip\" role=\"note\">" + tip + "</span></span>";
        }
        return out + see(one);
    }

    std::string see(const SitrepLine& one) const {
        if (one.items.empty()) return "";
        if (one.items.size() > kMostLinks)
            return one.items.size() == report_.items.size()
                       ? ""
                       : fmt::format(" <span class=\"see\">({})</span>",
                                     wording::counted(one.items.size(), "incident", "incidents"));
        std::string links;
        for (const size_t at : one.items)
            links += fmt::format("{}<a href=\"#i{}\">{}</a>", links.empty() ? "" : ", ", at + 1, at + 1);
        return " <span class=\"see\">(" + links + ")</span>";
    }

    // ---- bars

    std::string bar_label(const TallyRow& row) const {
        if (report_.by != TallyBy::Days && report_.by != TallyBy::Weeks) return row.label;
        const auto day = day_of(row.since);
        if (!day) return row.label;
        const std::string text = days_text(*day, *day);  // "16 October 2023"
        const size_t month = text.find(' ');
        return text.substr(0, month + 4);
    }

    void bars() {
        std::vector<const TallyRow*> rows;
        int64_t most = 1;
        for (const TallyRow& row : report_.counted.rows) {
            if (row.since.empty()) continue;
            rows.push_back(&row);
            most = std::max(most, row.counted.high);
        }
        if (rows.size() < 2) return;
        const char* by = report_.by == TallyBy::Days     ? "day"
                         : report_.by == TallyBy::Weeks  ? "week"
                         : report_.by == TallyBy::Months ? "month"
                                                         : "year";
        const bool few = rows.size() <= kFewBars;
        put(fmt::format("<section><h2>Incidents by {}</h2><div class=\"bars\">", by));
        for (const TallyRow* row : rows) bar(*row, most, few);
        put("</div>");
        put(few ? "<div class=\"axis short\">" : "<div class=\"axis\">");
        const size_t step = few ? 1 : (rows.size() + 5) / 6;
        for (size_t i = 0; i < rows.size(); i += step)  // as wide as the bars that it stands under
            put(fmt::format("<span style=\"flex-grow:{}\">{}</span>", std::min(step, rows.size() - i),
                            html_text(bar_label(*rows[i]))));
        put("</div><p class=\"key\"><span>confirmed</span><span class=\"k2\">only claimed</span><span "
            "class=\"k3\">disputed</span></p></section>\n");
    }

    void bar(const TallyRow& row, int64_t most, bool few) {
        const Counted& n = row.counted;
        std::string said = wording::window(row.since, row.until) + ": " + wording::number(n.best);
        if (n.low != n.high) said += fmt::format(" ({} to {})", wording::number(n.low), wording::number(n.high));
        const auto target = first_item(n.incidents);
        put(fmt::format("<a{} title=\"{}\" aria-label=\"{}\">",
                        target ? fmt::format(" href=\"#i{}\"", *target + 1) : "", html_text(said), html_text(said)));
        if (few && n.high > 0) put("<b>" + wording::number(n.best) + "</b>");
        const auto part = [&](const char* kind, int64_t from, int64_t to) {
            if (to > from)
                put(fmt::format("<i class=\"{}\" style=\"height:{:.1f}%\"></i>", kind,
                                86.0 * static_cast<double>(to - from) / static_cast<double>(most)));
        };
        part("high", n.best, n.high);
        part("best", n.low, n.best);
        part("low", 0, n.low);
        put("</a>");
    }

    std::optional<size_t> first_item(const std::vector<std::string>& ids) const {
        for (size_t i = 0; i < report_.items.size(); ++i)
            if (std::find(ids.begin(), ids.end(), report_.items[i].id) != ids.end()) return i;
        return std::nullopt;
    }

    // ---- the rest

    void incidents() {
        if (report_.items.empty()) return;
        put("<section><h2>What happened</h2>\n");
        for (size_t i = 0; i < report_.items.size(); ++i) {
            const SitrepItem& one = report_.items[i];
            put(
                fmt::format("<article class=\"item\" id=\"i{}\"><div class=\"when\"><b>{}</b>{}</div><div><h3>{}</h3>"
                            "<p class=\"meta\"><span class=\"chip {}\">{}</span> · {}{}</p><p>",
                            i + 1, i + 1, html_text(one.when.empty() ? "day unknown" : one.when), html_text(one.title),
                            html_text(one.status), html_text(one.status), html_text(one.told_by),
                            one.background ? " · told as background" : ""));
            for (size_t n = 0; n < one.lines.size(); ++n) put((n > 0 ? " " : "") + line(one.lines[n]));
            put("</p><p class=\"ids\">" + html_text(one.id) + "</p></div></article>\n");
        }
        put("</section>\n");
    }

    void section(const SitrepSection& one) {
        put("<section><h2>" + html_text(one.title) + "</h2><ul class=\"list\">");
        for (const SitrepLine& each : one.lines) put("<li>" + line(each) + "</li>");
        put("</ul></section>\n");
    }

    void sources() {
        if (report_.sources.empty()) return;
        put("<section><h2>Sentences</h2><ol class=\"sources\">\n");
        for (size_t i = 0; i < report_.sources.size(); ++i) {
            const SitrepSource& one = report_.sources[i];
            std::string from = origin(one) + fmt::format(", byte {}", one.begin);
            if (!one.title.empty()) from += ", “" + html_text(one.title) + "”";
            const bool link = one.uri.starts_with("https://") || one.uri.starts_with("http://");
            if (link) from += " <a href=\"" + html_text(one.uri) + "\" rel=\"noreferrer\">source</a>";
            put(fmt::format("<li id=\"s{}\">{} <cite>{}</cite></li>\n", i + 1, quote(one), from));
        }
        put("</ol></section>\n");
    }

    const Sitrep& report_;
    std::string out_;
};

}  // namespace

std::string sitrep_html(const Sitrep& report, const std::vector<MapOutline>& outlines) {
    return HtmlPage(report).run(outlines);
}

}  // namespace tallybook
