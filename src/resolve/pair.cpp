#include "resolve/pair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

namespace tallybook {

namespace {

constexpr int64_t kSeveral = 2;      // one arrest is like another
constexpr int kStoryPoints = 45;     // at most, for what two reports tell besides
constexpr int kTalePoints = 45;      // for a whole report without a date that tells the other's story
constexpr size_t kTellingWords = 4;  // of those shown
constexpr int kHoursApart = 3 * 60;  // tellings of different hours are of different incidents
constexpr int kOldNews = 7;          // days after which what a report tells without a day is rather something newer

struct Family {
    std::string_view word;  // found anywhere in the codebook's weapon word
    std::string_view family;
};
// What reports of one and the same attack call by each other's names.
constexpr Family kFamilies[] = {
    {"drone", "drone"},
    {"uav", "drone"},
    {"rocket", "indirect fire"},
    {"missile", "indirect fire"},
    {"mortar", "indirect fire"},
    {"artillery", "indirect fire"},
    {"shell", "indirect fire"},
    {"katyusha", "indirect fire"},
    {"air", "air strike"},
    {"jet", "air strike"},
    {"helicopter", "air strike"},
    {"aerial", "air strike"},
    {"bomb", "bomb"},
    {"explosive", "bomb"},
    {"ied", "bomb"},
    {"mine", "bomb"},
    {"grenade", "bomb"},
    {"dynamite", "bomb"},
    {"vest", "bomb"},
    {"gun", "firearm"},
    {"rifle", "firearm"},
    {"pistol", "firearm"},
    {"firearm", "firearm"},
    {"sniper", "firearm"},
    {"knife", "blade"},
    {"machete", "blade"},
    {"blade", "blade"},
    {"sword", "blade"},
    {"fire", "fire"},
    {"petrol", "fire"},
    {"molotov", "fire"},
};

std::string family_of(std::string_view weapon) {
    for (const Family& one : kFamilies)
        if (weapon.find(one.word) != std::string_view::npos) return std::string(one.family);
    return std::string(weapon);
}

void unique_sorted(std::vector<std::string>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::optional<std::string> shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    for (const std::string& one : a)
        if (std::binary_search(b.begin(), b.end(), one)) return one;
    return std::nullopt;
}

class Comparison {
public:
    Comparison(const Telling& a, const Telling& b) : a_(a), b_(b) {}

    Likeness run() {
        one_tale_ = a_.tale && b_.tale && a_.tale->story == b_.tale->story &&
                    (a_.report->published.empty() || b_.report->published.empty());
        one_man_ = one_man();
        const char* no = !types()        ? "told of different types"
                         : !directions() ? "one is done by whom the other is done to"
                         : !times()      ? "told of different days"
                         : !hours()      ? "told of different hours"
                         : !places()     ? "told of different places"
                         : !counts()     ? "told of different numbers of such events"
                         : !numbers()    ? "told of different numbers of people"
                         : !weapons()    ? "told of different weapons"
                                         : nullptr;
        const bool possible = !no;
        if (no) out_.against = no;
        if (possible) {
            words();
            harms("killed");
            harms("injured");
            harms("arrested", kSeveral);
            harms("abducted", kSeveral);
            people();
            things();
            if (one_tale_) {
                tales();
            } else {
                stories();
            }
        }
        out_.possible = possible && !named_apart();
        return std::move(out_);
    }

private:
    void add(int points, std::string why) {
        out_.points += points;
        out_.because.push_back(std::move(why));
    }

    bool types() {
        if (a_.mention->type != b_.mention->type) return false;
        if (!a_.mention->mode.empty() && a_.mention->mode == b_.mention->mode) add(5, "both " + a_.mention->mode);
        return true;
    }

    // A private person named in full whom both tell killed: that happens once, whatever else is told of it.
    bool one_man() const {
        for (const ToldPerson& x : a_.mention->people)
            for (const ToldPerson& y : b_.mention->people)
                if (x.effect == "killed" && y.effect == "killed" && full(x) && full(y) &&
                    plain_name(x.name) == plain_name(y.name))
                    return true;
        return false;
    }
    static bool full(const ToldPerson& one) {
        return one.private_person() && plain_name(one.name).find(' ') != std::string::npos;
    }

