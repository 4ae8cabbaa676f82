#pragma once

#include <array>
#include <string_view>

#include "harness/steps/support.h"

namespace rehearse::harness {

inline constexpr std::string_view kProfileName = "Salesforce rehearsal";

inline constexpr std::array kConnectionArguments{
    Argument{"name", Kind::text},          Argument{"sandbox", Kind::boolean},
    Argument{"custom_domain", Kind::text},  // my_domain (the default), none, or a host
    Argument{"scopes", Kind::text},        Argument{"profile", Kind::text},
};

// What the connection form is to hold: the arguments, with the profile of the guide and the org's
// My Domain where they are silent. A Local app can only be reached by the org's own domain.
Json connection_settings(Context& context, const Json& arguments);

// The connection of that name as the control facade shows it, the newest one if the name is empty;
// null if there is none.
Result<Json, Trouble> connection_named(Target& target, const std::string& name);

}  // namespace rehearse::harness
