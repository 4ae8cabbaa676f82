#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/core/json.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/engine.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using workato::CallbackReport;

Json reason_name(const Reason* reason) { return reason == nullptr ? Json() : Json(reason->name); }

int64_t number_of(const std::string& text) {
  int64_t id = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  return failed == std::errc{} && end == text.data() + text.size() ? id : 0;
}

// The callback as the browser would have brought it to the workspace.
CallbackReport arrive(World& world, const std::string& location, const SessionId& browser) {
  wire::RequestParts parts;
  const std::optional<wire::Uri> uri = wire::parse_uri(location);
  parts.origin = uri ? uri->origin() : "";
  parts.target = uri ? uri->target() : "/";
  parts.peer = world.network.resolve("127.0.0.1");
  parts.received_at = world.clock.now();
  wire::Exchange exchange;
  exchange.request = wire::make_request(std::move(parts));
  const CallbackReport report = workato::finish_authorization(
      world.workspace, exchange.request.query, browser, exchange.request.received_at);
  exchange.side = "workato";
  exchange.route = "workato_oauth_callback";
  exchange.status = 200;
  exchange.reason = report.reason;
  exchange.note = "in one step, by POST /workato/connections/ID/connect";
  world.journal.record(std::move(exchange));
  return report;
}

}  // namespace

ControlAnswer connect_connection(ControlCall& call) {
  // A disposable browser: it starts the trip and brings the answer back.
  const int64_t id = number_of(call.param("id"));
  const TimePoint now = call.world.clock.now();
  SessionId browser;
  {
    auto tx = call.world.workspace.begin();
    if (tx.connections().find(id) == nullptr) {
      return control_error(404, "not_found",
                           fmt::format("{}: there is no connection {}; GET /workato lists them.",
                                       call.place, call.param("id")));
    }
    browser = tx.browsers().open(true, now).id;
  }
  const auto url = workato::start_authorization(call.world.workspace, id, browser, now);
  if (!url) {
    return control_json(
        {{"ok", false}, {"text", url.error().text}, {"reason", reason_name(url.error().reason)}});
  }
  Json consent = call.body;
  consent["authorize_url"] = url.value();
  ControlCall approval{call.instance, call.world, call.place, {}, consent};
  const ControlAnswer approved = approve(approval);
  const auto answer = parse_json(approved.json);
  if (approved.status != 200 || !answer) return approved;
  const auto location = string_member(answer.value(), "location");
  if (!location) {
    const std::string text = fmt::format(
        "Salesforce showed an error (status {}) and did not send "
        "the person back to Workato.",
        integer_member(answer.value(), "status").value_or(0));
    return control_json({{"ok", false}, {"text", text}, {"reason", answer.value().at("reason")}});
  }
  const CallbackReport report = arrive(call.world, *location, browser);
  return control_json(
      {{"ok", report.ok}, {"text", report.text}, {"reason", reason_name(report.reason)}});
}

}  // namespace rehearse::control
