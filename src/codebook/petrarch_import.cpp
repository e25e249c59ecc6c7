#include "codebook/petrarch_import.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <tuple>
#include <unordered_set>

#include "base/errors.hpp"
#include "base/name_key.hpp"
#include "base/text.hpp"
#include "codebook/book.hpp"
#include "codebook/forms.hpp"
#include "codebook/image.hpp"
#include "codebook/vocabulary.hpp"

namespace tallybook {
namespace {

constexpr std::array<std::string_view, 21> kPlover = {
    "",        "",         "REQUEST",  "AGREE",   "CONSULT", "SUPPORT", "COOPERATE",
    "AID",     "RETREAT",  "ACCUSE",   "REQUEST", "ACCUSE",  "REJECT",  "THREATEN",
    "PROTEST", "MOBILIZE", "SANCTION", "COERCE",  "ASSAULT", "ASSAULT", "ASSAULT"};

// Who may stand behind a verb whatever it is.
constexpr const char* kAnybody =
    "subj=actor  obj=recipient  with/against/on/to/at/for/from/in/into/toward/over/near/of/between=recipient";
constexpr const char* kBehindObject = "with/against/on/to/at/for/from/in/into/toward/over/near/of/between=recipient";

struct Role {
    std::string_view letters, kind, cls;
};
constexpr Role kRoles[] = {
    {"GOV", "government", "government"}, {"MIL", "state-forces", "military"}, {"COP", "police", "police"},
    {"SPY", "state-forces", ""},         {"LEG", "government", "politician"}, {"JUD", "government", "judicial"},
    {"REB", "armed-group", ""},          {"UAF", "armed-group", ""},          {"INS", "armed-group", ""},
    {"SEP", "armed-group", ""},          {"PTY", "party", "political"},       {"OPP", "party", "political"},
    {"MED", "media", "communications"},  {"BUS", "company", "business"},      {"MNC", "company", "business"},
    {"CVL", "civilians", "civilian"},    {"REF", "civilians", "civilian"},    {"EDU", "civilians", "civilian"},
    {"LAB", "civilians", "civilian"},    {"AGR", "civilians", "civilian"},    {"HLH", "civilians", "civilian"},
    {"REL", "civilians", "civilian"},    {"ELI", "person", "former-official"}};

// Kind and class of a code's first role that says one; "IGO…" and "NGO…" by their beginning.
Role role_of(std::string_view code) {
    if (code.starts_with("IGO")) return {"", "international", ""};
    if (code.starts_with("NGO") || code.starts_with("NGM")) return {"", "organisation", "organisation"};
    if (code.starts_with("MNC")) return {"", "company", "business"};
    for (size_t at = 0; at + 3 <= code.size(); at += 3)
        for (const Role& r : kRoles)
            if (code.substr(at, 3) == r.letters && (at > 0 || code.size() == 3)) return r;
    return {"", "organisation", ""};
}

// "ADA_BREKKE" → "Ada Brekke"; small words in the middle stay small.
std::string as_name(const Phrase& phrase) {
    static const std::set<std::string_view> kSmall = {"OF", "THE", "AND", "FOR", "DE",  "LA",
                                                      "EL", "AL",  "BIN", "VAN", "DER", "DI"};
    std::string out;
    for (size_t i = 0; i < phrase.size(); ++i) {
        std::string word = phrase[i].text;
        if (i > 0) out += ' ';
        const bool small = i > 0 && kSmall.count(word) > 0;
        const bool dotted = word.find('.') != std::string::npos;
        for (size_t k = small ? 0 : 1; k < word.size() && !dotted; ++k)
            if (word[k] >= 'A' && word[k] <= 'Z') word[k] = static_cast<char>(word[k] + 32);
        out += word;
    }
    return out;
}

bool plain(std::string_view name) {
    return !name.empty() && name.find_first_of(",;()[]{}<>=|@#\"") == std::string_view::npos &&
           !name_key::slug(name).empty();
}

std::string day(std::string_view date) {
    return date.empty() ? ""
                        : std::string(date.substr(0, 4)) + "-" + std::string(date.substr(4, 2)) + "-" +
                              std::string(date.substr(6, 2));
}

std::string comma_list(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words) out += (out.empty() ? "" : ", ") + w;
    return out;
}

bool coded(std::string_view code) {
    return !code.empty() && code.find_first_of("-+#") != 0;
}

class Importer {
public:
    Importer(const Dictionaries& dictionaries, const Codebook* base) : dictionaries_(dictionaries), base_(base) {
        if (base != nullptr)
            for (const auto& [two, three] : base->maps().countries) two_letters_.emplace(three, two);
    }

