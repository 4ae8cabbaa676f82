#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/target/target.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

struct EngineOptions {
  uint64_t seed = 1;
  TimePoint start{};  // the present: tokens are judged by it
  std::string data_centre{"us"};
  std::vector<std::string> client_bugs{};
  std::vector<std::pair<std::string, std::string>> dials{};
  // Makes the port for the engine's calls to the org. Needed.
  std::function<std::unique_ptr<wire::HttpCall>()> reach_salesforce{};
};

// Engine is the Workato mock alone, in front of an org that is elsewhere: it plays the client, on
// loopback, with a clock that runs.
class Engine {
 public:
  virtual ~Engine() = default;
  // `workato`, `workato_callback` and `workato_token` of it; nothing of an org.
  virtual const Sites& sites() const = 0;
  virtual wire::HttpCall& http() = 0;  // reaches Workato's documented hosts, and nothing else
  virtual bool is_host(std::string_view host) const = 0;  // one of those
  virtual Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                                 std::string_view body) = 0;
};

Result<std::unique_ptr<Engine>, Trouble> start_engine(const EngineOptions& options);

}  // namespace rehearse::harness
