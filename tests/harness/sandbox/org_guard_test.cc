#include "harness/sandbox/org_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_org.h"

// The rules of what must never happen on a real org, as far as the guard holds them: what an org
// says of itself (1, 10, 11), whom credentials go to (3, 11), whose tokens are used (6), how much
// is asked (7).
namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(OrgGuard, AdmitsThePinnedSandboxAndLetsItBeChanged) {
  Guarded run;
  const auto identity = run.guard.admit(fake_session());
  ASSERT_TRUE(identity.ok()) << identity.error().what;
  EXPECT_EQ(identity.value().kind, "sandbox");
  EXPECT_EQ(identity.value().organization_id, kFakeOrgId);
  EXPECT_EQ(identity.value().user_id, kFakeUserId);
  EXPECT_EQ(identity.value().username, "admin@acme.test");
  EXPECT_EQ(run.guard.changing(), 0);
  EXPECT_EQ(run.refusal(run.change()), "");
  EXPECT_EQ(run.guard.changing(), 1);
  EXPECT_EQ(run.guard.sent(), 3);
}

TEST(OrgGuard, KnowsAScratchOrgByTheEndOfItsTrial) {
  Guarded run;
  run.org.record["TrialExpirationDate"] = "2026-12-01T00:00:00.000+0000";
  const auto identity = run.guard.admit(fake_session());
  ASSERT_TRUE(identity.ok()) << identity.error().what;
  EXPECT_EQ(identity.value().kind, "scratch org");
}

// A hostile org: what it says, and what the guard then says.
struct Lie {
  const char* name = "";
  std::function<void(FakeOrg&)> tell{};
  const char* sentence = "";
  Trouble::Kind kind = Trouble::Kind::refused;  // bad_answer: it may say who it is another time
  friend std::ostream& operator<<(std::ostream& out, const Lie& lie) { return out << lie.name; }
};

class HostileOrg : public ::testing::TestWithParam<Lie> {};

TEST_P(HostileOrg, IsNotAdmittedAndNothingIsChanged) {
  Guarded run;
  GetParam().tell(run.org);
  const auto admitted = run.guard.admit(fake_session());
  ASSERT_FALSE(admitted.ok());
  EXPECT_EQ(admitted.error().kind, GetParam().kind);
  EXPECT_THAT(admitted.error().what, AllOf(HasSubstr(GetParam().sentence), HasSubstr(kFakeHost),
                                           Not(HasSubstr("canary"))));
  EXPECT_THAT(run.refusal(run.change()), HasSubstr("until then it is only read"));
  EXPECT_EQ(run.org.posts, 0);
  EXPECT_EQ(run.guard.changing(), 0);
}

std::function<void(FakeOrg&)> record_says(const char* name, Json value) {
  return [=](FakeOrg& org) { org.record[name] = value; };
}
std::function<void(FakeOrg&)> record_lacks(const char* name) {
  return [=](FakeOrg& org) { org.record.erase(name); };
}
std::function<void(FakeOrg&)> at(const char* path, wire::WireResponse answer) {
  return [=](FakeOrg& org) { org.answer(path, answer); };
}
wire::WireResponse redirect_to(const std::string& location) {
  return {302, {{"Location", location}}, ""};
}

