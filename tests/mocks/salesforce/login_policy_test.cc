#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/org/login_rates.h"
#include "tests/support/token_bench.h"

namespace rehearse::salesforce {
namespace {

using oauth::IpRelaxation;

constexpr const char* kInside = "192.0.2.10";
constexpr const char* kOutside = "192.0.2.11";

// The user's profile lets them in from one address.
class LoginPolicyOfAProfile : public ::testing::Test {
 protected:
  LoginPolicyOfAProfile() {
    bench_.peer = kInside;
    edit([](oauth::LoginPolicy& policy) { policy.ip_ranges = {{kInside, kInside}}; });
  }
  template <class Edit>
  void edit(Edit change) {
    auto tx = bench_.org.begin();
    change(tx.profiles().edit("Standard User")->login);
  }
  void relax(IpRelaxation relaxation) {
    bench_.edit_app([&](oauth::AppSettings& settings) { settings.ip_relaxation = relaxation; });
  }
  std::string last_status() {
    auto tx = bench_.org.begin();
    return tx.history().logins().back().status;
  }
  // The end of the day in which the bench stands, and the day's hours up to noon.
  void close_after_noon() {
    const auto midnight = std::chrono::floor<std::chrono::days>(bench_.now);
    noon_ = midnight + std::chrono::hours(12);
    edit([&](oauth::LoginPolicy& policy) {
      policy.hours[std::chrono::weekday(midnight).c_encoding()] = {0, 12 * 60};
    });
  }
  testing::TokenBench bench_{};
  TimePoint noon_{};
};

TEST_F(LoginPolicyOfAProfile, StopsACodeExchangeFromElsewhereAndKeepsTheCode) {
  const std::string code = bench_.code();
  bench_.peer = kOutside;
  const auto refused = bench_.exchange(code);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.text("error"), "invalid_grant");
  EXPECT_EQ(refused.text("error_description"), "ip restricted");
  EXPECT_EQ(refused.reason, "login_ip_restricted");
  EXPECT_EQ(last_status(), "Restricted IP");
  bench_.peer = kInside;
  EXPECT_EQ(bench_.exchange(code).status, 200);
}

TEST_F(LoginPolicyOfAProfile, StopsARefreshFromElsewhereAndRotatesNothing) {
  const std::string token = bench_.connect().text("refresh_token");
  bench_.peer = kOutside;
  EXPECT_EQ(bench_.refresh(token).reason, "login_ip_restricted");
  bench_.peer = kInside;
  EXPECT_EQ(bench_.refresh(token).status, 200);
}

TEST_F(LoginPolicyOfAProfile, IsRelaxedByTheApp) {
  struct Case {
    IpRelaxation relaxation;
    const char* exchange;
    const char* refresh;
  };
  for (const Case& expected :
       {Case{IpRelaxation::enforce, "login_ip_restricted", "login_ip_restricted"},
        Case{IpRelaxation::enforce_relax_refresh, "login_ip_restricted", ""},
        Case{IpRelaxation::bypass_2factor, "", ""}, Case{IpRelaxation::bypass, "", ""}}) {
    relax(expected.relaxation);
    bench_.peer = kInside;
    const std::string token = bench_.connect().text("refresh_token");
    bench_.peer = kOutside;
    EXPECT_EQ(bench_.connect().reason, expected.exchange) << int(expected.relaxation);
    EXPECT_EQ(bench_.refresh(token).reason, expected.refresh) << int(expected.relaxation);
  }
}

TEST_F(LoginPolicyOfAProfile, IsAnotherCheckThanTheRefreshTokenAllowlist) {
  const std::string token = bench_.connect().text("refresh_token");
  relax(IpRelaxation::bypass);
  bench_.edit_app([](oauth::AppSettings& settings) {
    settings.token_ip_ranges = {{kInside, kInside}};
  });
  bench_.peer = kOutside;
  EXPECT_EQ(bench_.refresh(token).reason, "refresh_ip_blocked");
}

TEST_F(LoginPolicyOfAProfile, HasHoursThatNoAppRelaxes) {
  relax(IpRelaxation::bypass);
  close_after_noon();
  std::string token = bench_.connect().text("refresh_token");
  bench_.now = noon_;
  token = bench_.refresh(token).text("refresh_token");
  EXPECT_NE(token, "");
  bench_.now = noon_ + Duration(1);
  const auto refused = bench_.refresh(token);
  EXPECT_EQ(refused.text("error_description"), "ip restricted or invalid login hours");
  EXPECT_EQ(refused.reason, "login_hours_restricted");
  EXPECT_EQ(last_status(), "Restricted Time");
  EXPECT_EQ(bench_.connect().reason, "login_hours_restricted");
  bench_.now = noon_ + std::chrono::hours(12);  // the next day has no hours
  EXPECT_EQ(bench_.refresh(token).status, 200);
}

class LoginRate : public ::testing::Test {
 protected:
  LoginRate() { EXPECT_TRUE(bench_.dials.set("login.rate_per_hour", "3").ok()); }
  testing::TokenBench bench_{};
};

TEST_F(LoginRate, TurnsAwayOneLoginTooManyForAnHour) {
  for (int login = 0; login < 3; ++login) EXPECT_EQ(bench_.connect().status, 200);
  const std::string code = bench_.code();
  const auto refused = bench_.exchange(code);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.text("error"), "invalid_grant");
  EXPECT_EQ(refused.text("error_description"), "login rate exceeded");
  EXPECT_EQ(refused.reason, "login_rate_exceeded");
  EXPECT_EQ(bench_.org.begin().history().logins().back().status, "Login Rate Exceeded");
  bench_.now += std::chrono::hours(1);
  EXPECT_EQ(bench_.connect().reason, "login_rate_exceeded");
  bench_.now += Duration(1);
  EXPECT_EQ(bench_.connect().status, 200);
}

