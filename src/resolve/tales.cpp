#include "resolve/tales.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <queue>
#include <tuple>
#include <unordered_map>

#include "resolve/gist.hpp"

namespace tallybook {

namespace {

constexpr int64_t kOneStory = 140;              // thousandths, mean of all pairs
constexpr int64_t kAlike = 60;                  // pairs below are as good as not alike
constexpr size_t kFewestWords = 5;              // of a report: of fewer, a name is too large a share
constexpr size_t kKeys = 24;                    // a report's rarest words, by which it is looked up
constexpr size_t kKeysShared = 2;               // at least, to be compared
constexpr size_t kCommon = 200;                 // a word of more reports is no key
constexpr double kImagined = 200;               // reports that are added to those at hand
constexpr double kOfWord = 0.8, kOfName = 0.2;  // of those, how many hold an ordinary word, a name or number

struct Pair {
    uint32_t a, b;  // a < b
    int64_t alike;  // thousandths
};

using Words = std::vector<uint32_t>;

bool ordinary(const std::string& word) {
    return word.front() >= 'a' && word.front() <= 'z';
}

// The words of all gists, and each report's by number.
struct Vocabulary {
    std::shared_ptr<Lexicon> lexicon = std::make_shared<Lexicon>();
    std::vector<size_t> reports_with;  // by word
    std::vector<Words> of_report;

    explicit Vocabulary(const std::vector<const ToldReport*>& reports) : of_report(reports.size()) {
        std::unordered_map<std::string, uint32_t> numbers;
        size_t told = 0;
        for (size_t i = 0; i < reports.size(); ++i) {
            const std::string& gist = reports[i]->gist;
            told += !gist.empty();
            for (size_t at = 0; at < gist.size();) {
                const size_t end = std::min(gist.find(' ', at), gist.size());
                add(numbers, i, gist.substr(at, end - at));
                at = end + 1;
            }
            std::sort(of_report[i].begin(), of_report[i].end());
        }
        for (size_t word = 0; word < lexicon->words.size(); ++word) {
            const double imagined = ordinary(lexicon->words[word]) ? kOfWord : kOfName;
            const double rarity = std::log((static_cast<double>(told) + kImagined) /
                                           (static_cast<double>(reports_with[word]) + imagined));
            const auto weight = static_cast<int64_t>(std::lround(64 * std::max(0.0, rarity)));
            lexicon->weights.push_back(weight * weight);
        }
    }

private:
    void add(std::unordered_map<std::string, uint32_t>& numbers, size_t report, std::string word) {
        const auto [found, fresh] = numbers.emplace(stem_of(word), static_cast<uint32_t>(lexicon->words.size()));
        if (fresh) {
            lexicon->words.push_back(std::move(word));
            reports_with.push_back(0);
        } else if (ordinary(word) && !ordinary(lexicon->words[found->second])) {
            lexicon->words[found->second] = std::move(word);  // once written small, it is no name
        }
        ++reports_with[found->second];
        of_report[report].push_back(found->second);
    }
};

class Pairs {
public:
    explicit Pairs(const Vocabulary& vocabulary)
        : vocabulary_(vocabulary), size_(vocabulary.of_report.size()), holders_(vocabulary.lexicon->words.size()) {
        for (size_t i = 0; i < vocabulary.of_report.size(); ++i)
            for (const uint32_t word : vocabulary.of_report[i]) size_[i] += vocabulary.lexicon->weights[word];
    }

    // Each alike pair once. A report is compared with those before it that share keys with it.
    std::vector<Pair> run() {
        std::vector<Pair> out;
        std::vector<uint32_t> seen;
        for (uint32_t i = 0; i < size_.size(); ++i) {
            seen.clear();
            for (const uint32_t word : keys_of(i)) {
                seen.insert(seen.end(), holders_[word].begin(), holders_[word].end());
                holders_[word].push_back(i);
            }
            std::sort(seen.begin(), seen.end());
            for (size_t at = 0; at < seen.size();) {
                size_t end = at;
                while (end < seen.size() && seen[end] == seen[at]) ++end;
                if (end - at >= kKeysShared)
                    if (const int64_t alike = likeness(seen[at], i); alike >= kAlike)
                        out.push_back({seen[at], i, alike});
                at = end;
            }
        }
        return out;
    }

private:
    Words keys_of(size_t report) const {
        Words out;
        if (vocabulary_.of_report[report].size() < kFewestWords) return out;
        const auto& often = vocabulary_.reports_with;
        for (const uint32_t word : vocabulary_.of_report[report])
            if (often[word] > 1 && often[word] <= kCommon) out.push_back(word);
        const auto& weights = vocabulary_.lexicon->weights;
        std::sort(out.begin(), out.end(),
                  [&](uint32_t a, uint32_t b) { return std::tuple(-weights[a], a) < std::tuple(-weights[b], b); });
        if (out.size() > kKeys) out.resize(kKeys);
        return out;
    }

