#include <algorithm>

#include "harness/fuzz/probe_list.h"
#include "mocks/core/crypto.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

// What the line of a request cannot hold travels percent-encoded: raw blanks, control characters
// and bytes beyond ASCII would be another request, not another parameter.
std::string for_a_request_line(std::string_view text) {
  std::string line;
  for (const char character : text) {
    const auto byte = uint8_t(character);
    if (byte > 0x20 && byte < 0x7f && character != '#') {
      line += character;
    } else {
      line += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return line;
}

wire::Fields authorize_fields(const ProbeMaterial& material) {
  return {{"response_type", "code"},
          {"client_id", material.client_id},
          {"redirect_uri", material.redirect_uri},
          {"scope", "api refresh_token"},
          {"state", std::string(kProbeState)},
          {"code_challenge", base64_encode(sha256(kProbeVerifier), Base64::url)},
          {"code_challenge_method", "S256"},
          {"prompt", "consent"}};
}

wire::Fields good_fields(ProbeEndpoint endpoint, const ProbeMaterial& material) {
  switch (endpoint) {
    case ProbeEndpoint::authorize:
      return authorize_fields(material);
    case ProbeEndpoint::code:
      return {
          {"grant_type", "authorization_code"},    {"code", material.code},
          {"client_id", material.client_id},       {"client_secret", material.client_secret},
          {"redirect_uri", material.redirect_uri}, {"code_verifier", std::string(kProbeVerifier)}};
    case ProbeEndpoint::refresh:
      return {{"grant_type", "refresh_token"},
              {"refresh_token", material.refresh_token},
              {"client_id", material.client_id},
              {"client_secret", material.client_secret},
              {"scope", "api"}};
    case ProbeEndpoint::revoke:
      return {{"token", material.refresh_token}, {"token_type_hint", "refresh_token"}};
    case ProbeEndpoint::introspect:
      return {{"token", material.refresh_token},
              {"token_type_hint", "refresh_token"},
              {"client_id", material.client_id},
              {"client_secret", material.client_secret}};
  }
  return {};
}

std::string path_of(ProbeEndpoint endpoint) {
  switch (endpoint) {
    case ProbeEndpoint::authorize:
      return "/services/oauth2/authorize";
    case ProbeEndpoint::revoke:
      return "/services/oauth2/revoke";
    case ProbeEndpoint::introspect:
      return "/services/oauth2/introspect";
    default:
      return "/services/oauth2/token";
  }
}

size_t index_of(const Encoded& form, std::string_view name) {
  const auto at = std::find_if(form.pairs.begin(), form.pairs.end(),
                               [&](const Encoded::Pair& pair) { return pair.name == name; });
  return size_t(at - form.pairs.begin());
}

// False: nothing was changed.
bool change(const Probe& probe, const ProbeMaterial& material, ProbeDraft& draft) {
  Encoded& form = draft.parameters();
  const size_t at = index_of(form, probe.parameter);
  switch (probe.change) {
    case Probe::Change::none:
    case Probe::Change::sequence:
      return true;
    case Probe::Change::mutation:
      return mutate(form, probe.number, at, probe.choice);
    case Probe::Change::special:
      specials()[probe.number].change(draft, material);
      return true;
    case Probe::Change::addition:
      form.pairs.push_back({probe.parameter, wire::percent_encode(numbered_tricks(
                                                 probe.parameter, "1")[probe.number])});
      return true;
    case Probe::Change::trick:
      break;
  }
  const std::string good = wire::percent_decode(form.pairs[at].value).value_or("");
  const std::vector<std::string> values = numbered_tricks(probe.parameter, good);
  if (probe.number >= values.size() || values[probe.number] == good) return false;
  form.pairs[at].value = wire::percent_encode(values[probe.number]);
  return true;
}

}  // namespace

std::string_view to_text(ProbeEndpoint endpoint) {
  switch (endpoint) {
    case ProbeEndpoint::authorize:
      return "authorize";
    case ProbeEndpoint::code:
      return "token/code";
    case ProbeEndpoint::refresh:
      return "token/refresh";
    case ProbeEndpoint::revoke:
      return "revoke";
    case ProbeEndpoint::introspect:
      return "introspect";
  }
  return "authorize";
}

ProbeMaterial made_up_material() {
  return {.client_id = "rehearse-probe-no-such-client",
          .client_secret = "rehearse-probe-no-such-secret",
          .redirect_uri = std::string(kProbeCallback),
          .code = "rehearse-probe-no-such-code==",
          .refresh_token = "rehearse-probe.no-such-refresh-token",
          .access_token = "rehearse-probe!no-such-access-token"};
}

ProbeDraft good_draft(ProbeEndpoint endpoint, const ProbeMaterial& material) {
  ProbeDraft draft;
  draft.path = path_of(endpoint);
  if (endpoint == ProbeEndpoint::authorize) draft.method = "GET";
  draft.parameters() = encode(good_fields(endpoint, material));
  if (endpoint != ProbeEndpoint::authorize)
    draft.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  return draft;
}

wire::HttpRequest finish(const ProbeDraft& draft, const std::string& origin) {
  wire::HttpRequest request;
  request.method = draft.method;
  const std::string query = for_a_request_line(draft.query.text());
  request.url = origin + draft.path + (query.empty() ? "" : "?" + query);
  request.headers = draft.headers;
  request.body = draft.has_body ? draft.body : draft.form.text();
  return request;
}

MadeRequest make_probe_request(const Probe& probe, const ProbeMaterial& material,
                               const std::string& origin) {
  ProbeDraft draft = good_draft(probe.endpoint, material);
  MadeRequest made;
  made.applies = change(probe, material, draft);
  made.request = finish(draft, origin);
  made.query = for_a_request_line(draft.query.text());
  return made;
}

}  // namespace rehearse::harness
