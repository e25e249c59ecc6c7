#include "language/pipeline_dir.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "language/msgpack.hpp"
#include "language/string_id.hpp"
#include "language/string_set.hpp"

namespace tallybook {
namespace {

using msgpack::Value;
using nlohmann::json;

Error bad_table(const PipelineDir& dir, const std::string& file, const std::string& what) {
    return {errors::kModelTable, "the table cannot be used (" + what + "); import another model", dir.where(file)};
}

Result<Value> read_msgpack(PipelineDir& dir, const std::string& file) {
    auto bytes = dir.read(file);
    if (!bytes) return bytes.error();
    auto value = msgpack::parse(*bytes);
    if (!value) return Error{value.error().code, value.error().message, dir.where(file)};
    return value;
}

// A string, or nothing where the value is another kind or not UTF-8.
std::optional<std::string> text_of(const Value* value) {
    if (!value || !value->is_text() || !utf8::valid(value->text)) return std::nullopt;
    return std::string(value->text);
}

constexpr std::array kArchitectures = std::to_array<std::string_view>(
    {"spacy.Tok2Vec.v1", "spacy.Tok2Vec.v2", "spacy.MultiHashEmbed.v2", "spacy.MaxoutWindowEncoder.v1",
     "spacy.MaxoutWindowEncoder.v2", "spacy.Tok2VecListener.v1", "spacy.Tagger.v1", "spacy.Tagger.v2",
     "spacy.TransitionBasedParser.v2"});
constexpr std::array kComponents =
    std::to_array<std::string_view>({"tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"});

Error refused(const PipelineDir& dir, const std::string& what) {
    return {
        errors::kModelArchitecture,
        what + "; only English spaCy pipelines with a hash-embedding CNN (en_core_web_sm 3.8.0 is one) can be imported",
        dir.where("config.cfg")};
}

// Sections of an INI file: section → key → value, values as written.
std::map<std::string, std::map<std::string, std::string>> read_ini(std::string_view text) {
    std::map<std::string, std::map<std::string, std::string>> out;
    std::string section;
    const auto trim = [](std::string_view s) {
        while (!s.empty() && (s.front() == ' ' || s.front() == '\r')) s.remove_prefix(1);
        while (!s.empty() && (s.back() == ' ' || s.back() == '\r')) s.remove_suffix(1);
        return s;
    };
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        const size_t equals = line.find('=');
        if (line.starts_with('[') && line.ends_with(']')) {
            section = line.substr(1, line.size() - 2);
        } else if (equals != line.npos) {
            out[section][std::string(trim(line.substr(0, equals)))] = trim(line.substr(equals + 1));
        }
    }
    return out;
}

}  // namespace

Result<std::string_view> PipelineDir::read(const std::string& name) {
    if (const auto found = files_.find(name); found != files_.end()) return found->second.bytes();
    auto file = MappedFile::open(root_ / name);
    if (!file) {
        return Error{errors::kModelPartMissing,
                     "the pipeline directory lacks this file (" + file.error().message +
                         "); give the directory that holds config.cfg",
                     where(name)};
    }
    return files_.emplace(name, *std::move(file)).first->second.bytes();
}

bool PipelineDir::has(const std::string& name) const {
    std::error_code error;
    return std::filesystem::is_regular_file(root_ / name, error);
}

std::map<std::string, std::string> PipelineDir::digests() const {
    std::map<std::string, std::string> out;
    for (const auto& [name, file] : files_) out[name] = sha256_hex(file.bytes());
    return out;
}

