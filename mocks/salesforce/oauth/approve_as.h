#pragma once

#include <string_view>

#include "mocks/salesforce/org/org.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// Plays a person in process: logs the user in, opens the authorization request, logs in again where
// that is asked for, and answers the approval page. Gives what the person ends with: the redirect
// to the app's callback (code or error in it), or the page or raw body that says why there is none.
// The reason of a refusal goes to `call`. An unknown username gives the login page.
wire::WireResponse approve_as(Org& org, std::string_view username,
                              const wire::WireRequest& authorize_request, bool approve,
                              wire::Call& call);

}  // namespace rehearse::salesforce
