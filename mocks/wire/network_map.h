#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"

namespace rehearse::wire {

// normal_address writes an IPv4 or IPv6 address the one usual way (RFC 5952); an IPv4 address
// mapped into IPv6 becomes the IPv4 address. Nothing if it is no address.
std::optional<std::string> normal_address(std::string_view address);

// NetworkMap says which address a loopback peer counts as, for allowlists. It has two layers: the
// fixed one (the addresses the Workato mock calls from) and the user's. Safe from any thread.
class NetworkMap {
 public:
  using Addresses = std::map<std::string, std::string, std::less<>>;

  // What the peer counts as: the user's map first, then the fixed one, else itself, normalised.
  std::string resolve(std::string_view peer) const;
  // Replaces the user's map. The error is a sentence that names the broken address; nothing
  // changes then.
  Result<Done, std::string> replace(const Addresses& addresses);
  // The same for the fixed layer.
  Result<Done, std::string> replace_fixed(const Addresses& addresses);
  Addresses user() const;

 private:
  struct Layers {
    Addresses user{}, fixed{};
  };
  std::shared_ptr<const Layers> layers() const;

  mutable std::mutex mutex_{};
  std::shared_ptr<const Layers> layers_ = std::make_shared<Layers>();
};

}  // namespace rehearse::wire
