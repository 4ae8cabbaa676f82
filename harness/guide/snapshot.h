#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/guide/trail.h"
#include "mocks/control.h"
#include "mocks/core/json.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

// Departure is a setting that the guide has otherwise, or warns of, as the org itself finds it.
struct Departure {
  std::string step{};    // an id of fixtures/guide_steps.json
  std::string label{};   // the setting's, in the guide
  std::string reason{};  // a name that `rehearse explain` knows
  std::string found{};   // what the app has instead, a sentence; may be empty
  bool required = false;
};

struct GrantSeen {
  bool has_refresh_token = false;
  std::optional<TimePoint> opened_at{}, last_used_at{}, session_ends_at{}, ends_at{};
  std::string ends_because{};  // a reason's name
  std::string ended{};         // a reason's name; empty: it lives
};

struct AppSeen {
  std::string id{}, label{}, api_name{}, consumer_key{};
  Json settings = Json::object();  // as GET /apps/ID shows them
  std::vector<Departure> departures{}, cautions{};
  std::vector<GrantSeen> grants{};  // that live
};

// What a profile's key or secret is: "ok", "blanks", "a_key", "a_secret", "replaced", "unknown" or
// "missing"; and the app whose it is.
struct CredentialSeen {
  std::string verdict{}, app_id{};
};

struct ProfileSeen {
  int64_t id = 0;
  std::string name{}, provider{};
  CredentialSeen key{}, secret{};
};

struct ConnectionSeen {
  int64_t id = 0, profile = 0;
  std::string name{}, provider{}, status{}, reason{}, error{};  // reason: a name
  std::optional<TimePoint> authorized_at{}, lost_at{}, last_job_at{};
  std::vector<std::string> requested_scopes{};
  bool last_job_ok = true;
  std::string last_job_text{};
};

struct MailSeen {
  std::string to{}, subject{}, code{}, body{}, sent_at{};
};

struct UserSeen {
  std::string username{}, totp{};  // totp: empty unless the user has an authenticator
};

// Snapshot is everything that the coach looks at: the state of both mocks at one instant, as the
// control facade tells it, and the trail that led there.
struct Snapshot {
  TimePoint now{};
  std::vector<AppSeen> apps{};  // in order of creation, without what the org came with
  std::vector<ProfileSeen> profiles{};
  std::vector<ConnectionSeen> connections{};
  std::vector<MailSeen> mailbox{};  // newest last
  std::vector<UserSeen> users{};
  std::vector<std::string> egress{};  // the addresses that Workato calls from
  Trail trail{};

  // The app that is being set up: the one whose key the newest Salesforce profile has, else the
  // newest; null: there is none yet.
  const AppSeen* app() const;
  const AppSeen* app(const std::string& id) const;
  // The newest profile for Salesforce, or null.
  const ProfileSeen* profile() const;
  // The newest connection to Salesforce, or null.
  const ConnectionSeen* connection() const;
};

// Looks at both mocks. The trail is kept by the caller between two looks.
Snapshot look(Control& control, Trail& trail);

}  // namespace rehearse::harness
