#pragma once

#include "mocks/salesforce/oauth/token_grants.h"

namespace rehearse::salesforce {

// The members of a successful token answer, in Salesforce's order (observed). No expires_in: the
// session timeout is not told. Signs JWTs where the app or the scope asks for them, so call it
// outside of a transaction.
wire::Fields issued_members(Org& org, const Issued& issued, const wire::WireRequest& request);

}  // namespace rehearse::salesforce
