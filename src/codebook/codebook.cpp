#include "codebook/codebook.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "base/errors.hpp"
#include "base/mapped_file.hpp"
#include "codebook/actor_names.hpp"
#include "codebook/book.hpp"
#include "codebook/image.hpp"

namespace tallybook {

struct Codebook::Content {
    MappedFile file;                                // an image on disk …
    std::unique_ptr<std::vector<uint64_t>> memory;  // … or compiled in memory; of uint64_t for its alignment
    CodebookImage image;
};

Codebook::Codebook() : content_(std::make_unique<Content>()) {}
Codebook::~Codebook() = default;

namespace {

bool has_errors(const std::vector<LintFinding>& findings) {
    return std::any_of(findings.begin(), findings.end(), [](const LintFinding& f) { return f.error; });
}

Error as_error(const std::vector<LintFinding>& findings, const std::filesystem::path& folder) {
    std::string message = "this codebook has faults; correct them:";
    for (const LintFinding& f : findings) {
        if (f.error) message += "\n  " + f.where + ": " + f.message;
    }
    return Error{errors::kCodebookInvalid, message, folder.string()};
}

Result<std::string> compiled(const std::filesystem::path& folder, std::string& digest) {
    auto sources = read_sources(folder);
    if (!sources) return sources.error();
    Book book = parse_book(*sources);
    check_book(book);
    if (has_errors(book.findings)) return as_error(book.findings, folder);
    digest = book.digest;
    return build_image(book);
}

// The longest ending of `key` (whole words) that the table knows; `length` is set to its bytes, 0 if none.
uint32_t find_ending(const FlatMap& map, std::string_view key, size_t& length) {
    for (size_t at = 0;;) {
        const uint32_t value = map.find(key.substr(at));
        if (value != FlatMap::kNone) {
            length = key.size() - at;
            return value;
        }
        at = key.find(' ', at);
        if (at == std::string_view::npos) break;
        ++at;
    }
    length = 0;
    return FlatMap::kNone;
}

}  // namespace

Result<std::shared_ptr<const Codebook>> Codebook::load(const std::filesystem::path& folder_or_image) {
    auto codebook = std::make_shared<Codebook>();
    Content& content = *codebook->content_;
    std::error_code ec;
    std::string_view bytes;
    if (std::filesystem::is_regular_file(folder_or_image, ec)) {
        auto file = MappedFile::open(folder_or_image);
        if (!file) return file.error();
        content.file = std::move(*file);
        bytes = content.file.bytes();
    } else {
        std::string digest;
        auto image = compiled(folder_or_image, digest);
        if (!image) return image.error();
        content.memory = std::make_unique<std::vector<uint64_t>>(image->size() / 8 + 1);
        std::copy(image->begin(), image->end(), reinterpret_cast<char*>(content.memory->data()));
        bytes = {reinterpret_cast<const char*>(content.memory->data()), image->size()};
    }
    if (!open_image(bytes, content.image)) {
        return Error{errors::kCodebookImage,
                     "is no compiled codebook of this version; make it again with \"codebook compile\"",
                     folder_or_image.string()};
    }
    return std::shared_ptr<const Codebook>(std::move(codebook));
}

std::vector<LintFinding> Codebook::lint(const std::filesystem::path& folder) {
    return lint_folder(folder, nullptr);
}

Result<std::string> Codebook::compile(const std::filesystem::path& folder, const std::filesystem::path& image) {
    std::string digest;
    auto bytes = compiled(folder, digest);
    if (!bytes) return bytes.error();
    // Written beside and renamed, so that a running reader never maps half an image.
    std::filesystem::path part = image;
    part += ".part";
    {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        out.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
        if (!out.flush()) return Error{errors::kFileUnwritable, "cannot be written", part.string()};
    }
    std::error_code ec;
    std::filesystem::rename(part, image, ec);
    if (ec) return Error{errors::kFileUnwritable, ec.message(), image.string()};
    return digest;
}

const std::string& Codebook::digest() const {
    return content_->image.digest;
}
const std::vector<Frame>& Codebook::frames() const {
    return content_->image.frames;
}
const CodeMaps& Codebook::maps() const {
    return content_->image.maps;
}
const std::vector<Rule>& Codebook::rules() const {
    return content_->image.rules;
}

std::span<const uint32_t> Codebook::rules_for(TriggerKind kind, std::string_view lemma) const {
    const CodebookImage& image = content_->image;
    const FlatMap& rules = image.rules_by[static_cast<int>(kind)];
    if (kind == TriggerKind::Noun && lemma.find('-') != std::string_view::npos) {
        std::string words(lemma);  // nouns are kept with spaces
        std::replace(words.begin(), words.end(), '-', ' ');
        return image.list(rules.find(words));
    }
    return image.list(rules.find(lemma));
}

bool Codebook::may_trigger(std::string_view lower_form) const {
    return starts_rule(content_->image, lower_form);
}

Triggers Codebook::triggers(std::span<const std::string_view> lower_words) const {
    return find_triggers(content_->image, lower_words);
}

// Asked a few hundred times a sentence: the key, pair_key(cls, phrase_key(lemma)), is made without allocating.
bool Codebook::in_class(std::string_view cls, std::string_view lemma) const {
    const FlatMap& words = content_->image.class_words;
    char key[192];
    if (cls.size() + 1 + lemma.size() > sizeof key)
        return words.find(pair_key(cls, phrase_key(lemma))) != FlatMap::kNone;
    char* const begin = std::copy(cls.begin(), cls.end(), key) + 1;
    begin[-1] = '\0';
    char* end = begin;
    for (const char c : lemma) {
        if (c == '-' || c == ' ' || c == '_') {
            if (end > begin && end[-1] != ' ') *end++ = ' ';
        } else {
            *end++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
    }
    while (end > begin && end[-1] == ' ') --end;
    return words.find({key, static_cast<size_t>(end - key)}) != FlatMap::kNone;
}

// A longer name of the other kind wins: "coal mine" is no weapon, "car bomb" no vehicle.
const Weapon* Codebook::weapon(std::string_view lemma_or_phrase) const {
    const CodebookImage& image = content_->image;
    const std::string key = noun_key(lemma_or_phrase);
    size_t length = 0, other = 0;
    const uint32_t i = find_ending(image.weapon_names, key, length);
    find_ending(image.agent_nouns, key, other);
    return i < image.weapons.size() && other <= length ? &image.weapons[i] : nullptr;
}

const Agent* Codebook::agent(std::string_view lemma) const {
    const CodebookImage& image = content_->image;
    const std::string key = noun_key(lemma);
    size_t length = 0, other = 0;
    const uint32_t i = find_ending(image.agent_nouns, key, length);
    find_ending(image.weapon_names, key, other);
    return i < image.agents.size() && other <= length ? &image.agents[i] : nullptr;
}

ActorMatch Codebook::actor_at(std::span<const std::string_view> words, std::string_view date) const {
    return match_actor(content_->image, words, date);
}

bool Codebook::is_actor_name(std::span<const std::string_view> words) const {
    return names_actor(content_->image, words);
}

const Actor* Codebook::actor(std::string_view id) const {
    const CodebookImage& image = content_->image;
    const uint32_t i = image.ids.find(id);
    return i < image.actors.size() ? &image.actors[i] : nullptr;
}

const Actor* Codebook::state(std::string_view country) const {
    const CodebookImage& image = content_->image;
    const uint32_t i = image.states.find(country);
    return i < image.actors.size() ? &image.actors[i] : nullptr;
}

const Actor* Codebook::state_actor(std::string_view country, std::string_view agent_lemma) const {
    const CodebookImage& image = content_->image;
    std::string key = noun_key(agent_lemma);
    for (;;) {
        const uint32_t i = image.state_agents.find(pair_key(country, key));
        if (i < image.actors.size()) return &image.actors[i];
        const size_t space = key.find(' ');
        if (space == std::string::npos) return nullptr;
        key.erase(0, space + 1);
    }
}

const Actor* Codebook::holder(std::string_view country, std::string_view title, std::string_view date) const {
    const CodebookImage& image = content_->image;
    for (uint32_t i : image.list(image.titles.find(pair_key(country, title_key(title))))) {
        if (i >= image.offices.size()) break;
        const Actor& actor = image.actors[image.offices[i].actor];
        const Office& office = actor.offices[image.offices[i].office];
        const auto not_after = [](std::string_view a, std::string_view b) {
            const size_t n = std::min(a.size(), b.size());
            return a.substr(0, n) <= b.substr(0, n);
        };
        if (date.empty() ? office.to.empty()
                         : not_after(office.from, date) && (office.to.empty() || not_after(date, office.to)))
            return &actor;
    }
    return nullptr;
}

}  // namespace tallybook
