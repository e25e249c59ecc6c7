// The trigger test: what a sentence's words could start, compared with the plain reading of the rules.
#include "codebook/triggers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <sstream>

#include "codebook/forms.hpp"
#include "codebook/vocabulary.hpp"
#include "small_codebook.hpp"

namespace tallybook {
namespace {

Triggers asked(const Codebook& book, const std::string& sentence) {
    std::istringstream in(sentence);
    const std::vector<std::string> words(std::istream_iterator<std::string>(in), {});
    const std::vector<std::string_view> views(words.begin(), words.end());
    return book.triggers(views);
}

class Small : public testing::Test {
protected:
    const SmallCodebook files_{{"frames/a.txt",
                                "frame attack: ASSAULT\n"
                                "  verb storm: subj=actor obj!=recipient\n"
                                "  noun raid, strike: by=actor\n"
                                "  verb open: obj!:fire=- on=recipient\n"
                                "  verb hit: subj!:@munition=instrument obj!=recipient\n"
                                "  verb carry out: obj!:@event=-\n"
                                "  verb seize: obj!:@person=victim.abducted\n"
                                "  noun protest march: by=actor\n"
                                "  except noun raid: mod!:dawn\n"
                                "frame strike: PROTEST strike\n"
                                "  noun strike: by=actor\n"
                                "frame help: AID\n"
                                "  verb meet: with!=actor\n"
                                "statement report\n"
                                "  verb say: clause=content\n"
                                "statement promise: AGREE\n"
                                "  verb say: clause!:@will=content\n"},
                               {"words/munition.txt", "rocket\nmortar round\n"}};
    std::shared_ptr<const Codebook> book_ = files_.load();

    void expect(const char* sentence, bool any, bool reports, bool violence) {
        EXPECT_EQ(asked(*book_, sentence), (Triggers{any, reports, violence})) << sentence;
    }
};

TEST_F(Small, AWordAndWhatItsRuleAsksFor) {
    expect("the cat slept", false, false, false);
    expect("", false, false, false);
    expect("they met at noon", false, false, false);
    expect("they met with the mayor", true, false, false);
    expect("a march began", false, false, false);
    expect("a protest march began", true, false, true);
    expect("she carried a bag", false, false, false);
    expect("they carried out the raids", true, false, true);
    expect("he said so", false, true, false);
    expect("he said it would rain", true, true, false);
}

TEST_F(Small, ViolenceIsToldByPlainWordsOrByWordsCloseBy) {
    expect("men stormed the hall", true, false, true);
    expect("a storm is near", true, false, false);     // a noun as well
    expect("the strike went on", true, false, false);  // tells something else as well
    expect("gunmen opened fire", true, false, true);
    expect("the shop opened a year after a big and sudden fire", true, false, false);  // not close by
    expect("a rocket hit the hall", true, false, false);  // "hit" is a noun, and the class alone does not tell
    expect("they seized the mayor", true, false, false);  // who was seized takes more than words
    expect("he said the raid failed", true, true, true);
}

TEST_F(Small, FormsThatStartARule) {
    for (const char* form : {"storms", "opening", "met", "protest-march"})
        EXPECT_TRUE(book_->may_trigger(form)) << form;
    for (const char* form : {"fire", "rocket", "with", "protest"}) EXPECT_FALSE(book_->may_trigger(form)) << form;
}

// ---- the naive reading: every rule, every trigger, every slot

bool has_form(const std::vector<std::string>& words, std::string_view phrase) {
    const size_t at = phrase.find_last_of(" -_");
    const std::string_view last = at == std::string_view::npos ? phrase : phrase.substr(at + 1);
    std::string joined(phrase);
    std::replace(joined.begin(), joined.end(), ' ', '-');
    for (const TriggerKind kind : {TriggerKind::Verb, TriggerKind::Noun, TriggerKind::Adjective})
        for (const std::string& base : {std::string(last), joined})
            for (const std::string& form : forms_of(kind, base))
                if (std::find(words.begin(), words.end(), form) != words.end()) return true;
    return false;
}

class Naive {
public:
    explicit Naive(const Codebook& book, std::vector<std::string> lemmas) : book_(book), lemmas_(std::move(lemmas)) {}