    // "Shot", "the shooting": the same word for it, where the word is more than "attack" and no day says more.
    void words() {
        if (dated()) return;
        constexpr size_t kRoot = 5;
        constexpr std::string_view kGeneral[] = {"attac", "strik", "targe", "launc", "kille", "explo"};
        const std::string x = plain_name(a_.mention->trigger).substr(0, kRoot);
        const std::string y = plain_name(b_.mention->trigger).substr(0, kRoot);
        const size_t n = std::min(x.size(), y.size());
        if (n < 4 || x.substr(0, n) != y.substr(0, n)) return;
        for (const std::string_view general : kGeneral)
            if (x == general || y == general) return;
        add(one_tale_ ? 10 : 5, "both say " + a_.mention->trigger);
    }

    // "A weapons store", "an arms store": the same kind of thing hit by the same doer on the same day.
    void things() {
        if (!actor_ || !dated()) return;
        constexpr std::string_view kAny[] = {"base",    "bases",  "position", "positions", "target",
                                             "targets", "site",   "sites",    "area",      "place",
                                             "places",  "troops", "forces",   "it",        "them"};
        for (const ToldPerson& x : a_.mention->people) {
            if (x.role != "recipient" && x.role != "object") continue;
            const std::string thing = head_word(x.text);
            if (thing.size() < 3 || std::find(std::begin(kAny), std::end(kAny), thing) != std::end(kAny)) continue;
            for (const ToldPerson& y : b_.mention->people)
                if ((y.role == "recipient" || y.role == "object") && head_word(y.text) == thing)
                    return add(15, "both tell of a " + thing);
        }
    }
    // The last word before a preposition or a comma, without its plural's s.
    static std::string head_word(std::string_view text) {
        constexpr std::string_view kEnds[] = {" in ", " of ",   " at ",   " near ", " for ",
                                              " on ", " from ", " with ", ","};
        size_t end = text.size();
        for (const std::string_view one : kEnds) end = std::min(end, text.find(one));
        std::string name = plain_name(text.substr(0, end));
        name = name.substr(name.rfind(' ') + 1);
        if (name.size() > 3 && name.back() == 's' && name[name.size() - 2] != 's') name.pop_back();
        return name;
    }

    // Who else is told of in both reports: private people and firms are in the news for one thing. Towns say less, and
    // are asked only where no day tells two events apart.
    void stories() {
        std::vector<std::string> both;
        std::set_intersection(a_.story.begin(), a_.story.end(), b_.story.begin(), b_.story.end(),
                              std::back_inserter(both));
        int points = 0;
        std::string named;
        for (const std::string& one : both) {
            const bool place = one.starts_with("place ");
            if (one == "person " + credited_ || (place && (dated() || own_place(one)))) continue;
            points += place ? 10 : one.starts_with("person ") ? (points == 0 ? 30 : 15) : 15;
            named += (named.empty() ? "" : ", ") + one.substr(one.find(' ') + 1);
        }
        if (points > 0) add(std::min(points, kStoryPoints), "both reports tell of " + named);
    }
    void tales() {
        std::string named;
        for (const std::string& one : telling_words(*a_.tale, *b_.tale, kTellingWords))
            named += (named.empty() ? "" : ", ") + one;
        add(kTalePoints, "one story by its words: " + named);
    }
    bool dated() const { return a_.days.known() && b_.days.known(); }
    bool own_place(std::string_view story) const {
        const auto is = [&](const Telling& t) { return t.mention->place && story == "place " + t.mention->place->id; };
        return is(a_) || is(b_);
    }

    // An attack on somebody is not the same as an attack by him.
    bool directions() const { return !reversed(*a_.mention, *b_.mention) && !reversed(*b_.mention, *a_.mention); }
    static bool reversed(const ToldMention& one, const ToldMention& other) {
        if (one.reciprocal || other.reciprocal) return false;
        for (const ToldPerson& actor : one.people) {
            if (actor.role != "actor" || actor.id.empty() || actor.status == "denied") continue;
            for (const ToldPerson& target : other.people)
                if ((target.role == "recipient" || target.role == "victim") && target.id == actor.id) return true;
        }
        return false;
    }

