#include "query/agreement.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace tallybook {

namespace {

using Values = std::vector<std::vector<std::optional<std::string>>>;

constexpr const char* kMachine = "machine";
constexpr const char* kEvent = "event";

double difference(const std::string& a, const std::string& b, Metric metric) {
    if (metric == Metric::Nominal) return a == b ? 0 : 1;
    const double d = std::strtod(a.c_str(), nullptr) - std::strtod(b.c_str(), nullptr);
    return d * d;
}

// A value as one word that can be compared: a number's leading figure, a place's id, a day.
std::string comparable(const std::string& field, const Json& value) {
    if (value.is_null()) return "";
    if (value.is_string()) return value.get<std::string>();
    if (field == "killed" || field == "injured" || field == "count") {
        const auto n = range_of(value).leading();
        return n ? std::to_string(*n) : "";
    }
    if (field == "time") return text_of(value, "value").substr(0, 10);
    const std::string id = text_of(value, "id");
    return id.empty() ? text_of(value, "name") : id;
}

using Fields = std::map<std::string, std::string>;

struct Judgement {
    Fields fields;  // of the event as he has it; only the verdict where he rejected it
};

class Coders {
public:
    Coders(std::vector<Finding> automatic, const std::vector<ReviewAction>& actions) {
        for (const Finding& one : automatic) {
            const size_t unit = units_.size();
            units_.push_back(Json::parse(one.line, nullptr, false));
            for (const std::string& mention : one.mentions) unit_of_[mention] = unit;
        }
        for (const ReviewAction& one : actions) note(one);
        for (const auto& [reviewer, judged] : judged_) {
            names_.insert(reviewer);
            for (const auto& [unit, judgement] : judged) machine(unit);
        }
    }

    std::vector<AgreementRow> run() const {
        const std::vector<std::string> names(names_.begin(), names_.end());
        std::vector<AgreementRow> out;
        if (names.size() > 2) compare(names, out);
        for (size_t i = 0; i < names.size(); ++i)
            for (size_t j = i + 1; j < names.size(); ++j) compare({names[i], names[j]}, out);
        for (const std::string& name : names) compare({name, kMachine}, out);
        return out;
    }

private:
    std::optional<size_t> unit_of(const ReviewAction& action) const {
        std::map<size_t, size_t> votes;
        for (const ReviewAnchor& one : action.anchors)
            if (const auto at = unit_of_.find(one.mention); at != unit_of_.end()) ++votes[at->second];
        std::optional<size_t> best;
        for (const auto& [unit, n] : votes)
            if (!best || n > votes[*best]) best = unit;
        return best;
    }

    void note(const ReviewAction& action) {
        if (action.kind != "accept" && action.kind != "reject" && action.kind != "edit") return;
        const auto unit = unit_of(action);
        if (!unit) return;
        Fields& fields = judged_[action.by][*unit].fields;
        if (action.kind == "reject") {
            fields = {{kEvent, "no"}};
            return;
        }
        if (action.kind == "accept" || fields[kEvent] != "yes") {
            fields = {{kEvent, "yes"}};
            for (const std::string& field : review_fields())
                fields[field] = comparable(field, action.seen.value(field, Json(nullptr)));
        }
        if (action.kind == "edit") fields[action.field] = comparable(action.field, action.value);
    }

    void machine(size_t unit) {
        Fields& fields = judged_by_machine_[unit].fields;
        fields[kEvent] = "yes";
        for (const std::string& field : review_fields())
            fields[field] = comparable(field, review_value(units_[unit], field));
    }

    const Judgement* judgement(const std::string& coder, size_t unit) const {
        const auto* all = &judged_by_machine_;
        if (coder != kMachine) all = &judged_.at(coder);
        const auto found = all->find(unit);
        return found == all->end() ? nullptr : &found->second;
    }

    void compare(const std::vector<std::string>& coders, std::vector<AgreementRow>& out) const {
        std::vector<std::string> fields{kEvent};
        fields.insert(fields.end(), review_fields().begin(), review_fields().end());
        for (const std::string& field : fields) {
            Values values(coders.size());
            for (size_t c = 0; c < coders.size(); ++c) {
                for (size_t unit = 0; unit < units_.size(); ++unit) {
                    const Judgement* one = judgement(coders[c], unit);
                    std::optional<std::string> value;
                    if (one)
                        if (const auto at = one->fields.find(field); at != one->fields.end()) value = at->second;
                    const bool number = field == "killed" || field == "injured" || field == "count";
                    if (number && value && value->empty()) value = "0";  // nobody is told of
                    values[c].push_back(std::move(value));
                }
            }
            AgreementRow row = counted(values);
            if (row.units == 0) continue;
            row.between = coders;
            row.field = field;
            const bool number = field == "killed" || field == "injured" || field == "count";
            row.alpha = krippendorff_alpha(values, number ? Metric::Interval : Metric::Nominal);
            out.push_back(std::move(row));
        }
    }

    static AgreementRow counted(const Values& values) {
        AgreementRow out;
        size_t pairs = 0, equal = 0;
        for (size_t unit = 0; unit < values.front().size(); ++unit) {
            const size_t before = pairs;
            for (size_t a = 0; a < values.size(); ++a)
                for (size_t b = a + 1; b < values.size(); ++b)
                    if (values[a][unit] && values[b][unit]) {
                        ++pairs;
                        equal += values[a][unit] == values[b][unit] ? 1 : 0;
                    }
            out.units += pairs > before ? 1 : 0;
        }
        out.equal = pairs > 0 ? static_cast<double>(equal) / static_cast<double>(pairs) : 0;
        return out;
    }

    std::vector<Json> units_;  // automatic incidents
    std::map<std::string, size_t> unit_of_;
    std::set<std::string> names_;
    std::map<std::string, std::map<size_t, Judgement>> judged_;
    std::map<size_t, Judgement> judged_by_machine_;
};

}  // namespace

std::optional<double> krippendorff_alpha(const Values& values, Metric metric) {
    if (values.empty()) return std::nullopt;
    std::map<std::string, double> totals;  // how often each value stands in a unit with at least two
    double n = 0, observed = 0;
    for (size_t unit = 0; unit < values.front().size(); ++unit) {
        std::vector<std::string> here;
        for (const auto& coder : values)
            if (coder[unit]) here.push_back(*coder[unit]);
        if (here.size() < 2) continue;
        const auto m = static_cast<double>(here.size());
        n += m;
        for (size_t a = 0; a < here.size(); ++a) {
            totals[here[a]] += 1;
            for (size_t b = 0; b < here.size(); ++b)
                if (a != b) observed += difference(here[a], here[b], metric) / (m - 1);
        }
    }
    double expected = 0;
    for (const auto& [a, times_a] : totals)
        for (const auto& [b, times_b] : totals) expected += times_a * times_b * difference(a, b, metric);
    if (n < 2 || expected == 0) return std::nullopt;
    return 1 - (n - 1) * observed / expected;
}

Result<std::vector<AgreementRow>> agreement_of(const Ledger& ledger) {
    auto actions = ledger.active_actions();
    if (!actions) return actions.error();
    if (actions->empty()) return std::vector<AgreementRow>{};
    auto automatic = ledger.automatic();
    if (!automatic) return automatic.error();
    return Coders(std::move(automatic->incidents), *actions).run();
}

}  // namespace tallybook
