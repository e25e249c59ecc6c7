#include "query/select.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/days.hpp"
#include "base/text.hpp"
#include "resolve/fit.hpp"

namespace tallybook {

namespace {

bool country_code(const std::string& word) {
    return word.size() == 2 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool in_window(const DayRange& days, const Selection& wanted) {
    const auto since = day_of(wanted.since), until = day_of(wanted.until);
    if (!since && !until) return true;
    if (!days.known()) return false;
    return (!since || *days.last >= *since) && (!until || *days.first <= *until);
}

bool is_place(const ToldPlace& place, const std::string& word) {
    if (place.id == word) return true;
    if (country_code(word)) return place.country == word;
    const std::string plain = plain_name(word);
    return !plain.empty() && (plain_name(place.name).find(plain) != std::string::npos ||
                              plain_name(place.admin1).find(plain) != std::string::npos);
}

bool located(const Incident& incident, const std::vector<std::string>& places) {
    if (places.empty()) return true;
    return std::any_of(places.begin(), places.end(), [&](const std::string& word) {
        if (incident.where && is_place(*incident.where, word)) return true;
        // A country is asked for where it happened, not wherever else it is told of.
        return !country_code(word) && std::any_of(incident.other_places.begin(), incident.other_places.end(),
                                                  [&](const Json& other) { return is_place(place_of(other), word); });
    });
}

bool armed(const Incident& incident, const std::vector<std::string>& weapons) {
    if (weapons.empty()) return true;
    return std::any_of(incident.people.begin(), incident.people.end(), [&](const ToldPerson& one) {
        return one.role == "instrument" && std::any_of(weapons.begin(), weapons.end(), [&](const std::string& word) {
                   return lower(one.kind).find(lower(word)) != std::string::npos;
               });
    });
}

bool any_of(const std::vector<std::string>& words, const std::string& a, const std::string& b = "") {
    return words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
               return lower(word) == lower(a) || (!b.empty() && lower(word) == lower(b));
           });
}

bool reviewed(const Incident& incident, const std::string& wanted) {
    const std::string state = text_of(incident.review, "state");
    if (wanted.empty()) return !incident.rejected;
    return wanted == "any" || (wanted == "none" ? state.empty() : wanted == state);
}

// Somebody asked for, as a given count would name him: what the ledger knows of an actor of that id or name. Of a state
// its country counts too ("U.S. forces": everybody of the US), of others only the actor itself.
std::optional<ToldPerson> whom(const std::string& word, const std::vector<Selected>& all) {
    ToldPerson out;
    if (country_code(word)) {
        out.country = word;
        return out;
    }
    const std::string plain = plain_name(word);
    for (const Selected& one : all) {
        for (const ToldPerson& person : one.incident.people) {
            if (person.id != word && (plain.empty() || plain_name(person.name) != plain)) continue;
            const bool state = person.kind == "state-forces" || person.kind == "government" || person.kind == "police";
            out.id = person.id;
            out.name = person.name;
            out.kind = person.kind;
            if (state) out.country = person.country;
            return out;
        }
        for (const Attribution& blamed : one.incident.attribution) {
            if (blamed.id != word && (plain.empty() || plain_name(blamed.name) != plain)) continue;
            out.id = blamed.id;
            out.name = blamed.name;
            return out;
        }
    }
    for (const Selected& one : all) {
        for (const ToldPerson& person : one.incident.people) {
            if (person.member_of == word) return out.id = word, out;
            if (!person.affiliation.empty() && lower(person.affiliation) == lower(word))
                return out.affiliation = person.affiliation, out;
        }
    }
    for (const Selected& one : all)
        for (const ToldPerson& person : one.incident.people)
            if (!person.kind.empty() && person.kind == lower(word)) return out.kind = person.kind, out;
    return std::nullopt;
}

using Fit = TallyFit::Answer;
enum class Side { Actor, Recipient };

// The incidents by or to somebody, decided by TallyFit with every other condition open. The two sides are asked one by
// one: a count of attacks by one on another holds those of unknown attackers, a question after both does not.
class Parties {
public:
    explicit Parties(const std::vector<Selected>& all) : all_(all) {
        for (const Selected& one : all) {
            incidents_.push_back(one.incident);
            incidents_.back().days = kAnyDay;
            incidents_.back().status = "confirmed";
            incidents_.back().rejected = false;
        }
    }

