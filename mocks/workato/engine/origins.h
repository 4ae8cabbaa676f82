#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rehearse::workato {

// Origins says which servers the engine may send secrets and tokens to: known origins, and https
// hosts under an allowed suffix (RFC 9700 section 4.4; a token response must not choose its
// reader).
struct Origins {
  std::span<const std::string> known{};     // scheme://host[:port]
  std::span<const std::string> suffixes{};  // ".salesforce.com"
};

// checked_origin gives the origin of a URL if it may be used: nothing but scheme, host and port (a
// single slash at the end is dropped), no user info, known or under an allowed suffix.
std::optional<std::string> checked_origin(std::string_view url, const Origins& origins);

// custom_domain_origin reads the connection form's custom domain field: a host or an https URL. A
// slash at the end is refused (Observed: a partner's instructions warn of it).
std::optional<std::string> custom_domain_origin(std::string_view field, const Origins& origins);

}  // namespace rehearse::workato
