#include "harness/sandbox/workspace_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_workspace.h"

// What a run may do in a real workspace: there alone, as itself, with its own things.
namespace rehearse::harness {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kProfiles = "/api/custom_oauth_profiles";
constexpr const char* kConnections = "/api/connections";

wire::HttpRequest asks(std::string method, const std::string& path, const Json& body = nullptr) {
  return GuardedWorkspace::request(std::move(method), path, body);
}

TEST(WorkspaceGuard, AdmitsThePinnedWorkspace) {
  GuardedWorkspace run;
  const auto identity = run.guard.admit();
  ASSERT_TRUE(identity.ok()) << identity.error().what;
  EXPECT_EQ(identity.value().id, "4711");
  EXPECT_EQ(identity.value().name, "Acme");
  EXPECT_EQ(run.guard.sent(), 1);
  EXPECT_EQ(run.guard.changing(), 0);
}

struct Lie {
  const char* name = "";
  std::function<void(FakeWorkspace&)> tell{};
  const char* sentence = "";
  friend std::ostream& operator<<(std::ostream& out, const Lie& lie) { return out << lie.name; }
};

class HostileWorkspace : public ::testing::TestWithParam<Lie> {};

TEST_P(HostileWorkspace, IsNotAdmittedAndNothingIsChanged) {
  GuardedWorkspace run;
  GetParam().tell(run.workspace);
  const auto admitted = run.guard.admit();
  ASSERT_FALSE(admitted.ok());
  EXPECT_EQ(admitted.error().kind, Trouble::Kind::refused);
  EXPECT_THAT(admitted.error().what,
              AllOf(HasSubstr(GetParam().sentence), Not(HasSubstr("canary"))));
  run.guard.set_own_names(kOwnNames);
  EXPECT_THAT(run.refusal(asks("POST", kProfiles, {{"name", "rehearse_r1p1_1"}})),
              HasSubstr("until then it is only read"));
  EXPECT_EQ(run.workspace.changes, 0);
  EXPECT_EQ(run.guard.changing(), 0);
}

// And the same where it was the right one before.
TEST_P(HostileWorkspace, EndsTheRunWhenItIsAskedAgain) {
  GuardedWorkspace run;
  run.begin();
  GetParam().tell(run.workspace);
  EXPECT_THAT(run.refusal(asks("DELETE", std::string(kProfiles) + "/1")),
              HasSubstr(GetParam().sentence));
  run.workspace.id = 4711;
  run.workspace.answers.clear();
  EXPECT_THAT(run.refusal(asks("DELETE", std::string(kProfiles) + "/1")),
              AllOf(HasSubstr("the run ended"), HasSubstr(GetParam().sentence)));
  EXPECT_EQ(run.workspace.changes, 0);
}

FakeWorkspace::Answer web_page(const wire::HttpRequest&) {
  return wire::WireResponse{.status = 200, .body = "<html>4711</html>"};
}

constexpr const char* kMe = "GET /api/users/me";
INSTANTIATE_TEST_SUITE_P(
    Lies, HostileWorkspace,
    ::testing::Values(
        Lie{"another id", [](FakeWorkspace& it) { it.id = 4712; },
            "the token is of the workspace 4712, and the target file pins 4711"},
        Lie{"no id",
            [](FakeWorkspace& it) {
              it.answer(kMe, it.say({{"name", "Acme"}}));
            },
            "does not say which workspace it is (HTTP 200)"},
        Lie{"an id that is no number",
            [](FakeWorkspace& it) {
              it.answer(kMe, it.say({{"id", "4711 "}}));
            },
            "does not say which workspace it is (HTTP 200)"},
        Lie{"a list",
            [](FakeWorkspace& it) {
              it.answer(kMe, it.say(Json::array({Json{{"id", 4711}}})));
            },
            "does not say which workspace it is"},
        Lie{"a web page", [](FakeWorkspace& it) { it.answers[kMe] = web_page; },
            "does not say which workspace it is (HTTP 200)"},
        Lie{"its id with a 500",
            [](FakeWorkspace& it) {
              it.answer(kMe, it.say({{"id", 4711}}, 500));
            },
            "does not say which workspace it is (HTTP 500)"},
        Lie{"a redirect",
            [](FakeWorkspace& it) {
              it.answer(kMe, {.status = 302, .headers = {{"Location", "https://other.test/"}}});
            },
            "does not say which workspace it is (HTTP 302)"},
        Lie{"no such token",
            [](FakeWorkspace& it) {
              it.answer(kMe, it.say({{"message", kWorkspaceToken}}, 401));
            },
            "has the privilege Get workspace details"}));

TEST(WorkspaceGuard, AsksAgainBeforeEachChange) {
  GuardedWorkspace run;
  run.begin();
  EXPECT_EQ(run.refusal(asks("POST", kProfiles, {{"name", "rehearse_r1p1_1"}})), "");
  EXPECT_EQ(run.refusal(asks("GET", kProfiles)), "");
  EXPECT_EQ(run.refusal(asks("DELETE", std::string(kConnections) + "/2")), "");
  EXPECT_THAT(run.workspace.lines(),
              ElementsAre(kMe, kMe, "POST /api/custom_oauth_profiles",
                          "GET /api/custom_oauth_profiles", kMe, "DELETE /api/connections/2"));
  EXPECT_EQ(run.guard.changing(), 2);
}

// Requests that never go out, whatever the workspace is.
struct Stray {
  const char* name = "";
  wire::HttpRequest request{};
  const char* sentence = "";
  friend std::ostream& operator<<(std::ostream& out, const Stray& one) { return out << one.name; }
};

class StrayRequest : public ::testing::TestWithParam<Stray> {};

TEST_P(StrayRequest, IsNotSent) {
  GuardedWorkspace run;
  run.begin();
  const int before = run.guard.sent();
  EXPECT_THAT(run.refusal(GetParam().request),
              AllOf(HasSubstr(GetParam().sentence), HasSubstr("nothing was sent"),
                    Not(HasSubstr("canary"))));
  EXPECT_EQ(run.guard.sent(), before);
}

wire::HttpRequest at(const std::string& url, wire::Fields headers = {}) {
  return {.url = url, .headers = std::move(headers)};
}
wire::HttpRequest with_header(wire::HttpRequest request, const char* name, const char* value) {
  request.headers.push_back({name, value});
  return request;
}

constexpr const char* kNotOwn = "was not made by this run";
constexpr const char* kNotSent = "a run does not send";
INSTANTIATE_TEST_SUITE_P(
    Strays, StrayRequest,
    ::testing::Values(
        Stray{"another host", at("https://evil.test/api/users/me"), "no documented host"},
        Stray{"another host with the token",
              at("https://evil.test/api/users/me", {{"Authorization", "Bearer canary"}}),
              "holds a credential"},
        Stray{"another data centre", at("https://app.eu.workato.com/api/users/me"),
              "no documented host"},
        Stray{"a host that looks like it", at("https://www.workato.com.evil.test/api/users/me"),
              "no documented host"},
        Stray{"plain http", at("http://www.workato.com/api/users/me"), "over https"},
        Stray{"another port", at("https://www.workato.com:8443/api/users/me"), "usual port"},
        Stray{"a user in the address", at("https://a@www.workato.com/api/users/me"), "no user"},
        Stray{"another host in a header",
              at("https://www.workato.com/api/users/me", {{"Host", "evil.test"}}),
              "names another host"},
        Stray{"the API on the web host", at("https://app.workato.com/api/users/me"),
              "asked at https://www.workato.com alone"},
        Stray{"the token to a page",
              at("https://www.workato.com/recipes", {{"Authorization", "Bearer canary"}}),
              "a credential goes to"},
        Stray{"the token in an address",
              at(std::string("https://www.workato.com/recipes?x=") + kWorkspaceToken),
              "a credential goes to"},
        Stray{"a cookie to a page", at("https://app.workato.com/x", {{"Cookie", "sid=canary"}}),
              "a credential goes to"},
        Stray{"a form to a page",
              {.method = "POST", .url = "https://www.workato.com/users/sign_in"},
              kNotSent},
        Stray{"another's profile", asks("DELETE", "/api/custom_oauth_profiles/3"), kNotOwn},
        Stray{"another's connection", asks("DELETE", "/api/connections/1"), kNotOwn},
        Stray{"a profile's id with another in front", asks("DELETE", "/api/connections/02"),
              kNotOwn},
        Stray{"a change of another's profile",
              asks("PUT", "/api/custom_oauth_profiles/3", {{"name", "rehearse_r1p1_1"}}), kNotOwn},
        Stray{"another's disconnection", asks("POST", "/api/connections/3/disconnect"), kNotOwn},
        Stray{"another's authorization",
              asks("GET", "/api/connections/runtime_user_connections/3/get_oauth_url"), kNotOwn},
        Stray{"a runtime connection", asks("POST", "/api/connections/runtime_user_connections"),
              kNotSent},
        Stray{"a recipe", asks("PUT", "/api/recipes/7/start"), kNotSent},
        Stray{"a folder", asks("POST", "/api/folders", {{"name", "rehearse_r1p1_1"}}), kNotSent},
        Stray{"a way round", asks("DELETE", "/api/custom_oauth_profiles/1/../3"), kNotSent},
        Stray{"an escaped path", asks("DELETE", "/api/custom_oauth_profiles/%33"), kNotSent},
        Stray{"a deletion as a reading", asks("GET", "/api/custom_oauth_profiles/3?_method=delete"),
              kNotSent},
        Stray{"a deletion in a header",
              with_header(asks("GET", "/api/custom_oauth_profiles/3"), "X-HTTP-Method-Override",
                          "DELETE"),
              kNotSent},
        Stray{"a name that is not the run's", asks("POST", kProfiles, {{"name", "rehearse_r2_1"}}),
              "under its own names only"},
        Stray{"no name", asks("POST", kConnections, Json::object()), "under its own names only"},
        Stray{"a new name that is not the run's",
              asks("PUT", "/api/connections/2", {{"name", "x"}}), "under its own names only"},
        Stray{"another's profile for a connection",
              asks("POST", kConnections, {{"name", "rehearse_r1p1_1"}, {"custom_oauth_key_id", 3}}),
              "uses a profile of that run only"},
        Stray{"tokens",
              asks("POST", kConnections,
                   {{"name", "rehearse_r1p1_1"}, {"oauth_token_pair", Json::object()}}),
              "brings no tokens"},
        Stray{"a body that is no JSON",
              {.method = "POST",
               .url = std::string(kWorkspaceApi) + kProfiles,
               .body = "name=rehearse_r1p1_1"},
              "JSON objects only"},
        Stray{"a response nobody asked for", GuardedWorkspace::callback("code=c&state=S2"),
              "only if a connection of this run began it"}));

TEST(WorkspaceGuard, TakesOneResponseForAnAuthorizationOfTheRun) {
  GuardedWorkspace run;
  run.begin();
  ASSERT_EQ(run.refusal(asks("GET", "/api/connections/runtime_user_connections/2/get_oauth_url")),
            "");
  EXPECT_THAT(run.refusal(GuardedWorkspace::callback("code=c&state=S2&state=S2")),
              HasSubstr("only if a connection of this run began it"));
  EXPECT_EQ(run.refusal(GuardedWorkspace::callback("code=c&state=S2")), "");
  EXPECT_THAT(run.refusal(GuardedWorkspace::callback("code=c&state=S2")),
              HasSubstr("gets the response to an authorization once"));
  EXPECT_THAT(run.guard.take_refusal().value_or(""), HasSubstr("once"));
  EXPECT_EQ(run.guard.take_refusal(), std::nullopt);
}

TEST(WorkspaceGuard, FollowsTheCallbackToTheDataCentreOnce) {
  TargetFile target = workspace_target();
  target.data_centre = "eu";
  GuardedWorkspace run(target);
  const auto on_eu = [](wire::HttpRequest request) {
    request.url.replace(0, std::string(kWorkspaceApi).size(), "https://app.eu.workato.com");
    return request;
  };
  run.begin();
  ASSERT_EQ(
      run.refusal(on_eu(asks("GET", "/api/connections/runtime_user_connections/2/get_oauth_url"))),
      "");
  const wire::HttpRequest first = GuardedWorkspace::callback("code=c&state=S2");
  run.workspace.answers["GET /oauth/callback"] =
      [&](const wire::HttpRequest& request) -> FakeWorkspace::Answer {
    if (request.url != first.url) return wire::WireResponse{.status = 200};
    return wire::WireResponse{.status = 302, .headers = {{"Location", on_eu(first).url}}};
  };
  EXPECT_EQ(run.refusal(first), "");
  EXPECT_EQ(run.refusal(on_eu(first)), "");
  EXPECT_THAT(run.refusal(first), HasSubstr("once"));
}

TEST(WorkspaceGuard, WaitsOnceForAWorkspaceThatIsBusy) {
  GuardedWorkspace run;
  run.begin();
  int answered = 0;
  run.workspace.answers["POST /api/connections"] =
      [&](const wire::HttpRequest&) -> FakeWorkspace::Answer {
    ++answered;
    return wire::WireResponse{.status = 429, .headers = {{"Retry-After", "60"}}};
  };
  const wire::HttpRequest make = asks("POST", kConnections, {{"name", "rehearse_r1p1_1"}});
  const auto sent = run.guard.send(make);
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent.value().status, 429);
  EXPECT_EQ(answered, 2);
  EXPECT_THAT(run.waited, ElementsAre(milliseconds(seconds(60))));
}

