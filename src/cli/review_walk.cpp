// review walk: the reviewer's desk in the terminal. Line by line instead of single keys, so that it works over any
// connection, can be fed from a file, and can be tested.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "base/errors.hpp"
#include "cli/reviewing.hpp"
#include "export/text_page.hpp"
#include "export/wording.hpp"

namespace tallybook::cli {

namespace {

constexpr size_t kNeighbours = 5;
constexpr const char* kHelp =
    "  a [REASON]          accept            r REASON     reject\n"
    "  e FIELD VALUE       edit a field      n TEXT       note\n"
    "  m N [REASON]        merge with neighbour N\n"
    "  s N[,N…] [REASON]   split: tellings N become an incident of their own\n"
    "  u                   undo your last    k            skip (also an empty line)\n"
    "  q                   quit              ?            this help\n";

void say(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

std::string first_word(std::string& rest) {
    const size_t begin = std::min(rest.find_first_not_of(' '), rest.size());
    const size_t end = std::min(rest.find(' ', begin), rest.size());
    std::string word = rest.substr(begin, end - begin);
    rest.erase(0, std::min(rest.find_first_not_of(' ', end), rest.size()));
    return word;
}

std::vector<size_t> numbers(const std::string& list, size_t most) {
    std::vector<size_t> out;
    for (const std::string& one : words_between_commas(list)) {
        const bool digits = one.size() < 5 && one.find_first_not_of("0123456789") == std::string::npos;
        const size_t n = digits ? std::stoul(one) : 0;
        if (n < 1 || n > most) return {};
        out.push_back(n - 1);
    }
    return out;
}

class Walk {
public:
    Walk(Reviewer& reviewer, const PaperOptions& paper) : reviewer_(reviewer), paper_(paper) {}

    // False: quit.
    Result<bool> one(const std::string& id, size_t at, size_t all) {
        auto shown = show(id, at, all);
        if (!shown) return shown.error();
        if (!*shown) return true;  // merged into one that came before
        while (true) {
            say("what? (? for help) ");
            std::string rest;
            if (!std::getline(std::cin, rest)) return false;
            const std::string command = first_word(rest);
            if (command == "q") return false;
            if (command == "k" || command.empty()) return true;
            auto said = run(command, id, rest);
            if (!said && said.error().code != errors::kUsage && said.error().code != errors::kNoSuchRecord)
                return said.error();
            say(said ? *said : said.error().describe() + "\n");
            if (said && (command == "a" || command == "r")) return true;
        }
    }

private:
    Result<bool> show(const std::string& id, size_t at, size_t all) {
        auto line = reviewer_.ledger().finding("incident", id);
        if (!line) return line.error();
        if (!*line) return false;
        PageFilter filter;
        filter.incidents = {id};
        filter.selection.review = "any";
        auto page = load_page(reviewer_.ledger(), filter);
        if (!page) return page.error();
        say(fmt::format("\n── {} of {} ", at, all) + "\n" + text_incidents(*page, paper_.measure()));
        const Json incident = Json::parse(**line, nullptr, false);
        tellings_.clear();
        for (const Json& one : incident.value("mentions", Json::array())) tellings_.push_back(one.get<std::string>());
        if (tellings_.size() > 1)
            for (size_t i = 0; i < tellings_.size(); ++i) say(fmt::format("    telling {}: {}\n", i + 1, tellings_[i]));
        if (auto near = neighbours(incident); !near) return near.error();
        return true;
    }

    // Incidents of about the same day in the same country.
    Result<void> neighbours(const Json& incident) {
        neighbours_.clear();
        auto all = select(reviewer_.ledger(), {});
        if (!all) return all.error();
        auto self = read_incident(incident);
        if (!self) return self.error();
        if (!self->days.known() || !self->where) return {};
        const DayRange wide{*self->days.first - 1, *self->days.last + 1};
        for (const Selected& one : *all) {
            if (one.incident.id == self->id || !one.incident.days.touches(wide) || !one.incident.where) continue;
            if (one.incident.where->country != self->where->country || neighbours_.size() == kNeighbours) continue;
            neighbours_.push_back(one.incident.id);
            say(fmt::format("    neighbour {}: {}, {}, {}\n", neighbours_.size(),
                            wording::event(one.incident.type, one.incident.mode),
                            wording::place(one.incident.place, {}), wording::time(one.incident.time)));
        }
        return {};
    }

    Result<std::string> run(const std::string& command, const std::string& id, std::string rest) {
        if (command == "a") return reviewer_.state("accept", id, rest);
        if (command == "r") return reviewer_.state("reject", id, rest);
        if (command == "n") return reviewer_.state("note", id, rest);
        if (command == "u") return reviewer_.undo(std::nullopt, rest);
        if (command == "e") {
            const std::string field = first_word(rest);
            return reviewer_.edit(id, field, rest, "");
        }
        if (command == "m") {
            const auto which = numbers(first_word(rest), neighbours_.size());
            if (which.empty()) return Error{errors::kUsage, "name a neighbour by its number: m 1", ""};
            return reviewer_.merge({id, neighbours_[which[0]]}, rest);
        }
        if (command == "s") {
            std::vector<std::string> leaving;
            for (const size_t at : numbers(first_word(rest), tellings_.size())) leaving.push_back(tellings_[at]);
            return reviewer_.split(id, leaving, rest);
        }
        return std::string(kHelp);
    }

    Reviewer& reviewer_;
    const PaperOptions& paper_;
    std::vector<std::string> tellings_, neighbours_;
};

}  // namespace

int review_walk(const ReviewOptions& options, const Selection& selection, const PaperOptions& paper) {
    auto reviewer = Reviewer::open(options);
    if (!reviewer)
        return fail(reviewer.error(), reviewer.error().code == errors::kUsage ? kWrongUsage : kSomeInputFailed);
    const auto selected = select(reviewer->ledger(), selection);
    if (!selected) return fail(selected.error());
    if (selected->empty()) {
        say("Nothing is left to review.\n");
        return kOk;
    }
    Walk walk(*reviewer, paper);
    for (size_t i = 0; i < selected->size(); ++i) {
        const auto on = walk.one((*selected)[i].incident.id, i + 1, selected->size());
        if (!on) return fail(on.error());
        if (!*on) break;
    }
    return kOk;
}

}  // namespace tallybook::cli
