#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/target/curl_call.h"
#include "mocks/control.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/instance.h"

namespace rehearse::harness {

// MockOrg is the mock org alone, served as a sandbox is: over TLS, under a sandbox's host names,
// with a clock that runs. Whoever reaches it does so as a real one.
class MockOrg {
 public:
  virtual ~MockOrg() = default;
  virtual const std::string& my_domain() const = 0;  // origin
  virtual const std::string& organization_id() const = 0;
  virtual const std::string& access_token() const = 0;  // of its administrator
  // How its hosts are reached: routes and the authority to trust.
  virtual const CurlOptions& network() const = 0;
  virtual ControlAnswer control(std::string_view method, std::string_view path,
                                std::string_view body) = 0;
};

// The routes to an org that is served under its documented host names.
std::vector<HostRoute> routes_to(const Addresses& addresses);

struct MockOrgOptions {
  uint64_t seed = 1;
  std::vector<std::pair<std::string, std::string>> dials{};
};
Result<std::unique_ptr<MockOrg>, Trouble> start_mock_org(const MockOrgOptions& options);

}  // namespace rehearse::harness
