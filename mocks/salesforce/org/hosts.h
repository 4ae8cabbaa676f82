#pragma once

#include <string>
#include <string_view>

#include "mocks/salesforce/org/org.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// Hosts decide which host an answer names. Under Salesforce's real host names answers name the
// documented hosts, without a port; under any other name they name the origin the client used.

// True if the request came by login.salesforce.com, test.salesforce.com or a host of My Domain.
bool has_real_host(const wire::WireRequest& request);
// True if the request came by a host that belongs to no org (login. or test.salesforce.com).
bool came_by_login_host(const wire::WireRequest& request);
// True if that is the login host of the other kind of orgs: test. for production, login. for a
// sandbox. It knows neither the org's users nor its apps.
bool came_by_foreign_login_host(const Org& org, const wire::WireRequest& request);
// True if the request came by a setup domain, which has Setup and nothing else.
bool came_by_setup_host(const wire::WireRequest& request);

// `instance_url`: the org's My Domain.
std::string instance_url(const Org& org, const wire::WireRequest& request);
// Where Setup is: the org's setup domain.
std::string setup_url(const Org& org, const wire::WireRequest& request);
// What `id` and `sub` start with: the login host, even where My Domain was called.
std::string identity_origin(const Org& org, const wire::WireRequest& request);
// https://login.salesforce.com/id/00D…/005…, both ids with 18 characters.
std::string identity_url(const Org& org, const UserId& user, const wire::WireRequest& request);
// The issuer of discovery documents and ID tokens: the very host that was called.
std::string issuer(const wire::WireRequest& request);

}  // namespace rehearse::salesforce
