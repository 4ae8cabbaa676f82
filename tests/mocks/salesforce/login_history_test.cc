#include "mocks/salesforce/org/login_history.h"

#include <gtest/gtest.h>

#include <chrono>

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/api_usage.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

TEST(LoginHistory, KeepsWhereFromByWhichDoorAndWhatCameOfIt) {
  OrgSite site;
  const UserId user = site.user().id;
  const auto request = wire::make_request({.method = "POST",
                                           .origin = "https://rehearsal.my.salesforce.com",
                                           .peer = "192.0.2.7",
                                           .received_at = site.now});
  auto tx = site.org.begin();
  record_login(tx, {.user = user,
                    .request = request,
                    .type = login_type::kSoap,
                    .application = "sf",
                    .api_type = "SOAP Partner",
                    .api_version = "64.0",
                    .refused = &reason::login_wrong_password});
  record_login(tx, {.user = user, .request = request, .sub_type = "OauthRefreshToken"});
  const HistoryRow& soap = tx.history().logins()[0];
  EXPECT_EQ(soap.number, 1U);
  EXPECT_EQ(soap.kind, "Other Apex API");
  EXPECT_EQ(soap.status, "Invalid Password");
  EXPECT_EQ(soap.api_type, "SOAP Partner");
  EXPECT_EQ(soap.api_version, "64.0");
  EXPECT_EQ(soap.client_version, "N/A");
  EXPECT_EQ(soap.source_ip, "192.0.2.7");
  EXPECT_EQ(soap.login_url, "rehearsal.my.salesforce.com");
  EXPECT_TRUE(soap.is_secure);
  EXPECT_FALSE(soap.is_get);
  const HistoryRow& oauth = tx.history().logins()[1];
  EXPECT_EQ(oauth.number, 2U);
  EXPECT_EQ(oauth.kind, "Remote Access 2.0");
  EXPECT_EQ(oauth.status, "Success");
  EXPECT_EQ(oauth.activity, "OauthRefreshToken");
  EXPECT_EQ(oauth.api_type, "N/A");
}

TEST(LoginHistory, KnowsSalesforcesTexts) {
  EXPECT_EQ(login_status(nullptr), "Success");
  EXPECT_EQ(login_status(&reason::login_user_frozen), "User Is Frozen");
  EXPECT_EQ(login_status(&oauth::reason::user_inactive), "User is Inactive");
  EXPECT_EQ(login_status(&oauth::reason::code_replayed), "Failed: Invalid Nonce");
  EXPECT_EQ(login_status(&oauth::reason::code_unknown), "Failed");
}

TEST(LoginHistory, HasEveryAttemptOnTheLoginPage) {
  OrgSite site;
  site.log_in();
  site.post("/", {{"username", "user@rehearsal.test"}, {"pw", "x"}});
  site.post("/", {{"username", "nobody@rehearsal.test"}, {"pw", "x"}});
  auto tx = site.org.begin();
  const auto& rows = tx.history().logins();
  ASSERT_EQ(rows.size(), 2U);  // nobody has no history
  EXPECT_EQ(rows[0].kind, "Application");
  EXPECT_EQ(rows[0].activity, "UsernamePasswordUiLogin");
  EXPECT_EQ(rows[0].application, "Browser");
  EXPECT_EQ(rows[1].status, "Invalid Password");
}

TEST(LoginHistory, KeepsTwentyThousandRowsAndNeverNumbersTwoAlike) {
  History history;
  HistoryRow row;
  for (size_t count = 0; count < History::kRowsKept; ++count) history.login(row);
  EXPECT_EQ(history.logins().size(), History::kRowsKept);
  EXPECT_EQ(history.logins().front().number, 1U);
  history.login(row);
  EXPECT_EQ(history.logins().size(), History::kRowsKept);
  EXPECT_EQ(history.logins().front().number, 2U);
  EXPECT_EQ(history.logins().back().number, History::kRowsKept + 1);
}

TEST(VerificationHistory, GroupsTheTriesOfOneVerification) {
  History history;
  const auto add = [&](std::string_view user, std::string_view status) {
    HistoryRow row;
    row.user = UserId(std::string(user));
    row.status = status;
    history.verification(row);
    return history.verifications().back().attempt;
  };
  HistoryRow login;
  login.user = UserId("ada");
  history.login(login);
  EXPECT_EQ(add("ada", "Initiated"), 1U);
  EXPECT_EQ(add("uma", "Initiated"), 2U);
  EXPECT_EQ(add("ada", "FailedInvalidCode"), 1U);
  EXPECT_EQ(add("ada", "Succeeded"), 1U);
  EXPECT_EQ(add("ada", "Initiated"), 3U);
  EXPECT_EQ(add("eve", "FailedTooManyAttempts"), 4U);  // one that never began
  EXPECT_EQ(history.verifications()[0].login, 1U);
  EXPECT_EQ(history.verifications()[1].login, 0U);
}

TEST(VerificationHistory, HasTheVerificationsThatNeverBegan) {
  OrgSite site;
  ASSERT_TRUE(site.dials.set("otp.max_sends_per_hour", "1").ok());
  const App app = site.create_app();
  site.log_in();
  const std::string details =
      "/lightning/setup/ManageExternalClientApplication/" + app.id.value + "/consumerDetails";
  site.get(details);
  EXPECT_EQ(site.get(details).reason, "otp_too_many_sends");
  auto tx = site.org.begin();
  ASSERT_EQ(tx.history().verifications().size(), 2U);
  EXPECT_EQ(tx.history().verifications()[1].status, "FailedGeneralError");
  EXPECT_EQ(tx.history().verifications()[1].kind, "Email");
  EXPECT_EQ(tx.history().verifications()[1].login, 1U);
}

TEST(ApiUsage, CountsARollingDay) {
  ApiUsage usage;
  const auto day = std::chrono::hours(24);
  const TimePoint start = kRunStart;
  EXPECT_TRUE(usage.admit(start, 2));
  EXPECT_TRUE(usage.admit(start + Duration(1), 2));
  EXPECT_FALSE(usage.admit(start + Duration(2), 2));
  EXPECT_EQ(usage.used(), 2U);
  EXPECT_FALSE(usage.admit(start + day, 2));  // exactly a day old still counts
  EXPECT_TRUE(usage.admit(start + day + Duration(1), 2));
  EXPECT_FALSE(usage.admit(start + day + Duration(1), 2));
  EXPECT_TRUE(usage.admit(start + day + Duration(2), 2));
  EXPECT_EQ(usage.used(), 2U);
  EXPECT_TRUE(usage.admit(start, 3));  // a clock that was set back
  EXPECT_EQ(usage.used(), 3U);
  EXPECT_EQ(usage.most(), 3U);
}

TEST(RecordId, FollowsFromANumberOrAText) {
  EXPECT_EQ(numbered_id("0Ya", 1).size(), 18U);
  EXPECT_EQ(numbered_id("0Ya", 1), numbered_id("0Ya", 1));
  for (const uint64_t number : {0, 1, 61, 62, 63, 3'224, 3'225, 20'000'000})
    EXPECT_LT(numbered_id("0Ya", number), numbered_id("0Ya", number + 1)) << number;
  EXPECT_EQ(derived_id("0Pa", "a").substr(0, 3), "0Pa");
  EXPECT_EQ(derived_id("0Pa", "a"), derived_id("0Pa", "a"));
  EXPECT_NE(derived_id("0Pa", "a"), derived_id("0Pa", "b"));
}

}  // namespace
}  // namespace rehearse::salesforce