Result<void> check_config(PipelineDir& dir) {
    auto bytes = dir.read("config.cfg");
    if (!bytes) return bytes.error();
    const auto config = read_ini(*bytes);
    const auto value = [&](const std::string& section, const std::string& key) -> std::string {
        const auto found = config.find(section);
        if (found == config.end()) return "";
        const auto item = found->second.find(key);
        return item == found->second.end() ? "" : item->second;
    };
    const json pipeline = json::parse(value("nlp", "pipeline"), nullptr, false);
    const json disabled = json::parse(value("nlp", "disabled"), nullptr, false);
    if (value("nlp", "lang") != "\"en\"") return refused(dir, "[nlp] lang is not \"en\"");
    if (!pipeline.is_array()) return refused(dir, "[nlp] pipeline is no list");
    std::vector<std::string> active;
    for (const json& name : pipeline) {
        const bool off = disabled.is_array() && std::find(disabled.begin(), disabled.end(), name) != disabled.end();
        if (name.is_string() && !off) active.push_back(name.get<std::string>());
    }
    for (const std::string& name : active) {
        if (name != "senter" && std::find(kComponents.begin(), kComponents.end(), name) == kComponents.end()) {
            return refused(dir, "[nlp] pipeline has the component \"" + name + "\", which cannot be run");
        }
    }
    for (const std::string_view name : kComponents) {
        if (std::find(active.begin(), active.end(), name) == active.end()) {
            return refused(dir, "[nlp] pipeline lacks the component \"" + std::string(name) + "\"");
        }
    }
    for (const auto& [section, keys] : config) {
        const auto architecture = keys.find("@architectures");
        if (!section.starts_with("components.") || architecture == keys.end()) continue;
        const std::string name = architecture->second.substr(1, std::max<size_t>(architecture->second.size(), 2) - 2);
        if (std::find(kArchitectures.begin(), kArchitectures.end(), name) == kArchitectures.end()) {
            return refused(dir, "[" + section + "] uses the architecture \"" + name + "\"");
        }
        const auto wants = [&keys = keys](const char* key, const char* wanted) {
            const auto found = keys.find(key);
            return found == keys.end() || found->second == wanted;
        };
        if (!wants("include_static_vectors", "false")) return refused(dir, "[" + section + "] uses static vectors");
        if (!wants("use_upper", "true")) return refused(dir, "[" + section + "] has no upper layer");
        if (!wants("extra_state_tokens", "false")) return refused(dir, "[" + section + "] uses extra state tokens");
    }
    if (const std::string mode = value("components.lemmatizer", "mode"); mode != "\"rule\"") {
        return refused(dir, "[components.lemmatizer] mode is " + (mode.empty() ? "missing" : mode));
    }
    return {};
}

Result<void> check_version(PipelineDir& dir) {
    const std::string file = "meta.json";
    auto bytes = dir.read(file);
    if (!bytes) return bytes.error();
    const json meta = json::parse(*bytes, nullptr, false);
    if (!meta.is_object()) return bad_table(dir, file, "it is no JSON object");
    const auto found = meta.find("spacy_version");
    const std::string wanted = found != meta.end() && found->is_string() ? found->get<std::string>() : "";
    // ">=3.8.0,<3.9.0": the first number is the major version.
    const size_t begin = std::min(wanted.find_first_of("0123456789"), wanted.size());
    if (wanted.substr(begin, 2) != "3.") {
        return Error{errors::kModelArchitecture,
                     "the pipeline was made for spaCy " + (wanted.empty() ? std::string("of no version") : wanted) +
                         "; only pipelines of spaCy 3 can be imported",
                     dir.where(file)};
    }
    return {};
}

Result<void> import_tokenizer(PipelineDir& dir, ImageWriter& image) {
    const std::string file = "tokenizer";
    auto root = read_msgpack(dir, file);
    if (!root) return root.error();
    json out;
    const std::pair<const char*, const char*> patterns[] = {{"prefix", "prefix_search"},
                                                            {"suffix", "suffix_search"},
                                                            {"infix", "infix_finditer"},
                                                            {"token", "token_match"},
                                                            {"url", "url_match"}};
    for (const auto& [name, key] : patterns) {
        const Value* value = root->find(key);
        const auto text = text_of(value);
        if (!text && value && !value->is_nil()) return bad_table(dir, file, key);
        out[name] = text.value_or("");
    }
    const Value* heuristics = root->find("faster_heuristics");
    out["faster_heuristics"] = !heuristics || heuristics->integer != 0;
    out["exceptions"] = json::array();
    const Value* exceptions = root->find("exceptions");
    if (!exceptions || !exceptions->is_map()) return bad_table(dir, file, "it has no exceptions");
    constexpr uint64_t kText = 65;
    constexpr uint64_t kNorm = 67;
    for (size_t i = 0; i + 1 < exceptions->items.size(); i += 2) {
        const auto key = text_of(&exceptions->items[i]);
        if (!key) return bad_table(dir, file, "an exception is no text");
        json tokens = json::array();
        for (const Value& token : exceptions->items[i + 1].items) {
            const auto text = text_of(token.find(kText));
            const auto norm = text_of(token.find(kNorm));
            const size_t known = size_t{2} * ((text ? 1 : 0) + (norm ? 1 : 0));
            if (!text || token.items.size() != known) return bad_table(dir, file, "exception \"" + *key + "\"");
            tokens.push_back({*text, norm.value_or("")});
        }
        out["exceptions"].push_back({*key, std::move(tokens)});
    }
    image.add("tokenizer", out.dump());
    return {};
}

