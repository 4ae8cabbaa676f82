#include "harness/sandbox/consent_session.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/driver/consent.h"
#include "harness/driver/form_session.h"
#include "mocks/core/json.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

// The parameter redirect_uri of the authorization request: there the browser stops.
std::string callback_in(const std::string& authorize_url) {
  const auto uri = wire::parse_uri(authorize_url);
  const auto query = uri ? wire::parse_urlencoded(uri->query) : std::nullopt;
  return query ? wire::value_of(*query, "redirect_uri").value_or("") : std::string();
}

}  // namespace

Result<std::string, Trouble> frontdoor_of(wire::HttpCall& http, const std::string& base,
                                          const std::string& access_token) {
  const std::string url = base + "/services/oauth2/singleaccess";
  const auto sent =
      http.send({.url = url, .headers = {{"Authorization", "Bearer " + access_token}}});
  if (!sent) return sent.error();
  const auto json = parse_json(sent.value().body);
  const auto frontdoor = json ? string_member(json.value(), "frontdoor_uri") : std::nullopt;
  const auto uri = frontdoor ? wire::parse_uri(*frontdoor) : std::nullopt;
  if (uri && uri->origin() == base) return *frontdoor;
  return Trouble{
      Trouble::Kind::bad_answer,
      fmt::format(
          "the org opens no browser session for the login's token (HTTP {}); the token needs "
          "the scope web or full",
          sent.value().status),
      url, true};
}

Result<ConsentAnswer, Trouble> consent_by_frontdoor(wire::HttpCall& http,
                                                    const std::string& frontdoor,
                                                    const std::string& authorize_url,
                                                    const std::string& decision) {
  const std::string callback = callback_in(authorize_url);
  FormSession browser(http);
  auto opened = browser.open(frontdoor);
  // Without a callback there is nothing to stop at, and the org does not redirect either.
  if (!callback.empty()) browser.stop_before(callback);
  if (opened) opened = browser.open(authorize_url);
  if (opened && !browser.stopped()) opened = give_consent(browser, {.decision = decision});
  if (!opened) {
    if (opened.error().trouble) return *opened.error().trouble;
    return ConsentAnswer{.status = browser.view().status, .page = opened.error().what};
  }
  if (browser.stopped()) return ConsentAnswer{.location = browser.url()};
  return ConsentAnswer{.status = browser.view().status, .page = browser.text()};
}

}  // namespace rehearse::harness