TEST(WorkspaceGuard, DoesNotWaitLongerThanAMinute) {
  GuardedWorkspace run;
  run.workspace.answer("GET /api/connections", {.status = 429, .headers = {{"Retry-After", "61"}}});
  const auto sent = run.guard.send(asks("GET", kConnections));
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent.value().status, 429);
  EXPECT_THAT(run.waited, IsEmpty());
  EXPECT_EQ(run.guard.sent(), 1);
}

// docs.workato.com: one call a second, where the answer doesn't say.
TEST(WorkspaceGuard, KnowsTheLimitsThatAnAnswerDoesNotName) {
  GuardedWorkspace run;
  run.begin();
  run.workspace.answer("DELETE /api/connections/2", {.status = 429});
  run.workspace.answer("GET /api/custom_oauth_profiles", {.status = 429});
  (void)run.guard.send(asks("DELETE", "/api/connections/2"));
  (void)run.guard.send(asks("GET", kProfiles));
  EXPECT_THAT(run.waited, ElementsAre(milliseconds(seconds(1)), milliseconds(seconds(60))));
}

TEST(WorkspaceGuard, EndsAPauseThatIsInterrupted) {
  GuardedWorkspace run;
  run.is_interrupted = true;
  run.workspace.answer("GET /api/connections", {.status = 429});
  const auto sent = run.guard.send(asks("GET", kConnections));
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().kind, Trouble::Kind::interrupted);
  EXPECT_EQ(run.guard.sent(), 1);
}

