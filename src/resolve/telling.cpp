#include "resolve/telling.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace tallybook {

namespace {

bool happened(const ToldMention& mention) {
    static constexpr std::string_view kReal[] = {"past", "ongoing", "attempted", "foiled"};
    if (mention.series || mention.polarity == "negated") return false;
    if (std::find(std::begin(kReal), std::end(kReal), mention.phase) == std::end(kReal)) return false;
    return !mention.historic || (mention.time && !mention.time->inferred && mention.time->days.known());
}

// What a part does not say itself it has from its whole; victims and numbers stay with whom they were told of.
void inherit(ToldMention& part, const ToldMention& whole) {
    if (part.mode.empty()) part.mode = whole.mode;
    if (!part.time) part.time = whole.time;
    if (!part.place) part.place = whole.place;
    if (part.said_by.empty()) part.said_by = whole.said_by;
    // Of an attack that harmed nobody no part did.
    const auto unharmed = [](const ToldPerson& one) {
        return one.effect == "none" && one.count && one.count->best == 0;
    };
    if (std::none_of(part.people.begin(), part.people.end(),
                     [](const ToldPerson& one) { return one.role == "victim"; }))
        std::copy_if(whole.people.begin(), whole.people.end(), std::back_inserter(part.people), unharmed);
    for (const char* role : {"actor", "recipient", "instrument"}) {
        const auto plays = [&](const ToldPerson& one) { return one.role == role && one.somebody(); };
        if (std::any_of(part.people.begin(), part.people.end(), plays)) continue;
        std::copy_if(whole.people.begin(), whole.people.end(), std::back_inserter(part.people), plays);
    }
}

std::optional<int64_t> less(std::optional<int64_t> whole, std::optional<int64_t> parts) {
    if (!whole || !parts) return std::nullopt;
    return std::max<int64_t>(0, *whole - *parts);
}

// What is left of a whole beside its parts: nothing where the parts make it up.
std::optional<Range> remainder(const Range& whole, const std::vector<const ToldMention*>& parts) {
    std::optional<int64_t> low = 0, best = 0, high = 0;
    for (const ToldMention* part : parts) {
        const Range count = part->count.value_or(Range{1, 1, 1, ""});
        const auto add = [](std::optional<int64_t>& sum, std::optional<int64_t> more) {
            sum = sum && more ? std::optional(*sum + *more) : std::nullopt;
        };
        add(low, count.low);
        add(best, count.leading());
        add(high, count.high);
    }
    Range left{less(whole.low, high ? high : best), less(whole.leading(), best), less(whole.high, low), whole.hedge};
    if (left.leading().value_or(0) <= 0) return std::nullopt;
    return left;
}

// People and firms whom the codebook does not know are in the news for one thing: two reports that name them tell one
// story. So, less surely, do those that tell of the same towns.
std::vector<std::string> story_of(const ToldReport& report) {
    std::vector<std::string> out;
    for (const auto& told : report.mentions) {
        const ToldMention& mention = *told;
        for (const ToldPerson& one : mention.people) {
            const std::string name = plain_name(one.name);
            const bool capital = !one.name.empty() && one.name.front() >= 'A' && one.name.front() <= 'Z';
            const bool body = one.kind == "company" || one.kind == "organisation" || one.kind == "facility";
            if (one.private_person() && name.find(' ') != std::string::npos) out.push_back("person " + name);
            if (body && one.id.empty() && capital && name.find(' ') != std::string::npos) out.push_back("body " + name);
        }
        if (mention.place && !mention.place->id.empty() && mention.place->kind != "country")
            out.push_back("place " + mention.place->id);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void add_tellings(std::vector<Telling>& out, const ToldReport& report, const std::shared_ptr<const Tale>& tale) {
    const std::vector<std::string> story = story_of(report);
    std::map<std::string, std::vector<const ToldMention*>> parts;
    std::map<std::string, const ToldMention*> by_id;
    for (const auto& mention : report.mentions) by_id[mention->id] = mention.get();
    for (const auto& mention : report.mentions)
        if (!mention->part_of.empty() && happened(*mention)) parts[mention->part_of].push_back(mention.get());

    std::vector<Telling> here;
    for (const auto& told : report.mentions) {
        const ToldMention& mention = *told;
        if (!happened(mention)) continue;
        std::optional<ToldMention> own;
        if (const auto found = parts.find(mention.id); found != parts.end()) {
            auto left = remainder(mention.count.value_or(Range{}), found->second);
            if (!left) continue;
            own = mention;
            own->count = left;
        }
        const auto whole = by_id.find(mention.part_of);
        if (whole != by_id.end() && whole->second != &mention) {
            if (!own) own = mention;
            inherit(*own, *whole->second);
        }
        Telling telling{&report, told, outlet_of(report.copy_of ? *report.copy_of : report), {}, story, tale};
        if (own) telling.mention = std::make_shared<const ToldMention>(std::move(*own));
        if (telling.mention->time) telling.days = telling.mention->time->days;
        here.push_back(std::move(telling));
    }
    std::stable_sort(here.begin(), here.end(), [](const Telling& a, const Telling& b) {
        return std::tie(a.mention->at, a.mention->id) < std::tie(b.mention->at, b.mention->id);
    });
    std::move(here.begin(), here.end(), std::back_inserter(out));
}

}  // namespace

std::string outlet_of(const ToldReport& report) {
    if (!report.outlet.empty()) return plain_name(report.outlet);
    const size_t scheme = report.uri.find("://");
    if (scheme == std::string::npos) return "";
    const size_t begin = scheme + 3;
    return report.uri.substr(begin, report.uri.find('/', begin) - begin);
}

std::vector<const ToldReport*> in_order(const std::vector<ToldReport>& reports) {
    std::vector<const ToldReport*> out;
    for (const ToldReport& report : reports) out.push_back(&report);
    std::sort(out.begin(), out.end(), [](const ToldReport* a, const ToldReport* b) { return stands_before(*a, *b); });
    return out;
}

bool stands_before(const ToldReport& a, const ToldReport& b) {
    return std::make_tuple(a.published.empty(), std::cref(a.published), std::cref(a.id)) <
           std::make_tuple(b.published.empty(), std::cref(b.published), std::cref(b.id));
}

std::vector<Telling> tellings_of(const std::vector<const ToldReport*>& reports) {
    std::vector<Telling> out;
    const auto tales = tales_of(reports);
    for (size_t i = 0; i < reports.size(); ++i) add_tellings(out, *reports[i], tales[i]);
    return out;
}

bool one_name(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    return !b.empty() && a.ends_with(b) && (a.size() == b.size() || a[a.size() - b.size() - 1] == ' ');
}

std::string plain_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) {
            out += c;
        } else if (c != '\'' && c != '.' && !out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace tallybook
