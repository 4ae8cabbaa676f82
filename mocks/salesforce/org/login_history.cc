#include "mocks/salesforce/org/login_history.h"

#include <array>

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

struct StatusRow {
  const Reason* reason = nullptr;
  std::string_view status{};
};
// Salesforce, documented: the values of LOGIN_STATUS; observed: their case in LoginHistory.
constexpr std::array kStatuses{
    StatusRow{&reason::login_wrong_password, "Invalid Password"},
    StatusRow{&reason::login_user_inactive, "User is Inactive"},
    StatusRow{&reason::login_user_frozen, "User Is Frozen"},
    StatusRow{&oauth::reason::user_inactive, "User is Inactive"},
    StatusRow{&oauth::reason::user_frozen, "User Is Frozen"},
    StatusRow{&oauth::reason::code_replayed, "Failed: Invalid Nonce"},
    StatusRow{&oauth::reason::code_burned, "Failed: Invalid Nonce"},
    StatusRow{&oauth::reason::verifier_missing, "Failed: Invalid Code Verifier"},
    StatusRow{&oauth::reason::verifier_mismatch, "Failed: Invalid Code Verifier"},
    StatusRow{&oauth::reason::verifier_malformed, "Failed: Invalid Code Verifier"},
    StatusRow{&oauth::reason::verifier_tilde, "Failed: Invalid Code Verifier"},
    StatusRow{&oauth::reason::verifier_unexpected, "Failed: Invalid Code Verifier"},
    StatusRow{&oauth::reason::refresh_verifier_refused, "Failed: Invalid Code Verifier"},
    StatusRow{&oauth::reason::exchange_ip_blocked, "Failed: IP Address Not Allowed"},
    StatusRow{&oauth::reason::refresh_ip_blocked, "Failed: IP Address Not Allowed"},
    StatusRow{&oauth::reason::refresh_concurrent,
              "Failed: Token request is already being processed"},
    StatusRow{&oauth::reason::secret_missing, "Failed: Missing Consumer Key Parameter"},
    StatusRow{&oauth::reason::app_deleted, "Failed: Consumer Deleted"},
    StatusRow{&oauth::reason::app_disabled, "Failed: Application Blocked"},
    StatusRow{&oauth::reason::login_ip_restricted, "Restricted IP"},
    StatusRow{&oauth::reason::login_hours_restricted, "Restricted Time"},
    StatusRow{&oauth::reason::login_rate_exceeded, "Login Rate Exceeded"},
    StatusRow{&reason::login_user_locked, "Password Lockout"},
    StatusRow{&oauth::reason::jwt_signature_wrong, "Failed: Signature Invalid"},
    StatusRow{&oauth::reason::jwt_algorithm_refused, "Failed: Invalid Signature Method"},
    StatusRow{&oauth::reason::jwt_audience_wrong, "Failed: Audience Invalid"},
    StatusRow{&oauth::reason::jwt_expired, "Failed: Assertion Expired"},
    StatusRow{&oauth::reason::jwt_expiry_missing, "Failed: Assertion Invalid"},
    StatusRow{&oauth::reason::jwt_not_yet_valid, "Failed: Assertion Invalid"},
    StatusRow{&oauth::reason::jwt_replayed, "Failed: Replay Detected"},
    // Observed, beside the documented values.
    StatusRow{&oauth::reason::password_flow_refused, "Username-Password Flow Disabled"},
    StatusRow{&oauth::reason::jwt_user_not_approved, "Failed: Not approved for access"},
    StatusRow{&oauth::reason::user_not_preauthorized, "Failed: Not approved for access"},
};

std::string known_or_none(std::string_view text) {
  return std::string(text.empty() ? "N/A" : text);
}

}  // namespace

std::string_view login_status(const Reason* refused) {
  if (refused == nullptr) return "Success";
  for (const StatusRow& row : kStatuses) {
    if (row.reason == refused) return row.status;
  }
  return "Failed";
}

void record_login(Org::Transaction& transaction, const LoginAttempt& attempt) {
  HistoryRow row;
  row.at = attempt.request.received_at;
  row.user = attempt.user;
  row.kind = attempt.type;
  row.status = login_status(attempt.refused);
  row.activity = attempt.sub_type;
  row.application = attempt.application;
  row.source_ip = attempt.request.peer;
  row.login_url = attempt.request.host;
  row.api_type = known_or_none(attempt.api_type);
  row.api_version = known_or_none(attempt.api_version);
  row.client_version = known_or_none(attempt.client_version);
  row.is_get = attempt.request.method == "GET";
  row.is_secure = attempt.request.origin.starts_with("https:");
  transaction.history().login(std::move(row));
}

}  // namespace rehearse::salesforce
