// Workato's Developer API. Input: METHOD, a blank, a target below /api, a line feed, then the body.
// Holds: whatever is sent to whichever endpoint, the answer is JSON with a status of the API, no
// secret of the workspace is in it, and one that refuses has a reason.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "fuzz/support/promise.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/call.h"
#include "mocks/workato/api/routes_api.h"

namespace {

using namespace rehearse;
using namespace rehearse::workato;
using fuzz::require;

constexpr std::string_view kSecret = "secret-of-the-profile";

class NoOrg final : public wire::HttpCall {
 public:
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest&) override { return Trouble{}; }
};

// Fits the segments of a path to a row's; gives the values of its `:name` segments.
bool fits(std::string_view pattern, std::string_view path, wire::Fields& params) {
  const auto wanted = split(pattern, '/'), given = split(path, '/');
  if (wanted.size() != given.size()) return false;
  for (size_t at = 0; at < wanted.size(); ++at) {
    if (wanted[at].starts_with(':')) {
      params.push_back({wanted[at].substr(1), given[at]});
    } else if (wanted[at] != given[at]) {
      return false;
    }
  }
  return true;
}

// A workspace with one profile and a connected connection that uses it.
void furnish(Workspace& workspace) {
  auto tx = workspace.begin();
  const auto profile = tx.profiles().create({.provider = "salesforce",
                                             .name = "Rehearsal",
                                             .client_id = "3MVG9client",
                                             .client_secret = std::string(kSecret)},
                                            kRunStart);
  Connection& connection =
      tx.connections().create({.name = "Sales", .profile = profile.value()}, kRunStart);
  tx.connections().authorize(connection, {.access = AccessToken("access")},
                             "https://login.salesforce.com", kRunStart);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t line = std::min(input.find('\n'), input.size());
  const size_t blank = std::min(input.substr(0, line).find(' '), line);
  const std::string body(input.substr(std::min(line + 1, input.size())));
  NoOrg org;
  Workspace workspace({}, org, kRunStart);
  furnish(workspace);
  const wire::WireRequest request = wire::make_request(
      {.method = std::string(input.substr(0, blank)),
       .origin = "https://www.workato.com",
       .target = "/api" + std::string(input.substr(std::min(blank + 1, line), line - blank)),
       .headers = {{"Authorization", "Bearer wrkmock-rehearsal"},
                   {"Content-Type", "application/json"}},
       .body = body,
       .received_at = kRunStart});
  for (const auto& route : api_routes()) {
    wire::Call call(request, 1);
    if (route.method != request.method || !fits(route.path, request.path, call.params)) continue;
    const wire::WireResponse answer = route.endpoint(workspace, call);
    require(answer.status == 200 || (answer.status >= 400 && answer.status < 500), "O-02",
            "The status is one of the API's.");
    require(answer.status == 200 || call.reason() != nullptr, "reason",
            "What is refused has a reason.");
    require(parse_json(answer.body).ok(), "O-03", "The answer is JSON.");
    require(
        body.find(kSecret) != std::string::npos || answer.body.find(kSecret) == std::string::npos,
        "O-19", "No secret is in the answer.");
  }
  return 0;
}