    int64_t likeness(size_t a, size_t b) const {
        const Words &x = vocabulary_.of_report[a], &y = vocabulary_.of_report[b];
        int64_t both = 0;
        for (auto p = x.begin(), q = y.begin(); p != x.end() && q != y.end();) {
            if (*p == *q) both += vocabulary_.lexicon->weights[*p];
            const bool on_p = *p <= *q, on_q = *q <= *p;
            p += on_p;
            q += on_q;
        }
        const double whole = std::sqrt(static_cast<double>(size_[a]) * static_cast<double>(size_[b]));
        return whole > 0 ? static_cast<int64_t>(1000 * static_cast<double>(both) / whole) : 0;
    }

    const Vocabulary& vocabulary_;
    std::vector<int64_t> size_;   // of a report's words, by weight
    std::vector<Words> holders_;  // reports by key
};

// Groups that grow from the likest pair on. A pair of groups that was changed since is left where it lies in the queue
// and passed over when its turn comes.
class Groups {
public:
    Groups(size_t reports, const std::vector<Pair>& pairs) : members_(reports), sums_(reports), changes_(reports) {
        for (uint32_t i = 0; i < reports; ++i) members_[i] = {i};
        for (const Pair& one : pairs) {
            sums_[one.a][one.b] = one.alike;
            sums_[one.b][one.a] = one.alike;
        }
        for (const Pair& one : pairs) offer(one.a, one.b);
    }

    // By report; the number of a group is its first member.
    std::vector<uint32_t> run() {
        while (!queue_.empty()) {
            const Offer best = queue_.top();
            queue_.pop();
            if (best.changes_a == changes_[best.a] && best.changes_b == changes_[best.b]) join(best.a, best.b);
        }
        std::vector<uint32_t> out(members_.size());
        for (uint32_t group = 0; group < members_.size(); ++group)
            for (const uint32_t one : members_[group]) out[one] = group;
        return out;
    }

private:
    struct Offer {
        int64_t mean;
        uint32_t a, b;  // a < b
        uint32_t changes_a, changes_b;
        bool operator<(const Offer& other) const {
            return std::tuple(mean, other.a, other.b) < std::tuple(other.mean, a, b);
        }
    };

    void offer(uint32_t a, uint32_t b) {
        if (b < a) std::swap(a, b);
        const auto pairs = static_cast<int64_t>(members_[a].size() * members_[b].size());
        const int64_t mean = sums_[a][b] * 1000 / pairs;
        if (mean >= kOneStory * 1000) queue_.push({mean, a, b, changes_[a], changes_[b]});
    }

    void join(uint32_t a, uint32_t b) {
        members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
        members_[b].clear();
        ++changes_[a];
        ++changes_[b];
        const auto gone = std::move(sums_[b]);
        sums_[b].clear();
        sums_[a].erase(b);
        for (const auto& [other, sum] : gone) {
            if (other == a) continue;
            sums_[other].erase(b);
            sums_[a][other] += sum;
            sums_[other][a] += sum;
        }
        for (const auto& [other, sum] : sums_[a]) offer(a, other);
    }

    std::vector<Words> members_;
    std::vector<std::unordered_map<uint32_t, int64_t>> sums_;  // of the likeness of all pairs of two groups
    std::vector<uint32_t> changes_;
    std::priority_queue<Offer> queue_;
};

}  // namespace

std::vector<std::shared_ptr<const Tale>> tales_of(const std::vector<const ToldReport*>& reports) {
    std::vector<std::shared_ptr<const Tale>> out(reports.size());
    Vocabulary vocabulary(reports);
    const std::vector<Pair> pairs = Pairs(vocabulary).run();
    if (pairs.empty()) return out;
    const std::vector<uint32_t> group = Groups(reports.size(), pairs).run();
    std::vector<uint32_t> size(reports.size());
    for (const uint32_t one : group) ++size[one];
    for (size_t i = 0; i < reports.size(); ++i) {
        if (size[group[i]] < 2) continue;
        out[i] = std::make_shared<const Tale>(Tale{group[i], std::move(vocabulary.of_report[i]), vocabulary.lexicon});
    }
    return out;
}

std::vector<std::string> telling_words(const Tale& a, const Tale& b, size_t most) {
    std::vector<uint32_t> both;
    std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), std::back_inserter(both));
    const auto& weights = a.lexicon->weights;
    std::sort(both.begin(), both.end(),
              [&](uint32_t x, uint32_t y) { return std::tuple(-weights[x], x) < std::tuple(-weights[y], y); });
    if (both.size() > most) both.resize(most);
    std::vector<std::string> out;
    for (const uint32_t one : both) out.push_back(a.lexicon->words[one]);
    return out;
}

}  // namespace tallybook
