#include "mocks/workato/engine/origins.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::workato {

std::optional<std::string> checked_origin(std::string_view url, const Origins& origins) {
  if (has_control(url) || url.size() > 2'000) return std::nullopt;
  const std::optional<wire::Uri> uri = wire::parse_uri(url);
  if (!uri || uri->host.empty() || !uri->userinfo.empty() || url.find('@') != url.npos ||
      uri->has_query || uri->has_fragment || (!uri->path.empty() && uri->path != "/"))
    return std::nullopt;
  const std::string origin = uri->origin();
  const auto same = [&origin](const std::string& known) { return lower(known) == lower(origin); };
  if (std::ranges::any_of(origins.known, same)) return origin;
  const auto under = [&uri](const std::string& suffix) {
    return uri->host.size() > suffix.size() && uri->host.ends_with(suffix);
  };
  const bool standard_port = uri->port.empty() || uri->port == "443";
  if (uri->scheme == "https" && standard_port && std::ranges::any_of(origins.suffixes, under))
    return origin;
  return std::nullopt;
}

std::optional<std::string> custom_domain_origin(std::string_view field, const Origins& origins) {
  const std::string_view domain = trim(field);
  if (domain.ends_with('/')) return std::nullopt;
  if (domain.find("://") == domain.npos)
    return checked_origin("https://" + std::string(domain), origins);
  return checked_origin(domain, origins);
}

}  // namespace rehearse::workato
