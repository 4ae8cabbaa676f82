#include "mocks/salesforce/org/login_history.h"

#include <array>

#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {
namespace {

namespace reason = oauth::reason;

struct StatusRow {
  const Reason* reason = nullptr;
  std::string_view status{};
};
// Salesforce, documented: the picklist LOGIN_STATUS of LoginHistory.
constexpr std::array<StatusRow, 15> kStatuses{{
    {&reason::code_replayed, "Failed: Invalid Nonce"},
    {&reason::code_burned, "Failed: Invalid Nonce"},
    {&reason::verifier_missing, "Failed: Invalid Code Verifier"},
    {&reason::verifier_mismatch, "Failed: Invalid Code Verifier"},
    {&reason::verifier_malformed, "Failed: Invalid Code Verifier"},
    {&reason::verifier_tilde, "Failed: Invalid Code Verifier"},
    {&reason::verifier_unexpected, "Failed: Invalid Code Verifier"},
    {&reason::refresh_verifier_refused, "Failed: Invalid Code Verifier"},
    {&reason::exchange_ip_blocked, "Failed: IP Address Not Allowed"},
    {&reason::refresh_ip_blocked, "Failed: IP Address Not Allowed"},
    {&reason::refresh_concurrent, "Failed: Token request is already being processed"},
    {&reason::secret_missing, "Failed: Missing Consumer Key Parameter"},
    {&reason::app_deleted, "Failed: Consumer Deleted"},
    {&reason::user_inactive, "User is Inactive"},
    {&reason::app_disabled, "Failed: Application Blocked"},
}};

}  // namespace

std::string_view login_status(const Reason* refused) {
  if (refused == nullptr) return "Success";
  for (const StatusRow& row : kStatuses) {
    if (row.reason == refused) return row.status;
  }
  return "Failed";
}

void record_login(Org::Transaction& transaction, const OAuthLogin& login) {
  HistoryRow row;
  row.at = login.at;
  row.user = login.user;
  row.kind = "Remote Access 2.0";
  row.status = login_status(login.refused);
  row.application = login.app.settings.label;
  row.source_ip = login.source_ip;
  row.activity = login.flow;
  transaction.history().login(std::move(row));
}

}  // namespace rehearse::salesforce
