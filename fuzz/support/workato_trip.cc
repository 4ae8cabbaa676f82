#include "fuzz/support/workato_trip.h"

#include "fuzz/support/planted.h"
#include "fuzz/support/promise.h"
#include "mocks/workato/engine/engine.h"

namespace rehearse::fuzz {

StubOrg::Answer StubOrg::send(const wire::HttpRequest& request) {
  requests_.push_back(request);
  return answer_(request);
}

TripWorkspace::TripWorkspace(wire::HttpCall& org)
    : workspace_({.seed = 7, .bugs = planted().bugs, .binds_egress = false}, org, kRunStart) {
  auto tx = workspace_.begin();
  const auto profile = tx.profiles().create({.provider = "salesforce",
                                             .name = "Rehearsal",
                                             .client_id = std::string(kClientId),
                                             .client_secret = std::string(kClientSecret)},
                                            kRunStart);
  connection_ =
      tx.connections().create({.name = "Sales", .profile = profile.value()}, kRunStart).id;
}

workato::Connection TripWorkspace::state() {
  auto tx = workspace_.begin();
  return *tx.connections().find(connection_);
}

OwnForm TripWorkspace::start() {
  const auto url = workato::start_authorization(workspace_, connection_,
                                                SessionId(std::string(kBrowser)), kRunStart);
  require(url.ok(), "C01", "A connection that is not connected can be connected.");
  const std::string& text = url.value();
  require(text.starts_with(std::string(kLoginBase) + "/services/oauth2/authorize?"), "C05",
          "The browser is sent to the org that the connection is for.");
  return own_form(std::string_view(text).substr(text.find('?') + 1));
}

OwnForm check_token_request(const wire::HttpRequest& request) {
  require(
      request.method == "POST" && request.url == std::string(kLoginBase) + "/services/oauth2/token",
      "C05", "Tokens are asked for at the connection's own org, and nothing stands in the URL.");
  OwnForm form = own_form(request.body);
  require(form.is_readable && !form.repeats, "C11", "The request is a form.");
  require(form["client_id"] == kClientId && form["client_secret"] == kClientSecret, "C11",
          "The client proves itself by its key and secret, in the body.");
  return form;
}

}  // namespace rehearse::fuzz