Result<void> import_norms(PipelineDir& dir, ImageWriter& image) {
    const std::string file = "vocab/lookups.bin";
    auto root = read_msgpack(dir, file);
    if (!root) return root.error();
    const Value* table = root->find("lexeme_norm");
    json out = json::array();
    if (table && !table->is_map()) return bad_table(dir, file, "lexeme_norm");
    for (size_t i = 0; table && i + 1 < table->items.size(); i += 2) {
        const auto norm = text_of(&table->items[i + 1]);
        if (!table->items[i].is_unsigned() || !norm) return bad_table(dir, file, "a row of lexeme_norm");
        out.push_back({table->items[i].integer, *norm});
    }
    image.add("norms", out.dump());
    return {};
}

Result<void> import_lemmas(PipelineDir& dir, ImageWriter& image) {
    const std::string file = "lemmatizer/lookups/lookups.bin";
    auto root = read_msgpack(dir, file);
    if (!root) return root.error();
    // The tables know a part of speech by the id of its lower-case name.
    json out = json::object();
    size_t tables = 0;
    for (const char* pos : {"adj", "adp", "adv", "aux", "cconj", "conj", "det", "intj", "noun", "num", "part", "pron",
                            "propn", "punct", "sconj", "space", "sym", "verb", "x"}) {
        const uint64_t id = string_id(pos);
        const auto part = [&](const char* name) -> const Value* {
            const Value* table = root->find(name);
            const Value* found = table ? table->find(id) : nullptr;
            tables += found != nullptr;
            return found;
        };
        const Value* rules = part("lemma_rules");
        const Value* exceptions = part("lemma_exc");
        const Value* index = part("lemma_index");
        if (!rules && !exceptions && !index) continue;
        json item = {{"rules", json::array()}, {"exceptions", json::object()}};
        for (size_t i = 0; rules && i < rules->items.size(); ++i) {
            const Value& rule = rules->items[i];
            const auto old_end = rule.items.size() == 2 ? text_of(&rule.items[0]) : std::nullopt;
            const auto new_end = rule.items.size() == 2 ? text_of(&rule.items[1]) : std::nullopt;
            if (!old_end || !new_end) return bad_table(dir, file, std::string("a rule of ") + pos);
            item["rules"].push_back({*old_end, *new_end});
        }
        for (size_t i = 0; exceptions && exceptions->is_map() && i + 1 < exceptions->items.size(); i += 2) {
            const auto form = text_of(&exceptions->items[i]);
            json lemmas = json::array();
            for (const Value& lemma : exceptions->items[i + 1].items) {
                const auto text = text_of(&lemma);
                if (!text) return bad_table(dir, file, std::string("an exception of ") + pos);
                lemmas.push_back(*text);
            }
            if (!form) return bad_table(dir, file, std::string("an exception of ") + pos);
            item["exceptions"][*form] = std::move(lemmas);
        }
        std::vector<std::string> forms;
        for (size_t i = 0; index && i < index->items.size(); ++i) {
            const auto text = text_of(&index->items[i]);
            if (!text) return bad_table(dir, file, std::string("a form of ") + pos);
            forms.push_back(*text);
        }
        out[pos] = std::move(item);
        image.add(std::string("lemmas.") + pos, StringSet::build(forms));
    }
    size_t stored = 0;
    for (const char* name : {"lemma_rules", "lemma_exc", "lemma_index"}) {
        const Value* table = root->find(name);
        if (!table || !table->is_map()) return bad_table(dir, file, std::string("it lacks ") + name);
        stored += table->items.size() / 2;
    }
    if (stored != tables) return bad_table(dir, file, "it has tables for an unknown part of speech");
    image.add("lemmas", out.dump());
    return {};
}

