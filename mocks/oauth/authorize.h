#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/rejection.h"

namespace rehearse::oauth {

// AuthorizeParameters are the parameters of an authorization request as they arrived (RFC 6749
// section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core section 3.1.2.1, and Salesforce's own
// `immediate`). An empty value counts as absent.
struct AuthorizeParameters {
  std::optional<std::string> response_type{}, client_id{}, redirect_uri{}, scope{}, state{};
  std::optional<std::string> code_challenge{}, code_challenge_method{};
  std::optional<std::string> prompt{}, immediate{}, login_hint{}, nonce{};
  bool is_malformed = false;  // the query or the form could not be read
  bool is_repeated = false;   // one of the above arrived more than once
};

// AuthorizeRequest is a request that passed every check that needs no login.
struct AuthorizeRequest {
  ClientId client_id{};
  std::string redirect_uri{};
  std::vector<std::string> scopes{};  // as requested; empty: all scopes of the app
  std::optional<std::string> state{};
  CodeChallenge code_challenge{};
  bool is_challenge_plain = false;
  std::string nonce{}, login_hint{};
  bool wants_login = false;    // prompt=login or select_account
  bool wants_consent = false;  // prompt=consent
  bool is_immediate = false;   // prompt=none or immediate=true: no page may be shown
};

// AskedApp is the app behind the client id.
struct AskedApp {
  const AppSettings* settings = nullptr;
  TimePoint created_at{};
};

// Judges the request before anybody logs in, in Salesforce's order: client, callback, response
// type, PKCE. `app` is null for an unknown client. A rejection goes out as a raw body, never to the
// callback.
Result<AuthorizeRequest, Rejection> judge_authorize(const AuthorizeParameters& parameters,
                                                    const AskedApp* app, const Dials& dials,
                                                    TimePoint now);

// Approver is who answers, and how the request got here.
struct Approver {
  std::string_view profile{};
  std::span<const std::string> permission_sets{};
  bool came_by_login_host = false;  // login. or test.salesforce.com, which belong to no org
  bool org_requires_challenge = false;
  const Reason* login_refused = nullptr;  // their profile's login policy keeps them out
};

// ApprovalRefusal says whether the error reaches the app's callback or ends on Salesforce's own
// error page.
struct ApprovalRefusal {
  Rejection rejection{};
  bool goes_to_callback = false;
};

// Judges, after the login, whether this person may approve at all. Gives the scopes to grant: those
// requested, or all of the app's.
Result<std::vector<std::string>, ApprovalRefusal> judge_approval(const AuthorizeRequest& request,
                                                                 const AppSettings& app,
                                                                 const Approver& approver);

// True if the person needn't be asked because an admin approved the app for the profile or for one
// of the permission sets.
bool is_pre_authorized(const AppSettings& app, std::string_view profile,
                       std::span<const std::string> permission_sets = {});

}  // namespace rehearse::oauth
