#include "mocks/salesforce/org/app_validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "mocks/salesforce/reasons.h"
#include "tests/support/signer.h"

namespace rehearse::salesforce {
namespace {

using oauth::AppSettings;
using testing::HasSubstr;

AppSettings good() {
  AppSettings settings;
  settings.api_name = "Rehearsal_App";
  settings.label = "Rehearsal App";
  settings.contact_email = "owner@example.com";
  settings.callback_urls = {"https://www.workato.com/oauth/callback"};
  settings.scopes = {"api", "id", "refresh_token"};
  return settings;
}

SettingProblems problems_of(const std::function<void(AppSettings&)>& edit) {
  AppSettings settings = good();
  edit(settings);
  return check_settings(settings);
}

std::string describe(const SettingProblems& problems) {
  std::string text;
  for (const SettingProblem& problem : problems) {
    text += problem.field + "/" + std::string(problem.reason->name) + " ";
  }
  return text;
}

// A value of one field: the reason that refuses it, or none, and a part of the message.
struct Case {
  std::string value{};
  const Reason* reason = nullptr;
  std::string says{};
};

void expect_verdict(const Case& example, const SettingProblems& problems) {
  SCOPED_TRACE("value: " + example.value);
  if (example.reason == nullptr) {
    EXPECT_EQ(describe(problems), "");
    return;
  }
  ASSERT_EQ(problems.size(), 1u) << describe(problems);
  EXPECT_EQ(problems[0].reason->name, example.reason->name);
  EXPECT_THAT(problems[0].message, HasSubstr(example.says));
  EXPECT_NE(problems[0].label, "");
}

TEST(AppValidation, TakesSettingsThatAreInOrder) {
  EXPECT_EQ(describe(check_settings(good())), "");
}

TEST(AppValidation, ApiNameKeepsTheSixRulesEachWithItsOwnMessage) {
  const std::vector<Case> cases = {
      {"A"},
      {"a1_b2_C3"},
      {"App_1"},
      {"", &reason::api_name_missing, "required"},
      {"App-1", &reason::api_name_characters, "underscores and alphanumeric"},
      {"Appé", &reason::api_name_characters, "underscores and alphanumeric"},
      {"1App", &reason::api_name_start, "begin with a letter"},
      {"_App", &reason::api_name_start, "begin with a letter"},
      {"My App", &reason::api_name_space, "not include spaces"},
      {"My\tApp", &reason::api_name_space, "not include spaces"},
      {"App_", &reason::api_name_end, "not end with an underscore"},
      {"My__App", &reason::api_name_consecutive_underscores, "consecutive underscores"},
      {std::string(80, 'a')},
      {std::string(81, 'a'), &reason::api_name_length, "80"},
  };
  for (const Case& example : cases) {
    expect_verdict(example, problems_of([&](AppSettings& s) { s.api_name = example.value; }));
  }
}

TEST(AppValidation, TellsEveryBrokenRuleOfAnApiNameAtOnce) {
  const SettingProblems problems = problems_of([](AppSettings& s) { s.api_name = "1 b-__"; });
  EXPECT_EQ(describe(problems),
            "apiName/api_name_characters apiName/api_name_start apiName/api_name_space "
            "apiName/api_name_end apiName/api_name_consecutive_underscores ");
}

TEST(AppValidation, LabelAndContactEmailAreRequiredAndBounded) {
  const std::vector<Case> labels = {
      {std::string(80, 'x')},
      {"Ünïcode"},
      {"", &reason::label_missing, "required"},
      {"   ", &reason::label_missing, "required"},
      {std::string(81, 'x'), &reason::label_malformed, "80"},
      {"a\x01", &reason::label_malformed, "control"},
      {"a\xff", &reason::label_malformed, "control"},
  };
  for (const Case& example : labels) {
    expect_verdict(example, problems_of([&](AppSettings& s) { s.label = example.value; }));
  }
  const std::string domain = "@example.com";
  const std::vector<Case> emails = {
      {"a@b.c"},
      {"first.last+tag@sub.example.com"},
      {std::string(80 - domain.size(), 'x') + domain},
      {std::string(81 - domain.size(), 'x') + domain, &reason::contact_email_malformed, "valid"},
      {"", &reason::contact_email_missing, "required"},
      {"nobody", &reason::contact_email_malformed, "valid"},
      {"@example.com", &reason::contact_email_malformed, "valid"},
      {"a@", &reason::contact_email_malformed, "valid"},
      {"a@localhost", &reason::contact_email_malformed, "valid"},
      {"a@b@c.de", &reason::contact_email_malformed, "valid"},
      {"a b@c.de", &reason::contact_email_malformed, "valid"},
      {"a@c..de", &reason::contact_email_malformed, "valid"},
  };
  for (const Case& example : emails) {
    expect_verdict(example, problems_of([&](AppSettings& s) { s.contact_email = example.value; }));
  }
}

TEST(AppValidation, OptionalBasicsAreBounded) {
  const std::vector<Case> links = {
      {""},
      {"https://example.com/logo.png"},
      {"ftp://example.com", &reason::link_malformed, "web address"},
      {"https://example.com/" + std::string(235, 'x')},
      {"https://example.com/" + std::string(236, 'x'), &reason::link_malformed, "255"},
  };
  for (const Case& example : links) {
    expect_verdict(example, problems_of([&](AppSettings& s) { s.info_url = example.value; }));
    expect_verdict(example, problems_of([&](AppSettings& s) { s.logo_url = example.value; }));
    expect_verdict(example, problems_of([&](AppSettings& s) { s.icon_url = example.value; }));
  }
  expect_verdict({std::string(40, '1')},
                 problems_of([](AppSettings& s) { s.contact_phone = std::string(40, '1'); }));
  expect_verdict({std::string(41, '1'), &reason::contact_phone_malformed, "40"},
                 problems_of([](AppSettings& s) { s.contact_phone = std::string(41, '1'); }));
  expect_verdict({std::string(255, 'd')},
                 problems_of([](AppSettings& s) { s.description = std::string(255, 'd'); }));
  expect_verdict({std::string(256, 'd'), &reason::description_length, "255"},
                 problems_of([](AppSettings& s) { s.description = std::string(256, 'd'); }));
}

TEST(AppValidation, CallbacksAreHttpsOrLocalOrOfACustomScheme) {
  const std::vector<Case> cases = {
      {"https://www.workato.com/oauth/callback"},
      {"https://host.example:8443/cb?x=1"},
      {"http://localhost:1717/OauthRedirect"},
      {"http://127.0.0.1/cb"},
      {"http://127.255.255.254:80/"},
      {"http://[::1]:9000/cb"},
      {"com.example.app:/oauth"},
      {"sfdc://done"},
      {"http://www.workato.com/oauth/callback", &reason::callback_not_https, "https"},
      {"http://128.0.0.1/", &reason::callback_not_https, "https"},
      {"http://127.0.0.1.example.com/", &reason::callback_not_https, "https"},
      {"http://localhost.example.com/", &reason::callback_not_https, "https"},
      {"https://*.workato.com/cb", &reason::callback_wildcard, "wildcard"},
      {"https://www.workato.com/cb#", &reason::callback_fragment, "fragment"},
      {"https://www.workato.com/cb#part", &reason::callback_fragment, "fragment"},
      {"https://me@www.workato.com/cb", &reason::callback_userinfo, "user name"},
      {"https://@www.workato.com/cb", &reason::callback_userinfo, "user name"},
      {"https://@www.workato.com?x", &reason::callback_userinfo, "user name"},
      {"mailto:me@www.workato.com", &reason::callback_userinfo, "user name"},
      {"https://www.workato.com/@me"},
      {"https://www.workato.com?mail=me@example.com"},
      {"https://www.workato.com/c\tb", &reason::callback_control, "control"},
      {"javascript:alert(1)", &reason::callback_scheme, "scheme"},
      {"JavaScript:alert(1)", &reason::callback_scheme, "scheme"},
      {"data:text/html,x", &reason::callback_scheme, "scheme"},
      {"vbscript:x", &reason::callback_scheme, "scheme"},
      {"file:///etc/passwd", &reason::callback_scheme, "scheme"},
      {"www.workato.com/oauth/callback", &reason::callback_malformed, "absolute"},
      {"/oauth/callback", &reason::callback_malformed, "absolute"},
      {"https://", &reason::callback_malformed, "host"},
      {"https:///cb", &reason::callback_malformed, "host"},
      {"https://host:65535/cb"},
      {"https://host:65536/cb", &reason::callback_malformed, "host"},
      {"https://host/%zz", &reason::callback_malformed, "absolute"},
      {"https://höst/cb", &reason::callback_malformed, "absolute"},
      {"https://host/a b", &reason::callback_malformed, "absolute"},
      {"app:", &reason::callback_malformed, "scheme"},
  };
  for (const Case& example : cases) {
    expect_verdict(example,
                   problems_of([&](AppSettings& s) { s.callback_urls = {example.value}; }));
  }
}

TEST(AppValidation, EachCallbackLineIsJudgedAndNamed) {
  const SettingProblems problems = problems_of([](AppSettings& s) {
    s.callback_urls = {"https://a.example/", "http://b.example/", "https://c.example/#"};
  });
  EXPECT_EQ(describe(problems), "callbackUrl/callback_not_https callbackUrl/callback_fragment ");
  EXPECT_THAT(problems[0].message, HasSubstr("Line 2"));
  EXPECT_THAT(problems[1].message, HasSubstr("Line 3"));
}

TEST(AppValidation, CallbacksHaveTwoThousandCharactersInAll) {
  const std::string one = "https://a.example/";
  const auto filled = [&](size_t length) { return one + std::string(length - one.size(), 'x'); };
  expect_verdict({"2000"}, problems_of([&](AppSettings& s) { s.callback_urls = {filled(2000)}; }));
  expect_verdict({"2001", &reason::callback_length, "2000"},
                 problems_of([&](AppSettings& s) { s.callback_urls = {filled(2001)}; }));
  expect_verdict({"1000+1+999"}, problems_of([&](AppSettings& s) {
                   s.callback_urls = {filled(1000), filled(999)};
                 }));
  expect_verdict({"1000+1+1000", &reason::callback_length, "2000"},
                 problems_of([&](AppSettings& s) {
                   s.callback_urls = {filled(1000), filled(1000)};
                 }));
}

TEST(AppValidation, OauthNeedsACallback) {
  expect_verdict({"none", &reason::callback_missing, "required"},
                 problems_of([](AppSettings& s) { s.callback_urls.clear(); }));
  expect_verdict({"none, OAuth off"}, problems_of([](AppSettings& s) {
                   s.callback_urls.clear();
                   s.is_oauth_enabled = false;
                 }));
}

TEST(AppValidation, ScopesAreOfTheRealListAndUnique) {
  expect_verdict({"offline_access"}, problems_of([](AppSettings& s) {
                   s.scopes = {"offline_access", "chatter_api"};
                 }));
  expect_verdict({"apis", &reason::scope_unknown, "did you mean \"api\""},
                 problems_of([](AppSettings& s) { s.scopes = {"apis"}; }));
  expect_verdict({"RefreshToken", &reason::scope_unknown, "did you mean \"refresh_token\""},
                 problems_of([](AppSettings& s) { s.scopes = {"RefreshToken"}; }));
  expect_verdict({"API", &reason::scope_unknown, "did you mean \"api\""},
                 problems_of([](AppSettings& s) { s.scopes = {"API"}; }));
  expect_verdict({"api api", &reason::scope_twice, "twice"}, problems_of([](AppSettings& s) {
                   s.scopes = {"api", "id", "api"};
                 }));
}

SettingProblems with_ranges(std::vector<oauth::AddressRange> ranges) {
  return problems_of([&](AppSettings& s) { s.token_ip_ranges = ranges; });
}

TEST(AppValidation, AllowlistRangesHaveTwoAddressesOfOneFamilyInOrder) {
  expect_verdict({"one address"}, with_ranges({{"52.5.142.59", "52.5.142.59", ""}}));
  expect_verdict({"IPv6"}, with_ranges({{"2001:db8::1", "2001:db8::ff", ""}}));
  expect_verdict({"mapped"}, with_ranges({{"::ffff:10.0.0.1", "10.0.0.2", ""}}));
  expect_verdict({"reversed", &reason::ip_range_reversed, "above"},
                 with_ranges({{"10.0.0.2", "10.0.0.1", ""}}));
  expect_verdict({"reversed by the high byte", &reason::ip_range_reversed, "above"},
                 with_ranges({{"11.0.0.0", "10.255.255.255", ""}}));
  expect_verdict({"mixed", &reason::ip_range_mixed, "both be IPv4 or both be IPv6"},
                 with_ranges({{"10.0.0.1", "2001:db8::1", ""}}));
  for (const char* text : {"", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.0/24", "fe80::1%eth0",
                           "2001:db8::g", " 10.0.0.1"}) {
    SCOPED_TRACE(text);
    expect_verdict({text, &reason::ip_address_malformed, "IPv4 or IPv6"},
                   with_ranges({{"10.0.0.1", text, ""}}));
  }
}

TEST(AppValidation, AllowlistHas128RangesAnd256AddressesAtMost) {
  std::vector<oauth::AddressRange> ranges(128, {"10.0.0.1", "10.0.0.2", ""});
  expect_verdict({"128 ranges, 256 addresses"}, with_ranges(ranges));
  ranges.push_back({"10.0.0.1", "10.0.0.1", ""});
  expect_verdict({"129 ranges", &reason::ip_ranges_too_many, "128"}, with_ranges(ranges));
  expect_verdict({"256 addresses"}, with_ranges({{"10.0.0.0", "10.0.0.255", ""}}));
  expect_verdict({"257 addresses", &reason::ip_addresses_too_many, "256"},
                 with_ranges({{"10.0.0.0", "10.0.1.0", ""}}));
  expect_verdict({"256 and 1 addresses", &reason::ip_addresses_too_many, "256"},
                 with_ranges({{"10.0.0.0", "10.0.0.255", ""}, {"10.9.0.0", "10.9.0.0", ""}}));
  expect_verdict({"all of IPv6", &reason::ip_addresses_too_many, "256"},
                 with_ranges({{"::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""}}));
  expect_verdict({"far apart in IPv6", &reason::ip_addresses_too_many, "256"},
                 with_ranges({{"2001:db8::", "2001:db9::", ""}}));
}

SettingProblems with_policy(oauth::RefreshTokenPolicy policy, int period, oauth::ValidityUnit unit,
                            bool idle_limit) {
  return problems_of([&](AppSettings& s) {
    s.refresh_token_policy = policy;
    s.refresh_token_validity_period = period;
    s.refresh_token_validity_unit = unit;
    s.is_enforce_refresh_token_ttl = idle_limit;
  });
}

TEST(AppValidation, ValidityPeriodCountsOnlyWhereThePolicyHasOne) {
  using oauth::RefreshTokenPolicy;
  using oauth::ValidityUnit;
  for (const auto policy :
       {RefreshTokenPolicy::specific_lifetime, RefreshTokenPolicy::specific_inactivity}) {
    expect_verdict({"0", &reason::validity_period_bounds, "1 to 9999"},
                   with_policy(policy, 0, ValidityUnit::days, false));
    expect_verdict({"-1", &reason::validity_period_bounds, "1 to 9999"},
                   with_policy(policy, -1, ValidityUnit::days, false));
    expect_verdict({"1"}, with_policy(policy, 1, ValidityUnit::hours, false));
    expect_verdict({"9999"}, with_policy(policy, 9'999, ValidityUnit::months, false));
    expect_verdict({"10000", &reason::validity_period_bounds, "1 to 9999"},
                   with_policy(policy, 10'000, ValidityUnit::months, false));
  }
  for (const auto policy : {RefreshTokenPolicy::infinite, RefreshTokenPolicy::zero}) {
    expect_verdict({"0"}, with_policy(policy, 0, ValidityUnit::days, false));
    expect_verdict({"0"}, with_policy(policy, 0, ValidityUnit::days, true));
  }
}

TEST(AppValidation, InactivityStaysWithinTheIdleLimitWhileThatIsOn) {
  using oauth::ValidityUnit;
  constexpr auto kInactivity = oauth::RefreshTokenPolicy::specific_inactivity;
  const Reason* refused = &reason::inactivity_above_idle_limit;
  expect_verdict({"30 days"}, with_policy(kInactivity, 30, ValidityUnit::days, true));
  expect_verdict({"31 days", refused, "30 days"},
                 with_policy(kInactivity, 31, ValidityUnit::days, true));
  expect_verdict({"720 hours"}, with_policy(kInactivity, 720, ValidityUnit::hours, true));
  expect_verdict({"721 hours", refused, "30 days"},
                 with_policy(kInactivity, 721, ValidityUnit::hours, true));
  expect_verdict({"1 month"}, with_policy(kInactivity, 1, ValidityUnit::months, true));
  expect_verdict({"2 months", refused, "30 days"},
                 with_policy(kInactivity, 2, ValidityUnit::months, true));
  expect_verdict({"31 days, limit off"}, with_policy(kInactivity, 31, ValidityUnit::days, false));
  expect_verdict({"lifetime of a year"}, with_policy(oauth::RefreshTokenPolicy::specific_lifetime,
                                                     365, ValidityUnit::days, true));
}

TEST(AppValidation, TimeoutsAreAmongThoseOnOffer) {
  const auto session = [](int minutes) {
    return problems_of([&](AppSettings& s) { s.session_timeout_minutes = minutes; });
  };
  for (const int minutes : {0, 15, 120, 1'440}) {
    expect_verdict({std::to_string(minutes)}, session(minutes));
  }
  for (const int minutes : {-1, 1, 14, 1'441}) {
    expect_verdict({std::to_string(minutes), &reason::session_timeout_bounds, "15 to 1440"},
                   session(minutes));
  }
  const auto jwt = [](int minutes) {
    return problems_of([&](AppSettings& s) { s.named_user_jwt_timeout_minutes = minutes; });
  };
  for (const int minutes : {1, 5, 10, 15, 30, 60, 90, 120, 240, 480, 720}) {
    expect_verdict({std::to_string(minutes)}, jwt(minutes));
  }
  for (const int minutes : {0, 2, 31, 721}) {
    expect_verdict({std::to_string(minutes), &reason::jwt_timeout_value, "Choose"}, jwt(minutes));
  }
}

TEST(AppValidation, CertificateIsX509InPemFormOfAnRsaKey) {
  const auto certificate = [](std::string_view pem) {
    return problems_of([&](AppSettings& s) { s.certificate = pem; });
  };
  expect_verdict({"a certificate"}, certificate(signing::right_signer().certificate));
  for (const char* text : {"MIIBIjAN", "-----BEGIN CERTIFICATE-----\nMIIBIjAN\n",
                           "-----BEGIN CERTIFICATE-----\nMIIBIjAN\n-----END CERTIFICATE-----\n",
                           "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                           "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----"}) {
    expect_verdict({text, &reason::certificate_malformed, "PEM"}, certificate(text));
  }
  const std::string ec = signing::elliptic_certificate();
  expect_verdict({ec, &reason::certificate_not_rsa, "RSA"}, certificate(ec));
}

TEST(AppValidation, ClientCredentialsPoliciesNeedAnExecutionUser) {
  const auto policy = [](bool on, std::string_view user) {
    return problems_of([&](AppSettings& s) {
      s.is_client_credentials_policy_enabled = on;
      s.client_credentials_user = user;
    });
  };
  expect_verdict({"off"}, policy(false, ""));
  expect_verdict({"on"}, policy(true, "user@rehearsal.test"));
  expect_verdict({"nobody", &reason::execution_user_invalid,
                  "Enter a valid execution user for the OAuth client credentials flow."},
                 policy(true, ""));
}

TEST(AppValidation, TellsTheProblemsOfAllSectionsAtOnce) {
  const SettingProblems problems = problems_of([](AppSettings& s) {
    s.api_name = "";
    s.contact_email = "x";
    s.callback_urls = {"http://a.example/"};
    s.scopes = {"nothing_like_it"};
    s.token_ip_ranges = {{"x", "y", ""}};
    s.session_timeout_minutes = 5;
  });
  EXPECT_EQ(describe(problems),
            "apiName/api_name_missing contactEmail/contact_email_malformed "
            "callbackUrl/callback_not_https scopes/scope_unknown "
            "tokenIpRanges/ip_address_malformed sessionTimeoutInMinutes/session_timeout_bounds ");
}

TEST(AppValidation, OnlyALockedOrgForcesSettings) {
  AppSettings settings = good();
  settings.is_pkce_required = false;
  settings.is_named_user_jwt_enabled = false;
  const AppSettings free = as_saved(settings, OrgMode::legacy);
  EXPECT_FALSE(free.is_pkce_required);
  EXPECT_FALSE(free.is_refresh_token_rotation_enabled);
  EXPECT_FALSE(free.is_enforce_refresh_token_ttl);
  const AppSettings locked = as_saved(settings, OrgMode::locked_2026);
  EXPECT_TRUE(locked.is_pkce_required);
  EXPECT_TRUE(locked.is_refresh_token_rotation_enabled);
  EXPECT_TRUE(locked.is_enforce_refresh_token_ttl);
  EXPECT_FALSE(locked.is_named_user_jwt_enabled);
}

}  // namespace
}  // namespace rehearse::salesforce
