#include "harness/target/hosts.h"

#include <arpa/inet.h>

#include <algorithm>

namespace rehearse::harness {
namespace {

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// A plain name under the end, which starts with a dot: no escapes, nothing empty at its edges.
bool is_under(std::string_view host, std::string_view end) {
  const bool is_plain = std::all_of(host.begin(), host.end(),
                                    [](char c) { return is_name(c) || c == '-' || c == '.'; });
  return is_plain && host.size() > end.size() && host.ends_with(end) && is_name(host.front()) &&
         is_name(host[host.size() - end.size() - 1]);
}

}  // namespace

std::optional<wire::Uri> origin_of(const std::string& text) {
  auto uri = wire::parse_uri(text);
  if (!uri || !uri->userinfo.empty() || uri->has_query || uri->has_fragment) return std::nullopt;
  if (uri->scheme != "http" && uri->scheme != "https") return std::nullopt;
  if (!uri->path.empty() && uri->path != "/") return std::nullopt;
  return uri;
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  in_addr address{};
  if (inet_pton(AF_INET, std::string(host).c_str(), &address) != 1) return false;
  return (ntohl(address.s_addr) >> 24) == 127;
}

bool is_sandbox_host(std::string_view host) {
  return host == "test.salesforce.com" || is_under(host, ".sandbox.my.salesforce.com") ||
         is_under(host, ".scratch.my.salesforce.com");
}

bool is_my_domain_host(std::string_view host) { return is_under(host, ".my.salesforce.com"); }

}  // namespace rehearse::harness
