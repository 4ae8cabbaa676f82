#pragma once

#include <atomic>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/core/time.h"
#include "mocks/wire/delivery.h"
#include "mocks/wire/faults.h"
#include "mocks/wire/journal.h"
#include "mocks/wire/network_map.h"
#include "mocks/wire/problem.h"
#include "mocks/wire/route.h"

namespace rehearse::wire {

// The status of an answer that says "the mock itself is at fault". No real server uses it.
inline constexpr int kMockBugStatus = 599;

// Dispatcher is the way every request takes into one side, from a socket or in process: it stamps
// the request, finds its route, meets the planned faults at their commit points and keeps the
// journal. Safe from any thread.
class Dispatcher {
 public:
  // Gives the body for 404, 405 and 413 as the side would; the dispatcher adds `Allow`. The request
  // that a 413 is about may have no body, since it was not read.
  using Refusal = std::function<WireResponse(int status, const WireRequest& request)>;

  struct Parts {
    std::string_view side{};  // "salesforce" or "workato"; the text must outlive the dispatcher
    std::vector<BoundRoute> routes{};
    const Clock& clock;
    const NetworkMap& network;
    FaultBook& faults;
    Journal& journal;
    Refusal refusal{};  // none: a short JSON body
    // Called with each request's time before its endpoint, so that what was due by then has taken
    // effect whoever asks. None: nothing falls due on this side.
    std::function<void(TimePoint now)> catch_up{};
  };
  // Two rows of the same method and path are a bug of the table's author.
  explicit Dispatcher(Parts parts);

  // Serves one request. HEAD is GET without its effects. Never throws.
  Delivery handle(WireRequest request) { return handle(std::move(request), arrive()); }
  // The same in two steps, for requests that wait between arriving and being served: beside them
  // others run.
  uint64_t arrive() { return ++arrivals_; }
  Delivery handle(WireRequest request, uint64_t arrival);
  // The answer to a request that broke HTTP's own rules or whose body is too large, journalled like
  // the others. Of the request there is what was read before.
  WireResponse refuse_malformed(const Problem& problem, WireRequest request);
  // How long a body that request may have, in bytes; kBodyLimit where no route fits.
  size_t body_limit(std::string_view method, std::string_view target) const;

 private:
  struct Pattern {
    std::vector<std::string> segments{};
    size_t row = 0;
  };
  struct Match {
    const BoundRoute* route = nullptr;  // none: no route of that path, or of that method
    Fields params{};
    std::vector<std::string_view> allowed{};  // methods of the routes with that path
  };
  struct Served;  // what became of a request

  Match find(std::string_view method, std::string_view path) const;
  void consider(size_t row, Fields params, std::string_view method, Match& match) const;
  Served refuse(int status, const Reason& reason, const WireRequest& request) const;
  Served serve(const WireRequest& request, const Match& match, uint64_t arrival);
  Served run_endpoint(const BoundRoute& route, Call& call) const;
  void record(WireRequest request, const Match& match, uint64_t arrival, const Served& served);

  Parts parts_;
  std::unordered_map<std::string_view, std::vector<size_t>> exact_{};
  std::vector<Pattern> patterns_{};
  std::atomic<uint64_t> arrivals_{0};
};

}  // namespace rehearse::wire
