#include <fmt/format.h>

#include "mocks/wire/reasons.h"
#include "mocks/workato/endpoints.h"
#include "mocks/workato/engine/engine.h"

namespace rehearse::workato {

// The state, not a page guard, decides who may finish: its browser is part of the judgement. No
// return address is taken from the query, so the page leads nowhere but into the workspace.
wire::WireResponse oauth_callback(Workspace& workspace, wire::Call& call) {
  // RFC 9110 section 9.2.1: HEAD is safe, so it must not use up the state and the code.
  if (call.request.method != "GET") {
    call.refuse(wire::reason::method_not_allowed);
    wire::WireResponse refusal = wire::text_response(405, "");
    refusal.headers.push_back({"Allow", "GET"});
    return refusal;
  }
  // The documented callback is at www.workato.com for every data center; one whose pages are under
  // another domain has its sessions there.
  const std::string_view home_of = workspace.data_centre().base_url;
  if (call.request.host == "www.workato.com" && home_of.find(".workato.com") == home_of.npos)
    return wire::redirect_response(std::string(home_of) + call.request.target);
  const std::optional<Visitor> visitor = signed_in(workspace, call);
  const CallbackReport report =
      finish_authorization(workspace, call.request.query, visitor ? visitor->browser : SessionId(),
                           call.request.received_at);
  if (report.reason != nullptr) call.refuse(*report.reason);
  wire::Markup content = report.ok ? wire::notice(report.text) : wire::alert(report.text);
  if (!report.ok && report.reason != nullptr) content += wire::paragraph(report.reason->remedy);
  content += wire::main_action(report.connection != 0
                                   ? wire::link(fmt::format("/connections/{}", report.connection),
                                                "Return to the connection")
                                   : wire::link("/connections", "Return to the connections"));
  // A response that cannot be believed is the sender's error; a refusal by the org is news.
  const int status = report.ok || report.connection != 0 ? 200 : 400;
  return workato_page(status, report.ok ? "Connected" : "Authorization failed", {home_link()},
                      content);
}

}  // namespace rehearse::workato