    bool times() {
        const DayRange &x = a_.days, &y = b_.days;
        if (!x.known() || !y.known()) {
            const DayRange& day = x.known() ? x : y;
            const auto told = day_of((x.known() ? b_ : a_).report->published);
            if (!day.known()) return true;
            if (!told) return true;
            if (*told < *day.first || *told > *day.last + 30) return false;
            if (*told <= *day.last + 3) add(10, "reported within three days");
            if (*told > *day.last + kOldNews) add(-20, "reported more than a week later");
            return true;
        }
        const int gap = std::max(*x.first, *y.first) - std::min(*x.last, *y.last);
        if (gap > 1 && !one_man_) return false;
        if (gap > 1) return true;
        if (gap == 1) {
            add(-20, "told a day apart");
            return true;
        }
        const int widest = std::max(x.days(), y.days());
        if (widest == 1) {
            add(30, "same day " + day_text(*x.first));
        } else if (widest == 2 && x == y) {
            add(30, "same night " + day_text(*x.first));
        } else if (widest <= 3) {
            add(20, "days that touch");
        } else {
            add(widest <= 10 ? 8 : 3, "time that may be the same");
        }
        return true;
    }

    bool hours() {
        if (!a_.mention->time || !b_.mention->time || a_.days != b_.days) return true;
        const auto &x = a_.mention->time->minutes, &y = b_.mention->time->minutes;
        if (!x || !y) return true;
        const int gap = std::max(x->first, y->first) - std::min(x->last, y->last);
        if (gap > kHoursApart) return false;
        const bool narrow = x->last - x->first <= 120 && y->last - y->first <= 120;
        if (narrow && gap <= 60) add(25, fmt::format("same hour {:02}:{:02}", x->first / 60, x->first % 60));
        return true;
    }

    bool places() {
        if (!a_.mention->place || !b_.mention->place) return true;
        const ToldPlace &x = *a_.mention->place, &y = *b_.mention->place;
        if (!x.country.empty() && !y.country.empty() && x.country != y.country) return one_man_;
        const bool facilities = x.kind == "facility" && y.kind == "facility";
        if (!x.id.empty() && x.id == y.id) {
            const int points = x.kind == "facility" ? 40 : x.kind == "town" ? 25 : x.kind == "country" ? 3 : 10;
            add(points, "same place " + x.id);
            return true;
        }
        if (!x.lat || !y.lat || !x.lon || !y.lon) {
            if (!x.name.empty() && plain_name(x.name) == plain_name(y.name)) add(20, "same place " + x.name);
            return true;
        }
        if (x.kind == "country" || y.kind == "country") return true;  // the same country, no more
        if (lies_in(x, y) || lies_in(y, x)) {
            add(8, x.name + (lies_in(x, y) ? " lies in " : " holds ") + y.name);
            return true;
        }
        const double km = distance_km(*x.lat, *x.lon, *y.lat, *y.lon);
        const double reach = facilities ? 3.0 : std::max(reach_km(x), reach_km(y));
        if (km > reach) return one_man_;
        add(facilities ? 35 : reach > 40 ? 8 : 20, fmt::format("{} is {:.0f} km from {}", x.name, km, y.name));
        return true;
    }

    // However far from the middle of its province.
    static bool lies_in(const ToldPlace& place, const ToldPlace& province) {
        return province.kind == "admin1" && place.kind != "admin1" && !place.admin1.empty() &&
               place.admin1 == (province.admin1.empty() ? province.name : province.admin1);
    }

    bool counts() const {
        if (!a_.mention->count || !b_.mention->count) return true;
        const Range &x = *a_.mention->count, &y = *b_.mention->count;
        // "Jets bombed two sites" and "the air strikes": a verb tells one, a plural some. Only numbers contradict.
        if (!x.best || !y.best) return true;
        const auto above = [](const Range& one, const Range& other) {
            return one.low && other.high && *one.low > *other.high;
        };
        return !above(x, y) && !above(y, x);
    }

