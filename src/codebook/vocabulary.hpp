// The fixed words of the record format (docs/records.md) that a codebook may use: event types, modes, contexts, acts,
// roles, effects, kinds, classes. A word that is not here is a slip of the pen, and lint says so.
#pragma once

#include <span>
#include <string_view>

namespace tallybook {

bool is_event_type(std::string_view word);
bool is_mode_of(std::string_view type, std::string_view mode);
bool is_context(std::string_view word);
bool is_act(std::string_view word);
bool is_phase(std::string_view word);
bool is_role(std::string_view word);  // of mentions and statements
bool is_effect(std::string_view word);
bool is_participant_kind(std::string_view word);
bool is_participant_class(std::string_view word);
bool is_preposition(std::string_view word);
bool is_built_in_class(std::string_view word);  // "weapon", "event", "person" … : known without a file

// The PLOVER type of a statement's act; empty if it has none.
std::string_view type_of_act(std::string_view act);

// "heavy-weapons, drone, …" for messages.
std::span<const std::string_view> modes_of(std::string_view type);

}  // namespace tallybook
