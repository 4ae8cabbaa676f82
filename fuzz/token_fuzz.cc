// The token endpoint. Input: a request as fuzz/support/request_text.h spells it, made of an org
// that is furnished as fuzz/support/furnished_org.h says. Holds: tokens are given if and only if
// the rules say so, by the fuzzers' own reading of the request; nothing else is good afterwards
// than should be; whatever the request, the answer is one that the endpoint has. The same request
// in another writing is answered the same, and leaving a required parameter out of a refused one
// never helps.
#include <array>
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

constexpr std::string_view kPath = "/services/oauth2/token";

// What the mutator begins with.
const FormVocabulary& vocabulary(const FurnishedOrg& org) {
  static const FormVocabulary the_vocabulary{
      .shapes = {"grant_type=authorization_code&code=$code&redirect_uri=$callback&client_id=$key&"
                 "client_secret=$secret&code_verifier=$verifier",
                 "grant_type=refresh_token&refresh_token=$refresh&client_id=$key&"
                 "client_secret=$secret",
                 "grant_type=authorization_code&code=$short_code&redirect_uri=$callback&"
                 "client_id=$key&client_secret=$secret&code_verifier=$short_verifier",
                 "grant_type=authorization_code&code=$second_code&redirect_uri=$other_callback&"
                 "client_id=$other_key",
                 "grant_type=refresh_token&refresh_token=$second_refresh&client_id=$other_key&"
                 "scope=$scopes&format=json"},
      .heads = {"GET", "HEAD", "?client_id=$key", "@52.5.142.49", "@203.0.113.9",
                "X-Forwarded-For: 52.5.142.60", "Authorization: Basic $basic",
                "Authorization: Basic $bare_basic", "Authorization: Basic $other_basic",
                "Authorization: Bearer $access", "Accept: application/xml",
                "Content-Type: application/json", "Content-Type: multipart/form-data; boundary=x"},
      .words = org.words(),
      .fitting = org.fitting()};
  return the_vocabulary;
}

void check_answer(const Served& served, const wire::Fields& members) {
  check_status(served.answer, {200, 400, 401});
  const bool has_token = wire::find_field(members, "access_token") != nullptr;
  require(has_token == (served.answer.status == 200), "O-04",
          "There is an access token where the status is 200, and nowhere else.");
  require(has_token == (wire::find_field(members, "error") == nullptr), "O-04",
          "An answer is tokens or an error.");
  check_not_stored(served.answer);
}

// What the request should have come to, in tokens and in what is left.
void check_verdict(const FurnishedOrg& org, const Served& served, const wire::Fields& members,
                   const Verdict& verdict, uint64_t alive) {
  const bool was_granted = served.answer.status == 200;
  require(!was_granted || verdict.granted, "O-06",
          "Tokens are given for the right code or token of the right client alone.");
  require(was_granted || !verdict.granted, "O-06", "A right request is granted.");
  const bool is_code = verdict.by != nullptr && verdict.by->kind == KnownThing::Kind::code;
  if (alive != verdict.alive) {
    require(!was_granted || !is_code, "O-07", "A code that was redeemed is of no more use.");
    require(!was_granted, "O-R2", "Of a chain that rotates one refresh token is good.");
    require((alive & ~verdict.alive) == 0, "O-R3",
            "What is presented again takes all that came of it along.");
    broken("O-R5", "A refused request leaves everything else as good as it was.");
  }
  if (!was_granted) return;
  require(wire::value_of(members, "scope") == verdict.scope, "O-R6",
          "The scope is the one that was approved, or the part of it that was asked for.");
  const auto refresh = wire::value_of(members, "refresh_token");
  for (const KnownThing& thing : org.things())
    require(thing.text != wire::value_of(members, "access_token") &&
                (thing.text != refresh || &thing == verdict.by),
            "O-R1", "No code or token is given out a second time.");
  const bool rotates = is_code || org.apps()[verdict.by->app].rotates;
  require(!rotates || (refresh && refresh != verdict.by->text), "O-R1",
          "An app that rotates gets a new refresh token.");
}

// O-15: these are required, so that a refusal stays one without them.
void check_without(FurnishedOrg& twin, const RequestText& text, const OwnParameters& parameters,
                   uint64_t which) {
  const bool is_code = parameters["grant_type"] == "authorization_code";
  const std::array<std::string_view, 3> required{"grant_type", is_code ? "code" : "refresh_token",
                                                 is_code ? "redirect_uri" : "refresh_token"};
  const auto fewer = without(text, required[which % required.size()]);
  if (!fewer) return;
  const Served served = serve(twin, salesforce::token, *fewer, kPath);
  twin.restore();
  require(served.answer.status != 200, "O-15",
          "Leaving a required parameter out of a refused request does not help.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static FurnishedOrg org, twin;
  learn(vocabulary(org));
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  RequestText text = read_request(input, org.words());
  if (text.peer.empty()) text.peer = FurnishedOrg::kAllowedPeer;
  const Served served = serve(org, salesforce::token, text, kPath);
  const wire::Fields members = check_members(served.answer);
  check_answer(served, members);
  const OwnParameters parameters = own_parameters(served.request);
  const uint64_t alive = org.alive();
  if (parameters.is_certain)
    check_verdict(org, served, members, judge_token_request(org, served.request, parameters),
                  alive);
  if (alive != org.alive_at_first() || org.fingerprint() != org.fingerprint_at_first())
    org.restore();
  const uint64_t hash = hash_of(input);
  if (!parameters.is_certain || hash % 16 != 0) return 0;
  check_variant(twin, salesforce::token, text, kPath, served, hash / 16);
  if (served.answer.status != 200) check_without(twin, text, parameters, hash / 256);
  return 0;
}
