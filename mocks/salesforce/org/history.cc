#include "mocks/salesforce/org/history.h"

#include <algorithm>

namespace rehearse::salesforce {

void History::login(HistoryRow row) {
  row.number = ++last_login_;
  push(logins_, std::move(row), kRowsKept);
}

void History::verification(HistoryRow row) {
  const auto is_users = [&](const HistoryRow& other) { return other.user == row.user; };
  // Salesforce, documented: all tries of one verification share their EventGroup.
  const auto before = std::find_if(verifications_.rbegin(), verifications_.rend(), is_users);
  const bool continues = row.status != "Initiated" && before != verifications_.rend();
  row.attempt = continues ? before->attempt : ++last_attempt_;
  const auto login = std::find_if(logins_.rbegin(), logins_.rend(), is_users);
  if (login != logins_.rend()) row.login = login->number;
  row.number = ++last_verification_;
  push(verifications_, std::move(row), kRowsKept);
}

}  // namespace rehearse::salesforce
