#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/driver/driver.h"
#include "harness/target/target.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// Mistakes are what a run tells the mocks to do wrong: `rehearse bugs` lists the names.
struct Mistakes {
  std::vector<std::string> bugs{};  // of Workato as the client
  std::string mutant{};             // the rule that the org breaks; empty: none
};

// Wrapping puts something between a stage and what it asks, such as a recorder. None: nothing.
struct Wrapping {
  std::function<std::unique_ptr<Target>(std::unique_ptr<Target>)> target{};
  // Around the calls of the Workato mock to Salesforce. What it wraps is destroyed with it.
  wire::HttpWrapper workato{};
  // Around what a target asks of the org by itself, to do what a step wants: deployments, consent.
  wire::HttpWrapper admin{};
};

// TargetRequest is what one scenario in one variant asks of the place where it runs.
struct TargetRequest {
  uint64_t seed = 1;
  TimePoint start = kRunStart;
  std::string org_mode{"legacy"};                            // "legacy" or "locked-2026"
  std::string data_centre{"us"};                             // Workato's
  std::vector<std::pair<std::string, std::string>> dials{};  // name and value, in order
  Mistakes mistakes{};
  Wrapping wrapping{};
};

// Stage is a fresh target and the driver that acts on it. The driver goes first when it ends.
struct Stage {
  std::unique_ptr<Target> target{};
  std::unique_ptr<Driver> driver{};
};

// TargetFactory opens a fresh stage for each scenario and variant, so that none sees what another
// left behind.
class TargetFactory {
 public:
  virtual ~TargetFactory() = default;
  virtual Result<Stage, Trouble> open(const TargetRequest& request) = 0;
};

}  // namespace rehearse::harness
