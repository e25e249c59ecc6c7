#include "resolve/cluster.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "resolve/pair.hpp"

namespace tallybook {

namespace {

constexpr int kNarrowDays = 10;     // wider times are looked up by place and name instead of by day
constexpr size_t kBlockMax = 3000;  // a key that more tellings share says nothing

// What two tellings must have in common to be looked at: a day and a country, or, where one of them has no narrow day,
// a place, a name, or the story of a report without a date. `half` marks those that stand under a key only for partners
// that do not: those with a country under the key of their day, for who names no country; those with a day under the
// key of their place, for who names no day. So a day of many countries, or a town of many days, does not cost the
// square of its tellings.
struct Key {
    std::string text;
    bool half = false;
    auto operator<=>(const Key&) const = default;
};

std::vector<Key> keys_of(const Telling& telling) {
    std::vector<Key> out;
    const ToldMention& mention = *telling.mention;
    const std::string country = mention.place ? mention.place->country : "";
    const bool narrow = telling.days.known() && telling.days.days() <= kNarrowDays;
    if (narrow) {
        for (Day day = *telling.days.first; day <= *telling.days.last + 1; ++day) {
            const std::string key = mention.type + "|day|" + std::to_string(day) + "|";
            if (!country.empty()) out.push_back({key + country, false});
            out.push_back({key, !country.empty()});
        }
    }
    if (mention.place && !mention.place->id.empty() && mention.place->kind != "country")
        out.push_back({mention.type + "|place|" + mention.place->id, narrow});
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
    if (telling.tale)
        out.push_back(
            {mention.type + "|tale|" + std::to_string(telling.tale->story), !telling.report->published.empty()});
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// Two tellings of one report are two events, for the coder has joined what it tells twice; but what a report tells, and
// then tells to have been denied, is one.
bool told_apart(const Telling& a, const Telling& b) {
    return a.report == b.report && (a.mention->polarity == "denied") == (b.mention->polarity == "denied");
}

// The tellings by their keys, and of each telling the later ones that it is to be compared with. One telling's partners
// at a time: all pairs of a war would not fit into memory.
class Blocks {
public:
    explicit Blocks(const std::vector<Telling>& tellings) : tellings_(tellings), of_(tellings.size()) {
        std::unordered_map<std::string, uint32_t> numbers;
        for (size_t i = 0; i < tellings.size(); ++i) {
            for (const Key& key : keys_of(tellings[i])) {
                const auto number = numbers.emplace(key.text, static_cast<uint32_t>(blocks_.size())).first->second;
                if (number == blocks_.size()) blocks_.emplace_back();
                (key.half ? blocks_[number].half : blocks_[number].whole).push_back(static_cast<uint32_t>(i));
                of_[i].push_back({number, key.half});
            }
        }
    }

    // Ascending, each once.
    std::vector<uint32_t> partners(size_t i) const {
        std::vector<uint32_t> out;
        const auto later = [&](const std::vector<uint32_t>& members) {
            for (auto one = std::upper_bound(members.begin(), members.end(), i); one != members.end(); ++one)
                if (!told_apart(tellings_[*one], tellings_[i])) out.push_back(*one);
        };
        for (const auto& [number, half] : of_[i]) {
            const Block& block = blocks_[number];
            if (block.whole.size() > kBlockMax) continue;
            if (!half) later(block.whole);
            if (block.half.size() <= kBlockMax) later(half ? block.whole : block.half);
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

private:
    struct Block {
        std::vector<uint32_t> whole, half;  // tellings, ascending
    };
    struct Place {
        uint32_t block;
        bool half;
    };
    const std::vector<Telling>& tellings_;
    std::vector<Block> blocks_;
    std::vector<std::vector<Place>> of_;  // a telling's blocks
};

class Clusterer {
public:
    explicit Clusterer(const std::vector<Telling>& tellings) : tellings_(tellings), home_(tellings.size()) {
        std::iota(home_.begin(), home_.end(), size_t{0});
        for (size_t i = 0; i < tellings.size(); ++i) groups_[i] = {i};
    }

    std::vector<Cluster> run() {
        std::vector<std::tuple<int, size_t, size_t>> joins;
        const Blocks blocks(tellings_);
        for (size_t i = 0; i < tellings_.size(); ++i) {
            for (const size_t j : blocks.partners(i)) {
                const Likeness like = compare(tellings_[i], tellings_[j]);  // most are not alike: not worth keeping
                if (!like.joins()) continue;
                joins.emplace_back(-like.points, i, j);
                known_.emplace(pair_key(i, j), like.points);
            }
        }
        std::sort(joins.begin(), joins.end());
        for (const auto& [points, i, j] : joins) merge(home_[i], home_[j]);
        std::vector<Cluster> out;
        for (const auto& [first, members] : groups_) out.push_back(explained(members));
        return out;
    }

private:
    size_t pair_key(size_t first, size_t second) const { return first * tellings_.size() + second; }

    // Points of a pair that may be one, nothing where it cannot.
    std::optional<int> likeness(size_t i, size_t j) {
        const auto [first, second] = std::minmax(i, j);
        const auto [known, fresh] = known_.try_emplace(pair_key(first, second));
        if (fresh) {
            const Likeness like = compare(tellings_[first], tellings_[second]);
            if (like.possible) known->second = like.points;
        }
        return known->second;
    }

    void merge(size_t a, size_t b) {
        if (a == b) return;
        if (b < a) std::swap(a, b);
        std::vector<size_t>&into = groups_[a], &from = groups_[b];
        int sum = 0;
        for (const size_t i : into) {
            for (const size_t j : from) {
                if (told_apart(tellings_[i], tellings_[j])) return;
                const auto points = likeness(i, j);
                if (!points) return;
                sum += *points;
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
            std::optional<std::pair<int, size_t>> best;
            for (size_t m = 0; m < members.size(); ++m) {
                if (m == n) continue;
                const int points = likeness(members[m], members[n]).value_or(0);
                if (!best || points > best->first) best = {points, members[m]};
            }
            const auto [first, second] = std::minmax(best->second, members[n]);
            out.why.push_back({members[n], best->first, compare(tellings_[first], tellings_[second]).because});
        }
        return out;
    }

    const std::vector<Telling>& tellings_;
    std::vector<size_t> home_;
    std::map<size_t, std::vector<size_t>> groups_;          // by first member
    std::unordered_map<size_t, std::optional<int>> known_;  // by the pair
};

}  // namespace

std::vector<Cluster> cluster(const std::vector<Telling>& tellings) {
    return Clusterer(tellings).run();
}

}  // namespace tallybook
