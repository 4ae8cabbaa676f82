#include "fuzz/support/token_judge.h"

#include <algorithm>

#include "fuzz/support/second.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"

namespace rehearse::fuzz {
namespace {

using Kind = KnownThing::Kind;

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

const KnownThing* find(const FurnishedOrg& org, Kind kind, const std::string& text) {
  for (const KnownThing& thing : org.things()) {
    if (thing.kind == kind && thing.text == text) return &thing;
  }
  return nullptr;
}

bool is_verifier(const std::string& text) {
  // The RFC's alphabet without the tilde, which orgs refuse; up to 256 characters work there.
  return text.size() >= 43 && text.size() <= 256 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return kAlphanumeric.find(c) != std::string_view::npos || c == '-' || c == '.' ||
                  c == '_';
         });
}

bool proves(const KnownThing& code, const std::string& verifier) {
  if (code.verifier.empty()) return verifier.empty();
  return is_verifier(verifier) && verifier == code.verifier;
}

void judge_code(const FurnishedOrg& org, size_t app, const std::string& peer,
                const OwnParameters& parameters, Verdict& verdict) {
  const KnownThing* code = find(org, Kind::code, parameters["code"]);
  verdict.by = code;
  if (code == nullptr || code->app != app) return;
  if (code->is_redeemed) {
    // RFC 6749 section 4.1.2: what came of a code that is used twice dies.
    verdict.alive &= ~bits_of_grant(org, code->grant);
    return;
  }
  if ((org.alive_at_first() & bit_of(org, *code)) == 0) return;
  const bool is_right = code->is_good && parameters["redirect_uri"] == code->callback &&
                        proves(*code, parameters["code_verifier"]);
  // From a blocked address nothing is used up.
  if (is_right && !is_allowed(org.apps()[app], peer)) return;
  verdict.alive &= ~bit_of(org, *code);
  verdict.granted = is_right && code->of_active_user;
  verdict.scope = "api id refresh_token";
}

void judge_refresh(const FurnishedOrg& org, size_t app, const std::string& peer,
                   const OwnParameters& parameters, Verdict& verdict) {
  const KnownThing* token = find(org, Kind::refresh, parameters["refresh_token"]);
  verdict.by = token;
  if (token == nullptr || token->app != app || !is_allowed(org.apps()[app], peer)) return;
  if (token->is_replaced) {
    // Reuse: the whole chain dies.
    verdict.alive &= ~bits_of_grant(org, token->grant);
    return;
  }
  if (token->word == "idle") verdict.alive &= ~bit_of(org, *token);
  if (!token->is_good) return;
  const auto scopes = own_scopes(parameters["scope"]);
  if (!scopes || !are_approved(*scopes)) return;
  verdict.granted = true;
  verdict.scope = scopes->empty() ? "api id refresh_token" : join(*scopes, " ");
  if (org.apps()[app].rotates) verdict.alive &= ~bit_of(org, *token);
}

}  // namespace

OwnParameters own_parameters(const wire::WireRequest& request) {
  OwnParameters parameters;
  const size_t mark = request.target.find('?');
  if (mark != std::string::npos) {
    const std::string_view rest = std::string_view(request.target).substr(mark + 1);
    parameters.query = own_form(rest.substr(0, rest.find('#')));
  }
  size_t types = 0;
  for (const wire::Field& header : request.headers) {
    const std::string name = lower(header.name);
    if (name == "content-encoding") parameters.is_certain = false;
    if (name != "content-type") continue;
    ++types;
    if (header.value != kForm) parameters.is_certain = false;
  }
  if (types > 1) parameters.is_certain = false;
  parameters.form = own_form(request.body);
  return parameters;
}

