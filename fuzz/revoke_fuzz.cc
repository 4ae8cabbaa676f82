// The revocation endpoint. Input: a request as fuzz/support/request_text.h spells it, made of an
// org that is furnished as fuzz/support/furnished_org.h says. Holds: what is revoked is dead
// afterwards, with all that came of a refresh token and with nothing else; what is refused, or was
// dead, changes nothing; the answer is one that the endpoint has.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "fuzz/mutate/form_mutator.h"
#include "fuzz/support/answer_checks.h"
#include "fuzz/support/furnished_org.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/served.h"
#include "fuzz/support/token_judge.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/endpoints.h"

namespace {

using namespace rehearse;
using namespace rehearse::fuzz;

constexpr std::string_view kPath = "/services/oauth2/revoke";

const FormVocabulary& vocabulary(const FurnishedOrg& org) {
  static const FormVocabulary the_vocabulary{
      .shapes = {"token=$refresh&token_type_hint=refresh_token", "token=$access", "token=$retired"},
      .heads = {"GET", "HEAD", "DELETE", "?token=$refresh", "?callback=answer",
                "?callback=%3Cscript%3Ealert(1)", "Authorization: Basic $basic",
                "Content-Type: application/json"},
      .words = org.words(),
      .fitting = org.fitting()};
  return the_vocabulary;
}

// The token that the request is about; nothing if it cannot be read. Salesforce takes the bare
// token, in a form or in a query.
std::optional<std::string> token_of(const wire::WireRequest& request,
                                    const OwnParameters& parameters) {
  const bool is_post = request.method == "POST";
  if (!is_post && request.method != "GET") return {};
  if (!parameters.query.is_readable || !parameters.form.is_readable) return {};
  const OwnForm& form = is_post && !request.body.empty() ? parameters.form : parameters.query;
  const auto count = std::count_if(form.fields.begin(), form.fields.end(),
                                   [](const auto& field) { return field.first == "token"; });
  if (count != 1 || form["token"].empty()) return {};
  return form["token"];
}

bool is_callback(const std::string& name) {
  return name.size() <= 128 && std::all_of(name.begin(), name.end(), [](char c) {
           return kAlphanumeric.find(c) != std::string_view::npos || c == '_' || c == '$' ||
                  c == '.';
         });
}

// What should be good afterwards; nothing if the request is to be refused.
std::optional<uint64_t> alive_after(const FurnishedOrg& org, const wire::WireRequest& request,
                                    const OwnParameters& parameters) {
  const auto token = token_of(request, parameters);
  if (!token || (request.method == "GET" && !is_callback(parameters.query["callback"]))) return {};
  for (const KnownThing& thing : org.things()) {
    if (thing.text != *token || thing.kind == KnownThing::Kind::code) continue;
    const bool is_whole = thing.kind == KnownThing::Kind::refresh;
    const bool lives = (org.alive_at_first() & bit_of(org, thing)) != 0 && thing.word != "idle";
    if (!lives && !thing.is_replaced) return {};
    const uint64_t dead = is_whole ? bits_of_grant(org, thing.grant) : bit_of(org, thing);
    return org.alive_at_first() & ~dead;
  }
  return {};
}

void check_answer(const Served& served) {
  check_status(served.answer, {200, 400});
  check_not_stored(served.answer);
  const std::string type = wire::header_of(served.answer.headers, "Content-Type").value_or("");
  const std::string& body = served.answer.body;
  if (type.starts_with("text/javascript")) {
    require(served.request.method == "GET", "V01", "Only a GET is answered with a script.");
    const size_t open = body.find('(');
    require(open != std::string::npos && is_callback(body.substr(0, open)), "O-12",
            "The function that is called has a name of letters and digits.");
  } else if (served.answer.status == 200) {
    require(body.empty(), "V01", "A success has nothing to say.");
  } else {
    check_form_error(body);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static FurnishedOrg org, twin;
  learn(vocabulary(org));
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  RequestText text = read_request(input, org.words());
  if (text.peer.empty()) text.peer = "203.0.113.9";  // the allowlist is for others
  const Served served = serve(org, salesforce::revoke, text, kPath);
  check_answer(served);
  const OwnParameters parameters = own_parameters(served.request);
  const uint64_t alive = org.alive();
  if (parameters.is_certain) {
    const auto expected = alive_after(org, served.request, parameters);
    require(served.answer.status == 400 || expected, "V02",
            "What was never issued, or is dead, is refused.");
    require(served.answer.status == 200 || !expected, "V01", "A good token is revoked.");
    const uint64_t wanted = expected.value_or(org.alive_at_first());
    require((alive & ~wanted) == 0, "V05",
            "What was revoked is dead, and so is all that came of a refresh token.");
    require(alive == wanted, "V06", "Nothing else is revoked.");
  }
  if (alive != org.alive_at_first() || org.fingerprint() != org.fingerprint_at_first())
    org.restore();
  const uint64_t hash = hash_of(input);
  if (parameters.is_certain && hash % 16 == 0)
    check_variant(twin, salesforce::revoke, text, kPath, served, hash / 16);
  return 0;
}
