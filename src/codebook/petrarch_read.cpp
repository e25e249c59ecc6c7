// Files, lines and phrases of the dictionaries, and the short kinds of them: actors, agents, discards, issues. Written
// from their documentation; what a line leaves open is read the lenient way, what it gets wrong is a finding and the
// line is left out.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "codebook/book.hpp"
#include "codebook/petrarch.hpp"

namespace tallybook {
namespace {

std::string upper(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

bool digits(std::string_view s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A comment begins at # or ; outside brackets ("[###]" is a code).
std::string_view without_comment(std::string_view line) {
    bool bracket = false;
    for (size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '[') bracket = true;
        if (line[i] == ']') bracket = false;
        if (!bracket && (line[i] == '#' || line[i] == ';')) return line.substr(0, i);
    }
    return line;
}

// YYYYMMDD of YYMMDD or YYYYMMDD; years up to 30 are of this century. Empty: no date.
std::string full_date(std::string_view text) {
    if (!digits(text) || (text.size() != 6 && text.size() != 8)) return {};
    std::string date(text);
    if (text.size() == 6) date = (text.substr(0, 2) > "30" ? "19" : "20") + date;
    const std::string_view month = std::string_view(date).substr(4, 2), day = std::string_view(date).substr(6, 2);
    if (month < "01" || month > "12" || day < "01" || day > "31") return {};
    return date;
}

// "CODE", "CODE <950601", "CODE > 990816", "CODE 19950601 - 19990815".
bool parse_code(std::string_view text, const DictionaryLine& line, DictionaryActor& actor, Dictionaries& out) {
    const std::string_view all = trim(text);
    const size_t end = std::min(all.find_first_of(" \t<>"), all.size());
    DictionaryActor::Code code{std::string(all.substr(0, end)), {}, {}};
    std::string rest;
    for (char c : all.substr(end))
        if (c != ' ' && c != '\t') rest += c;
    const auto fault = [&](const std::string& what) {
        out.findings.push_back({true, line.where, what});
        return false;
    };
    if (code.code.empty()) return fault("the brackets hold no code");
    const std::string_view view(rest);
    if (rest.starts_with('<') || rest.starts_with('>')) {
        const std::string date = full_date(view.substr(1));
        if (date.empty()) return fault("\"" + rest.substr(1) + "\" is no date: write YYMMDD or YYYYMMDD");
        (rest[0] == '<' ? code.to : code.from) = date;
    } else if (const size_t dash = view.find('-'); dash != std::string_view::npos) {
        code.from = full_date(view.substr(0, dash));
        code.to = full_date(view.substr(dash + 1));
        if (code.from.empty() || code.to.empty())
            return fault("\"" + rest + "\" is no range of dates: write YYMMDD-YYMMDD");
        if (code.to < code.from) return fault("the range " + rest + " ends before it begins");
    } else if (!rest.empty()) {
        return fault("\"" + rest + "\" is no restriction: <DATE, >DATE or DATE-DATE");
    }
    actor.codes.push_back(std::move(code));
    return true;
}

// All [..] of a line; false where a bracket is not closed.
bool parse_codes(const DictionaryLine& line, DictionaryActor& actor, Dictionaries& out) {
    std::string_view rest = line.text;
    for (size_t open = rest.find('['); open != std::string_view::npos; open = rest.find('[')) {
        const size_t close = rest.find(']', open);
        if (close == std::string_view::npos) {
            out.findings.push_back({true, line.where, "the bracket is not closed"});
            return false;
        }
        parse_code(rest.substr(open + 1, close - open - 1), line, actor, out);
        rest = rest.substr(close + 1);
    }
    return true;
}

std::string_view before_brackets(std::string_view text) {
    return trim(text.substr(0, text.find('[')));
}

std::string plural_of(const std::string& noun) {
    if (noun.ends_with('Y')) return noun.substr(0, noun.size() - 1) + "IES";
    return noun + (noun.ends_with('S') ? "ES" : "S");
}

bool holds(std::string_view name, std::string_view word) {
    return upper(name).find(word) != std::string::npos;
}

}  // namespace

std::vector<DictionaryLine> dictionary_lines(const DictionaryFile& file) {
    std::vector<DictionaryLine> out;
    const std::string_view text = file.content;
    uint32_t number = 0;
    bool in_comment = false;
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        ++number;
        const std::string_view whole = text.substr(begin, end - begin);
        begin = end + 1;
        const bool ends = whole.find("-->") != std::string_view::npos;
        const std::string_view start = trim(whole);
        if (in_comment || start.starts_with("<!")) {  // <!-- over one or several lines -->
            in_comment = !ends && (in_comment || start.starts_with("<!--"));
            continue;
        }
        const std::string_view line = trim(without_comment(whole));
        if (line.empty() || line[0] == '<') continue;  // tags around lists of issues
        const auto column = static_cast<size_t>(line.data() - whole.data());
        out.push_back({std::string(line), file.path + ":" + std::to_string(number) + ":" + std::to_string(column + 1),
                       column > 0});
    }
    return out;
}

Phrase parse_phrase(std::string_view text, bool stems) {
    Phrase out;
    const std::string all = upper(text);
    bool joined = false;
    for (size_t i = 0; i < all.size();) {
        if (all[i] == ' ' || all[i] == '\t' || all[i] == '_' || all[i] == '-') {
            joined = (all[i] == '_' || all[i] == '-') && !out.empty();
            if (all[i] == '_' && !out.empty()) out.back().stem = false;
            ++i;
            continue;
        }
        const size_t end = std::min(all.find_first_of(" \t_-", i), all.size());
        std::string word = all.substr(i, end - i);
        if (word.ends_with("'S")) word.erase(word.size() - 2);  // as the tokens of a text are cut
        const bool negated = word.size() > 3 && word.ends_with("N'T");
        if (negated) word.erase(word.size() - 3);
        if (!word.empty()) out.push_back({std::move(word), joined, stems && !negated});
        if (negated) out.push_back({"N'T", true, false});
        joined = false;
        i = end;
    }
    return out;
}

size_t phrase_length(const Phrase& phrase, const std::vector<std::string_view>& words, size_t at) {
    const auto fits = [](const PhraseWord& w, std::string_view word) {
        return w.stem ? word.starts_with(w.text) : word == w.text;
    };
    if (phrase.empty() || at >= words.size() || !fits(phrase[0], words[at])) return 0;
    size_t next = at + 1;
    for (size_t k = 1; k < phrase.size(); ++k, ++next) {
        while (next < words.size() && !fits(phrase[k], words[next])) {
            if (phrase[k].joined) return 0;
            ++next;
        }
        if (next >= words.size()) return 0;
    }
    return next - at;
}

std::string_view DictionaryActor::code_on(std::string_view day) const {
    std::string_view otherwise = "---";
    for (const Code& c : codes) {
        if (c.from.empty() && c.to.empty()) {
            otherwise = c.code;
        } else if (!day.empty() && (c.from.empty() || c.from <= day) && (c.to.empty() || day <= c.to)) {
            return c.code;
        }
    }
    return otherwise;
}

void read_actor_dictionary(const DictionaryFile& file, Dictionaries& out) {
    DictionaryActor* actor = nullptr;
    for (const DictionaryLine& line : dictionary_lines(file)) {
        const bool synonym = line.text[0] == '+';
        if (line.text[0] == '[') {
            if (actor == nullptr) {
                out.findings.push_back({true, line.where, "these codes belong to no actor"});
            } else {
                parse_codes(line, *actor, out);
            }
            continue;
        }
        Phrase name = parse_phrase(before_brackets(std::string_view(line.text).substr(synonym)), out.stems);
        if (name.empty()) {
            out.findings.push_back({true, line.where, "a line here begins with a name"});
            continue;
        }
        if (synonym && actor == nullptr) {
            out.findings.push_back({true, line.where, "a synonym stands behind the name that it belongs to"});
            continue;
        }
        if (!synonym) {
            out.actors.push_back({{}, {}, line.where});
            actor = &out.actors.back();
        }
        actor->names.push_back(std::move(name));
        parse_codes(line, *actor, out);
    }
}

void read_agent_dictionary(const DictionaryFile& file, Dictionaries& out) {
    std::map<std::string, std::vector<std::string>> markers;
    const auto add = [&](const std::string& noun, std::string_view code, const DictionaryLine& line) {
        DictionaryAgent agent{parse_phrase(noun, out.stems), {}, code.ends_with('~'), line.where};
        agent.code = agent.before ? code.substr(0, code.size() - 1) : code.substr(1);
        if (!agent.name.empty()) out.agents.push_back(std::move(agent));
    };
    for (const DictionaryLine& line : dictionary_lines(file)) {
        const auto fault = [&](const std::string& what) { out.findings.push_back({true, line.where, what}); };
        const std::string_view text = line.text;
        const size_t mark = text.find('!'), second = mark == std::string_view::npos ? mark : text.find('!', mark + 1);
        const std::string marker =
            second == std::string_view::npos ? "" : upper(text.substr(mark + 1, second - mark - 1));
        if (text[0] == '!' && text.find('=') != std::string_view::npos) {  // !PERSON! = MAN, WOMAN
            if (marker.empty()) {
                fault("a set of words is written !NAME! = WORD, WORD");
                continue;
            }
            for (const Part& p : split(text.substr(text.find('=') + 1), ',')) markers[marker].push_back(upper(p.text));
            continue;
        }
        const size_t open = text.find('['), close = text.find(']');
        const std::string code(
            open < close && close != std::string_view::npos ? trim(text.substr(open + 1, close - open - 1)) : "");
        if (code.size() < 2 || (code.front() != '~' && code.back() != '~')) {
            fault("an agent needs a code with ~ before or behind it: [~GOV], [NGO~]");
            continue;
        }
        const std::string_view head = trim(text.substr(0, open));
        const size_t brace = head.find('{');
        const std::string noun = upper(trim(head.substr(0, brace)));
        if (mark != std::string_view::npos) {
            if (markers.count(marker) == 0) {
                fault("the set of words !" + marker + "! is not defined above");
                continue;
            }
            for (const std::string& word : markers[marker])
                add(noun.substr(0, mark) + word + noun.substr(second + 1), code, line);
            continue;
        }
        add(noun, code, line);
        if (brace == std::string_view::npos) {
            add(plural_of(noun), code, line);
        } else if (const size_t end = head.find('}', brace); end == std::string_view::npos) {
            fault("the brace is not closed");
        } else {
            add(upper(trim(head.substr(brace + 1, end - brace - 1))), code, line);
        }
    }
}

void read_discard_dictionary(const DictionaryFile& file, Dictionaries& out) {
    for (const DictionaryLine& line : dictionary_lines(file)) {
        const bool whole = line.text[0] == '+';
        Phrase words = parse_phrase(std::string_view(line.text).substr(whole), false);
        for (size_t i = 1; i < words.size(); ++i) words[i].joined = true;
        if (!words.empty()) {
            if (!line.text.ends_with('_')) words.back().stem = true;
            out.discards.push_back({std::move(words), whole});
        }
    }
}

void read_issue_dictionary(const DictionaryFile& file, Dictionaries& out) {
    for (const DictionaryLine& line : dictionary_lines(file)) {
        std::string_view text = line.text;
        const bool ignored = text[0] == '~';
        const size_t open = text.find('[');
        if (open == std::string_view::npos && !ignored) {
            out.findings.push_back({true, line.where, "an issue needs a code in brackets"});
            continue;
        }
        std::string words;
        for (char c : text.substr(0, open)) words += c == '+' ? '_' : c;
        while (words.starts_with('~')) words.erase(0, 1);
        for (const char* prefix : {"n:", "v:"})
            for (size_t at = words.find(prefix); at != std::string::npos; at = words.find(prefix)) words.erase(at, 2);
        Phrase phrase = parse_phrase(trim(words), false);
        for (size_t i = 1; i < phrase.size(); ++i) phrase[i].joined = true;
        const size_t close = open == std::string_view::npos ? open : text.find(']', open);
        if (!phrase.empty())
            out.issues.emplace_back(std::move(phrase),
                                    ignored ? "~" : std::string(text.substr(open + 1, close - open - 1)));
    }
}

void index_dictionaries(Dictionaries& out) {
    for (uint32_t a = 0; a < out.actors.size(); ++a) {
        DictionaryActor& actor = out.actors[a];
        if (actor.codes.empty()) out.findings.push_back({false, actor.where, "this actor has no code"});
        for (uint32_t n = 0; n < actor.names.size(); ++n) out.actors_by_word[actor.names[n][0].text].emplace_back(a, n);
    }
    for (uint32_t a = 0; a < out.agents.size(); ++a) out.agents_by_word[out.agents[a].name[0].text].push_back(a);
    // The longest name first; of equals the file's order.
    for (auto& [word, list] : out.actors_by_word)
        std::stable_sort(list.begin(), list.end(), [&](const auto& a, const auto& b) {
            return out.actors[a.first].names[a.second].size() > out.actors[b.first].names[b.second].size();
        });
    for (auto& [word, list] : out.agents_by_word)
        std::stable_sort(list.begin(), list.end(),
                         [&](uint32_t a, uint32_t b) { return out.agents[a].name.size() > out.agents[b].name.size(); });
    for (auto& [word, list] : out.verbs)
        std::stable_sort(list.begin(), list.end(), [](const VerbForm& a, const VerbForm& b) {
            return a.before.size() + a.after.size() > b.before.size() + b.after.size();
        });
}

bool Dictionaries::may_trigger(std::string_view lower_form) const {
    return verbs.count(upper(lower_form)) != 0;
}

Result<std::shared_ptr<const Dictionaries>> Dictionaries::read(const std::filesystem::path& folder) {
    std::error_code ec;
    if (!std::filesystem::is_directory(folder, ec))
        return Error{errors::kDictionariesMissing, "there is no folder of dictionaries here", folder.string()};
    std::vector<DictionaryFile> files;
    for (std::filesystem::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
        const std::string name = it->path().filename().string();
        const std::string extension = it->path().extension().string();
        const bool named = holds(name, "ACTOR") || holds(name, "AGENT") || holds(name, "VERB") ||
                           holds(name, "DISCARD") || holds(name, "ISSUE");
        if (!it->is_regular_file(ec) || !named || extension == ".xml" || extension == ".log") continue;
        std::ifstream in(it->path(), std::ios::binary);
        if (!in) return Error{errors::kFileUnreadable, "cannot be read", it->path().string()};
        DictionaryFile file{name, {}};
        file.content.assign(std::istreambuf_iterator<char>(in), {});
        if (file.content.starts_with("\xEF\xBB\xBF")) file.content.erase(0, 3);
        files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    auto out = std::make_shared<Dictionaries>();
    std::string all;
    size_t actors = 0, verbs = 0;
    // TABARI files have no headers of blocks.
    bool blocks = false, verb_files = false;
    for (const DictionaryFile& f : files) {
        if (!holds(f.path, "VERB")) continue;
        verb_files = true;
        blocks |= f.content.starts_with("---") || f.content.find("\n---") != std::string::npos;
    }
    out->stems = verb_files && !blocks;
    for (const DictionaryFile& f : files) {
        if (!utf8::valid(f.content))
            out->findings.push_back({false, f.path + ":1:1", "this file is not UTF-8; other bytes match nothing"});
        all += f.path + '\0' + sha256_hex(f.content) + '\n';
        if (holds(f.path, "ACTOR")) {
            read_actor_dictionary(f, *out);
            ++actors;
        } else if (holds(f.path, "AGENT")) {
            read_agent_dictionary(f, *out);
        } else if (holds(f.path, "DISCARD")) {
            read_discard_dictionary(f, *out);
        } else if (holds(f.path, "ISSUE")) {
            read_issue_dictionary(f, *out);
        } else {
            read_verb_dictionary(f, *out);
            ++verbs;
        }
    }
    if (actors == 0 || verbs == 0) {
        return Error{
            errors::kDictionariesMissing,
            std::string("no file here has \"") + (actors == 0 ? "actors" : "verbs") +
                "\" in its name: dictionaries are found by their names (actors, agents, verbs, discards, issues)",
            folder.string()};
    }
    index_dictionaries(*out);
    out->digest = sha256_hex(all);
    return std::shared_ptr<const Dictionaries>(std::move(out));
}

}  // namespace tallybook