TEST(WorkspaceGuard, EndsAfterThreeFailuresInARow) {
  GuardedWorkspace run;
  const auto unreachable = Trouble{Trouble::Kind::unreachable, "no route", "", false};
  run.workspace.fail("GET /api/connections", unreachable);
  run.workspace.answer("GET /api/folders", {.status = 500});
  (void)run.guard.send(asks("GET", kConnections));
  (void)run.guard.send(asks("GET", "/api/folders"));
  EXPECT_EQ(run.refusal(asks("GET", kProfiles)), "");  // the row ends
  (void)run.guard.send(asks("GET", "/api/folders"));
  (void)run.guard.send(asks("GET", kConnections));
  (void)run.guard.send(asks("GET", "/api/folders"));
  EXPECT_THAT(run.refusal(asks("GET", kProfiles)), HasSubstr("failed 3 times in a row"));
  EXPECT_EQ(run.guard.sent(), 6);
}

TEST(WorkspaceGuard, SendsAsManyRequestsAsTheTargetFileAllows) {
  TargetFile target = workspace_target();
  target.limits.requests = 2;
  GuardedWorkspace run(target);
  EXPECT_EQ(run.refusal(asks("GET", kProfiles)), "");
  EXPECT_EQ(run.refusal(asks("GET", kProfiles)), "");
  EXPECT_THAT(run.refusal(asks("GET", kProfiles)), HasSubstr("sent its 2 requests"));
}

