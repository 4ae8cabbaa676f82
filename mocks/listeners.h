#pragma once

#include <memory>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/instance.h"
#include "mocks/wire/loopback_server.h"
#include "mocks/world.h"

namespace rehearse {

// Listeners are the sockets of one instance: the two mocks' and, on loopback only, the control
// listener's. Every request takes the instance's state of the moment it arrives.
class Listeners {
 public:
  static Result<std::unique_ptr<Listeners>, Trouble> open(Instance& instance,
                                                          const ListenOptions& options);

  const Addresses& addresses() const { return addresses_; }
  // How the mocks reach each other through these sockets.
  Surroundings surroundings() const;
  Surroundings unwatched() const;

 private:
  explicit Listeners(const ListenOptions& options) : options_(options) {}

  const ListenOptions options_;
  Addresses addresses_{};
  // In this order: what serves the engine's calls ends last.
  std::unique_ptr<wire::LoopbackServer> salesforce_, workato_, control_;
};

}  // namespace rehearse
