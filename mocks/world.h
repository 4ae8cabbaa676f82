#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "mocks/in_process_call.h"
#include "mocks/instance_clock.h"
#include "mocks/instance_options.h"
#include "mocks/oauth/dials.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/dispatcher.h"
#include "mocks/wire/faults.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/journal.h"
#include "mocks/wire/network_map.h"
#include "mocks/workato/recipes/run.h"
#include "mocks/workato/workspace.h"

namespace rehearse {

// Surroundings are how the Workato mock of a world reaches the Salesforce mock.
struct Surroundings {
  // The org's own origin, where the world is reached by addresses instead of the documented hosts.
  // Empty: the documented hosts.
  std::string salesforce_origin{};
  // Makes the port for the engine's calls. None: calls go in process to the world's own org.
  std::function<std::unique_ptr<wire::HttpCall>()> make_http{};
  // The engine's calls go to an org that is none of ours, so that their source address is the
  // system's choice.
  bool is_org_elsewhere = false;
};

// World is the whole state of one isolated pair of mocks. It needs no sockets: a simulation or a
// fuzzer hands requests to the dispatchers. Members are in the order of their dependence.
struct World {
  World(const InstanceOptions& options, TimePoint start, const Surroundings& surroundings);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Tells the journal every secret that exists by now: consumer secrets, passwords, authenticator
  // secrets, codes in the mailbox, the API token. Values in requests the journal knows by itself.
  void register_secrets();

  // Moves the clock on, from event to event, while the workspace's recipes run. One at a time;
  // ends early if the instance ends.
  workato::RunSummary let_pass(Duration length);
  // How much time may pass at once while something happens in it.
  static constexpr Duration kLongestRun = std::chrono::hours(24) * 3'660;
  enum class Moved { there, too_far, interrupted };
  // Sets the clock, or moves it on if there is no instant to set. Going forward, recipes run.
  Moved move_clock(std::optional<TimePoint> set, Duration by);

  InstanceClock clock;
  oauth::Dials dials;
  wire::NetworkMap network{};
  wire::FaultBook faults{};
  wire::Journal journal{};
  std::string workato_token;
  salesforce::Org org;
  std::unique_ptr<wire::HttpCall> http;
  InProcessCall direct;  // the same org without sockets, for runs of months
  workato::Workspace workspace;
  wire::Dispatcher salesforce;
  wire::Dispatcher workato;

 private:
  bool is_busy();                             // something happens while time passes
  workato::RunSummary pass(TimePoint until);  // holds the lock

  std::mutex passing_{};  // whoever moves the clock
};

}  // namespace rehearse