    ImportedBook run() {
        actors();
        agents();
        verbs();
        if (!actor_lines_.empty())
            out_.files["actors/imported.txt"] = "# Actors of imported dictionaries.\n" + actor_lines_;
        if (!agent_lines_.empty()) out_.files["agents.txt"] = agent_lines_;
        if (!frames_.empty())
            out_.files["frames/imported.txt"] = "# Verbs and patterns of imported dictionaries.\n" + frames_;
        if (!actor_codes_.empty()) out_.files["maps/cameo-actors.txt"] = actor_codes_;
        if (!event_codes_.empty()) out_.files["maps/cameo.txt"] = event_codes_;
        return std::move(out_);
    }

private:
    void leave(const std::string& where, const std::string& why) { out_.left_out.push_back(where + ": " + why); }

    std::string unique_id(const std::string& name) {
        const std::string slug = name_key::slug(name);
        std::string id = slug;
        for (int n = 2; (base_ != nullptr && base_->actor(id) != nullptr) || !ids_.insert(id).second; ++n)
            id = slug + "-" + std::to_string(n);
        return id;
    }

    // Who of the codebook has this whole name; null if nobody.
    const Actor* known(const std::string& name) const {
        if (base_ == nullptr) return nullptr;
        std::vector<std::string_view> words;
        for (size_t at = 0; at < name.size();) {
            const size_t end = std::min(name.find(' ', at), name.size());
            words.push_back(std::string_view(name).substr(at, end - at));
            at = end + 1;
        }
        const ActorMatch match = base_->actor_at(words, "");
        return match.words == words.size() && match.affiliation.empty() ? match.actor : nullptr;
    }

    void actors() {
        for (const DictionaryActor& actor : dictionaries_.actors) {
            const auto code =
                std::find_if(actor.codes.begin(), actor.codes.end(), [](const auto& c) { return coded(c.code); });
            if (code == actor.codes.end()) {
                leave(actor.where, "no code");
                continue;
            }
            const bool dated = std::any_of(actor.codes.begin(), actor.codes.end(),
                                           [](const auto& c) { return !c.from.empty() || !c.to.empty(); });
            if (!dated && code->code.size() == 3 && two_letters_.count(code->code) > 0) {
                leave(actor.where,
                      "a state, a place or a people of one: actors/states.txt and the gazetteer know them");
                continue;
            }
            if (code->code.find('/') != std::string::npos) {
                leave(actor.where, "one name with two codes");
                continue;
            }
            actor_line(actor, code->code, dated);
        }
    }

    void actor_line(const DictionaryActor& actor, const std::string& code, bool dated) {
        std::vector<std::string> names;
        for (const Phrase& phrase : actor.names) {
            const std::string name = as_name(phrase);
            if (plain(name) && taken_.count(name_key::slug(name)) == 0) names.push_back(name);
            if (!names.empty() && phrase.size() == 1 && phrase[0].text.size() <= 5 && plain(phrase[0].text))
                names.push_back(phrase[0].text);  // may be an abbreviation
        }
        if (names.empty()) return leave(actor.where, "no name that is new and that a line can hold");
        for (const std::string& name : names) taken_.insert(name_key::slug(name));
        for (const std::string& name : names) {
            const Actor* there = known(name);
            if (there == nullptr) continue;
            if (!ids_.insert(there->id).second)
                return leave(actor.where, "\"" + there->id + "\" has its codes from another line");
            actor_codes(actor, there->id);
            std::vector<std::string> fresh;
            for (const std::string& other : names)
                if (known(other) == nullptr) fresh.push_back(other);
            if (!fresh.empty()) leave(actor.where, "names to add to \"" + there->id + "\": " + comma_list(fresh));
            ++out_.actors;
            return;
        }
        const std::string id = unique_id(names[0]);
        const Role role = role_of(code);
        const bool person = dated &&
                            (role.kind == "government" || role.cls == "former-official" || role.kind == "civilians") &&
                            names[0].find(' ') != std::string::npos;
        std::string line = std::string(person ? "person" : role.kind) + " " + names[0] + "; id " + id;
        const auto country = two_letters_.find(code.substr(0, 3));
        if (country != two_letters_.end()) line += "; country " + country->second;
        if (person) {
            line += "; class official";
        } else if (!role.cls.empty()) {
            line += "; class " + std::string(role.cls);
        }
        names.erase(names.begin());
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        if (!names.empty()) line += "; aka " + comma_list(names);
        actor_lines_ += line + "\n";
        actor_codes(actor, id);
        ++out_.actors;
    }