namespace {

json to_json(const Value& value) {
    switch (value.kind) {
        case Value::Kind::kNil:
            return nullptr;
        case Value::Kind::kBool:
            return value.integer != 0;
        case Value::Kind::kUnsigned:
            return value.integer;
        case Value::Kind::kNegative:
            return static_cast<int64_t>(value.integer);
        case Value::Kind::kFloat:
            return value.number;
        case Value::Kind::kString:
        case Value::Kind::kBinary:
            return utf8::repair(value.text);
        case Value::Kind::kArray: {
            json out = json::array();
            for (const Value& item : value.items) out.push_back(to_json(item));
            return out;
        }
        case Value::Kind::kMap:
            break;
    }
    json out = json::object();
    for (size_t i = 0; i + 1 < value.items.size(); i += 2) {
        const Value& key = value.items[i];
        out[key.is_text() ? utf8::repair(key.text) : std::to_string(key.integer)] = to_json(value.items[i + 1]);
    }
    return out;
}

}  // namespace

Result<void> import_rules(PipelineDir& dir, ImageWriter& image) {
    auto root = read_msgpack(dir, "attribute_ruler/patterns");
    if (!root) return root.error();
    if (!root->is_array()) return bad_table(dir, "attribute_ruler/patterns", "it is no list");
    image.add("rules", to_json(*root).dump());
    return {};
}

namespace {

using Actions = std::map<uint32_t, std::vector<std::pair<int64_t, std::string>>>;  // by move: (frequency, label)

// Whether the moves are those of this component, and what is opened can be closed.
bool known_moves(const Actions& actions, const std::string& component) {
    const bool entities = component == "ner";
    const uint32_t first = entities ? 1 : 0;
    if (actions.size() != 5 || actions.begin()->first != first || actions.rbegin()->first != first + 4) return false;
    const auto has = [&](uint32_t move, const std::string& label) {
        const auto& labels = actions.at(move);
        return std::any_of(labels.begin(), labels.end(), [&](const auto& item) { return item.second == label; });
    };
    return !entities || std::all_of(actions.at(1).begin(), actions.at(1).end(),
                                    [&](const auto& item) { return has(3, item.second); });
}

}  // namespace

Result<json> import_classes(PipelineDir& dir, const std::string& component) {
    const std::string file = component + "/moves";
    auto cfg = dir.read(component + "/cfg");
    if (!cfg) return cfg.error();
    const json settings = json::parse(*cfg, nullptr, false);
    if (!settings.is_object()) return bad_table(dir, component + "/cfg", "it is no JSON object");
    if (settings.contains("beam_width") && settings["beam_width"] != 1) {
        return Error{errors::kModelArchitecture, "a beam search cannot be run; only beam_width 1 can",
                     dir.where(component + "/cfg")};
    }
    auto root = read_msgpack(dir, file);
    if (!root) return root.error();
    const auto text = text_of(root->find("moves"));
    const json moves = text ? json::parse(*text, nullptr, false) : json();
    if (!moves.is_object()) return bad_table(dir, file, "its moves are no JSON object");
    // Within a move the labels go by falling (frequency, label).
    Actions actions;
    for (const auto& [name, labels] : moves.items()) {
        uint32_t number = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
        if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size() || !labels.is_object()) {
            return bad_table(dir, file, "move \"" + name + "\"");
        }
        if (labels.empty()) continue;  // a move that is never made: MISSING of the names
        auto& action = actions[number];
        for (const auto& [label, frequency] : labels.items()) {
            if (!frequency.is_number_integer()) return bad_table(dir, file, "the frequency of \"" + label + "\"");
            action.emplace_back(frequency.get<int64_t>(), label);
        }
        std::sort(action.rbegin(), action.rend());
    }
    if (!known_moves(actions, component)) {
        return Error{errors::kModelShape, "these are not the moves of this kind of component; import another model",
                     dir.where(file)};
    }
    json classes = json::array();
    for (const auto& [number, labels] : actions) {
        for (const auto& [frequency, label] : labels) classes.push_back({number, label});
    }
    return classes;
}

Result<json> import_tags(PipelineDir& dir) {
    auto bytes = dir.read("tagger/cfg");
    if (!bytes) return bytes.error();
    const json settings = json::parse(*bytes, nullptr, false);
    if (!settings.is_object() || !settings.contains("labels") || !settings["labels"].is_array()) {
        return bad_table(dir, "tagger/cfg", "it has no labels");
    }
    for (const json& label : settings["labels"]) {
        if (!label.is_string()) return bad_table(dir, "tagger/cfg", "a label is no text");
    }
    return settings["labels"];
}

}  // namespace tallybook
