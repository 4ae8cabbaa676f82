#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

ControlAnswer outcome(bool ok, std::string_view text, const Reason* reason) {
  return control_json(
      {{"ok", ok}, {"text", text}, {"reason", reason == nullptr ? Json() : Json(reason->name)}});
}

// The number that the path names, if it is one.
std::optional<int64_t> connection_id(const ControlCall& call) {
  auto tx = call.world.workspace.begin();
  const workato::Connection* connection = tx.connections().find(call.number("id"));
  return connection != nullptr ? std::optional(connection->id) : std::nullopt;
}

}  // namespace

workato::CallbackReport come_back(World& world, const std::string& location,
                                  const SessionId& browser) {
  const std::optional<wire::Uri> uri = wire::parse_uri(location);
  wire::RequestParts parts;
  parts.origin = uri ? uri->origin() : "https://www.workato.com";
  parts.target = uri ? uri->target() : "/";
  parts.received_at = world.clock.now();
  const wire::WireRequest request = wire::make_request(std::move(parts));
  const workato::CallbackReport report =
      workato::finish_authorization(world.workspace, request.query, browser, request.received_at);
  wire::Exchange exchange;
  exchange.request = request;
  exchange.side = "workato";
  exchange.route = "workato_oauth_callback";
  exchange.status = 200;
  exchange.reason = report.reason;
  exchange.note = "in one step, by the control facade";
  world.journal.record(std::move(exchange));
  return report;
}

ControlAnswer connect_connection(ControlCall& call) {
  Members members(call.body, call.place);
  const std::string username = members.required_text("username");
  const std::string decision = members.choice("decision", {"approve", "deny"}).value_or("approve");
  if (auto problem = members.problem()) return *problem;
  {
    auto tx = call.world.org.begin();
    if (tx.users().find_by_username(username) == nullptr) {
      return no_such_user(call, tx.users(), username);
    }
  }
  const std::optional<int64_t> id = connection_id(call);
  if (!id) return no_such_connection(call);
  const TimePoint now = call.world.clock.now();
  SessionId browser;
  {
    auto tx = call.world.workspace.begin();
    browser = tx.browsers().open(true, now).id;
  }
  const auto started = workato::start_authorization(call.world.workspace, *id, browser, now);
  if (!started) return outcome(false, started.error().text, started.error().reason);
  const std::optional<Browsed> browsed =
      browse(call.world, username, started.value(), decision == "approve");
  if (!browsed || browsed->location.empty()) {
    // The person is left on the org's page: Workato hears nothing.
    return outcome(false, "Salesforce showed an error and did not send the person back to Workato.",
                   browsed ? browsed->reason : nullptr);
  }
  const workato::CallbackReport report = come_back(call.world, browsed->location, browser);
  return outcome(report.ok, report.text, report.reason);
}

}  // namespace rehearse::control
