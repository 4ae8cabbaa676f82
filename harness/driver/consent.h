#pragma once

#include <string>

#include "harness/driver/page_session.h"

namespace rehearse::harness {

// Consent is what a person does when an authorization request brings them to the org: log in if
// asked, then allow or deny if asked. A page that asks neither is left as it is.
struct Consent {
  std::string username{}, password{};
  std::string decision{"approve"};  // or "deny"
};
PageResult give_consent(PageSession& session, const Consent& consent);

}  // namespace rehearse::harness
