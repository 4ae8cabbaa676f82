#include "mocks/workato/engine/authorize.h"

#include <algorithm>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::workato {

std::vector<std::string> requested_scopes(std::string_view chosen) {
  std::vector<std::string> scopes;
  const auto add = [&scopes](std::string scope) {
    if (std::ranges::find(scopes, scope) == scopes.end()) scopes.push_back(std::move(scope));
  };
  for (std::string& scope : split_words(replace_all(std::string(chosen), ",", " ")))
    add(std::move(scope));
  if (scopes.empty()) scopes.emplace_back("full");
  add("id");
  add("api");
  add("refresh_token");
  return scopes;
}

CodeVerifier new_verifier(Entropy& entropy) { return CodeVerifier(entropy.text(kHexLower, 128)); }

CodeChallenge challenge_of(const CodeVerifier& verifier) {
  return CodeChallenge(base64_encode(sha256(verifier.value), Base64::url));
}

std::string new_state(Entropy& entropy) { return entropy.text(kHexLower, 48); }

std::string authorize_url(const AuthorizeRequest& request) {
  wire::Fields query{{"response_type", "code"},
                     {"client_id", request.client_id.value},
                     {"redirect_uri", request.redirect_uri},
                     {"scope", join(request.scopes, " ")},
                     {"state", request.state}};
  if (!request.challenge.empty()) {
    query.push_back({"code_challenge", request.challenge.value});
    query.push_back({"code_challenge_method", std::string(request.challenge_method)});
  }
  return wire::with_query(request.login_base + "/services/oauth2/authorize", query);
}

}  // namespace rehearse::workato
