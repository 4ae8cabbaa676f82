#include "harness/fuzz/probe_call.h"

#include <charconv>

#include "mocks/wire/uri.h"

namespace rehearse::harness {
std::vector<HostRoute> localhost_routes(const ProbeTarget& target) {
  std::vector<HostRoute> routes;
  for (const std::string& origin : {target.salesforce, target.control}) {
    const auto uri = wire::parse_uri(origin);
    if (!uri || uri->host != "localhost") continue;
    int port = uri->scheme == "https" ? 443 : 80;
    if (!uri->port.empty())
      (void)std::from_chars(uri->port.data(), uri->port.data() + uri->port.size(), port);
    routes.push_back({.host = uri->host, .port = port, .to_port = port});
  }
  return routes;
}

Trouble ProbeCall::keep_back(std::string why, const std::string& where) {
  ++kept_back_;
  return {Trouble::Kind::interrupted, std::move(why), where, false};
}

Result<wire::WireResponse, Trouble> ProbeCall::send(const wire::HttpRequest& request) {
  if (const auto why = why_not_probed(target_)) return keep_back(*why, target_.salesforce);
  const auto uri = wire::parse_uri(request.url);
  const std::string origin = uri ? uri->origin() : "";
  if (origin.empty() || (origin != target_.salesforce && origin != target_.control))
    return keep_back("the request goes to an address that the target file does not name", origin);
  const bool cleans_up = is_cleaning_ && origin == target_.control;
  if (is_used_up() && !cleans_up)
    return keep_back("the run has sent all the requests it may", origin);
  // A bucket that holds one: no two requests are closer together than the rate says.
  if (target_.requests_per_second > 0 && sent_ > 0)
    wait_(std::chrono::milliseconds(1'000 / target_.requests_per_second));
  // A signal cuts the wait short: what follows would come too soon.
  if (!cleans_up && target_.requests_per_second > 0 && stopped_ && stopped_())
    return keep_back("the run was interrupted", origin);
  ++sent_;
  return http_.send(request);
}

}  // namespace rehearse::harness
