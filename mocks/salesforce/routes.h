#pragma once

#include <span>

#include "mocks/salesforce/org.h"
#include "mocks/wire/route.h"

namespace rehearse::salesforce {

using Route = wire::Route<Org>;

// The table of everything the mock org answers. The first row that fits wins, so that rows with
// fixed segments stand before rows with variables.
std::span<const Route> routes();

}  // namespace rehearse::salesforce
