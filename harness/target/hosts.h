#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/wire/uri.h"

// Hosts as they are written: what may be asked of whom. Nobody is asked for an address.
namespace rehearse::harness {

// An origin and nothing else (http or https, no user, path, query or fragment), so that no path or
// name of a user gets into a request.
std::optional<wire::Uri> origin_of(const std::string& text);

// True for 127.0.0.0/8 and ::1 as they are written, and for `localhost`.
bool is_loopback_host(std::string_view host);
// True for the hosts that only sandboxes and scratch orgs have.
bool is_sandbox_host(std::string_view host);
// True for the My Domain of an org, whatever kind it is of: a Developer Edition has one of these,
// and so has production.
bool is_my_domain_host(std::string_view host);

}  // namespace rehearse::harness
