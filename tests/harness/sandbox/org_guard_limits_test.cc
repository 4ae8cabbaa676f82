#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_org.h"

// How much the guard lets a run ask, and whose tokens it lets out.
namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kOrg = std::string("https://") + kFakeHost;

TargetFile limited(OrgLimits limits) {
  TargetFile target = fake_target();
  target.limits = limits;
  return target;
}

TEST(OrgGuardLimits, BoundTheRequestsOfARun) {
  Guarded run(limited({.requests = 3}));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(run.refusal({.url = kOrg + "/x"}), "");
  EXPECT_THAT(run.refusal({.url = kOrg + "/x"}), HasSubstr("has sent its 3 requests"));
  EXPECT_EQ(run.guard.sent(), 3);
}

TEST(OrgGuardLimits, BoundTheTokenRequestsOfARun) {
  Guarded run(limited({.token_requests = 2}));
  const auto refresh = form_post(kTokenPath, "grant_type=refresh_token&refresh_token=x");
  EXPECT_EQ(run.refusal(refresh), "");
  EXPECT_EQ(run.refusal(refresh), "");
  EXPECT_THAT(run.refusal(refresh), HasSubstr("has sent its 2 token requests"));
  run.now += std::chrono::hours(24);
  EXPECT_THAT(run.refusal(refresh), HasSubstr("has sent its 2 token requests"));
  EXPECT_EQ(run.refusal({.url = kOrg + "/x"}), "");
  EXPECT_EQ(run.org.posts, 2);
}