    void actor_codes(const DictionaryActor& actor, const std::string& id) {
        for (const auto& c : actor.codes) {
            if (c.from.empty() && c.to.empty()) continue;
            if (coded(c.code))
                actor_codes_ += "id " + id + "; on " + day(c.from) + ".." + day(c.to) + " => " + c.code + "\n";
        }
        const std::string otherwise(actor.code_on(""));
        actor_codes_ += "id " + id + " => " + (coded(otherwise) ? otherwise : "none") + "\n";
    }

    void agents() {
        std::map<std::tuple<std::string, std::string>, std::vector<std::string>> lists;
        std::map<std::string, std::vector<std::string>> codes;
        std::set<std::string> seen;
        for (const DictionaryAgent& agent : dictionaries_.agents) {
            std::string noun;
            for (const PhraseWord& w : agent.name) noun += (noun.empty() ? "" : " ") + lower(w.text);
            if (!plain(noun)) continue;
            auto& coded = codes[agent.before ? agent.code + "{country}" : "{country}" + agent.code];
            const bool fresh = seen.insert(noun_key(noun)).second;
            if (std::find(coded.begin(), coded.end(), noun) == coded.end()) coded.push_back(noun);
            if (!fresh) continue;
            const Role role = role_of("---" + agent.code);
            if (base_ == nullptr || base_->agent(noun) == nullptr)
                lists[{std::string(role.kind), std::string(role.cls)}].push_back(noun);
            ++out_.agents;
        }
        for (const auto& [role, nouns] : lists) {
            agent_lines_ += std::get<0>(role) + (std::get<1>(role).empty() ? "" : " " + std::get<1>(role)) + ": " +
                            comma_list(nouns) + "\n";
        }
        for (const auto& [code, nouns] : codes) agent_codes_ += "word " + comma_list(nouns) + " => " + code + "\n";
        actor_codes_ += agent_codes_;
    }

    // ---- verbs

    std::string lemma(std::string_view word) const { return noun_key(lower(word)); }

    // The words that an item of a pattern means, as lemmas; empty where a filter cannot say it.
    std::vector<std::string> filter_of(const PatternItem& item) const {
        std::vector<std::string> out;
        const auto add = [&](const Phrase& phrase) {
            if (phrase.size() != 1 || phrase[0].stem || !plain(phrase[0].text)) return;
            const std::string l = lemma(phrase[0].text);
            if (std::find(out.begin(), out.end(), l) == out.end()) out.push_back(l);
        };
        if (item.kind == PatternItem::Kind::Word) {
            add({item.word});
        } else if (item.kind == PatternItem::Kind::Synset) {
            if (const auto set = dictionaries_.synsets.find(item.word.text); set != dictionaries_.synsets.end())
                for (const Phrase& p : set->second) add(p);
        }
        return out;
    }

    // Slots of a pattern, or an empty text where frames cannot say it.
    std::string slots_of(const VerbPattern& pattern, std::string& particle) const {
        if (!pattern.before.empty()) return {};
        std::string preposition;
        std::vector<std::string> words;
        for (const PatternItem& item : pattern.after) {
            if (item.kind == PatternItem::Kind::Word && words.empty() && preposition.empty() &&
                is_preposition(lower(item.word.text))) {
                preposition = lower(item.word.text);
                continue;
            }
            if (!words.empty()) return {};
            words = filter_of(item);
            if (words.empty()) return {};
        }
        static const std::set<std::string_view> kParticles = {"up", "out", "off", "down", "over", "away"};
        std::string filter;
        for (const auto& w : words) filter += (filter.empty() ? "" : ",") + w;
        if (preposition.empty() && words.empty()) return kAnybody;
        if (preposition.empty()) return "subj=actor  obj!:" + filter + "=-  " + kBehindObject;
        if (kParticles.count(preposition) > 0) {
            particle = preposition;
            return words.empty() ? kAnybody : "subj=actor  obj!:" + filter + "=-  " + kBehindObject;
        }
        if (words.empty()) return {};
        return "subj=actor  " + preposition + "!:" + filter + "=-  obj=recipient  with/against/to/from=recipient";
    }

