#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::workato {
class Sending;
}

namespace rehearse::simulation {

// Errand is what a request is for.
enum class Errand { data, refresh, exchange, introspect, revoke };
std::string_view to_text(Errand errand);

// Message is a request on its way to the org, and its answer on the way back.
struct Message {
  enum class State { sent, arrived, answered, gone };
  int number = 0;          // from 1, in the order of sending
  int worker = 0;          // who sent it, from 1
  int64_t connection = 0;  // of Workato, where it is about one
  bool by_workato = false;
  Errand errand = Errand::data;
  wire::HttpRequest request{};
  std::string token{};  // that it presents: access token, refresh token or code
  std::string scope{};  // that it asks for
  State state = State::sent;
  uint64_t arrival = 0;  // 0: has not arrived
  uint64_t arrived_step = 0;
  workato::Sending* waiting = nullptr;  // null: nobody waits for the answer any more
  std::optional<Result<wire::WireResponse, Trouble>> outcome{};
  uint64_t gives = 0;  // the names of the tokens in the answer, as a number

  // An introspection's answer.
  bool says_active() const {
    return errand == Errand::introspect && outcome && outcome->ok() &&
           outcome->value().body.find("\"active\":true") != std::string::npos;
  }
  bool is_granted() const { return outcome && outcome->ok() && outcome->value().status == 200; }
};

// A member's text of a flat JSON object without escapes; empty if there is none.
std::string text_member(const std::string& body, std::string_view name);
// The same of the message's answer.
std::string member_of(const Message& message, std::string_view name);

// Reads what the request is for, and the token it presents.
void read_errand(Message& message);

}  // namespace rehearse::simulation
