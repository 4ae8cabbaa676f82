#pragma once

#include <string>
#include <vector>

#include "fuzz/support/furnished_org.h"
#include "fuzz/support/token_judge.h"
#include "mocks/wire/message.h"

namespace rehearse::fuzz {

// AuthorizeVerdict is where an authorization request must end that the administrator's browser, or
// one that nobody is signed in to, makes of the furnished org: by the fuzzers' own reading.
struct AuthorizeVerdict {
  enum class End {
    refused,         // a raw body, status 400, before anybody logs in
    callback_error,  // at the callback, with an error
    error_page,      // Salesforce's own
    login,           // the login page
    asked,           // the approval page, or the login on the way there
    code,            // at the callback, with a code
  };
  End end = End::refused;
  bool is_certain = true;  // false: nothing is said but where it may not end
  size_t app = 0;
  std::string callback{}, state{}, challenge{};
  std::vector<std::string> scopes{};  // to be granted
  bool has_state = false;
};
AuthorizeVerdict judge_authorize_request(const FurnishedOrg& org, const wire::WireRequest& request,
                                         const OwnParameters& parameters);

}  // namespace rehearse::fuzz