    // A verb as frames write it; empty where it is but a form of another ("SAYS" beside "SAY").
    std::string lemma_of(std::string_view written) {
        std::string verb = lower(written);
        std::replace(verb.begin(), verb.end(), '_', ' ');
        std::erase(verb, '+');
        if (form_of_another_.empty())
            for (const auto& [word, entries] : dictionaries_.verbs)
                for (const VerbForm& f : entries) {
                    const std::string own = lower(f.verb);
                    for (const std::string& form : forms_of(TriggerKind::Verb, own))
                        if (form != own) form_of_another_.insert(form);
                }
        if (form_of_another_.count(verb) > 0 && verb.size() > 4) return {};
        if (verb.size() > 4 && verb.ends_with('s') && !verb.ends_with("ss")) verb.pop_back();
        return verb;
    }

    // Whether a frame can give this code.
    static bool sayable(const std::string& code) {
        return coded(code) && !plover_type(code).empty() &&
               code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:") == std::string::npos;
    }

    std::string frame_of(const std::string& code) {
        const std::string one = code.substr(0, code.find(':'));
        return "imported/" + lower(one);
    }

    void verbs() {
        std::map<uint32_t, std::map<std::string, std::set<std::string>>> lemmas;  // block → code → verbs
        for (const auto& [form, entries] : dictionaries_.verbs)
            for (const VerbForm& f : entries)
                if (f.before.empty() && f.after.size() <= 1 && plain(f.verb)) {
                    if (const std::string verb = lemma_of(f.verb); !verb.empty()) lemmas[f.block][f.code].insert(verb);
                }
        std::map<std::string, std::vector<std::string>> frames;  // code → rules
        for (uint32_t b = 0; b < dictionaries_.blocks.size(); ++b) {
            std::vector<std::string> all;
            for (const auto& [code, verbs] : lemmas[b]) {
                std::vector<std::string> list(verbs.begin(), verbs.end());
                all.insert(all.end(), list.begin(), list.end());
                if (!coded(code)) continue;
                if (!sayable(code)) {
                    leave(dictionaries_.blocks[b].name, "the code " + code + " has no PLOVER type");
                    continue;
                }
                add_rule(frames[code], "  verb ", list, kAnybody);
                out_.verbs += list.size();
            }
            // Where the block's exceptions stand: in the frame of its first code.
            std::string home;
            for (const auto& [code, verbs] : lemmas[b])
                if (home.empty() && sayable(code)) home = code;
            for (const VerbPattern& p : dictionaries_.blocks[b].patterns)
                if (home.empty() && sayable(p.code)) home = p.code;
            for (const VerbPattern& p : dictionaries_.blocks[b].patterns) pattern(p, all, home, frames);
        }
        std::set<std::string> written;
        for (const auto& [code, rules] : frames) {
            if (rules.empty()) continue;
            const std::string type(plover_type(code)), name = frame_of(code);
            std::string head = "\nframe " + name + ": " + type + "\n";
            if (!written.insert(name).second) head.clear();
            if (code.find(':') != std::string::npos && !head.empty() &&
                code.substr(0, code.find(':')) == code.substr(code.find(':') + 1))
                head += "  reciprocal\n";
            frames_ += head;
            for (const std::string& rule : rules) frames_ += rule + "\n";
            if (!head.empty()) event_codes_ += "*; frame " + name + " => " + code.substr(0, code.find(':')) + "\n";
        }
    }

