// The words that decide whether a full stop ends a sentence. Private to the splitter. Sorted when the program starts,
// so that the lists can stay in the order in which people read them.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tallybook::words {

class WordSet {
public:
    WordSet(std::initializer_list<std::string_view> words) : words_(words) { std::sort(words_.begin(), words_.end()); }
    bool contains(std::string_view word) const { return std::binary_search(words_.begin(), words_.end(), word); }

private:
    std::vector<std::string_view> words_;
};

// Always followed by something.
inline const WordSet kTitles{
    "Mr.",      "Mrs.",  "Ms.",   "Mx.",   "Dr.",   "Drs.",      "Prof.",     "Gen.",     "Lt.",       "Col.",
    "Sgt.",     "Maj.",  "Capt.", "Cmdr.", "Cdr.",  "Adm.",      "Brig.",     "Cpl.",     "Pvt.",      "Pfc.",
    "Spc.",     "Sen.",  "Sens.", "Rep.",  "Reps.", "Gov.",      "Govs.",     "Pres.",    "Rev.",      "Hon.",
    "St.",      "Ste.",  "Sta.",  "Sto.",  "Mt.",   "Ft.",       "Pt.",       "Messrs.",  "Mmes.",     "Amb.",
    "Insp.",    "Supt.", "Det.",  "Atty.", "Fr.",   "Br.",       "Msgr.",     "Ayat.",    "Eng.",      "Ing.",
    "Lic.",     "Gral.", "Cnel.", "Tte.",  "Dra.",  "vs.",       "v.",        "cf.",      "e.g.",      "i.e.",
    "ca.",      "Ca.",   "c.",    "Nos.",  "nos.",  "viz.",      "approx.",   "Lt.-Gen.", "Maj.-Gen.", "Brig.-Gen.",
    "Lt.-Col.", "Vols.", "pp.",   "Figs.", "Mgr.",  "Sec.-Gen.", "Vice-Adm.", "Rear-Adm."};

// With or without the short forms of the journals.
inline const WordSet kMonths{"Jan.", "Feb.", "Mar.",  "Apr.", "Jun.", "Jul.",
                             "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec."};

// Abbreviations that may also be the last word of a sentence.
inline const WordSet kMayEnd{"Inc.",  "Corp.", "Co.",    "Cos.",  "Ltd.",  "Bros.", "Jr.",   "Sr.",   "etc.",  "Etc.",
                             "Ave.",  "Rd.",   "Blvd.",  "Bldg.", "Dept.", "dept.", "Univ.", "Assn.", "Intl.", "Mfg.",
                             "Plc.",  "Pty.",  "Pvt.",   "Esq.",  "est.",  "Est.",  "Sq.",   "Ph.D.", "M.D.",  "Ala.",
                             "Ariz.", "Ark.",  "Calif.", "Colo.", "Conn.", "Del.",  "Fla.",  "Ga.",   "Ill.",  "Ind.",
                             "Kan.",  "Ky.",   "La.",    "Md.",   "Mass.", "Mich.", "Minn.", "Miss.", "Mo.",   "Mont.",
                             "Neb.",  "Nev.",  "Okla.",  "Ore.",  "Pa.",   "Penn.", "Tenn.", "Tex.",  "Va.",   "Vt.",
                             "Wash.", "Wis.",  "Wyo.",   "Ont.",  "Que.",  "Alta.", "Mon.",  "Tue.",  "Tues.", "Wed.",
                             "Thu.",  "Thur.", "Thurs.", "Fri.",  "Sat.",  "Sun.",  "al.",   "Vol.",  "Art.",  "Sec.",
                             "Fig.",  "Ch.",   "Op.",    "Ph.",   "Dist.", "Prov.", "Govt.", "govt.", "Gov't."};

// Abbreviations that are ordinary words where everything is in capitals.
inline const WordSet kWordsInCapitals{"Ill.", "Miss.", "Mass.", "Wash.", "Ore.", "Sun.",  "Sat.", "Wed.",
                                      "Art.", "Fig.",  "Est.",  "Al.",   "Min.", "Mins.", "Secs."};

// Abbreviated units; a capital behind one begins a sentence.
inline const WordSet kUnits{"pct.",  "dlrs.", "mln.", "bln.", "ft.",  "lb.",  "lbs.", "oz.",  "km.",  "kms.",  "cm.",
                            "mm.",   "kg.",   "kgs.", "mi.",  "mph.", "kph.", "hr.",  "hrs.", "min.", "mins.", "sec.",
                            "secs.", "yr.",   "yrs.", "sq.",  "cu.",  "gal.", "bbl.", "m.",   "cts.", "deg."};

// The frequent first words of a sentence.
inline const WordSet kStarters{
    "The",       "A",       "An",    "He",     "She",   "It",    "They",     "We",     "I",       "You",
    "In",        "On",      "At",    "But",    "And",   "This",  "That",     "These",  "Those",   "However",
    "Meanwhile", "His",     "Her",   "Its",    "Their", "Our",   "Mr",       "Mrs",    "Ms",      "Dr",
    "For",       "From",    "After", "Before", "When",  "While", "If",       "As",     "By",      "There",
    "No",        "Some",    "Many",  "Most",   "All",   "Both",  "Each",     "One",    "Two",     "Other",
    "Others",    "Another", "Such",  "With",   "Under", "Since", "Although", "Though", "Because", "Despite",
    "According", "Also",    "Still", "Then",   "Yet",   "What",  "Who",      "Why",    "Where",   "How",
    "So",        "Not",     "Now",   "Here"};

// Those that hardly ever go on with a sentence.
inline const WordSet kSureStarters{"The",  "He",    "She",     "It",        "They",  "We",        "You",
                                   "This", "These", "However", "Meanwhile", "There", "According", "Although"};

inline const WordSet kWeekdays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

inline const WordSet kZones{"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST",  "PDT",  "ET",   "CT",
                            "MT",  "PT",  "GMT", "UTC", "BST", "CET", "CEST", "EET",  "EEST", "IST",
                            "PKT", "MSK", "AST", "JST", "WAT", "EAT", "SAST", "AEST", "HKT"};

// Lower-case words inside names of places, and the short words of a dateline.
inline const WordSet kNameParticles{"al",  "el",  "de", "del",  "la", "las", "los", "of",
                                    "the", "and", "in", "near", "on", "bin", "e"};

}  // namespace tallybook::words
