#pragma once

#include <string>

#include "mocks/core/strong.h"
#include "mocks/wire/http_call.h"
#include "mocks/workato/store/authorizations.h"

namespace rehearse::workato {

// Credentials are what the client sends to prove itself, in the body (docs.workato.com, connector
// SDK: client_id and client_secret are form fields).
struct Credentials {
  ClientId client_id{};
  ClientSecret client_secret{};
};

// The requests the engine makes, as values. Nothing secret is in a URL.
wire::HttpRequest exchange_request(const Authorization& trip, const Credentials& credentials,
                                   const AuthorizationCode& code);
// `scope` is left out if it is empty, as it should be.
wire::HttpRequest refresh_request(const std::string& login_base, const Credentials& credentials,
                                  const RefreshToken& token, const std::string& scope = {});
// The same request with its client_secret moved into the URL: a mistake.
wire::HttpRequest with_secret_in_url(wire::HttpRequest request);
wire::HttpRequest introspect_request(const std::string& login_base, const Credentials& credentials,
                                     const RefreshToken& token);
// Workato itself never sends it: a person's Disconnect forgets the tokens.
wire::HttpRequest revoke_request(const std::string& login_base, const RefreshToken& token);
// The job's call: the org's limits.
wire::HttpRequest data_request(const std::string& instance_url, const std::string& api_version,
                               const AccessToken& token);

}  // namespace rehearse::workato