constexpr const char* kDoesNotSay = "does not say whether it is a sandbox";
INSTANTIATE_TEST_SUITE_P(
    Lies, HostileOrg,
    ::testing::Values(
        Lie{"Production", record_says("IsSandbox", false), "it may be production"},
        Lie{"NoIsSandbox", record_lacks("IsSandbox"), kDoesNotSay},
        Lie{"NullIsSandbox", record_says("IsSandbox", nullptr), kDoesNotSay},
        Lie{"TextIsSandbox", record_says("IsSandbox", "true"), kDoesNotSay},
        Lie{"NumberIsSandbox", record_says("IsSandbox", 1), kDoesNotSay},
        Lie{"NoTrial", record_lacks("TrialExpirationDate"), "lacks TrialExpirationDate"},
        Lie{"TrialOfAnotherType", record_says("TrialExpirationDate", true),
            "lacks TrialExpirationDate"},
        Lie{"NoType", record_lacks("OrganizationType"), "lacks OrganizationType"},
        Lie{"NoId", record_lacks("Id"), "names no organization id in its Organization record"},
        Lie{"AnotherId", record_says("Id", "00DgK0000000002UAA"),
            "id is 00DgK0000000002UAA, and the target file pins 00DgK0000000001UAA"},
        Lie{"FifteenOfAnother", record_says("Id", "00DgK0000000002"), "it is another org"},
        Lie{"FifteenOfThePin", record_says("Id", "00DgK0000000001"),
            "id is 00DgK0000000001, and the target file pins"},
        Lie{"WrongCheck", record_says("Id", "00DgK0000000001AAA"), "id is something else"},
        Lie{"AnotherIdInUserinfo",
            [](FakeOrg& org) { org.userinfo["organization_id"] = "00DgK0000000002UAA"; },
            "says in its userinfo that its organization id is 00DgK0000000002UAA"},
        Lie{"NoIdInUserinfo", [](FakeOrg& org) { org.userinfo.erase("organization_id"); },
            "names no organization id in its userinfo"},
        Lie{"NoUser", [](FakeOrg& org) { org.userinfo.erase("user_id"); },
            "does not say in its userinfo who is logged in"},
        Lie{"DeveloperEdition",
            [](FakeOrg& org) {
              org.record["IsSandbox"] = false;
              org.record["OrganizationType"] = "Developer Edition";
            },
            "is a Developer Edition and no sandbox"},
        Lie{"Trouble500", at(kQueryPath, wire::json_response(500, "[]")), "answered HTTP 500",
            Trouble::Kind::bad_answer},
        Lie{"Unauthorized", at(kUserinfoPath, wire::json_response(401, "{}")), "log in again"},
        Lie{"Forbidden", at(kUserinfoPath, wire::text_response(403, "Forbidden")),
            "\"API Enabled\""},
        Lie{"DeadSession", at(kUserinfoPath, wire::text_response(403, "Bad_OAuth_Token")),
            "takes the session no more (HTTP 403, asked for its userinfo): log in again"},
        Lie{"Html", at(kQueryPath, wire::html_response(200, "<html>Maintenance</html>")),
            "answered something else than its Organization record"},
        Lie{"Empty", at(kUserinfoPath, wire::json_response(200, "")),
            "answered something else than its userinfo"},
        Lie{"List", at(kQueryPath, wire::json_response(200, "[]")), "something else"},
        Lie{"NoRecords", at(kQueryPath, wire::json_response(200, R"({"done":true,"records":[]})")),
            "one Organization record"},
        Lie{"TwoRecords",
            at(kQueryPath, wire::json_response(200, R"({"done":true,"records":[{},{}]})")),
            "one Organization record"},
        Lie{"RedirectToProduction",
            at(kUserinfoPath, redirect_to("https://login.salesforce.com/?canary=1")),
            "a redirect to login.salesforce.com instead of its userinfo; it was not followed"},
        Lie{"RedirectToItself", at(kQueryPath, redirect_to("/canary")), "it was not followed"}),
    [](const auto& lie) { return lie.param.name; });

TEST(OrgGuard, DoesNotAdmitAnOrgThatGivesNoAnswer) {
  Guarded run;
  run.org.fail(kQueryPath, {Trouble::Kind::timeout, "Timeout was reached", kFakeHost, true});
  const auto admitted = run.guard.admit(fake_session());
  ASSERT_FALSE(admitted.ok());
  EXPECT_EQ(admitted.error().kind, Trouble::Kind::timeout);
  EXPECT_THAT(run.refusal(run.change()), HasSubstr("until then it is only read"));
  EXPECT_EQ(run.org.posts, 0);
}

TEST(OrgGuard, DoesNotAskAnInstanceOutsideThePin) {
  for (const std::string url : {"https://acme.my.salesforce.com", "https://na1.salesforce.com", "",
                                "http://acme--uat.sandbox.my.salesforce.com",
                                "https://acme--uat.sandbox.my.salesforce.com:8443",
                                "https://u@acme--uat.sandbox.my.salesforce.com",
                                "https://acme--uat.sandbox.my.salesforce.com.example.com"}) {
    Guarded run;
    EXPECT_THAT(run.admission({kFakeToken, url, ""}), HasSubstr("the login is one of")) << url;
    EXPECT_TRUE(run.org.requests.empty()) << url;
  }
  Guarded run;
  EXPECT_EQ(run.admission({kFakeToken, std::string("https://") + kFakeHost + "/", ""}), "");
}

