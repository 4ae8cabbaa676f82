// Workato's callback. Input: a query as fuzz/support/request_text.h spells it, that a browser
// brings to a workspace which waits for `$state`, and still for `$earlier`, of a trip of the
// same connection that was begun before; in the head `!reload` brings it twice,
// `!stranger` brings it in another browser. Holds: a code is exchanged at most once, and only if
// exactly one code and the state of that browser came, no error, and no issuer but the org; the
// exchange carries the verifier of the challenge, the callback and the secret; whatever comes, no
// tokens are stored but those the org gave.
#include <cstdint>
#include <string_view>

#include "fuzz/model/decode.h"
#include "fuzz/mutate/form_mutator.h"
#include "fuzz/support/own_form.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/request_text.h"
#include "fuzz/support/workato_trip.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/workato/engine/callback.h"
#include "mocks/workato/engine/engine.h"

namespace {

using namespace rehearse;
using namespace rehearse::fuzz;

constexpr std::string_view kCode = "aPrxRehearsalCode==";
// Longer than a column of 64 characters.
constexpr std::string_view kRefresh =
    "5Aep861-refresh-token-of-the-rehearsal-that-is-longer-than-a-short-column-of-a-table";
constexpr std::string_view kAnswer =
    R"({"access_token":"00D!access","refresh_token":"5Aep861-refresh-token-of-the-rehearsal-that-is-)"
    R"(longer-than-a-short-column-of-a-table","token_type":"Bearer","scope":"api refresh_token",)"
    R"("instance_url":"https://rehearsal.my.salesforce.com","id":"https://login.salesforce.com/id/1/2"})";

const FormVocabulary& vocabulary(const std::string& state, const std::string& earlier) {
  static const FormVocabulary the_vocabulary{
      .shapes = {"code=$code&state=$state",
                 "error=access_denied&error_description=end-user+denied+authorization&state=$state",
                 "code=$code&state=$state&iss=$issuer"},
      .heads = {"!reload", "!stranger"},
      .words = {{"code", std::string(kCode)},
                {"state", state},
                {"earlier", earlier},
                {"other_state", std::string(48, '0')},
                {"issuer", std::string(kLoginBase)},
                {"other_issuer", "https://test.salesforce.com"}}};
  return the_vocabulary;
}

wire::Fields fields_of(const OwnForm& form) {
  wire::Fields fields;
  for (const auto& [name, value] : form.fields) fields.push_back({name, value});
  return fields;
}

size_t count(const OwnForm& form, std::string_view name) {
  size_t found = 0;
  for (const auto& field : form.fields) found += field.first == name ? 1 : 0;
  return found;
}

// The rules' own answer (RFC 6749 sections 3.1, 4.1.2; RFC 9207 section 2.4).
bool is_right(const OwnForm& query, const std::string& state) {
  for (const std::string_view name : {"state", "code", "error", "error_description", "iss"}) {
    if (count(query, name) > 1) return false;
  }
  return query["state"] == state && !query["code"].empty() && query["error"].empty() &&
         (query["iss"].empty() || query["iss"] == kLoginBase);
}

// PKCE and the callback in the authorization request (C10, P16).
void check_asked(const OwnForm& asked) {
  require(asked["redirect_uri"] == kCallback, "C10", "The callback is the registered one.");
  require(asked["code_challenge_method"] == "S256" && asked["code_challenge"].size() == 43, "P16",
          "The challenge is that of S256.");
  require(asked["state"].size() >= 32, "C01", "The state cannot be guessed.");
}

void check_exchange(const wire::HttpRequest& request, const OwnForm& asked, const OwnForm& query) {
  const OwnForm form = check_token_request(request);
  require(form["grant_type"] == "authorization_code" && form["code"] == query["code"], "C02",
          "The code that came is exchanged.");
  require(form["redirect_uri"] == asked["redirect_uri"], "C10",
          "The exchange names the callback of the authorization.");
  const std::string& verifier = form["code_verifier"];
  require(verifier.size() >= 43 && verifier.size() <= 128, "P03",
          "The verifier has 43 to 128 characters.");
  require(model::challenge_of(verifier) == asked["code_challenge"], "P01",
          "The verifier is that of the challenge.");
}

void check_stored(const workato::Connection& connection, bool connected) {
  require((connection.status == workato::ConnectionStatus::connected) == connected, "O-21",
          "The connection is connected if and only if the org gave it tokens.");
  require(connection.tokens.has_value() == connected, "O-21", "Tokens come from the org alone.");
  if (!connected) return;
  require(connection.tokens->access.value == "00D!access" &&
              connection.tokens->refresh.value == kRefresh &&
              connection.tokens->instance_url == "https://rehearsal.my.salesforce.com",
          "O-21", "What the org gave is stored as it came.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  StubOrg org([](const wire::HttpRequest& request) {
    const bool right = own_form(request.body)["code"] == kCode;
    return StubOrg::Answer(wire::json_response(
        right ? 200 : 400,
        std::string(right ? kAnswer
                          : R"({"error":"invalid_grant","error_description":"invalid code"})")));
  });
  TripWorkspace trip(org);
  const OwnForm earlier = trip.start(), later = trip.start();
  check_asked(later);
  require(
      earlier["code_challenge"] != later["code_challenge"] && earlier["state"] != later["state"],
      "P16", "Every authorization has a verifier and a state of its own.");
  const FormVocabulary& words = vocabulary(later["state"], earlier["state"]);
  learn(words);
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const RequestText text = read_request(input, words.words);
  const OwnForm query = own_form(text.form);
  // The page in front of this answers a query that cannot be read.
  if (!query.is_readable) return 0;
  // A person may have begun in two tabs: the state and the verifier belong to the question.
  const OwnForm& asked = query["state"] == earlier["state"] ? earlier : later;
  const bool is_stranger = text.wish == "stranger";
  const SessionId browser(std::string(is_stranger ? "another-browser" : kBrowser));
  const bool right = is_right(query, asked["state"]) && !is_stranger;
  for (int visit = 0; visit < (text.wish == "reload" ? 2 : 1); ++visit) {
    const auto report =
        workato::finish_authorization(trip.workspace(), fields_of(query), browser, kRunStart);
    require(
        org.requests().size() == (right ? 1U : 0U), "O-20",
        "A code is exchanged once, and only for the right answer to a question that was asked.");
    require(report.ok || report.reason != nullptr, "reason", "What is refused has a reason.");
    require(report.ok == (right && visit == 0 && query["code"] == kCode), "C01",
            "A right answer connects, and nothing else does.");
    require(report.text.find(kClientSecret) == std::string::npos, "O-19",
            "The secret is not shown.");
    check_stored(trip.state(), right && query["code"] == kCode);
  }
  if (!org.requests().empty()) check_exchange(org.requests().front(), asked, query);
  return 0;
}
