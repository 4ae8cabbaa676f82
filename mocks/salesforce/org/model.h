#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"
#include "mocks/oauth/app_settings.h"

namespace rehearse::salesforce {

enum class OrgMode { legacy, locked_2026 };

// OrgConfig is what is fixed when an org starts.
struct OrgConfig {
  OrgMode mode = OrgMode::legacy;
  uint64_t seed = 1;
  std::string my_domain{"rehearsal-dev-ed.develop"};  // host: <my_domain>.my.salesforce.com
  std::string organization_id{};  // 00D…, 18 characters; empty: made from the seed
  bool is_sandbox = false;
  bool is_pkce_required = false;  // the org-wide requirement, beside each app's own
};

// OrgSettings is what an admin can switch for the whole org, in the names of the metadata's
// Settings members ExternalClientApp and OauthOidc.
struct OrgSettings {
  // "Allow access to External Client App consumer secrets via REST API".
  bool is_client_secret_in_rest_api_enabled = true;  // enableClientSecretInRestApiAccess
};

// App is an external client app as the org keeps it.
struct App {
  AppId id{};
  std::string consumer_id{};  // 888…, 18 characters
  ClientId consumer_key{};
  ClientSecret consumer_secret{};
  oauth::AppSettings settings{};
  TimePoint created_at{};
  bool is_built_in = false;  // PlatformCLI: public, not editable
};

enum class VerificationMethod { email, sms, authenticator };

struct User {
  UserId id{};
  std::string username{}, email{}, first_name{}, last_name{}, mobile_phone{},
      profile{"System Administrator"};
  std::vector<std::string> permission_sets{};  // by their API names
  std::string password{};                      // virtual users of a mock: compared, never printed
  std::string totp_secret{};                   // base32
  VerificationMethod verification = VerificationMethod::email;
  bool is_active = true;
  bool is_frozen = false;
  bool owns_setup = false;  // may create, edit and delete external client apps
  TimePoint password_changed_at{};
  TimePoint last_login_at{};
};

// WebSession is a signed-in browser.
struct WebSession {
  SessionId id{};  // the cookie `sid`
  UserId user{};
  TimePoint created_at{};
  std::string csrf{};                      // bound to the session, in every form
  std::optional<TimePoint> verified_at{};  // last identity verification for viewing credentials
};

// Message is what the org sent to a user.
struct Message {
  std::string to{}, subject{}, code{}, body{};
  TimePoint sent_at{};
};

// HistoryRow is one line of LoginHistory or VerificationHistory, with Salesforce's status text.
struct HistoryRow {
  uint64_t number = 0;  // given by History: 1 is the first row ever written
  TimePoint at{};
  UserId user{};
  std::string kind{};      // LoginType, or the method of the verification
  std::string status{};    // Status
  std::string activity{};  // LoginSubType, or the Activity that asked for the verification
  std::string application{}, source_ip{};

  // Of a login.
  std::string login_url{};  // the host that was called
  std::string api_type{}, api_version{}, client_version{};
  bool is_get = false, is_secure = false;

  // Of a verification.
  uint64_t attempt = 0;  // EventGroup: the same for all rows of one verification
  uint64_t login = 0;    // the number of the user's login before it; 0: not kept
};

}  // namespace rehearse::salesforce
