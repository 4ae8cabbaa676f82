#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::wire {
class LoopbackServer;
struct Delivery;
struct WireRequest;
}  // namespace rehearse::wire

namespace rehearse::harness {

// LoopbackCallback listens where a login in a browser ends, and takes the address from there (RFC
// 8252, section 7.3): the first one that `judge` finds nothing wrong with. What else asks that port
// is told what is wrong, and the wait goes on.
class LoopbackCallback {
 public:
  // What is wrong with an address, as a sentence without its end; empty: it is the answer.
  using Judge = std::function<std::string(const std::string& address)>;

  // `origin` is what the callback URL begins with, as the browser asked for it. Port 0: a free one.
  // The Trouble names the port that is taken.
  static Result<std::unique_ptr<LoopbackCallback>, Trouble> start(uint16_t port,
                                                                  std::string_view origin,
                                                                  Judge judge);
  ~LoopbackCallback();
  LoopbackCallback(const LoopbackCallback&) = delete;
  LoopbackCallback& operator=(const LoopbackCallback&) = delete;

  int port() const;
  // The address where the browser ended, once it did. It holds a code.
  std::optional<std::string> address() const;

 private:
  LoopbackCallback(std::string_view origin, Judge judge);
  wire::Delivery answer(const wire::WireRequest& request);

  std::string origin_;
  Judge judge_;
  mutable std::mutex mutex_{};
  std::optional<std::string> address_{};
  std::unique_ptr<wire::LoopbackServer> server_{};  // last: ends before what it writes to
};

}  // namespace rehearse::harness
