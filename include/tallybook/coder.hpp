// The library's door: a text in, its records out as JSON Lines (docs/records.md). What the command line, a binding or
// a program of yours needs, and nothing of what lies behind it: no third-party type, no internal one.
//
//   auto coder = tallybook::api::Coder::open({"en.tbm", "places.tbg", "book.tbc"});
//   if (!coder.value) return report(coder.error.describe());
//   tallybook::api::Session session(*coder.value);                  // one a thread
//   auto lines = session.code({.key = "a", .text = "Rockets hit a base.", .published = "2023-12-10"});
//
// Nothing here prints, exits, reads a clock or the environment; nothing throws but std::bad_alloc.
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace tallybook::api {

// `code` is a stable number ("TB1004"), empty where nothing went wrong; `message` says what to do.
struct Error {
    std::string code, message, where;

    std::string describe() const;
};

template <class T>
struct Outcome {
    std::optional<T> value;  // empty where there is an error
    Error error;
};

struct Data {
    std::string model;      // image made by `tallybook model import`
    std::string gazetteer;  // image made by `tallybook gazetteer build`; empty: no places
    std::string codebook;   // folder of texts or image; empty: nothing is coded
};

struct Input {
    std::string key;   // comes back on every record
    std::string text;  // UTF-8 (repaired where it is not), or an HTML page
    std::optional<std::string> title = {}, outlet = {}, uri = {}, language = {}, media_type = {};
    std::optional<std::string> published = {};  // YYYY-MM-DD
};

// Model, gazetteer and codebook, opened once. Immutable: may be copied and shared by any number of threads.
class Coder {
public:
    static Outcome<Coder> open(const Data& data);

    std::string run_line() const;  // the first line of an output: version and digests

    // The same model and gazetteer with another codebook (folder of texts or image). This coder stays as it is.
    Outcome<Coder> with_codebook(const std::string& codebook) const;

private:
    friend class Session;
    friend class LiveCoder;
    struct Content;
    explicit Coder(std::shared_ptr<const Content> content);
    std::shared_ptr<const Content> content_;
};

// A coder for a process that runs long, whose codebook may be loaded anew while others work: who begins a run takes
// now() and keeps it to the end, so that a run has one codebook from its first line to its last. Any thread may call.
// An image should be replaced by renaming (`tallybook codebook compile` does): runs may still read the old file.
class LiveCoder {
public:
    explicit LiveCoder(const Coder& first);
    ~LiveCoder();

    Coder now() const;
    // Loads a folder or an image, then lets new runs have it. Where it has faults the old one stays, and the error says
    // which; `code` is empty where all went well.
    Error reload(const std::string& codebook);

private:
    struct Content;
    std::unique_ptr<Content> content_;
};

// The scratch memory of one thread (up to about 100 MB once warm). Keeps its coder alive. Move-only.
class Session {
public:
    explicit Session(const Coder& coder);
    void use(const Coder& coder);  // goes on with another coder and keeps the scratch memory, if the model is the same
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;

    // One report line, then its mentions, statements and tallies; each line ends with "\n". The same input gives the
    // same bytes in any session. Errors: text that is none (TB1004) or is too large (TB1005).
    Outcome<std::string> code(const Input& input);

    // One report line, then what was read in the text: sentences, names, times, places, quantities.
    Outcome<std::string> annotate(const Input& input);

private:
    struct Scratch;
    std::unique_ptr<Scratch> scratch_;
};

}  // namespace tallybook::api
