#include "mocks/workato/engine/origins.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::workato {
namespace {

// RFC 1123 section 2.1, with the underscore that names in use have. RFC 3986's reg-name allows
// more, which no host can be called.
bool is_host_name(std::string_view host) {
  return std::ranges::all_of(split(host, '.'), [](const std::string_view label) {
    return !label.empty() && label.size() <= 63 && std::ranges::all_of(label, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
  });
}

}  // namespace

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
    return uri->host.size() > suffix.size() && uri->host.ends_with(suffix) &&
           is_host_name(uri->host);
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