std::optional<size_t> proven_app(const FurnishedOrg& org, const wire::WireRequest& request,
                                 const OwnParameters& parameters, bool always_needs_secret) {
  std::vector<std::string_view> basics;
  for (const wire::Field& header : request.headers) {
    if (lower(header.name) != "authorization") continue;
    const std::string start = lower(header.value.substr(0, 6));
    if (start == "basic " || start == "basic") basics.push_back(header.value);
  }
  std::string id = parameters["client_id"], secret = parameters["client_secret"];
  std::string other_id, other_secret;  // the same, form-decoded
  if (secret.empty() && !basics.empty()) {
    const auto pair = basics.size() == 1
                          ? second::base64(trim(basics.front().substr(5)), "+/", true)
                          : std::nullopt;
    const size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos || colon == 0) return {};
    const std::string named = id;
    id = pair->substr(0, colon);
    secret = pair->substr(colon + 1);
    other_id = own_decode(id).value_or("");
    other_secret = own_decode(secret).value_or("");
    if (!named.empty() && named != id && named != other_id) return {};
  }
  for (size_t at = 0; at < org.apps().size(); ++at) {
    const KnownApp& app = org.apps()[at];
    if (app.key != id && app.key != other_id) continue;
    if (!app.is_enabled) return {};
    if (!secret.empty() && secret != app.secret && other_secret != app.secret) return {};
    if (secret.empty() && (app.needs_secret || always_needs_secret)) return {};
    return at;
  }
  return {};
}

bool is_allowed(const KnownApp& app, const std::string& peer) {
  if (!app.has_allowlist) return true;
  // 52.5.142.50 to .99.
  constexpr std::string_view kNetwork = "52.5.142.";
  return peer.size() == kNetwork.size() + 2 && peer.starts_with(kNetwork) && peer[9] >= '5' &&
         peer[9] <= '9' && peer[10] >= '0' && peer[10] <= '9';
}

std::optional<std::vector<std::string>> own_scopes(const std::string& text) {
  std::vector<std::string> scopes;
  for (const std::string& scope : split(text, ' ')) {
    for (const char c : scope) {
      if (c < 0x21 || c > 0x7e || c == '"' || c == '\\') return {};
    }
    if (!scope.empty() && std::find(scopes.begin(), scopes.end(), scope) == scopes.end())
      scopes.push_back(scope);
  }
  return scopes;
}

bool are_approved(const std::vector<std::string>& scopes) {
  // `id` stands for the parts of the identity, `api` for Connect; the two names of one scope.
  static const std::vector<std::string> approved{"api",     "chatter_api",   "id",
                                                 "profile", "email",         "phone",
                                                 "address", "refresh_token", "offline_access"};
  return std::all_of(scopes.begin(), scopes.end(), [](const std::string& scope) {
    return std::find(approved.begin(), approved.end(), scope) != approved.end();
  });
}

Verdict judge_token_request(const FurnishedOrg& org, const wire::WireRequest& request,
                            const OwnParameters& parameters) {
  Verdict verdict;
  verdict.alive = org.alive_at_first();
  if (request.method != "POST" || !parameters.query.is_readable || !parameters.form.is_readable ||
      parameters.query.repeats || parameters.form.repeats)
    return verdict;
  const std::string& type = parameters["grant_type"];
  if (type != "authorization_code" && type != "refresh_token") return verdict;
  const auto app = proven_app(org, request, parameters, false);
  if (!app) return verdict;
  if (type == "refresh_token") {
    judge_refresh(org, *app, request.peer, parameters, verdict);
  } else {
    judge_code(org, *app, request.peer, parameters, verdict);
  }
  return verdict;
}

uint64_t bits_of_grant(const FurnishedOrg& org, salesforce::GrantId grant) {
  uint64_t bits = 0;
  for (size_t at = 0; at < org.things().size(); ++at) {
    if (org.things()[at].grant == grant) bits |= uint64_t(1) << at;
  }
  return bits;
}

uint64_t bit_of(const FurnishedOrg& org, const KnownThing& thing) {
  return uint64_t(1) << size_t(&thing - org.things().data());
}

}  // namespace rehearse::fuzz