TEST(WorkspaceGuard, CountsAnewForTheCleanupUnlessTheWorkspaceIsAnother) {
  TargetFile target = workspace_target();
  target.limits.requests = 1;
  GuardedWorkspace run(target);
  run.begin();
  EXPECT_THAT(run.refusal(asks("GET", kProfiles)), HasSubstr("sent its 1 requests"));
  run.guard.begin_cleanup();
  EXPECT_EQ(run.refusal(asks("GET", kProfiles)), "");
  run.guard.end_cleanup();
  EXPECT_THAT(run.refusal(asks("GET", kProfiles)), HasSubstr("sent its 1 requests"));
  EXPECT_EQ(run.guard.why_ended(), "");
  run.guard.begin_cleanup();
  run.workspace.id = 4712;
  EXPECT_THAT(run.admission(), HasSubstr("the target file pins 4711"));
  EXPECT_THAT(run.guard.why_ended(), HasSubstr("the run ended"));
  run.guard.end_cleanup();
  run.guard.begin_cleanup();
  run.workspace.id = 4711;
  EXPECT_THAT(run.refusal(asks("DELETE", "/api/connections/2")), HasSubstr("the run ended"));
}

// What breaks down for one plan of a run has broken down for the next one.
TEST(WorkspaceGuard, HasBrokenDownStillAfterACleanup) {
  GuardedWorkspace run;
  run.begin();
  run.workspace.answer("GET /api/folders", {.status = 503});
  for (int failure = 1; failure <= 3; ++failure) (void)run.guard.send(asks("GET", "/api/folders"));
  run.guard.begin_cleanup();
  run.workspace.answers.clear();
  EXPECT_EQ(run.refusal(asks("GET", kProfiles)), "");
  EXPECT_EQ(run.guard.why_ended(), "");
  run.guard.end_cleanup();
  EXPECT_THAT(run.guard.why_ended(), HasSubstr("failed 3 times in a row, which ended the run"));
  EXPECT_THAT(run.refusal(asks("GET", kProfiles)), HasSubstr("failed 3 times in a row"));
}

