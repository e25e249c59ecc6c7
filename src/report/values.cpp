#include "report/values.hpp"

namespace tallybook {

const char* name_of(Timex kind) {
    switch (kind) {
        case Timex::Date:
            return "DATE";
        case Timex::Time:
            return "TIME";
        case Timex::Duration:
            return "DURATION";
        case Timex::Set:
            return "SET";
    }
    return "DATE";
}

const char* name_of(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::Country:
            return "country";
        case PlaceKind::Admin1:
            return "admin1";
        case PlaceKind::Admin2:
            return "admin2";
        case PlaceKind::Town:
            return "town";
        case PlaceKind::Facility:
            return "facility";
        case PlaceKind::Region:
            return "region";
        case PlaceKind::Water:
            return "water";
        case PlaceKind::Demonym:
            return "demonym";
    }
    return "town";
}

const char* name_of(NameKind kind) {
    switch (kind) {
        case NameKind::Person:
            return "person";
        case NameKind::Nationality:
            return "nationality";
        case NameKind::Group:
            return "group";
        case NameKind::Organisation:
            return "organisation";
        case NameKind::State:
            return "state";
        case NameKind::Facility:
            return "facility";
        case NameKind::Place:
            return "place";
        case NameKind::Vehicle:
            return "vehicle";
        case NameKind::Weapon:
            return "weapon";
        case NameKind::Work:
            return "work";
        case NameKind::Other:
            return "other";
    }
    return "other";
}

}  // namespace tallybook
