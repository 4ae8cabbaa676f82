#pragma once

#include <span>
#include <string>
#include <string_view>

#include "mocks/control.h"
#include "mocks/control_members.h"
#include "mocks/wire/message.h"

namespace rehearse {

class Instance;
struct World;

// ControlCall is one call of the control facade while it is served. `world` is the state the call
// works on: a reset during the call does not pull it away.
struct ControlCall {
  Instance& instance;
  World& world;
  std::string place{};    // "POST /clock", what messages begin with
  wire::Fields params{};  // the values of the path's `:name` segments
  const Json& body;       // an empty object where the call came without a body

  std::string param(std::string_view name) const {
    return wire::value_of(params, name).value_or("");
  }
  // The path's segment `:name` as a number; 0 if it is none.
  int64_t number(std::string_view name) const;
  // Checks that the body has no member; the answer to give if it has.
  std::optional<ControlAnswer> refuse_members() const { return Members(body, place).problem(); }
};

// ControlRoute is one row of the table of control calls.
struct ControlRoute {
  std::string_view method{};
  std::string_view path{};  // a segment `:name` matches one segment
  ControlAnswer (*run)(ControlCall&) = nullptr;
  std::string_view meaning{};  // one sentence for the documentation
};

// Every control call (design: the table of the outward interface), in the order of the
// documentation.
std::span<const ControlRoute> control_table();

}  // namespace rehearse