    // Where no day parts two events, 23 men arrested are not 26; of the dead and hurt more are found later.
    bool numbers() const {
        if (!one_tale_ || dated()) return true;
        for (const char* effect : {"arrested", "abducted"}) {
            const auto x = harm(*a_.mention, effect), y = harm(*b_.mention, effect);
            if (!x || !y || !x->best || !y->best || std::min(*x->best, *y->best) < kSeveral) continue;
            if (x->hedge.empty() && y->hedge.empty() && *x->best != *y->best) return false;
        }
        return true;
    }

    bool weapons() {
        const auto kinds_a = weapon_kinds(*a_.mention), kinds_b = weapon_kinds(*b_.mention);
        if (const auto kind = shared(kinds_a, kinds_b)) {
            add(15, "weapon " + *kind);
            return true;
        }
        const auto x = weapon_families(*a_.mention), y = weapon_families(*b_.mention);
        if (const auto family = shared(x, y)) {
            add(8, "weapons of a kind: " + *family);
            return true;
        }
        return x.empty() || y.empty() || one_man_;
    }

    // Ana Roth killed here, Emil Novak there, and each alone; first names are spelt in many ways.
    bool named_apart() const {
        const auto only = [](const ToldMention& mention) {
            const ToldPerson* found = nullptr;
            for (const ToldPerson& one : mention.people) {
                if (one.effect.empty() || one.role == "actor" || one.role == "instrument") continue;
                if (found || !full(one)) return static_cast<const ToldPerson*>(nullptr);
                found = &one;
            }
            return found;
        };
        const ToldPerson *x = only(*a_.mention), *y = only(*b_.mention);
        const auto last = [](const ToldPerson& one) {
            const std::string name = plain_name(one.name);
            return name.substr(name.rfind(' ') + 1);
        };
        return x && y && x->effect == y->effect && last(*x) != last(*y);
    }

    void harms(const char* effect, int64_t least = 1) {
        const auto x = harm(*a_.mention, effect), y = harm(*b_.mention, effect);
        if (!x || !y || !x->leading() || !y->leading()) return;
        const int64_t n = *x->leading(), m = *y->leading();
        if (std::max(n, m) < least) return;
        if (n == m && n > 0) add(n >= 5 ? 30 : 20, fmt::format("{} {}", n, effect));
        if (n != m) add(one_tale_ ? -15 : -5, fmt::format("{} or {} {}", n, m, effect));
    }

    void people() {
        bool victim = false, actor = false, target = false;
        for (const ToldPerson& x : a_.mention->people) {
            if (x.role == "instrument") continue;
            for (const ToldPerson& y : b_.mention->people) {
                if ((x.role == "actor") != (y.role == "actor")) continue;
                const bool unknown = x.private_person() && y.private_person();  // to the codebook
                if (x.role == "actor" && !actor && !same_person(x, y) && of_one_state(x, y)) {
                    actor = true;
                    add(10, "actors of one state " + x.country);
                    continue;
                }
                if (!same_person(x, y) && !(unknown && one_name(plain_name(x.name), plain_name(y.name)))) continue;
                // A private person is the aim of one event, an office holder of many.
                const bool certain = unknown && full(x) && full(y);
                if (unknown) credited_ = plain_name(full(x) ? x.name : y.name);
                if (x.kind == "person" && y.kind == "person" && x.role != "actor" && !victim) {
                    victim = true;
                    add(certain ? 55 : unknown ? 45 : 40, "both name " + (x.name.empty() ? x.id : x.name));
                } else if (x.role == "actor" && !actor) {
                    actor = true;
                    add(certain ? 30 : 10, "actor " + (x.id.empty() ? x.name : x.id));
                } else if (x.role != "actor" && x.kind != "person" && !target) {
                    target = true;
                    add(8, "target " + (x.id.empty() ? x.name : x.id));
                }
            }
        }
        actor_ = actor;
        if (!actor && known_actor(*a_.mention) && known_actor(*b_.mention)) add(-15, "told of different actors");
    }

    // "US forces", "the US Air Force", "the United States": whoever of them is named, the state did it.
    static bool of_one_state(const ToldPerson& x, const ToldPerson& y) {
        const auto state = [](const ToldPerson& one) {
            return (one.kind == "state-forces" || one.kind == "government") && !one.id.empty() && !one.country.empty();
        };
        return state(x) && state(y) && x.country == y.country;
    }