TEST(OrgGuard, SendsNothingToAnotherHost) {
  Guarded run;
  ASSERT_EQ(run.admission(), "");
  const size_t before = run.org.requests.size();
  for (const std::string url :
       {"https://login.salesforce.com/", "https://acme.my.salesforce.com/",
        "https://www.workato.com/", "https://acme--other.sandbox.my.salesforce.com/"}) {
    EXPECT_THAT(run.refusal({.url = url}),
                AllOf(HasSubstr("is neither the pinned org"), Not(HasSubstr("credential"))));
    EXPECT_THAT(run.refusal({.url = url, .headers = {{"Authorization", "Bearer canary"}}}),
                AllOf(HasSubstr("the request holds a credential"), Not(HasSubstr("canary"))));
    EXPECT_THAT(run.refusal({.url = url, .headers = {{"Cookie", "sid=canary"}}}),
                HasSubstr("holds a credential"));
    EXPECT_THAT(run.refusal({.method = "POST", .url = url, .body = "client_secret=canary"}),
                HasSubstr("holds a credential"));
    EXPECT_THAT(run.refusal({.url = url + "?access_token=canary"}),
                HasSubstr("holds a credential"));
  }
  EXPECT_EQ(run.org.requests.size(), before);
}

TEST(OrgGuard, AsksOverHttpsAtTheUsualPortOnly) {
  Guarded run;
  const std::string host = kFakeHost;
  EXPECT_THAT(run.refusal({.url = "http://" + host + "/"}), HasSubstr("over https"));
  EXPECT_THAT(run.refusal({.url = "https://" + host + ":8443/"}), HasSubstr("usual port"));
  EXPECT_THAT(run.refusal({.url = "https://u:p@" + host + "/"}), HasSubstr("holds no user"));
  EXPECT_THAT(run.refusal({.url = "nowhere"}), HasSubstr("no address"));
  EXPECT_TRUE(run.org.requests.empty());
  EXPECT_EQ(run.refusal({.url = "https://" + host + ":443/"}), "");
}

// What one reader of an address takes for the pinned host and another one for somebody else.
TEST(OrgGuard, SendsNothingToAnAddressThatCanBeReadInTwoWays) {
  Guarded run;
  const std::string host = kFakeHost;
  for (const std::string& url : std::vector<std::string>{
           "https://" + host + "\\@evil.example.com/", "https://evil.example.com\\@" + host + "/",
           "https://" + host + " .example.com/", "https://" + host + ":443@evil.example.com/",
           "https://evil.example.com#@" + host + "/", "https://evil.example.com?@" + host + "/",
           "https://" + host + "\t/", "https://" + host + "%2f@evil.example.com/", "https:///x",
           "https://" + host + "./", "https://" + host + "/\xff"})
    EXPECT_NE(run.refusal({.url = url}), "") << url;
  EXPECT_THAT(run.refusal({.url = "https://" + host + "/",
                           .headers = {{"host", "acme.my.salesforce.com"}}}),
              HasSubstr("names another host in a header"));
  EXPECT_TRUE(run.org.requests.empty());
  EXPECT_EQ(run.refusal({.url = "https://" + host + "/", .headers = {{"Host", host}}}), "");
}

TEST(OrgGuard, SendsNothingWhereThePinIsNoSandbox) {
  const auto refusal = [](const std::function<void(TargetFile&)>& change, bool second_flag) {
    TargetFile target = fake_target();
    change(target);
    Guarded run(target, second_flag);
    const std::string said = run.refusal({.url = target.my_domain + "/"});
    EXPECT_EQ(run.org.requests.empty(), !said.empty());
    return said;
  };
  const auto developer = [](TargetFile& target) {
    target.my_domain = "https://acme-dev-ed.develop.my.salesforce.com";
    target.allow_developer_edition = true;
  };
  EXPECT_THAT(refusal([](TargetFile& t) { t.my_domain = "https://acme.my.salesforce.com"; }, true),
              HasSubstr("no host that only sandboxes and scratch orgs have"));
  EXPECT_THAT(refusal(developer, false), HasSubstr("add --developer-edition to the command line"));
  EXPECT_EQ(refusal(developer, true), "");
  EXPECT_THAT(refusal([](TargetFile& t) { t.my_domain = "https://test.salesforce.com"; }, true),
              HasSubstr("no My Domain"));
  EXPECT_THAT(refusal([](TargetFile& t) { t.organization_id = "00DgK0000000001"; }, false),
              HasSubstr("pins no organization id of 18 characters"));
  EXPECT_THAT(refusal([](TargetFile& t) { t.salesforce = TargetFile::Salesforce::mock; }, false),
              HasSubstr("names no sandbox"));
}

