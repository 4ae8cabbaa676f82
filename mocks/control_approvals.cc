#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/oauth/approve_as.h"
#include "mocks/wire/uri.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using salesforce::User;

// A test's session lives as long as one of a person who signed in on the pages.
constexpr Duration kSessionLifetime = std::chrono::hours(2);
constexpr std::string_view kAuthorizePath = "/services/oauth2/authorize";

// The authorization request as a browser on this machine would send it, or nothing if the URL is
// none of this org.
std::optional<wire::WireRequest> browser_request(const World& world, const std::string& url) {
  const std::string base = "https://" + world.org.my_domain_host();
  const std::optional<wire::Uri> uri = wire::parse_uri(wire::resolve(base, url));
  if (!uri || uri->path != kAuthorizePath || uri->has_fragment) return std::nullopt;
  wire::RequestParts parts;
  parts.origin = uri->origin();
  parts.target = uri->target();
  parts.peer = world.network.resolve("127.0.0.1");
  parts.received_at = world.clock.now();
  return wire::make_request(std::move(parts));
}

// The journal tells of it as of the request that a real browser would have sent.
void record(World& world, const wire::WireRequest& request, const wire::Call& call,
            const wire::WireResponse& response) {
  wire::Exchange exchange;
  exchange.request = request;
  exchange.side = "salesforce";
  exchange.route = "authorize";
  exchange.status = response.status;
  exchange.response_headers = response.headers;
  exchange.reason = call.reason();
  exchange.client = call.client();
  exchange.note = "in one step, by POST /approve";
  world.journal.record(std::move(exchange));
}

}  // namespace

std::optional<Browsed> browse(World& world, std::string_view username, const std::string& url,
                              bool approve) {
  const std::optional<wire::WireRequest> request = browser_request(world, url);
  if (!request) return std::nullopt;
  wire::Call call(*request, 0);
  Browsed browsed;
  browsed.response = salesforce::approve_as(world.org, username, *request, approve, call);
  browsed.reason = call.reason();
  const std::optional<std::string> location = wire::header_of(browsed.response.headers, "Location");
  if (browsed.response.status == 302 && location && !location->starts_with('/')) {
    browsed.location = *location;
  }
  record(world, *request, call, browsed.response);
  return browsed;
}

ControlAnswer open_session(ControlCall& call) {
  Members members(call.body, call.place);
  const std::string username = members.required_text("username");
  if (auto problem = members.problem()) return *problem;
  auto tx = call.world.org.begin();
  const User* user = tx.users().find_by_username(username);
  if (user == nullptr) return no_such_user(call, tx.users(), username);
  if (!user->is_active || user->is_frozen) {
    return control_error(409, user->is_active ? "user_frozen" : "user_inactive",
                         fmt::format("{}: {} may not log in; PATCH /users/NAME changes that.",
                                     call.place, username));
  }
  const AccessToken token =
      tx.grants().open_session_token(user->id, kSessionLifetime, call.world.clock.now());
  call.world.journal.add_secret(token.value);
  return control_json({{"session_id", token.value},
                       {"user_id", user->id.value},
                       {"organization_id", call.world.org.organization_id()}});
}

ControlAnswer approve(ControlCall& call) {
  Members members(call.body, call.place);
  const std::string username = members.required_text("username");
  const std::string url = members.required_text("authorize_url");
  const std::string decision = members.choice("decision", {"approve", "deny"}).value_or("approve");
  if (auto problem = members.problem()) return *problem;
  {
    auto tx = call.world.org.begin();
    if (tx.users().find_by_username(username) == nullptr) {
      return no_such_user(call, tx.users(), username);
    }
  }
  const std::optional<Browsed> browsed = browse(call.world, username, url, decision == "approve");
  if (!browsed) {
    members.bad_value("authorize_url",
                      fmt::format("give the URL of an authorization request of this org: its path "
                                  "is {}.",
                                  kAuthorizePath));
    return *members.problem();
  }
  Json answer = Json::object();
  if (!browsed->location.empty()) {
    answer["location"] = browsed->location;
  } else {
    answer["status"] = browsed->response.status;
    answer["body"] = browsed->response.body;
  }
  answer["reason"] = browsed->reason == nullptr ? Json() : Json(browsed->reason->name);
  return control_json(answer);
}

}  // namespace rehearse::control