    static bool known_actor(const ToldMention& mention) {
        return std::any_of(mention.people.begin(), mention.people.end(), [](const ToldPerson& one) {
            const bool thing =
                one.id.empty() && (one.kind == "vehicle" || one.kind == "weapon" || one.kind == "unknown");
            return one.role == "actor" && one.named() && !thing &&
                   (one.status == "reported" || one.status == "claimed");
        });
    }

    const Telling& a_;
    const Telling& b_;
    bool one_man_ = false;
    bool one_tale_ = false;  // a report without a date tells the other's story
    bool actor_ = false;     // both name the same doer
    std::string credited_;   // the private person whom both mentions name
    Likeness out_;
};

}  // namespace

Likeness compare(const Telling& a, const Telling& b) {
    return Comparison(a, b).run();
}

double distance_km(double lat_a, double lon_a, double lat_b, double lon_b) {
    constexpr double kRadians = std::numbers::pi / 180.0, kEarth = 6371.0;
    const double dlat = (lat_b - lat_a) * kRadians, dlon = (lon_b - lon_a) * kRadians;
    const double h = std::pow(std::sin(dlat / 2), 2) +
                     std::cos(lat_a * kRadians) * std::cos(lat_b * kRadians) * std::pow(std::sin(dlon / 2), 2);
    return 2 * kEarth * std::asin(std::sqrt(std::min(1.0, h)));
}

double reach_km(const ToldPlace& place) {
    double km = 15;
    if (place.kind == "facility") km = 10;
    if (place.kind == "admin2") km = 40;
    if (place.kind == "admin1" || place.kind == "region" || place.kind == "water") km = 150;
    if (place.kind == "country") km = 1000;
    if (place.relation == "near") km += 10;
    if (place.relation.ends_with("-of") || place.relation == "between") km += 50;
    return km;
}

std::vector<std::string> weapon_kinds(const ToldMention& mention) {
    std::vector<std::string> out;
    for (const ToldPerson& one : mention.people)
        if (one.role == "instrument" && !one.kind.empty() && one.kind != "weapon" && one.kind != "unknown")
            out.push_back(one.kind);
    unique_sorted(out);
    return out;
}

std::vector<std::string> weapon_families(const ToldMention& mention) {
    std::vector<std::string> out;
    for (const std::string& kind : weapon_kinds(mention)) out.push_back(family_of(kind));
    unique_sorted(out);
    return out;
}

std::optional<Range> harm(const ToldMention& mention, std::string_view effect) {
    Range sum{0, 0, 0, ""};
    bool any = false;
    for (const ToldPerson& one : mention.people) {
        if (one.role == "instrument" || one.status == "denied" || one.within) continue;
        const bool zero = one.count && one.count->best == 0;
        if (zero && one.role == "victim" && one.kind != "unknown")
            continue;  // "no civilians": of the others it says nothing
        const bool nobody = one.effect == "none" && zero;
        if (one.effect != effect && !nobody) continue;
        if (nobody && any) continue;
        const Range alone = one.kind == "person" ? Range{1, 1, 1, ""} : Range{1, std::nullopt, std::nullopt, ""};
        const Range count = one.count.value_or(alone);
        const auto add = [](std::optional<int64_t>& to, std::optional<int64_t> more) {
            to = to && more ? std::optional(*to + *more) : std::nullopt;
        };
        // A bound that is not known is open, but the leading number is at least the lower one.
        add(sum.low, count.low ? count.low : std::optional<int64_t>(0));
        add(sum.best, count.best);
        add(sum.high, count.high);
        if (sum.hedge.empty()) sum.hedge = count.hedge;
        any = true;
    }
    if (!any) return std::nullopt;
    if (sum.low == 0 && sum.best && *sum.best > 0) sum.low.reset();
    return sum;
}

bool same_person(const ToldPerson& a, const ToldPerson& b) {
    if (!a.id.empty() && !b.id.empty()) return a.id == b.id;
    return !a.name.empty() && !b.name.empty() && plain_name(a.name) == plain_name(b.name);
}

}  // namespace tallybook
