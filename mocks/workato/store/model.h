#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::workato {

using VerificationToken = Strong<struct VerificationTokenTag>;

// Profile is a custom OAuth profile. The id and the secret are kept as pasted, blanks included.
struct Profile {
  int64_t id = 0;
  std::string name{};
  std::string provider{};  // salesforce, salesforce_secondary, hubspot, …
  ClientId client_id{};
  ClientSecret client_secret{};
  VerificationToken token{};  // Slack alone has one
  TimePoint created_at{}, updated_at{};
};

// ProfileDraft is what a person, or the API, submits for a profile.
struct ProfileDraft {
  std::string provider{}, name{}, client_id{}, client_secret{}, token{};
};

// FieldProblem is one thing wrong with a submitted form, in words for people.
struct FieldProblem {
  std::string field{};  // the form field's name
  std::string text{};
  friend bool operator==(const FieldProblem&, const FieldProblem&) = default;
};

// ConnectionSettings are the fields of the Salesforce connection form.
struct ConnectionSettings {
  std::string name{};
  std::string location{"Home"};  // the project
  std::string provider{"salesforce"};
  bool sandbox = false;
  std::string custom_domain{};  // host or https origin, without a trailing slash
  std::string scopes{};         // separated by blanks or commas; empty asks for `full`
  int64_t profile = 0;          // 0: Workato's own app
};

// Tokens are what the org gave a connection.
struct Tokens {
  AccessToken access{};
  RefreshToken refresh{};  // empty: the org gave none
  std::string instance_url{}, identity_url{}, scope{}, issued_at{};
  TimePoint obtained_at{};
};

enum class ConnectionStatus {
  disconnected,  // never authorised, or disconnected by a person
  connected,
  lost,  // the org refused the refresh token for good; only a new authorisation helps
};

constexpr std::string_view to_text(ConnectionStatus status) {
  switch (status) {
    case ConnectionStatus::disconnected:
      return "disconnected";
    case ConnectionStatus::connected:
      return "connected";
    case ConnectionStatus::lost:
      return "lost";
  }
  return "";
}

// RequestCounts says how many requests the engine has made for a connection.
struct RequestCounts {
  uint64_t exchange = 0, refresh = 0, introspect = 0, data = 0;
};

// JobReport is what became of one job.
struct JobReport {
  bool ok = false;
  bool refreshed = false;          // the job got new tokens on its way
  const Reason* reason = nullptr;  // why it failed; null if ok
  const Reason* bug = nullptr;     // the mistake that it is blamed on, where the engine made one
  std::string text{};              // what a person reads, without secrets
  int status = 0;                  // of the last data call's answer; 0 if there was none
  TimePoint at{};
};

// Placement is where the Developer API has put a connection, and what it has noted on it.
struct Placement {
  int64_t folder = 0;  // 0: where the location says
  int64_t parent = 0;  // another connection; 0: none
  std::string external_id{};
  bool is_runtime = false;  // a runtime user connection
  // The customer whose assignment gave it its profile; empty: it was chosen.
  std::string customer{};
};

// Connection is a Salesforce connection of the workspace. `version` counts every change of the
// tokens, so that a worker sees whether what it read is still what is stored.
struct Connection {
  int64_t id = 0;
  ConnectionSettings settings{};
  Placement placement{};
  ConnectionStatus status = ConnectionStatus::disconnected;
  std::optional<Tokens> tokens{};
  uint64_t version = 0;
  std::string login_base{};  // origin of the authorization server the tokens came from
  std::optional<TimePoint> authorized_at{}, lost_at{};
  std::string lost_reason{}, authorization_error{};
  const Reason* error_reason = nullptr;  // the reason behind lost_reason or authorization_error
  TimePoint created_at{};
  TimePoint changed_at{};  // never moves back

  // The engine's own state.
  std::optional<TimePoint> leased_until{};  // a worker refreshes; it has died if this is past
  uint64_t leases = 0;                      // taken so far: the newest one's number
  bool refresh_unsettled = false;  // an answer was lost: introspect before the next refresh
  TimePoint not_before{};          // no request before this instant (429, 503)
  int throttled = 0;               // times in a row
  RequestCounts requests{};
  uint32_t jobs = 0, jobs_failed = 0;
  std::optional<JobReport> last_job{};
  const Reason* slip = nullptr;    // the newest mistake made with it whose harm may come later
  std::optional<Tokens> former{};  // what a replica that lags still shows
  TimePoint replica_catches_up{};
  // What back_up_tokens() put aside.
  std::optional<Tokens> backup{};
  std::string backup_login_base{};
  std::optional<TimePoint> backup_authorized_at{};
};

// Application is a row of the Application drop-down.
struct Application {
  std::string_view provider{}, title{};
};
inline constexpr Application kApplications[] = {
    {"salesforce", "Salesforce"},     {"salesforce_secondary", "Salesforce (secondary)"},
    {"hubspot", "HubSpot"},           {"slack", "Slack"},
    {"google_drive", "Google Drive"}, {"zoom", "Zoom"},
};
const Application* find_application(std::string_view provider);
constexpr bool is_salesforce(std::string_view provider) {
  return provider == "salesforce" || provider == "salesforce_secondary";
}

}  // namespace rehearse::workato