TEST(OrgGuard, AdmitsADeveloperEditionWithBothFlagsOnly) {
  TargetFile target = fake_target();
  target.my_domain = "https://acme-dev-ed.develop.my.salesforce.com";
  target.allow_developer_edition = true;
  Guarded run(target, true);
  run.org.record["IsSandbox"] = false;
  const OrgSession session{kFakeToken, target.my_domain, ""};
  EXPECT_THAT(run.admission(session), HasSubstr("it may be production"));
  EXPECT_EQ(run.org.posts, 0);
  run.org.record["OrganizationType"] = "Developer Edition";
  const auto identity = run.guard.admit(session);
  ASSERT_TRUE(identity.ok()) << identity.error().what;
  EXPECT_EQ(identity.value().kind, "Developer Edition");
}

// Who is admitted may change what a run has to change, and nothing else.
TEST(OrgGuard, LetsOnlyKnownChangesOut) {
  Guarded run;
  ASSERT_TRUE(run.guard.admit(fake_session()).ok());
  const std::string data = fake_target().my_domain + "/services/data/v67.0";
  for (const auto& [method, url] : std::vector<std::pair<std::string, std::string>>{
           {"POST", data + "/sobjects/Account"},
           {"PATCH", data + "/sobjects/Account/001000000000001AAA"},
           {"DELETE", data + "/sobjects/Account/001000000000001AAA"},
           {"POST", data + "/composite"},
           {"PATCH", data + "/metadata/deployRequest"},
           {"POST", data + "/metadata/deployRequest/0Af000000000001AAA"},
           {"POST", fake_target().my_domain + "/services/Soap/m/67.0"},
           {"POST", fake_target().my_domain + "/setup/secur/Other.apexp"}}) {
    const auto sent = run.guard.send({.method = method, .url = url});
    ASSERT_FALSE(sent.ok()) << method << url;
    EXPECT_THAT(sent.error().what, HasSubstr("a run only deploys its own app")) << method << url;
    EXPECT_EQ(sent.error().kind, Trouble::Kind::not_here);
  }
  EXPECT_EQ(run.guard.changing(), 0);
  EXPECT_EQ(run.refusal(run.change()), "");
}

TEST(OrgGuard, AnOrgThatDoesNotAnswerJustNowIsAskedAgain) {
  Guarded run;
  ASSERT_TRUE(run.guard.admit(fake_session()).ok());
  run.org.answer(kQueryPath, wire::json_response(503, "[]"));
  const auto unsure = run.guard.admit_again();
  ASSERT_FALSE(unsure.ok());
  EXPECT_EQ(unsure.error().kind, Trouble::Kind::bad_answer);
  run.org.answers.clear();
  EXPECT_TRUE(run.guard.admit_again().ok());
  EXPECT_EQ(run.refusal(run.change()), "");
}

TEST(OrgGuard, WhatTheRequestCarriedIsBlankedInARefusal) {
  Guarded run;
  ASSERT_TRUE(run.guard.admit(fake_session()).ok());
  const std::string path = "/services/data/v67.0/echo";
  run.org.answer(path, wire::json_response(
                           400, R"([{"message":"bad session Bearer canary-of-the-session!"}])"));
  const auto sent =
      run.guard.send({.url = fake_target().my_domain + path,
                      .headers = {{"Authorization", "Bearer canary-of-the-session!"}}});
  ASSERT_TRUE(sent.ok());
  EXPECT_THAT(sent.value().body, Not(HasSubstr("canary")));
  EXPECT_THAT(sent.value().body, HasSubstr("bad session"));
}

