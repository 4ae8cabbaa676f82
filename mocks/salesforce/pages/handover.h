#pragma once

#include <optional>
#include <string_view>

#include "mocks/salesforce/org/org.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// Leads a browser on to another host of the org, where it goes on with the same session at `path`.
wire::WireResponse hand_over(Org::Transaction& tx, const WebSession& session, std::string_view site,
                             std::string_view path, TimePoint now);

// Leads a browser without a session on the setup domain to My Domain, which has the session or asks
// to log in, and comes back to `page`; under the org's own origin, to the login page.
wire::WireResponse to_setup_login(const Org& org, wire::Call& call, const Reason& why,
                                  std::string_view page);

// The answer where the request's host doesn't serve its path: Setup is on the setup domain, and
// nothing else is. Nothing if the path is at home there.
std::optional<wire::WireResponse> served_elsewhere(const Org& org, wire::Call& call);

}  // namespace rehearse::salesforce