TEST(OrgGuardLimits, BoundTheLoginsOfAMinute) {
  Guarded run(limited({.logins_a_minute = 2}));
  const auto login = form_post(kTokenPath, "grant_type=client_credentials");
  EXPECT_EQ(run.refusal(login), "");
  run.now += std::chrono::seconds(10);
  EXPECT_EQ(run.refusal(login), "");
  EXPECT_THAT(run.refusal(login),
              AllOf(HasSubstr("logged in 2 times within a minute"), HasSubstr("wait 50 s")));
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=refresh_token&refresh_token=x")), "")
      << "the next token of a session is no login";
  run.now += std::chrono::milliseconds(49'999);
  EXPECT_THAT(run.refusal(login), HasSubstr("wait 1 s"));
  run.now += std::chrono::milliseconds(1);
  EXPECT_EQ(run.refusal(login), "");
  EXPECT_THAT(run.refusal(login), HasSubstr("wait 10 s"));
}

TEST(OrgGuardLimits, LeaveABusyTokenEndpointAlone) {
  struct Busy {
    int status = 0;
    const char* header = nullptr;
    int seconds = 0;
  };
  for (const Busy& busy : {Busy{429, "30", 30}, Busy{503, "5", 5}, Busy{429, nullptr, 60},
                           Busy{429, "Fri, 01 Jan 2027 00:00:00 GMT", 60}, Busy{429, "-1", 60},
                           Busy{429, "999999999999", 86'400}}) {
    Guarded run;
    wire::WireResponse answer = wire::json_response(busy.status, "{}");
    if (busy.header != nullptr) answer.headers.push_back({"Retry-After", busy.header});
    run.org.answer(kTokenPath, answer);
    const auto login = form_post(kTokenPath, "grant_type=x");
    EXPECT_EQ(run.refusal(login), "");
    run.now += std::chrono::seconds(busy.seconds) - std::chrono::milliseconds(1);
    EXPECT_THAT(run.refusal(login), HasSubstr("asked to be left alone for another 1 s"))
        << busy.status;
    EXPECT_EQ(run.refusal({.url = kOrg + "/x"}), "");
    run.now += std::chrono::milliseconds(1);
    EXPECT_EQ(run.refusal(login), "") << busy.status;
  }
}

TEST(OrgGuardLimits, DoNotStopForA503ThatDoesNotSayHowLong) {
  Guarded run;
  run.org.answer(kTokenPath, wire::json_response(503, "{}"));
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=x")), "");
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=x")), "");
}

TEST(OrgGuardLimits, EndTheRunAfterThreeFailuresInARow) {
  Guarded run;
  ASSERT_EQ(run.admission(), "");
  const wire::HttpRequest ask{.url = kOrg + "/x"};
  run.org.fail("/x", {Trouble::Kind::unreachable, "Couldn't connect", kFakeHost, false});
  EXPECT_EQ(run.refusal(ask), "");
  EXPECT_EQ(run.refusal(ask), "");
  EXPECT_EQ(run.refusal({.url = kOrg + "/y"}), "") << "an answer between them";
  EXPECT_EQ(run.refusal(ask), "");
  run.org.answer("/x", wire::json_response(503, "{}"));
  EXPECT_EQ(run.refusal(ask), "");
  run.org.answer("/x", wire::json_response(500, "{}"));
  EXPECT_EQ(run.refusal(ask), "") << "a 500 is an answer of the org";
  run.org.answer("/x", wire::json_response(502, "{}"));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(run.refusal(ask), "");
  EXPECT_THAT(run.refusal(ask), HasSubstr("failed 3 times in a row, which ended the run"));
  EXPECT_THAT(run.refusal({.url = kOrg + "/y"}), HasSubstr("failed 3 times in a row"));
  EXPECT_THAT(run.refusal(run.change()), HasSubstr("failed 3 times in a row"));
}

TEST(OrgGuardLimits, BoundTheTimeOfARequest) {
  Guarded run(limited({.a_request = std::chrono::seconds(7)}));
  (void)run.guard.send({.url = kOrg + "/x", .timeout = std::chrono::seconds(60)});
  (void)run.guard.send({.url = kOrg + "/x", .timeout = std::chrono::seconds(2)});
  ASSERT_EQ(run.org.requests.size(), 2U);
  EXPECT_EQ(run.org.requests[0].timeout, std::chrono::seconds(7));
  EXPECT_EQ(run.org.requests[1].timeout, std::chrono::seconds(2));
}

// Never: replay a retired refresh token of a connection that isn't the run's own.
TEST(OwnTokens, AloneAreRefreshedOnceTheOrgIsAdmitted) {
  Guarded run;
  const std::string foreign = "grant_type=refresh_token&refresh_token=5Aep861.canary.foreign";
  ASSERT_EQ(run.admission(), "");
  EXPECT_THAT(
      run.refusal(form_post(kTokenPath, foreign)),
      AllOf(HasSubstr("a refresh token that this run did not get"), Not(HasSubstr("canary"))));
  EXPECT_EQ(run.org.posts, 0);
  run.org.answer(kTokenPath, wire::json_response(200, R"({"access_token": "00D!a",
      "refresh_token": "5Aep861.canary.own"})"));
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=authorization_code&code=x")), "");
  EXPECT_EQ(run.refusal(
                form_post(kTokenPath, "grant_type=refresh_token&refresh_token=5Aep861.canary.own")),
            "");
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=refresh_token&refresh_token=nonsense")),
            "")
      << "what is no token of the org's ends nothing";
}

// Never: alter a connection that the run did not make.
TEST(OwnTokens, AloneAreRevoked) {
  Guarded run;
  // The login's: a token from a file, and what the org gave for it.
  run.org.answer(kTokenPath, wire::json_response(200, R"({"access_token": "00D!login",
      "refresh_token": "5Aep861.login.next"})"));
  EXPECT_EQ(
      run.refusal(form_post(kTokenPath, "grant_type=refresh_token&refresh_token=5Aep861.login")),
      "");
  ASSERT_EQ(run.admission(), "");
  run.org.answer(kTokenPath, wire::json_response(200, R"({"access_token": "00D!own",
      "refresh_token": "5Aep861.own"})"));
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=authorization_code&code=x")), "");
  const int before = run.org.posts;
  for (const char* token :
       {"5Aep861.login", "5Aep861.login.next", "00D%21login", "5Aep861.other"}) {
    const std::string form = std::string("token=") + token;
    EXPECT_THAT(run.refusal(form_post("/services/oauth2/revoke", form)),
                HasSubstr("would end a connection of somebody else's"));
    EXPECT_THAT(run.refusal({.url = kOrg + "/services/oauth2/revoke?" + form}),
                HasSubstr("would end a connection of somebody else's"));
  }
  EXPECT_EQ(run.org.posts, before);
  EXPECT_EQ(run.refusal(form_post("/services/oauth2/revoke", "token=5Aep861.own")), "");
  EXPECT_EQ(run.refusal(form_post("/services/oauth2/revoke", "token=00D%21own")), "");
}

// Two tokens of which one is the run's, and bodies that hide one.
TEST(OwnTokens, AreLookedForWhereverTheyMayStand) {
  Guarded run;
  run.org.answer(kTokenPath, wire::json_response(200, R"({"access_token": "00D!own",
      "refresh_token": "5Aep861.own"})"));
  ASSERT_EQ(run.admission(), "");
  EXPECT_EQ(run.refusal(form_post(kTokenPath, "grant_type=authorization_code&code=x")), "");
  const int before = run.org.posts;
  const std::string own = "grant_type=refresh_token&refresh_token=5Aep861.own",
                    other = "refresh_token=5Aep861.other";
  EXPECT_THAT(run.refusal(form_post(kTokenPath, own + "&" + other)), HasSubstr("did not get"));
  EXPECT_THAT(run.refusal(form_post(std::string(kTokenPath) + "?" + other, own)),
              HasSubstr("did not get"));
  EXPECT_THAT(run.refusal(form_post("/services/oauth2/revoke", "token=5Aep861.own&token=other")),
              HasSubstr("did not get"));
  for (const char* type : {"application/json", "multipart/form-data; boundary=b"}) {
    wire::HttpRequest request = form_post(kTokenPath, "grant_type=refresh_token&" + other);
    request.headers = {{"Content-Type", type}};
    EXPECT_THAT(run.refusal(request), HasSubstr("is a plain form"));
    request.url = kOrg + "/services/oauth2/revoke";
    request.body = "{\"token\": \"x\"}";
    EXPECT_THAT(run.refusal(request), HasSubstr("is a plain form"));
  }
  EXPECT_EQ(run.org.posts, before);
  EXPECT_EQ(run.refusal(form_post(kTokenPath, own)), "");
}

}  // namespace
}  // namespace rehearse::harness