TEST(OrgGuard, TakesEveryMethodButGetAndHeadForAChange) {
  Guarded run;
  const std::string org = fake_target().my_domain;
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "post", "get", "MERGE"})
    EXPECT_THAT(run.refusal({.method = method, .url = org + "/services/data/v67.0/limits"}),
                HasSubstr("until then it is only read"))
        << method;
  // What only looks like the token endpoint, a GET that is none, and revocation in both methods.
  for (const char* path : {"/services/oauth2/token/", "/services/oauth2/token/../../data",
                           "//services/oauth2/token", "/services/oauth2/%74oken",
                           "/services/oauth2/revoke", "/services/oauth2/token?_HttpMethod=PATCH"})
    EXPECT_THAT(run.refusal(form_post(path, "grant_type=x")),
                HasSubstr("until then it is only read"))
        << path;
  EXPECT_THAT(run.refusal({.url = org + "/services/oauth2/revoke?token=x"}),
              HasSubstr("until then it is only read"));
  EXPECT_THAT(run.refusal({.url = org + "/services/data/v67.0/limits?_HttpMethod=DELETE"}),
              HasSubstr("until then it is only read"));
  EXPECT_THAT(run.refusal({.url = org + "/", .headers = {{"X-HTTP-Method-Override", "DELETE"}}}),
              HasSubstr("until then it is only read"));
  EXPECT_TRUE(run.org.requests.empty());
  for (const char* method : {"GET", "HEAD"})
    EXPECT_EQ(run.refusal({.method = method, .url = org + "/services/data/v67.0/limits"}), "");
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=x")), "");
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=x", "test.salesforce.com")), "");
  EXPECT_EQ(run.refusal(form_post("/services/oauth2/introspect", "token=x")), "");
  EXPECT_EQ(run.guard.changing(), 0);
}

TEST(OrgGuard, ChangesThePinnedOrgAloneAndNotByTheLoginHost) {
  Guarded run;
  ASSERT_EQ(run.admission(), "");
  EXPECT_THAT(
      run.refusal({.method = "POST", .url = "https://test.salesforce.com/services/Soap/u/62.0"}),
      HasSubstr("goes to the pinned org (acme--uat.sandbox.my.salesforce.com) only"));
  EXPECT_EQ(run.org.posts, 0);
}

TEST(OrgGuard, EndsTheRunWhenTheOrgIsAnotherOneAllOfASudden) {
  Guarded run;
  ASSERT_EQ(run.admission(), "");
  EXPECT_TRUE(run.guard.admit_again().ok());
  run.org.record["Id"] = "00DgK0000000002UAA";  // the sandbox was refreshed
  const auto again = run.guard.admit_again();
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().kind, Trouble::Kind::refused);
  EXPECT_THAT(again.error().what, HasSubstr("or the sandbox was refreshed"));
  EXPECT_THAT(run.refusal(run.change()), HasSubstr("the run ended when " + std::string(kFakeHost) +
                                                   " was asked again who it is"));
  run.org.record["Id"] = kFakeOrgId;  // too late
  EXPECT_FALSE(run.guard.admit_again().ok());
  EXPECT_THAT(run.refusal(run.change()), HasSubstr("the run ended"));
  EXPECT_EQ(run.org.posts, 0);
  EXPECT_EQ(run.refusal({.url = fake_target().my_domain + "/services/data"}), "");
}

TEST(OrgGuard, DoesNotEndTheRunForOneAnswerThatIsLost) {
  Guarded run;
  ASSERT_EQ(run.admission(), "");
  run.org.fail(kQueryPath, {Trouble::Kind::timeout, "Timeout was reached", kFakeHost, true});
  EXPECT_FALSE(run.guard.admit_again().ok());
  run.org.answers.clear();
  EXPECT_TRUE(run.guard.admit_again().ok());
}

TEST(OrgGuard, AsksAgainOnlyWhoWasAdmitted) {
  Guarded run;
  const auto again = run.guard.admit_again();
  ASSERT_FALSE(again.ok());
  EXPECT_THAT(again.error().what, HasSubstr("has not been admitted yet"));
  EXPECT_TRUE(run.org.requests.empty());
}

TEST(OrgGuard, LeavesARedirectToTheCaller) {
  Guarded run;
  run.org.answer("/elsewhere", redirect_to("https://evil.example.com/"));
  const auto sent = run.guard.send(
      {.url = fake_target().my_domain + "/elsewhere", .headers = {{"Authorization", "Bearer x"}}});
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent.value().status, 302);
  EXPECT_EQ(run.org.requests.size(), 1U);
}

}  // namespace
}  // namespace rehearse::harness
