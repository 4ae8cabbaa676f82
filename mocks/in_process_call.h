#pragma once

#include "mocks/core/time.h"
#include "mocks/wire/dispatcher.h"
#include "mocks/wire/http_call.h"

namespace rehearse {

// InProcessCall hands requests to a dispatcher of the same process, whatever host they name. What a
// fault does to the connection comes out as the Trouble that a socket would have given.
class InProcessCall final : public wire::HttpCall {
 public:
  explicit InProcessCall(wire::Dispatcher& dispatcher) : dispatcher_(dispatcher) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    return send(request, dispatcher_.arrive());
  }
  // A request that arrived a while ago: arrive() gave the number.
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request, uint64_t arrival);
  uint64_t arrive() { return dispatcher_.arrive(); }

 private:
  wire::Dispatcher& dispatcher_;
};

}  // namespace rehearse
