#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mocks/control.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/instance_options.h"

namespace rehearse::wire {
class HttpCall;
class TlsIdentity;
}  // namespace rehearse::wire

namespace rehearse {

class Bench;
class Listeners;
struct Surroundings;
struct World;

// ListenOptions say where an instance is reached. Port 0 picks a free one.
struct ListenOptions {
  std::string address{"127.0.0.1"};  // of the two mocks; the control listener stays on loopback
  uint16_t salesforce_port = 0, workato_port = 0, control_port = 0;
  bool control = true;  // false: no control listener, call control()
  // True: the Workato mock sends browsers to Salesforce's documented hosts, and the caller maps
  // those to the listeners. False: to the listener's own address.
  bool documented_hosts = false;
  const wire::TlsIdentity* identity = nullptr;  // null: plain HTTP
  // True: a browser that the org sends to Workato's callback URL is sent to the Workato mock's own
  // address instead, for people whose browser knows the documented hosts as the real ones. The
  // journal keeps the URL as the org wrote it.
  bool callbacks_stay_here = false;
  // Where the Workato mock's calls to Salesforce go instead of the instance's own org: to one that
  // is elsewhere. Their source address is left to the system then. None: the own org.
  std::function<std::unique_ptr<wire::HttpCall>()> reach_salesforce{};
  // Stands around those calls, wherever they go, and sees each of them; not those of recipes that
  // run while time passes, which need no sockets. None: nothing does.
  std::function<std::unique_ptr<wire::HttpCall>(std::unique_ptr<wire::HttpCall>)> watch_workato{};
};

// Addresses are an instance's base URLs, `http://127.0.0.1:40001`; empty where it does not listen.
struct Addresses {
  std::string salesforce{}, workato{}, control{};
  // The documented host names (login.salesforce.com, the org's My Domain, www.workato.com, …) and
  // the port of the listener that stands for each.
  struct HostPort {
    std::string host{};
    int port = 0;
  };
  std::vector<HostPort> documented_hosts{};
};

// Instance is one isolated pair of mocks with its own clock, seed, state and control. It works
// without sockets as well: see World.
class Instance {
 public:
  explicit Instance(InstanceOptions options, std::string id = "first", Bench* bench = nullptr);
  ~Instance();  // ends the listeners
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  // Returns once every listener serves. The Trouble names the address that cannot be had.
  Result<Done, Trouble> listen(const ListenOptions& options);

  // Back to the state at start, same seed; the ports stay. Requests that are still being served
  // finish on the state they began with.
  void reset();
  // The state of now. Whoever holds it keeps it alive across a reset.
  std::shared_ptr<World> world() const;

  Control& control();
  const std::string& id() const { return id_; }
  const Addresses& addresses() const { return addresses_; }
  Bench* bench() { return bench_; }  // null: this one cannot add or remove instances
  TimePoint start() const { return start_; }

 private:
  std::shared_ptr<World> make_world() const;

  const InstanceOptions options_;
  const TimePoint start_;
  std::string id_;
  Bench* bench_ = nullptr;
  Addresses addresses_{};
  std::unique_ptr<Surroundings> surroundings_;  // how the mocks of each new state reach each other
  mutable std::mutex mutex_;                    // guards world_ alone
  std::shared_ptr<World> world_;
  std::unique_ptr<Control> control_;
  std::unique_ptr<Listeners> listeners_;  // last: ends before what it serves
};

}  // namespace rehearse