    // Whether a rule that is more than a report could fit.
    bool any(const std::vector<std::string>& words) const {
        return std::any_of(book_.rules().begin(), book_.rules().end(), [&](const Rule& rule) {
            const Frame& frame = book_.frames()[rule.frame];
            if (rule.exception || (frame.kind == FrameKind::Statement && frame.act == "report")) return false;
            return starts(rule, words) && allows(rule, words);
        });
    }

private:
    static bool starts(const Rule& rule, const std::vector<std::string>& words) {
        return std::any_of(rule.triggers.begin(), rule.triggers.end(), [&](const std::string& trigger) {
            std::istringstream in(trigger);
            std::string part;
            bool all = true;
            std::vector<std::string> parts;
            while (in >> part) parts.push_back(part);
            for (size_t i = 0; i + 1 < parts.size(); ++i) all = all && has_form(words, parts[i]);
            for (const std::string& form : forms_of(rule.kind, parts.back()))
                if (all && std::find(words.begin(), words.end(), form) != words.end()) return true;
            return false;
        });
    }
    bool allows(const Rule& rule, const std::vector<std::string>& words) const {
        const auto in = [&](const std::string& word) {
            return std::find(words.begin(), words.end(), word) != words.end();
        };
        if (!rule.particle.empty() && !in(rule.particle)) return false;
        return std::all_of(rule.slots.begin(), rule.slots.end(), [&](const Slot& slot) {
            if (!slot.required) return true;
            if (slot.position == Position::Preposition && std::none_of(slot.words.begin(), slot.words.end(), in))
                return false;
            if (slot.negated || (slot.lemmas.empty() && slot.classes.empty())) return true;
            for (const std::string& lemma : slot.lemmas)
                if (has_form(words, lemma)) return true;
            for (const std::string& cls : slot.classes) {
                if (is_built_in_class(cls)) return true;  // the rules below have no @event, @weapon, @will, @must
                for (const std::string& lemma : lemmas_)
                    if (book_.in_class(cls, lemma) && has_form(words, lemma)) return true;
            }
            return false;
        });
    }

    const Codebook& book_;
    std::vector<std::string> lemmas_;
};

TEST_F(Small, AgreesWithThePlainReadingOnRandomWords) {
    const SmallCodebook files{
        {"frames/a.txt",
         "frame a: ASSAULT\n  verb hit: obj!:@target,wall=recipient\n  verb blow up: obj!=object\n"
         "  noun car bomb, raid: at/near!=recipient\n  verb lay: obj!:siege=- to!=recipient\n"
         "frame b: AID\n  verb send: obj!:@person=recipient to!=place\n  adj open: to!:talk=-\n"},
        {"words/target.txt", "base\ntown hall\n"}};
    const auto book = files.load();
    const Naive naive(*book, {"base", "town hall", "hall"});
    const char* const kWords[] = {"hit",   "hits", "base",  "bases", "wall", "hall", "town", "blew",
                                  "up",    "car",  "bombs", "raid",  "at",   "near", "laid", "to",
                                  "siege", "sent", "open",  "talks", "the",  "a"};
    std::mt19937 random(7);
    for (int round = 0; round < 20000; ++round) {
        std::vector<std::string> words;
        for (size_t n = random() % 6; words.size() < n;) words.emplace_back(kWords[random() % std::size(kWords)]);
        const std::vector<std::string_view> views(words.begin(), words.end());
        std::string sentence;
        for (const std::string& w : words) sentence += w + " ";
        ASSERT_EQ(book->triggers(views).any, naive.any(words)) << sentence;
    }
}

}  // namespace
}  // namespace tallybook