    void pattern(const VerbPattern& p, const std::vector<std::string>& all, const std::string& home,
                 std::map<std::string, std::vector<std::string>>& frames) {
        std::string particle;
        const std::string slots = slots_of(p, particle);
        std::vector<std::string> single;
        for (const std::string& v : all)
            if (v.find(' ') == std::string::npos) single.push_back(v);
        if (slots.empty() || single.empty()) return leave(p.where, "a pattern of words in a row");
        if (!coded(p.code)) {
            if (home.empty() || slots.find("=-") == std::string::npos)
                return leave(p.where, "no event, and no frame to except it from");
            const std::string except = slots.substr(0, slots.find("=-"));
            add_rule(frames[home], "  except verb ", with_particle(single, particle),
                     except.substr(except.find("  ") + 2));
            ++out_.patterns;
            return;
        }
        if (!sayable(p.code)) return leave(p.where, "the code " + p.code + " has no PLOVER type");
        add_rule(frames[p.code], "  verb ", with_particle(single, particle), slots);
        ++out_.patterns;
    }

    static std::vector<std::string> with_particle(std::vector<std::string> verbs, const std::string& particle) {
        if (!particle.empty())
            for (std::string& v : verbs) v += " " + particle;
        return verbs;
    }

    // A rule for those of the verbs that have none yet with these slots: the first in the dictionary counts.
    void add_rule(std::vector<std::string>& rules, const char* head, const std::vector<std::string>& verbs,
                  const std::string& slots) {
        const std::string conditions = slots.substr(slots.starts_with("subj=actor  ") ? 12 : 0);
        std::vector<std::string> fresh;
        for (const std::string& v : verbs)
            if (ruled_.insert(v + ":" + conditions.substr(0, conditions.find('='))).second) fresh.push_back(v);
        if (!fresh.empty()) rules.push_back(head + comma_list(fresh) + ":  " + slots);
    }

    const Dictionaries& dictionaries_;
    const Codebook* base_;
    std::map<std::string, std::string> two_letters_;
    ImportedBook out_;
    std::set<std::string> ids_;
    std::unordered_set<std::string> taken_, ruled_;  // slugs of names; verbs with what their rules ask for
    std::unordered_set<std::string> form_of_another_;
    std::string actor_lines_, agent_lines_, actor_codes_, agent_codes_, event_codes_, frames_;
};

Result<void> write_file(const std::filesystem::path& path, const std::string& text) {
    std::error_code ec;
    std::filesystem::create_directories(path.parent_path(), ec);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text;
    if (!out.flush()) return Error{errors::kFileUnwritable, "cannot be written", path.string()};
    return {};
}

}  // namespace

std::string_view plover_type(std::string_view code) {
    if (code.size() < 3 || code[0] < '0' || code[0] > '2' || code[1] < '0' || code[1] > '9') return {};
    const auto root = static_cast<size_t>((code[0] - '0') * 10 + (code[1] - '0'));
    if (root >= kPlover.size()) return {};
    return root == 8 && code[2] < '4' ? "CONCEDE" : kPlover[root];
}

ImportedBook import_dictionaries(const Dictionaries& dictionaries, const Codebook* base) {
    return Importer(dictionaries, base).run();
}

Result<ImportedBook> import_petrarch(const std::filesystem::path& dictionaries, const std::filesystem::path& base,
                                     const std::filesystem::path& out) {
    std::error_code ec;
    if (std::filesystem::exists(out, ec) && !std::filesystem::is_empty(out, ec))
        return Error{errors::kFileUnwritable, "this folder is not empty: give a new one", out.string()};
    auto read = Dictionaries::read(dictionaries);
    if (!read) return read.error();
    std::map<std::string, std::string> texts;
    std::shared_ptr<const Codebook> known;
    if (!base.empty()) {
        auto loaded = Codebook::load(base);
        if (!loaded) return loaded.error();
        known = *loaded;
        auto sources = read_sources(base);
        if (!sources) return sources.error();
        for (SourceFile& file : *sources) texts.emplace(file.path, std::move(file.content));
    }
    ImportedBook book = import_dictionaries(**read, known.get());
    for (const auto& [path, text] : book.files) {
        auto& there = texts[path];
        there = path.starts_with("maps/") ? text + there : there + text;
    }
    for (const auto& [path, text] : texts)
        if (auto done = write_file(out / path, text); !done) return done.error();
    std::string left = "Left out of the import: " + std::to_string(book.left_out.size()) + "\n\n";
    for (const LintFinding& f : (*read)->findings) left += f.where + ": " + f.message + "\n";
    for (const std::string& line : book.left_out) left += line + "\n";
    if (auto done = write_file(out / "left-out.md", left); !done) return done.error();
    return book;
}

}  // namespace tallybook
