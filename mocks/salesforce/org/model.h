#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"
#include "mocks/core/xml.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/mutants.h"

namespace rehearse::salesforce {

enum class OrgMode { legacy, locked_2026 };

// OrgConfig is what is fixed when an org starts.
struct OrgConfig {
  OrgMode mode = OrgMode::legacy;
  uint64_t seed = 1;
  std::string my_domain{"rehearsal-dev-ed.develop"};  // host: <my_domain>.my.salesforce.com
  std::string organization_id{};  // 00D…, 18 characters; empty: made from the seed
  bool is_sandbox = false;
  oauth::Mutants mutants{};  // the rules it breaks on purpose
  // Where the rehearsal's guide is, without a slash at the end: an app's page leads to its
  // what-if/<app id>. Empty: there is none.
  std::string guide_url{};
};

// MetadataRecord is what the org keeps of a metadata component beside the settings it stands for.
struct MetadataRecord {
  std::string name{};              // full name
  std::string id{};                // 18 characters
  std::vector<XmlElement> kept{};  // fields that are given back as they came; nothing acts on them
  UserId created_by{}, last_modified_by{};  // empty: nobody in particular
  TimePoint created_at{}, last_modified_at{};
};

// OrgSettings is what an admin can switch for the whole org; the names of the metadata's Settings
// members stand beside. The initial values are Salesforce's defaults, but for the first.
struct OrgSettings {
  // ExternalClientApp: "Allow access to External Client App consumer secrets via REST API".
  bool is_client_secret_in_rest_api_enabled = true;  // enableClientSecretInRestApiAccess
  // OauthOidc: PKCE for every app, beside each app's own requirement.
  bool is_pkce_required = false;  // isPkceRequired
  // Security, session settings.
  int session_timeout_minutes = 120;          // sessionTimeout
  bool is_session_locked_to_ip = false;       // lockSessionsToIp
  bool is_ip_enforced_every_request = false;  // enforceIpRangesEveryRequest
  // Security, password policies.
  int max_login_attempts = 10;        // maxLoginAttempts; 0: no limit
  int lockout_interval_minutes = 15;  // lockoutInterval; 0: until an admin unlocks
  // What the members of Settings hold beside these, by name, once one was deployed.
  std::map<std::string, MetadataRecord> members{};
};

// StagedCredentials is a second pair of key and secret of an app's consumer, good beside the main
// pair for 30 days: the new one before a rotation (active), the former one after it (rotated).
struct StagedCredentials {
  enum class State { active, expired, rotated };
  std::string id{};  // 18 characters; a rotation keeps it
  ClientId key{};
  ClientSecret secret{};
  State state = State::active;
  UserId created_by{};
  TimePoint created_at{};
  TimePoint counts_from{};  // its 30 days: the staging, or else the rotation
};

// As the Connect REST API writes it.
constexpr std::string_view to_text(StagedCredentials::State state) {
  switch (state) {
    case StagedCredentials::State::active:
      return "Active";
    case StagedCredentials::State::expired:
      return "Expired";
    case StagedCredentials::State::rotated:
      return "Rotated";
  }
  return "";
}

// AppPart is one of the metadata components that together are an external client app.
enum class AppPart { application, oauth, global_oauth, policies, oauth_policies, oauth_security };

using AppParts = std::map<AppPart, MetadataRecord>;

// App is an external client app as the org keeps it.
struct App {
  AppId id{};
  std::string consumer_id{};  // 888…, 18 characters
  ClientId consumer_key{};    // of the main pair
  ClientSecret consumer_secret{};
  std::optional<StagedCredentials> staged{};  // ask Apps::staged, which judges its age
  oauth::AppSettings settings{};
  TimePoint created_at{};
  AppParts parts{};
  bool is_built_in = false;  // PlatformCLI: public, not editable

  // The secret that goes with one of the app's keys.
  const ClientSecret& secret_of(const ClientId& key) const {
    return staged && staged->key == key ? staged->secret : consumer_secret;
  }
};

enum class VerificationMethod { email, sms, authenticator };

struct User {
  UserId id{};
  std::string username{}, email{}, first_name{}, last_name{}, mobile_phone{},
      profile{"System Administrator"};
  std::vector<std::string> permission_sets{};  // by their API names
  std::string password{};                      // compared, never printed; empty: none fits
  std::string totp_secret{};                   // base32
  VerificationMethod verification = VerificationMethod::email;
  bool is_active = true;
  bool is_frozen = false;
  int failed_logins = 0;                 // wrong passwords since the last success or lock
  std::optional<TimePoint> locked_at{};  // by wrong passwords
  std::string reset_token{};             // of the link to a new password; empty: there is none
  TimePoint reset_at{};
  TimePoint password_changed_at{};
  TimePoint last_login_at{};
};

// WebSession is a signed-in browser.
struct WebSession {
  SessionId id{};  // the cookie `sid`
  UserId user{};
  TimePoint created_at{};
  std::string source_ip{};  // where it was opened from
  AppId only_for{};         // good for approving this app alone; empty: for everything
  std::string csrf{};       // bound to the session, in every form
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
