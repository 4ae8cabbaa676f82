#pragma once

#include <functional>
#include <stdexcept>
#include <string>

#include "mocks/core/json.h"
#include "mocks/wire/dispatcher.h"

namespace rehearse::wire {

inline constexpr Reason kTestReason{"test_reason", "", "", "", {}};

// Gates is one side with a few routes, all that a dispatcher needs, and a count of what the
// endpoint committed.
struct Gates {
  VirtualClock clock{kRunStart};
  NetworkMap network{};
  FaultBook faults{};
  Journal journal{};
  int served = 0, committed = 0;
  WireRequest last{};
  Fields last_params{};
  uint64_t last_arrival = 0;
  Dispatcher dispatcher{make_parts()};

  Dispatcher::Parts make_parts() {
    return {.side = "salesforce",
            .routes = bind_routes<Gates>(*this, kRoutes),
            .clock = clock,
            .network = network,
            .faults = faults,
            .journal = journal,
            .refusal = [](int status, const WireRequest&) {
              return text_response(status, status == 404 ? "no such page" : "no such method");
            }};
  }

  static WireResponse commit(Gates& gates, Call& call) {
    ++gates.served;
    gates.last = call.request;
    gates.last_params = call.params;
    gates.last_arrival = call.arrival;
    call.client(value_of(call.request.form, "client_id").value_or(""));
    if (value_of(call.request.form, "grant_type") == "refused") {
      call.refuse(kTestReason);
      return json_response(400, R"({"error":"invalid_grant"})");
    }
    if (call.stopped_before_commit()) return {};
    ++gates.committed;
    return json_response(200, R"({"answer":"0123456789"})");
  }
  static WireResponse look(Gates& gates, Call& call) {
    ++gates.served;
    gates.last_params = call.params;
    call.note("looked");
    return text_response(200, "looked");
  }
  static WireResponse fail(Gates&, Call&) { throw std::runtime_error("hunter2hunter2"); }
  static WireResponse break_header(Gates&, Call&) {
    WireResponse response = text_response(200, "x");
    response.headers.push_back({"X-Echo", "a\r\nSet-Cookie: b"});
    return response;
  }

  inline static const Route<Gates> kRoutes[] = {
      {"token", "POST", "/token", commit, {}, true, 64},
      {"approve", "GET", "/approve", commit, {}, true},
      {"page", "GET", "/page", look, {}, false},
      {"page", "POST", "/page", look, {}, false},
      {"new_thing", "GET", "/things/new", look, {}, false},
      {"thing", "GET", "/things/:id", look, {}, false},
      {"part", "DELETE", "/things/:id/parts/:part", look, {}, false},
      {"file", "GET", "/files/fixed", look, {}, false},
      {"files", "GET", "/files/*", look, {}, false},
      {"files", "POST", "/files/*", look, {}, false},
      {"bug", "GET", "/bug", fail, {}, false},
      {"bad_header", "GET", "/header", break_header, {}, false},
  };

  Delivery get(const std::string& target, const std::string& method = "GET") {
    return dispatcher.handle(make_request({.method = method, .target = target}));
  }
  Delivery post(const Fields& form) {
    return dispatcher.handle(make_form_post({.target = "/token"}, form));
  }
  Json entry() { return journal.read()["exchanges"].back(); }
};

}  // namespace rehearse::wire
