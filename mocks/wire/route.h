#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "mocks/core/fidelity.h"
#include "mocks/wire/call.h"

namespace rehearse::wire {

// kBodyLimit bounds the body of a request whose route does not say otherwise, in bytes.
inline constexpr size_t kBodyLimit = 1 << 20;

// Route is one row of a side's explicit route table. A path segment `:name` matches one segment, a
// last segment `*` the rest. `commits` says that the endpoint asks stopped_before_commit(). A body
// longer than `body_limit` is refused, over sockets before it is read.
template <class Side>
struct Route {
  std::string_view name{};
  std::string_view method{};
  std::string_view path{};
  WireResponse (*endpoint)(Side&, Call&) = nullptr;
  Fidelity fidelity{};
  bool commits = false;
  size_t body_limit = kBodyLimit;
};

// BoundRoute is a row tied to the side that serves it.
struct BoundRoute {
  std::string_view name{}, method{}, path{};
  bool commits = false;
  std::function<WireResponse(Call&)> serve{};
  size_t body_limit = kBodyLimit;
};

template <class Side>
std::vector<BoundRoute> bind_routes(Side& side, std::span<const Route<Side>> rows) {
  std::vector<BoundRoute> bound;
  for (const Route<Side>& row : rows) {
    bound.push_back({row.name, row.method, row.path, row.commits,
                     [&side, serve = row.endpoint](Call& call) { return serve(side, call); },
                     row.body_limit});
  }
  return bound;
}

}  // namespace rehearse::wire