    // Where `list` names several, any of them.
    std::vector<Fit> fit(const std::string& list, Side side, std::vector<std::string>* unknown) const {
        std::vector<Fit> out(incidents_.size(), list.empty() ? Fit::Yes : Fit::No);
        for (const std::string& word : words_between_commas(list)) {
            const auto person = whom(word, all_);
            if (person) ask(*person, side, out);
            if (!person && unknown) unknown->push_back(word);
        }
        return out;
    }

private:
    void ask(const ToldPerson& person, Side side, std::vector<Fit>& out) const {
        std::map<std::string, ToldTally> asked;
        std::map<std::string, TallyFit> fits;
        for (const Incident& one : incidents_) {
            const auto [at, fresh] = asked.try_emplace(one.type);
            if (!fresh) continue;
            at->second.of = one.type;
            (side == Side::Actor ? at->second.actor : at->second.recipient) = person;
        }
        for (const auto& [type, tally] : asked) fits.emplace(type, TallyFit(tally, kAnyDay, incidents_));
        for (size_t i = 0; i < incidents_.size(); ++i)
            if (const Fit one = fits.at(incidents_[i].type)(incidents_[i]); one != Fit::No && out[i] != Fit::Yes)
                out[i] = one;
    }

    static constexpr DayRange kAnyDay{0, 0};
    const std::vector<Selected>& all_;
    std::vector<Incident> incidents_;
};

}  // namespace

std::vector<std::string> words_between_commas(const std::string& list) {
    std::vector<std::string> out;
    for (size_t at = 0; at <= list.size();) {
        const size_t end = std::min(list.find(',', at), list.size());
        const size_t first = list.find_first_not_of(' ', at);
        size_t last = end;
        while (last > at && list[last - 1] == ' ') --last;
        if (first < last) out.push_back(list.substr(first, last - first));
        at = end + 1;
    }
    return out;
}

bool published_within(const std::string& published, const Selection& wanted) {
    const DayRange day = days_of(published);
    return !day.known() || in_window(day, wanted);
}

Result<std::vector<Selected>> select(const Ledger& ledger, const Selection& wanted, std::vector<std::string>* unknown) {
    std::vector<Selected> all;
    std::optional<Error> error;
    auto read = ledger.each_finding("incident", [&](const std::string& text) {
        Json line = Json::parse(text, nullptr, false);
        auto incident = read_incident(line);
        if (!incident) {
            error = incident.error();
            return false;
        }
        all.push_back({std::move(line), std::move(*incident), true});
        return true;
    });
    if (!read) return read.error();
    if (error) return *error;

    const Parties parties(all);
    const auto by = parties.fit(wanted.actor, Side::Actor, unknown);
    const auto to = parties.fit(wanted.recipient, Side::Recipient, unknown);
    const auto places = words_between_commas(wanted.place), types = words_between_commas(wanted.type);
    const auto weapons = words_between_commas(wanted.weapon), statuses = words_between_commas(wanted.status);
    std::vector<Selected> out;
    for (size_t i = 0; i < all.size(); ++i) {
        const Incident& one = all[i].incident;
        if (!in_window(one.days, wanted) || !located(one, places) || !any_of(types, one.type, one.mode)) continue;
        if (!armed(one, weapons) || !any_of(statuses, one.status) || !reviewed(one, wanted.review)) continue;
        if (by[i] == Fit::No || to[i] == Fit::No) continue;
        all[i].sure = by[i] == Fit::Yes && to[i] == Fit::Yes;
        out.push_back(std::move(all[i]));
    }
    return out;
}

}  // namespace tallybook
