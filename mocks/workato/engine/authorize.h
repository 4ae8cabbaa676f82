#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/entropy.h"
#include "mocks/core/strong.h"

namespace rehearse::workato {

// requested_scopes gives what the authorize URL asks for: the chosen permissions (`full` if none
// are chosen), then the three that are always asked for: basic info (id), manage data (api), make
// requests at any time (refresh_token). Duplicates are dropped.
// Source: docs.workato.com, Salesforce connection parameters (api_scope).
std::vector<std::string> requested_scopes(std::string_view chosen);

// new_verifier makes a PKCE verifier of 128 characters: 64 bytes as lower-case hex.
CodeVerifier new_verifier(Entropy& entropy);
// challenge_of is BASE64URL(SHA256(ASCII(verifier))) without padding (RFC 7636 section 4.2).
CodeChallenge challenge_of(const CodeVerifier& verifier);
// new_state makes a one-time state of 48 lower-case hex digits.
std::string new_state(Entropy& entropy);

struct AuthorizeRequest {
  std::string login_base{};  // origin of the authorization server
  ClientId client_id{};
  std::string redirect_uri{};
  std::vector<std::string> scopes{};
  std::string state{};
  CodeChallenge challenge{};  // empty: a mistaken client sends none
  std::string_view challenge_method{"S256"};
};
// authorize_url is where the browser is sent. No `prompt` is sent: a person who is signed in to the
// org and approved before is not asked again.
std::string authorize_url(const AuthorizeRequest& request);

}  // namespace rehearse::workato