TEST_F(LoginRate, IsEachUsersOwn) {
  for (int login = 0; login < 4; ++login) bench_.connect();
  CodeRequest request = bench_.code_request();
  request.user = bench_.org.begin().users().find_by_username("admin@rehearsal.test")->id;
  EXPECT_EQ(bench_.exchange(bench_.code(request)).status, 200);
}

TEST_F(LoginRate, LeavesRefreshesOutUnlessTheDialCountsThem) {
  std::string token = bench_.connect().text("refresh_token");
  for (int refresh = 0; refresh < 5; ++refresh) token = bench_.refresh(token).text("refresh_token");
  EXPECT_TRUE(bench_.dials.set("login.rate_counts_refreshes", "true").ok());
  for (int refresh = 0; refresh < 2; ++refresh) token = bench_.refresh(token).text("refresh_token");
  EXPECT_NE(token, "");
  EXPECT_EQ(bench_.refresh(token).reason, "login_rate_exceeded");
}

TEST(LoginRates, AdmitThirtySixHundredByDefault) {
  const oauth::Dials dials;
  LoginRates rates;
  const int64_t most = dials.number(oauth::Dial::login_rate_per_hour);
  const auto admit = [&](Duration after) {
    return rates.admit(UserId("005"), most, kRunStart + after);
  };
  for (int login = 0; login < 3'600; ++login) EXPECT_TRUE(admit(std::chrono::seconds(login)));
  EXPECT_FALSE(admit(std::chrono::hours(1)));
  // The first leaves the window, and one more fits.
  EXPECT_TRUE(admit(std::chrono::hours(1) + Duration(1)));
  EXPECT_FALSE(admit(std::chrono::hours(1) + Duration(2)));
}

TEST(LoginRates, StandAClockThatIsSetBack) {
  LoginRates rates;
  EXPECT_TRUE(rates.admit(UserId("005"), 2, kRunStart + std::chrono::hours(5)));
  EXPECT_TRUE(rates.admit(UserId("005"), 2, kRunStart));
  EXPECT_FALSE(rates.admit(UserId("005"), 2, kRunStart));
  EXPECT_TRUE(rates.admit(UserId("005"), 2, kRunStart + std::chrono::hours(6) + Duration(1)));
}

}  // namespace
}  // namespace rehearse::salesforce
