// The introspection endpoint. Input: a request as fuzz/support/request_text.h spells it, made of an
// org that is furnished as fuzz/support/furnished_org.h says.
// Holds: only an app that proves itself is answered; it hears of its own good tokens what there is
// to hear, and of all others {"active":false}; asking changes nothing.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "fuzz/mutate/form_mutator.h"
#include "fuzz/support/answer_checks.h"
#include "fuzz/support/furnished_org.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/served.h"
#include "fuzz/support/token_judge.h"
#include "mocks/salesforce/endpoints.h"

namespace {

using namespace rehearse;
using namespace rehearse::fuzz;

constexpr std::string_view kPath = "/services/oauth2/introspect";

const FormVocabulary& vocabulary(const FurnishedOrg& org) {
  static const FormVocabulary the_vocabulary{
      .shapes = {"token=$access&client_id=$key&client_secret=$secret&token_type_hint=access_token",
                 "token=$refresh&client_id=$key&client_secret=$secret",
                 "token=$second_access&client_id=$other_key&client_secret=$other_secret"},
      .heads = {"GET", "HEAD", "PUT", "?client_id=$key", "@203.0.113.9",
                "Authorization: Basic $basic", "Authorization: Basic $bare_basic",
                "Authorization: Basic $other_basic", "Authorization: Bearer $access",
                "Content-Type: application/json"},
      .words = org.words(),
      .fitting = org.fitting()};
  return the_vocabulary;
}

bool is_active(const FurnishedOrg& org, const std::string& text, size_t app) {
  return std::any_of(org.things().begin(), org.things().end(), [&](const KnownThing& thing) {
    return thing.kind != KnownThing::Kind::code && thing.text == text && thing.app == app &&
           thing.is_good;
  });
}

// N06. But a token that is seen to be over is dead from then on.
void check_untouched(FurnishedOrg& org, const OwnParameters& parameters) {
  if (org.alive() == org.alive_at_first() && org.fingerprint() == org.fingerprint_at_first())
    return;
  const bool is_seen_over =
      std::any_of(org.things().begin(), org.things().end(), [&](const KnownThing& thing) {
        return (thing.word == "idle" || thing.word == "old_access") &&
               thing.text == parameters["token"] &&
               org.alive() == (org.alive_at_first() & ~bit_of(org, thing));
      });
  require(is_seen_over, "N06", "Asking changes nothing.");
  org.restore();
}

// What is told about a token (RFC 7662 section 2.2).
void check_told(const FurnishedOrg& org, const Served& served, const wire::Fields& members,
                const OwnParameters& parameters) {
  const auto app = proven_app(org, served.request, parameters, true);
  const bool can_be_read = served.request.method == "POST" && parameters.query.is_readable &&
                           parameters.form.is_readable && !parameters.query.repeats &&
                           !parameters.form.repeats;
  const std::string& token = parameters["token"];
  const bool is_answered = can_be_read && app.has_value() && !token.empty();
  require(is_answered == (served.answer.status == 200), "N01",
          "Apps that prove themselves are answered, and nobody else.");
  if (!is_answered) return;
  const bool active = is_active(org, token, *app);
  require(active == (wire::value_of(members, "active") == "true"), "O-13",
          "A token is active if and only if it is good and the asking app's own.");
  if (!active) {
    require(served.answer.body == R"({"active":false})", "N02",
            "Of what is not active nothing more is told.");
    return;
  }
  require(wire::value_of(members, "scope") == "api id refresh_token", "N03", "The scope is told.");
  require(wire::value_of(members, "client_id") == org.apps()[*app].key, "N03", "The app is told.");
  for (const std::string_view name : {"username", "sub", "iat", "exp"})
    require(wire::value_of(members, name).has_value(), "N03", "User, issue and expiry are told.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static FurnishedOrg org, twin;
  learn(vocabulary(org));
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  RequestText text = read_request(input, org.words());
  if (text.peer.empty()) text.peer = FurnishedOrg::kAllowedPeer;
  const Served served = serve(org, salesforce::introspect, text, kPath);
  check_status(served.answer, {200, 400, 401, 405});
  const wire::Fields members = check_members(served.answer);
  check_not_stored(served.answer);
  require((served.answer.status == 405) == (served.request.method != "POST"), "N07",
          "A POST is the only way to ask.");
  require((served.answer.status == 200) == (wire::find_field(members, "active") != nullptr), "O-04",
          "An answer says whether the token is active, or is an error.");
  const OwnParameters parameters = own_parameters(served.request);
  check_untouched(org, parameters);
  if (!parameters.is_certain) return 0;
  check_told(org, served, members, parameters);
  const uint64_t hash = hash_of(input);
  if (hash % 16 == 0) check_variant(twin, salesforce::introspect, text, kPath, served, hash / 16);
  return 0;
}
