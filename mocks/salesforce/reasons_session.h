#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why a browser is not let in.
namespace rehearse::salesforce::reason {

inline constexpr Reason not_signed_in{"not_signed_in",
                                      "The page was opened without a session, or after it ended.",
                                      "Nothing changes.",
                                      "Sign in.",
                                      {Basis::observed, "Salesforce redirects to the login page"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kSessionReasons = std::to_array<const Reason*>({
    &reason::not_signed_in,
});

}  // namespace rehearse::salesforce
