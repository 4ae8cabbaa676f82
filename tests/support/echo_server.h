#pragma once

#include <nlohmann/json.hpp>
#include <utility>

#include "mocks/core/json.h"
#include "mocks/wire/loopback_server.h"

namespace rehearse::testing {

// Answers with what the server understood of the request, as JSON; the query steers the delivery:
// how=drop, how=truncate, how=close, how=pause with `at` in bytes.
inline wire::Delivery echo(const wire::WireRequest& request) {
  const auto pairs = [](const wire::Fields& fields) {
    Json list = Json::array();
    for (const wire::Field& field : fields) list.push_back({field.name, field.value});
    return list;
  };
  wire::Delivery delivery;
  delivery.response = wire::json_response(200, dump_json({{"method", request.method},
                                                          {"path", request.path},
                                                          {"target", request.target},
                                                          {"host", request.host},
                                                          {"origin", request.origin},
                                                          {"peer", request.peer},
                                                          {"query", pairs(request.query)},
                                                          {"form", pairs(request.form)},
                                                          {"headers", pairs(request.headers)},
                                                          {"body_size", request.body.size()}}));
  const std::string how = wire::value_of(request.query, "how").value_or("");
  const size_t at = size_t(std::atoi(wire::value_of(request.query, "at").value_or("0").c_str()));
  if (how == "drop") delivery.how = wire::Delivery::How::drop;
  if (how == "truncate") delivery.how = wire::Delivery::How::truncate;
  delivery.bytes = delivery.pause_at = at;
  delivery.close_after = how == "close";
  if (how == "pause") delivery.pause = [] {};
  return delivery;
}

// Starts a server on a free port; a failure ends the test program with the reason.
inline std::unique_ptr<wire::LoopbackServer> start_server(
    wire::ServerOptions options = {}, wire::LoopbackServer::Handler handler = echo) {
  auto server = wire::LoopbackServer::start(std::move(options), std::move(handler));
  if (!server) {
    fprintf(stderr, "%s\n", server.error().what.c_str());
    std::abort();
  }
  return std::move(server).value();
}

}  // namespace rehearse::testing
