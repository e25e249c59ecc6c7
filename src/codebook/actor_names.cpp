#include "codebook/actor_names.hpp"

#include <algorithm>
#include <array>

#include "base/name_key.hpp"

namespace tallybook {
namespace {

using name_key::Part;
using name_key::Piece;

constexpr size_t kMostPieces = 14;
constexpr size_t kMostTokens = 24;

// The words of a name that its key is made of: no leading "the", no article but a leading one.
std::vector<Piece> key_pieces(std::string_view alias) {
    std::vector<Piece> out = name_key::pieces(alias);
    if (out.size() > 1 && out[0].folded == "the") out.erase(out.begin());
    for (size_t i = 1; i < out.size();) {
        if (out[i].part == Part::Article) {
            out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    }
    return out;
}

void insert(std::map<std::string, std::vector<uint32_t>>& table, const std::vector<std::string>& words, uint32_t name) {
    std::string key;
    for (size_t i = 0; i < words.size(); ++i) {
        if (i > 0) key += ' ';
        key += words[i];
        auto& list = table[key];
        if (i + 1 == words.size()) list.push_back(name);
    }
}

class NameBuilder {
public:
    void add(uint32_t actor, const ActorEntry& entry, const Alias& alias) {
        const std::vector<Piece> pieces = key_pieces(alias.text);
        if (pieces.empty() || pieces.size() > kMostPieces) return;
        std::vector<std::string> words, sounds;
        uint32_t capitals = 0;
        size_t letters = 0;
        bool acronym = false;
        for (size_t i = 0; i < pieces.size(); ++i) {
            const Piece& p = pieces[i];
            if (p.part == Part::Mark) return;
            if (p.capital && p.part == Part::Word) capitals |= 1u << i;
            acronym = acronym || p.acronym;
            words.push_back(p.acronym ? p.stripped : p.folded);
            letters += p.folded.size();
        }
        const uint32_t index = put({actor, capitals, alias.flags});
        insert(out.phrases, words, index);
        // "NATO" and "Nato", "ISIS" and "Isis".
        if (acronym && pieces.size() == 1 && pieces[0].folded.size() >= 4)
            insert(out.phrases, {pieces[0].folded}, index);
        if (acronym || entry.state || entry.generated || alias.flags != kPlainName) return;
        const size_t plain_words = pieces.size() - (pieces[0].part == Part::Article ? 1 : 0);
        if (plain_words == 1 && (entry.actor.person || letters < 6)) return;
        for (const Piece& p : pieces) sounds.push_back(name_key::sound(p.folded));
        insert(out.sounds, sounds, index);
    }

    NameTables take() {
        for (auto& [key, list] : out.phrases) order(list);
        for (auto& [key, list] : out.sounds) {
            order(list);
            // A sound that two actors share tells nothing.
            for (uint32_t name : list) {
                if (out.names[name].actor != out.names[list[0]].actor) {
                    list.clear();
                    break;
                }
            }
        }
        return std::move(out);
    }

private:
    uint32_t put(NameEntry entry) {
        out.names.push_back(entry);
        return static_cast<uint32_t>(out.names.size() - 1);
    }

    // Written before derived, names before metonyms; else the files' order.
    void order(std::vector<uint32_t>& list) {
        std::stable_sort(list.begin(), list.end(), [this](uint32_t a, uint32_t b) {
            const auto rank = [this](uint32_t i) { return out.names[i].flags & (kDerived | kMetonym | kDemonym); };
            return rank(a) < rank(b);
        });
    }

    NameTables out;
};

// ---- matching

bool existed(const Actor& actor, std::string_view date) {
    if (date.empty()) return true;
    // "2014" covers all of 2014: compare only as many characters as both have.
    const auto before = [](std::string_view a, std::string_view b) {
        const size_t n = std::min(a.size(), b.size());
        return a.substr(0, n) < b.substr(0, n);
    };
    return !(!actor.from.empty() && before(date, actor.from)) && !(!actor.to.empty() && before(actor.to, date));
}

class Matcher {
public:
    Matcher(const CodebookImage& image, std::span<const std::string_view> words, std::string_view date)
        : image_(image), words_(words.subspan(0, std::min(words.size(), kMostTokens))), date_(date) {}

    ActorMatch run() {
        if (words_.empty() || !may_begin()) return {};
        pieces_ = name_key::pieces(words_.data(), words_.size());
        if (pieces_.empty() || pieces_[0].unit != 0) return {};
        ActorMatch best = longest(0);
        ActorMatch made = composed();
        return made.words > best.words ? made : best;
    }

private:
    // Most words of a text begin no name: told from the first word, without taking the others apart.
    bool may_begin() const {
        const std::string_view first = words_[0];
        if (first.empty()) return false;
        const char c = first[0];
        if (c < 'a' || c > 'z') return true;
        if (first.size() <= 3 && words_.size() > 1) return true;
        return first.find('-') != first.npos || image_.phrases.find(first) != FlatMap::kNone;
    }

    bool ends_unit(size_t i) const { return i + 1 == pieces_.size() || pieces_[i + 1].unit != pieces_[i].unit; }

    // The longest name that begins at a piece: as written, else as it sounds.
    ActorMatch longest(size_t from) {
        best_ = {};
        from_ = from;
        std::string key;
        walk(from, 0, key, 0);
        const ActorMatch written = best_;
        best_ = {};
        walk_sound(from);
        return best_.words > written.words ? best_ : written;
    }

    void walk(size_t i, uint32_t count, std::string& key, uint32_t capitals) {
        if (i >= pieces_.size() || count >= kMostPieces) return;
        const Piece& p = pieces_[i];
        if (p.part == Part::Mark) return;
        if (p.part == Part::Article && count > 0) return walk(i + 1, count, key, capitals);
        const uint32_t seen = capitals | (p.capital ? 1u << count : 0);
        const size_t length = key.size();
        for (int variant = 0; variant < 2; ++variant) {
            if (variant == 0 && !p.acronym) continue;
            if (variant == 1 && p.acronym && p.folded.size() < 4) continue;
            key.resize(length);
            if (count > 0) key += ' ';
            key += variant == 0 ? p.stripped : p.folded;
            const uint32_t value = image_.phrases.find(key);
            if (value == FlatMap::kNone) continue;
            if (ends_unit(i)) take(value, i, seen);
            walk(i + 1, count + 1, key, seen);
        }
        key.resize(length);
    }

    void walk_sound(size_t i) {
        std::string key;
        uint32_t capitals = 0;
        for (uint32_t count = 0; i < pieces_.size() && count < kMostPieces; ++i) {
            const Piece& p = pieces_[i];
            if (p.part == Part::Mark) return;
            if (p.part == Part::Article && count > 0) continue;
            if (count > 0) key += ' ';
            key += name_key::sound(p.folded);
            if (p.capital) capitals |= 1u << count;
            const uint32_t value = image_.sounds.find(key);
            if (value == FlatMap::kNone) return;
            if (ends_unit(i)) take(value, i, capitals);
            ++count;
        }
    }

    void take(uint32_t value, size_t last, uint32_t capitals) {
        const uint32_t units = pieces_[last].unit + 1 - pieces_[from_].unit;
        if (units <= best_.words) return;
        for (uint32_t index : image_.list(value)) {
            if (index >= image_.names.size()) return;
            const NameEntry& name = image_.names[index];
            if ((name.capitals & ~capitals) != 0) continue;
            const Actor& actor = image_.actors[name.actor];
            if (!existed(actor, date_)) continue;
            best_.actor = &actor;
            best_.words = units;
            best_.demonym = (name.flags & kDemonym) != 0;
            best_.metonym = (name.flags & kMetonym) != 0;
            return;
        }
    }

    // "Iran-backed militias", "Iranian-aligned Iraqi armed groups", "pro-Iranian fighters", "Iran-backed Houthis".
    ActorMatch composed() {
        size_t i = 0;
        std::string word;
        const Actor* state = nullptr;
        std::string state_word;
        if (pieces_[0].folded == "pro" && pieces_.size() > 2) {
            word = "pro";
            i = 1;
        }
        const size_t end = state_ends(i, state, state_word);
        if (state == nullptr) return {};
        i = end;
        if (word.empty()) {
            static constexpr std::string_view kTies[] = {"backed",    "aligned", "linked",    "affiliated",
                                                         "supported", "allied",  "sponsored", "funded",
                                                         "led",       "armed",   "trained",   "controlled"};
            if (i >= pieces_.size() ||
                std::find(std::begin(kTies), std::end(kTies), pieces_[i].folded) == std::end(kTies))
                return {};
            word = pieces_[i].folded;
            ++i;
        }
        if (i >= pieces_.size()) return {};
        ActorMatch out = followed(i, *state);
        if (out.actor == nullptr) return {};
        out.affiliation = word == "pro" ? "pro-" + state_word : state_word + "-" + word;
        return out;
    }

    // One past the pieces of a state's name or adjective that begins at i; it need not end at a token's end.
    // `word` is its name, or its abbreviation where that stands there.
    size_t state_ends(size_t i, const Actor*& state, std::string& word) const {
        std::string key;
        size_t end = i;
        for (size_t k = i; k < std::min(pieces_.size(), i + 4); ++k) {
            if (k > i) key += ' ';
            key += pieces_[k].acronym ? pieces_[k].stripped : pieces_[k].folded;
            const uint32_t value = image_.phrases.find(key);
            if (value == FlatMap::kNone) break;
            for (uint32_t index : image_.list(value)) {
                if (index >= image_.names.size()) break;
                const NameEntry& name = image_.names[index];
                if ((name.flags & kMetonym) != 0 || !image_.is_state[name.actor]) continue;
                state = &image_.actors[name.actor];
                word = k == i && pieces_[i].acronym ? pieces_[i].stripped : state->name;
                end = k + 1;
                break;
            }
        }
        return end;
    }

    // What is backed: an actor of its own, or a common group, with up to three words before it.
    ActorMatch followed(size_t i, const Actor& state) {
        const ActorMatch own = longest(i);
        if (own.actor != nullptr && !own.demonym && !own.metonym && own.actor->kind != "government") {
            ActorMatch out = own;
            out.words = pieces_[i].unit + own.words;
            return out;
        }
        ActorMatch out;
        for (size_t k = i; k < std::min(pieces_.size(), i + 5); ++k) {
            if (pieces_[k].part != Part::Word) break;
            if (!ends_unit(k)) continue;
            uint32_t actor = FlatMap::kNone;
            if (k + 1 < pieces_.size()) {
                actor = image_.backed.find(
                    pair_key(state.country, noun_key(pieces_[k].folded + " " + pieces_[k + 1].folded)));
                if (actor != FlatMap::kNone) ++k;
            }
            if (actor == FlatMap::kNone)
                actor = image_.backed.find(pair_key(state.country, noun_key(pieces_[k].folded)));
            if (actor < image_.actors.size()) {
                // "militia groups": the last of such words ends the name.
                out.actor = &image_.actors[actor];
                out.words = pieces_[k].unit + 1;
            } else if (out.actor != nullptr || !modifier(pieces_[k])) {
                break;
            }
        }
        return out;
    }

    static bool modifier(const Piece& p) {
        static constexpr std::string_view kWords[] = {"armed",     "militant",   "paramilitary", "local",    "shiite",
                                                      "shia",      "sunni",      "shi'ite",      "proxy",    "rebel",
                                                      "islamist",  "separatist", "resistance",   "regional", "foreign",
                                                      "extremist", "opposition", "muslim",       "kurdish",  "ethnic"};
        return p.capital || std::find(std::begin(kWords), std::end(kWords), p.folded) != std::end(kWords);
    }

    const CodebookImage& image_;
    std::span<const std::string_view> words_;
    std::string_view date_;
    std::vector<Piece> pieces_;
    ActorMatch best_;
    size_t from_ = 0;
};

}  // namespace

NameTables build_names(const Book& book) {
    NameBuilder builder;
    for (uint32_t i = 0; i < book.actors.size(); ++i) {
        for (const Alias& alias : book.actors[i].aliases) builder.add(i, book.actors[i], alias);
    }
    return builder.take();
}

bool names_actor(const CodebookImage& image, std::span<const std::string_view> words) {
    std::string key, sound;
    for (const Piece& p : name_key::pieces(words.data(), words.size())) {
        if (p.part == name_key::Part::Mark) return false;
        if (p.part == name_key::Part::Article && !key.empty()) continue;
        if (!key.empty()) {
            key += ' ';
            sound += ' ';
        }
        key += p.folded;
        sound += name_key::sound(p.folded);
    }
    return !image.list(image.phrases.find(key)).empty() || !image.list(image.sounds.find(sound)).empty();
}

ActorMatch match_actor(const CodebookImage& image, std::span<const std::string_view> words, std::string_view date) {
    return Matcher(image, words, date).run();
}

}  // namespace tallybook
