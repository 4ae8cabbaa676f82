#pragma once

#include <span>
#include <vector>

#include "mocks/salesforce/org/org.h"
#include "mocks/wire/route.h"

namespace rehearse::salesforce {

using Route = wire::Route<Org>;

// The table of everything the mock org answers. The first row that fits wins, so that rows with
// fixed segments stand before rows with variables.
std::span<const Route> routes();
// Serves a request by its row, unless the host it came by has nothing at that path.
wire::WireResponse serve(Org& org, const Route& route, wire::Call& call);
// The rows tied to the org that serves them so.
std::vector<wire::BoundRoute> bound_routes(Org& org);

// The answer where no endpoint is asked: 404 for an unknown path, 405 for a method that the path
// doesn't take, 413 for a body that is too large. Services answer JSON, everything else a page.
wire::WireResponse refusal(int status, const wire::WireRequest& request);

}  // namespace rehearse::salesforce
