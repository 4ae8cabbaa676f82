#pragma once

#include <span>
#include <string_view>

#include "mocks/oauth/app_settings.h"

namespace rehearse::oauth {

// True if the peer may exchange codes and refresh tokens: no range means no list. IPv4-mapped IPv6
// addresses count as IPv4; a peer that is no address is outside every range (Salesforce,
// documented: "Enforce Refresh Token IP Allowlist", a hard block).
bool address_allowed(std::span<const AddressRange> ranges, std::string_view peer);

}  // namespace rehearse::oauth