// Busy is no other workspace: the next question may be answered.
TEST(WorkspaceGuard, GoesOnOnceTheWorkspaceIsNoLongerBusy) {
  GuardedWorkspace run;
  run.begin();
  run.workspace.answer(kMe, {.status = 429});
  EXPECT_THAT(run.refusal(asks("DELETE", "/api/connections/2")), HasSubstr("too busy to say"));
  EXPECT_EQ(run.workspace.changes, 0);
  run.workspace.answers.clear();
  EXPECT_EQ(run.refusal(asks("DELETE", "/api/connections/2")), "");
}

TEST(WorkspaceGuard, HasFiftyThingsAtOnceAtMost) {
  GuardedWorkspace run;
  run.begin();
  for (int id = 3; id < 50; ++id) run.guard.own(Resource::Kind::profile, std::to_string(id));
  const wire::HttpRequest make = asks("POST", kProfiles, {{"name", "rehearse_r1p1_1"}});
  EXPECT_EQ(run.refusal(make), "");
  run.guard.own(Resource::Kind::profile, "900");
  EXPECT_THAT(run.refusal(make), HasSubstr("has 50 profiles and connections"));
  run.guard.disown(Resource::Kind::profile, "900");
  EXPECT_EQ(run.refusal(make), "");
}

TEST(WorkspaceGuard, ShowsNobodyATokenThatAWorkspaceRepeats) {
  GuardedWorkspace run;
  run.workspace.answer("GET /api/folders",
                       FakeWorkspace::say({{"message", std::string("x") + kWorkspaceToken}}, 400));
  const auto sent = run.guard.send(asks("GET", "/api/folders"));
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent.value().body, "{}");
}

TEST(WorkspaceGuard, AsksNothingWithoutAPin) {
  for (const char* id : {"", "47x1"}) {
    TargetFile target = workspace_target();
    target.workspace_id = id;
    GuardedWorkspace run(target);
    EXPECT_THAT(run.admission(), HasSubstr("pins no workspace id")) << id;
    EXPECT_EQ(run.guard.sent(), 0);
  }
  TargetFile target = workspace_target();
  target.workato = TargetFile::Workato::engine;
  GuardedWorkspace run(target);
  EXPECT_THAT(run.admission(), HasSubstr("names no workspace"));
}

}  // namespace
}  // namespace rehearse::harness
