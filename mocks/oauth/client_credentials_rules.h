#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/rejection.h"
#include "mocks/oauth/user_rules.h"

namespace rehearse::oauth {

// RunAs is the execution user of an app's policies, as the org knows them.
struct RunAs {
  UserFacts user{};
  std::string_view profile{};
  std::span<const std::string> permission_sets{};
};

// Judges a client credentials request after the client is known (RFC 6749 section 4.4). Order: the
// app's flow, the policies and their user, that user's state and right to the app, the scopes.
// Gives the scopes to grant: the app's, but for those that speak of a browser or a refresh.
Result<std::vector<std::string>, Rejection> judge_client_credentials(const AppSettings& settings,
                                                                     const RunAs& run_as);

}  // namespace rehearse::oauth
