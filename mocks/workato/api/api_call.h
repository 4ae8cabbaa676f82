#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/wire/call.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// ApiCall is one call of the Developer API whose sender has been let in.
struct ApiCall {
  Workspace& workspace;
  wire::Call& wire;
  ApiClient client{};
  Json body = Json::object();  // empty where the call came without one
  TimePoint now{};

  // The number in the path's segment of that name; 0 if it is none.
  int64_t id(std::string_view name = "id") const;
};

using ApiEndpoint = wire::WireResponse (*)(ApiCall&);

// Access is what an endpoint asks of who calls it.
struct Access {
  Privilege privilege{};
  Quota quota{};
};

// with_access lets a call in, or says why not: token, address, privilege, rate, then the body.
wire::WireResponse with_access(Workspace& workspace, wire::Call& call, const Access& access,
                               ApiEndpoint endpoint);

// The answers of the Developer API. An error has a reason for the journal.
wire::WireResponse api_answer(const Json& body, int status = 200);
// {"message": …}
wire::WireResponse api_message(int status, std::string_view message);
wire::WireResponse api_refusal(wire::Call& call, const Reason& reason, int status,
                               std::string_view message);
// 400 {"message":"Validation failed","errors":{"name":["can't be blank"]}}
wire::WireResponse api_invalid(wire::Call& call, const Reason& reason,
                               const std::vector<FieldProblem>& problems);
// The same errors where a dial says that a refusal may be an answer 200 with success false.
wire::WireResponse api_unsuccessful(wire::Call& call, const Reason& reason,
                                    const FieldProblem& problem, bool with_status_200);
wire::WireResponse api_not_found(wire::Call& call);

// Instants as the documentation's samples write them: profiles, folders and users in Pacific
// daylight time, connections in UTC, both with milliseconds.
std::string pacific_time(TimePoint instant);
std::string utc_time(TimePoint instant);

}  // namespace rehearse::workato
