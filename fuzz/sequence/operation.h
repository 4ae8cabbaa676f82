#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rehearse::fuzz {

// Doing is what happens in one operation of a sequence.
enum class Doing : uint8_t {
  approve,     // a person approves an authorization request
  deny,        // or denies it
  exchange,    // somebody exchanges a code
  refresh,     // somebody refreshes
  revoke,      // somebody revokes a token
  introspect,  // somebody asks about a token
  use,         // somebody calls the data API
  advance,     // time passes
  policy,      // an admin changes an app
  user,        // an admin changes a user
  lose,        // the next request, or the next one for tokens, is lost, or its answer is
  race,        // two or three refreshes of one token arrive at once
  leave_out,   // the last refused token request again, without one of its parameters
  connect,     // Workato sends a person off, who approves
  come_back,   // the browser brings Workato an answer
  job,         // Workato runs a job; its worker may die on the way
  store,       // Workato's tokens are put aside, brought back, cloned, forgotten
  count_,
};
std::string_view to_text(Doing doing);

// Operation is one record of the input. What the numbers pick is taken modulo what there is, so
// that every input means something.
struct Operation {
  static constexpr size_t kSize = 8;  // bytes
  Doing doing = Doing::approve;
  uint8_t app = 0;       // and the user
  uint8_t pick = 0;      // of the pool of codes or tokens
  uint8_t other = 0;     // another pick: the pool, the peer, how the client says who it is
  uint8_t extra = 0;     // verifier, scope, how much time, which setting
  uint8_t mutation = 0;  // 0 to 127: none; 128 to 191: one of the catalogue; from 192: a trick
  uint8_t index = 0;     // of the parameter
  uint8_t choice = 0;    // of the mutation's values
};

// Setting is the first record: how the world starts out.
struct Setting {
  bool cascades = true, locks = true;
  // Everything is done to a second org of the same seed, too: with parameters in another order,
  // other letters in escapes, and one parameter more that means nothing.
  bool has_twin = false;
  bool twin_differs = false;      // the twin has another dial that must only change texts
  uint8_t first = 0, second = 0;  // settings of the two apps
};

struct Sequence {
  Setting setting{};
  std::vector<Operation> operations{};
};
inline constexpr size_t kMostOperations = 48;

// Reads an input: a record of the setting, then the operations; what is left over is ignored.
Sequence read_sequence(std::span<const uint8_t> input);

}  // namespace rehearse::fuzz
