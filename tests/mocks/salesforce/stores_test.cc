#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/org/authorize_requests.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/sessions.h"
#include "mocks/salesforce/org/users.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using testing::MatchesRegex;

constexpr const char* kOrg = "00DHs0000012345MAA";
const OrgSettings kSettings{};

TEST(Sessions, LiveTwoHoursFromTheirLastUse) {
  Sessions sessions(1, kOrg, kSettings);
  const std::string id = sessions.open(UserId("005"), kRunStart).id.value;
  TimePoint now = kRunStart + std::chrono::hours(2);
  EXPECT_NE(sessions.find(id, now), nullptr);
  now += std::chrono::hours(2);
  EXPECT_NE(sessions.find(id, now), nullptr);
  EXPECT_EQ(sessions.find(id, now + std::chrono::hours(2) + Duration(1)), nullptr);
  // What was seen dead stays dead.
  EXPECT_EQ(sessions.find(id, now), nullptr);
}

TEST(Sessions, KeepAThousandAndDropTheLeastRecentlyUsed) {
  Sessions sessions(1, kOrg, kSettings);
  const std::string first = sessions.open(UserId("005"), kRunStart).id.value;
  const std::string second = sessions.open(UserId("005"), kRunStart).id.value;
  for (int more = 0; more < 998; ++more) sessions.open(UserId("005"), kRunStart);
  ASSERT_NE(sessions.find(first, kRunStart), nullptr);
  sessions.open(UserId("005"), kRunStart);
  EXPECT_NE(sessions.find(first, kRunStart), nullptr);
  EXPECT_EQ(sessions.find(second, kRunStart), nullptr);
}

TEST(Sessions, EndOneByOneOrAllOfAUser) {
  Sessions sessions(1, kOrg, kSettings);
  const SessionId one = sessions.open(UserId("005a"), kRunStart).id;
  const SessionId two = sessions.open(UserId("005a"), kRunStart).id;
  const SessionId other = sessions.open(UserId("005b"), kRunStart).id;
  sessions.close(one);
  EXPECT_EQ(sessions.find(one.value, kRunStart), nullptr);
  EXPECT_NE(sessions.find(two.value, kRunStart), nullptr);
  sessions.close_all_of(UserId("005a"));
  EXPECT_EQ(sessions.find(two.value, kRunStart), nullptr);
  EXPECT_NE(sessions.find(other.value, kRunStart), nullptr);
}

TEST(Sessions, DependOnTheSeedAlone) {
  Sessions left(1, kOrg, kSettings), same(1, kOrg, kSettings), other(2, kOrg, kSettings);
  const std::string id = left.open(UserId("005"), kRunStart).id.value;
  EXPECT_EQ(same.open(UserId("005"), kRunStart + Duration(5)).id.value, id);
  EXPECT_NE(other.open(UserId("005"), kRunStart).id.value, id);
  EXPECT_THAT(id, MatchesRegex("00DHs0000012345![A-Za-z0-9._]+"));
}

TEST(AuthorizeRequests, KeepAThousandAndDropTheOldest) {
  AuthorizeRequests requests(1);
  const auto keep = [&] { return requests.keep({.asked_at = kRunStart}).source; };
  const std::string first = keep(), second = keep();
  for (int more = 0; more < 998; ++more) keep();
  EXPECT_NE(requests.find(first, kRunStart), nullptr);
  keep();
  EXPECT_EQ(requests.find(first, kRunStart), nullptr);
  EXPECT_NE(requests.find(second, kRunStart), nullptr);
}

TEST(Users, AreTwoWithThePublishedPassword) {
  const Users users(1, kRunStart);
  ASSERT_EQ(users.all().size(), 2u);
  const User* admin = users.find_by_username("Admin@Rehearsal.test");
  ASSERT_NE(admin, nullptr);
  EXPECT_EQ(admin->profile, "System Administrator");
  EXPECT_EQ(admin->email, admin->username);
  EXPECT_EQ(users.find_by_username("user@rehearsal.test")->profile, "Standard User");
  EXPECT_EQ(admin->password, "rehearse-2026");
  EXPECT_EQ(users.find_by_username("nobody@rehearsal.test"), nullptr);
  EXPECT_EQ(users.find(UserId(admin->id.value.substr(0, 15))), admin);
  EXPECT_THAT(admin->totp_secret, MatchesRegex("[A-Z2-7]+"));
  EXPECT_NE(admin->totp_secret, users.find_by_username("user@rehearsal.test")->totp_secret);
}

TEST(Org, HasAnIdOfItsSeed) {
  const OrgSite one, same;
  OrgConfig config;
  config.seed = 2;
  const OrgSite other(config);
  EXPECT_EQ(one.org.organization_id(), same.org.organization_id());
  EXPECT_NE(one.org.organization_id(), other.org.organization_id());
  EXPECT_EQ(one.org.organization_id().size(), 18u);
  EXPECT_EQ(long_id(one.org.organization_id().substr(0, 15)), one.org.organization_id());
  EXPECT_TRUE(one.org.organization_id().starts_with("00D"));
}

TEST(Hosts, NameTheDocumentedOnesUnderRealNamesAndTheCallersOwnElsewhere) {
  OrgConfig config;
  config.my_domain = "acme";
  OrgSite site(config);
  const UserId user = site.user().id;
  const std::string path = "/id/" + site.org.organization_id() + "/" + user.value;
  for (const char* origin :
       {"https://login.salesforce.com:4433", "https://test.salesforce.com",
        "https://acme.my.salesforce.com", "https://acme.my.salesforce-setup.com"}) {
    const wire::WireRequest request = wire::make_request({.origin = origin});
    EXPECT_EQ(instance_url(site.org, request), "https://acme.my.salesforce.com") << origin;
    EXPECT_EQ(identity_url(site.org, user, request), "https://login.salesforce.com" + path);
    EXPECT_EQ(issuer(request), "https://" + request.host);
  }
  const wire::WireRequest own = wire::make_request({.origin = "http://127.0.0.1:8080"});
  EXPECT_EQ(instance_url(site.org, own), "http://127.0.0.1:8080");
  EXPECT_EQ(identity_url(site.org, user, own), "http://127.0.0.1:8080" + path);
  EXPECT_EQ(issuer(own), "http://127.0.0.1:8080");
}

TEST(Hosts, KnowTheSandboxForms) {
  OrgConfig config;
  config.my_domain = "acme.develop";
  config.is_sandbox = true;
  OrgSite site(config);
  const wire::WireRequest request = wire::make_request({.origin = "https://test.salesforce.com"});
  EXPECT_EQ(instance_url(site.org, request), "https://acme--dev.sandbox.my.salesforce.com");
  EXPECT_TRUE(identity_url(site.org, site.user().id, request)
                  .starts_with("https://test.salesforce.com/id/00D"));
}

TEST(Hosts, CountOnlyTheLoginHostsAsBelongingToNoOrg) {
  const auto by = [](const char* origin) {
    return came_by_login_host(wire::make_request({.origin = origin}));
  };
  EXPECT_TRUE(by("https://login.salesforce.com"));
  EXPECT_TRUE(by("https://test.salesforce.com"));
  EXPECT_FALSE(by("https://acme.my.salesforce.com"));
  EXPECT_FALSE(by("https://login.salesforce.com.example"));
  EXPECT_FALSE(by("http://127.0.0.1:8080"));
}

}  // namespace
}  // namespace rehearse::salesforce
