#include "resolve/cluster.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "resolve/pair.hpp"

namespace tallybook {

namespace {

constexpr int kNarrowDays = 10;      // wider times are looked up by place and name instead of by day
constexpr size_t kBucketMax = 3000;  // a key that more tellings share says nothing

// What two tellings must have in common to be looked at: a day and a country, or, where one of them has no day, a place
// or a name. Who names no country is looked at with all of its day: `half` marks those that stand under the day's key
// for such partners only, so that a day of many countries does not cost the square of its tellings.
struct Key {
    std::string text;
    bool half = false;
    auto operator<=>(const Key&) const = default;
};

std::vector<Key> keys_of(const Telling& telling) {
    std::vector<Key> out;
    const ToldMention& mention = *telling.mention;
    const std::string country = mention.place ? mention.place->country : "";
    if (telling.days.known() && telling.days.days() <= kNarrowDays) {
        for (Day day = *telling.days.first; day <= *telling.days.last + 1; ++day) {
            const std::string key = mention.type + "|day|" + std::to_string(day) + "|";
            if (!country.empty()) out.push_back({key + country, false});
            out.push_back({key, !country.empty()});
        }
    }
    if (mention.place && !mention.place->id.empty() && mention.place->kind != "country")
        out.push_back({mention.type + "|place|" + mention.place->id, false});
    for (const ToldPerson& one : mention.people)
        if (one.kind == "person" && one.named())
            out.push_back({mention.type + "|name|" + (one.id.empty() ? plain_name(one.name) : one.id), false});
    for (const ToldPerson& one : mention.people)  // by a last name too
        if (one.private_person()) {
            const std::string name = plain_name(one.name);
            out.push_back({mention.type + "|surname|" + name.substr(name.rfind(' ') + 1), false});
        }
    for (const std::string& name : telling.story)
        if (!name.starts_with("place ")) out.push_back({mention.type + "|story|" + name, false});
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// Pairs to be compared, each once, in order.
std::vector<std::pair<size_t, size_t>> candidates(const std::vector<Telling>& tellings) {
    struct Member {
        size_t telling;
        bool half;
    };
    std::map<std::string, std::vector<Member>> buckets;
    for (size_t i = 0; i < tellings.size(); ++i)
        for (const Key& key : keys_of(tellings[i])) buckets[key.text].push_back({i, key.half});
    std::vector<std::pair<size_t, size_t>> out;
    const auto pair = [&](const Member& a, const Member& b) {
        if (a.telling != b.telling && tellings[a.telling].report != tellings[b.telling].report)
            out.emplace_back(std::min(a.telling, b.telling), std::max(a.telling, b.telling));
    };
    for (const auto& [key, members] : buckets) {
        std::vector<Member> whole, half;
        for (const Member& one : members) (one.half ? half : whole).push_back(one);
        if (whole.size() > kBucketMax) continue;
        for (size_t i = 0; i < whole.size(); ++i) {
            for (size_t j = i + 1; j < whole.size(); ++j) pair(whole[i], whole[j]);
            if (half.size() <= kBucketMax)
                for (const Member& other : half) pair(whole[i], other);
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

class Clusterer {
public:
    explicit Clusterer(const std::vector<Telling>& tellings) : tellings_(tellings), home_(tellings.size()) {
        std::iota(home_.begin(), home_.end(), size_t{0});
        for (size_t i = 0; i < tellings.size(); ++i) groups_[i] = {i};
    }

    std::vector<Cluster> run() {
        std::vector<std::tuple<int, size_t, size_t>> joins;
        for (const auto& [i, j] : candidates(tellings_)) {
            const Likeness like = compare(tellings_[i], tellings_[j]);  // most are not alike: not worth keeping
            if (like.joins()) joins.emplace_back(-like.points, i, j);
        }
        std::sort(joins.begin(), joins.end());
        for (const auto& [points, i, j] : joins) merge(home_[i], home_[j]);
        std::vector<Cluster> out;
        for (const auto& [first, members] : groups_) out.push_back(explained(members));
        return out;
    }

private:
    const Likeness& likeness(size_t i, size_t j) {
        const auto key = std::minmax(i, j);
        const auto found = known_.find(key);
        if (found != known_.end()) return found->second;
        return known_.emplace(key, compare(tellings_[key.first], tellings_[key.second])).first->second;
    }

    void merge(size_t a, size_t b) {
        if (a == b) return;
        if (b < a) std::swap(a, b);
        std::vector<size_t>&into = groups_[a], &from = groups_[b];
        int sum = 0;
        for (const size_t i : into) {
            for (const size_t j : from) {
                if (tellings_[i].report == tellings_[j].report) return;
                const Likeness& like = likeness(i, j);
                if (!like.possible) return;
                sum += like.points;
            }
        }
        if (sum < kMeanPoints * static_cast<int>(into.size() * from.size())) return;
        for (const size_t j : from) home_[j] = a;
        into.insert(into.end(), from.begin(), from.end());
        std::sort(into.begin(), into.end());
        groups_.erase(b);
    }

    // Why each member is there: its likest fellow among those before it, or behind it for want of one.
    Cluster explained(const std::vector<size_t>& members) {
        Cluster out;
        out.members = members;
        for (size_t n = 1; n < members.size(); ++n) {
            const Likeness* best = nullptr;
            for (size_t m = 0; m < members.size(); ++m) {
                if (m == n) continue;
                const Likeness& like = likeness(members[m], members[n]);
                if (!best || like.points > best->points) best = &like;
            }
            out.why.push_back({members[n], best->points, best->because});
        }
        return out;
    }

    const std::vector<Telling>& tellings_;
    std::vector<size_t> home_;
    std::map<size_t, std::vector<size_t>> groups_;  // by first member
    std::map<std::pair<size_t, size_t>, Likeness> known_;
};

}  // namespace

std::vector<Cluster> cluster(const std::vector<Telling>& tellings) {
    return Clusterer(tellings).run();
}

}  // namespace tallybook
