#include "harness/sandbox/org_login.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "mocks/core/entropy.h"
#include "mocks/wire/form.h"
#include "mocks/wire/http_client.h"
#include "mocks/wire/loopback_server.h"
#include "tests/support/fake_org.h"
#include "tests/support/memory_terminal.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/signer.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

using Kind = OrgLogin::Kind;
using Place = SecretSource::Kind;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kOrg = std::string("https://") + kFakeHost;

// A person who copies the address where the browser ends, or whose browser goes there.
class Person : public MemoryTerminal {
 public:
  std::optional<std::string> ask_secret(std::string_view question, std::chrono::seconds within,
                                        const Elsewhere& elsewhere) override {
    const size_t start = said.rfind("https://"), end = said.find('\n', start);
    if ((!paste && !browse) || start == std::string::npos)
      return MemoryTerminal::ask_secret(question, within, elsewhere);
    asked_secretly.emplace_back(question);
    address = said.substr(start, end - start);
    const auto asked = wire::parse_urlencoded(wire::parse_uri(address).value().query).value();
    if (!browse) return paste(asked);
    browse(asked);
    came_elsewhere = elsewhere();
    return std::nullopt;
  }
  std::function<std::string(const wire::Fields&)> paste{};
  std::function<void(const wire::Fields&)> browse{};
  std::string address{};
  bool came_elsewhere = false;
};

class OrgLoginTest : public ::testing::Test {
 protected:
  OrgLoginTest() { run.org.answer(kTokenPath, wire::json_response(200, dump_json(tokens()))); }

  static Json tokens() {
    return {{"access_token", kFakeToken}, {"instance_url", kOrg}, {"token_type", "Bearer"}};
  }
  std::string write(const std::string& name, const std::string& text) {
    const std::string path = (folder_.path() / name).string();
    std::ofstream(path) << text;
    EXPECT_EQ(chmod(path.c_str(), 0600), 0);
    return path;
  }
  LoginTools tools() {
    return {.http = run.guard,
            .terminal = terminal_,
            .entropy = entropy_,
            .now = [this] { return run.now; },
            .interrupted = [this] { return interrupted_; },
            .callback_port = callback_port_,
            .listening = [this](int port) { port_ = port; }};
  }
  OrgSession session() {
    auto done = log_in(target_, tools());
    EXPECT_TRUE(done.ok()) << done.error().what;
    return done ? std::move(done).value() : OrgSession{};
  }
  // Why there is no session; no secret may be in it.
  std::string refusal() {
    const auto done = log_in(target_, tools());
    if (done) return "";
    EXPECT_THAT(done.error().what + done.error().where, Not(HasSubstr("canary")));
    return done.error().what;
  }
  // The form of the last request.
  std::string sent(std::string_view name) const {
    const auto form = wire::parse_urlencoded(run.org.requests.back().body);
    return wire::value_of(form.value_or(wire::Fields{}), name).value_or("");
  }

  testing::ScratchFolder folder_;
  TargetFile target_ = fake_target();
  Guarded run{target_};
  Person terminal_;
  SeededEntropy entropy_{1, "login"};
  bool interrupted_ = false;
  uint16_t callback_port_ = 0;
  int port_ = 0;
};

TEST_F(OrgLoginTest, TakesAnAccessTokenAsItIs) {
  target_.login = {.kind = Kind::access_token, .secret = {Place::file, write("t", "canary!t\n")}};
  const OrgSession done = session();
  EXPECT_EQ(done.access_token, "canary!t");
  EXPECT_EQ(done.instance_url, kOrg);
  EXPECT_TRUE(run.org.requests.empty());
  write("t", "canary with blanks");
  EXPECT_THAT(refusal(), HasSubstr("holds no access token, which is one word"));
  target_.login.secret = {Place::environment, "REHEARSE_TEST_NONE"};
  EXPECT_THAT(refusal(), HasSubstr("REHEARSE_TEST_NONE is not set"));
}

class RefreshTokenLogin : public OrgLoginTest {
 protected:
  RefreshTokenLogin() {
    target_.login = {.kind = Kind::refresh_token,
                     .client_id = "PlatformCLI",
                     .secret = {Place::file, write("token", "5Aep861.canary.old")},
                     .login_url = "https://test.salesforce.com"};
  }
  std::string kept() const { return testing::read_file(folder_.path() / "token"); }
};

TEST_F(RefreshTokenLogin, SendsTheTokenOnce) {
  EXPECT_EQ(session().access_token, kFakeToken);
  ASSERT_EQ(run.org.requests.size(), 1U);
  EXPECT_EQ(run.org.requests[0].url, "https://test.salesforce.com/services/oauth2/token");
  EXPECT_EQ(sent("grant_type"), "refresh_token");
  EXPECT_EQ(sent("refresh_token"), "5Aep861.canary.old");
  EXPECT_EQ(sent("client_id"), "PlatformCLI");
  EXPECT_EQ(sent("client_secret"), "");
  EXPECT_EQ(kept(), "5Aep861.canary.old\n");
  target_.login.client_secret = {Place::file, write("secret", "canary-secret")};
  (void)session();
  EXPECT_EQ(sent("client_secret"), "canary-secret");
}

TEST_F(RefreshTokenLogin, KeepsANewTokenBeforeTheSessionIsUsed) {
  Json answer = tokens();
  answer["refresh_token"] = "5Aep861.canary.new";
  run.org.answer(kTokenPath, wire::json_response(200, dump_json(answer)));
  (void)session();
  EXPECT_EQ(kept(), "5Aep861.canary.new\n");
  (void)session();
  EXPECT_EQ(sent("refresh_token"), "5Aep861.canary.new");
}

TEST_F(RefreshTokenLogin, AsksNothingIfANewTokenCouldNotBeKept) {
  // A folder that is in the way of the new file, whoever runs this: a name that is too long for it.
  const std::string name(250, 'n');
  target_.login.secret.name = write(name, "5Aep861.canary.old");
  EXPECT_THAT(refusal(), HasSubstr("cannot be replaced"));
  EXPECT_TRUE(run.org.requests.empty());
}

TEST_F(RefreshTokenLogin, SaysWhatToDoWhenItIsRefused) {
  run.org.answer(kTokenPath,
                 wire::json_response(400, R"({"error": "invalid_grant", "error_description":
                                              "expired canary"})"));
  EXPECT_THAT(refusal(), AllOf(HasSubstr("test.salesforce.com refused the login (invalid_grant)"),
                               HasSubstr("sf org login web")));
  EXPECT_EQ(kept(), "5Aep861.canary.old\n");
  EXPECT_EQ(run.org.posts, 1) << "it is not tried again";
}

TEST_F(RefreshTokenLogin, TrustsNoOtherAnswer) {
  const auto told = [&](wire::WireResponse answer) {
    run.org.answer(kTokenPath, std::move(answer));
    run.now += std::chrono::minutes(2);
    return refusal();
  };
  EXPECT_THAT(told({302, {{"Location", "https://login.salesforce.com/?canary"}}, ""}),
              HasSubstr("a redirect to login.salesforce.com, which was not followed"));
  EXPECT_THAT(told({302, {{"Location", "/canary"}}, ""}), HasSubstr("a redirect to another page"));
  EXPECT_THAT(told(wire::html_response(200, "<p>canary</p>")),
              HasSubstr("HTTP 200 and no session"));
  EXPECT_THAT(told(wire::json_response(500, "{}")), HasSubstr("HTTP 500 and no session"));
  EXPECT_THAT(told(wire::json_response(400, R"({"error": "can ary\u001b[2J"})")),
              HasSubstr("HTTP 400 and no session"));
  EXPECT_THAT(told(wire::json_response(200, R"({"access_token": "canary\r\nX: y"})")),
              HasSubstr("HTTP 200 and no session"));
  EXPECT_THAT(told(wire::json_response(200, R"({"access_token": "canary",
                                               "refresh_token": "can ary"})")),
              HasSubstr("HTTP 200 and no session"));
  EXPECT_EQ(run.org.requests.size(), 7U);
  EXPECT_EQ(kept(), "5Aep861.canary.old\n");
}

TEST_F(OrgLoginTest, SignsAnAssertion) {
  const signing::KeyPair pair = signing::make_key_pair();
  target_.login = {.kind = Kind::jwt_bearer,
                   .username = "admin@acme.test",
                   .client_id = "3MVG9app",
                   .secret = {Place::file, write("key.pem", pair.pem)},
                   .login_url = "https://test.salesforce.com"};
  EXPECT_EQ(session().username, "admin@acme.test");
  EXPECT_EQ(sent("grant_type"), "urn:ietf:params:oauth:grant-type:jwt-bearer");
  const std::string assertion = sent("assertion");
  const size_t dot = assertion.find('.'), last = assertion.rfind('.');
  const auto claims = base64_decode(assertion.substr(dot + 1, last - dot - 1), Base64::url);
  EXPECT_EQ(claims.value_or(""), R"({"iss":"3MVG9app","sub":"admin@acme.test","aud":)"
                                 R"("https://test.salesforce.com","exp":1778576580})");
  const auto certificate = Certificate::read(pair.certificate);
  ASSERT_TRUE(certificate.has_value());
  EXPECT_TRUE(certificate->verifies_rs256(
      assertion.substr(0, last),
      base64_decode(assertion.substr(last + 1), Base64::url).value_or("")));
  write("key.pem", "canary");
  EXPECT_THAT(refusal(), HasSubstr("is no RSA private key"));
}

class BrowserLogin : public OrgLoginTest {
 protected:
  BrowserLogin() {
    target_.login = {.kind = Kind::browser,
                     .client_id = "PlatformCLI",
                     .login_url = "https://test.salesforce.com"};
  }
  void pastes(const std::string& start, const wire::Fields& more, bool with_state = true) {
    terminal_.paste = [=](const wire::Fields& asked) {
      wire::Fields fields = more;
      if (with_state) fields.push_back({"state", wire::value_of(asked, "state").value_or("")});
      return wire::with_query(start, fields);
    };
  }
  static constexpr const char* kEnd = "http://localhost:1717/OauthRedirect";
};

TEST_F(BrowserLogin, ExchangesTheCodeOfThePastedAddress) {
  pastes(kEnd, {{"code", "aPrx.canary=="}});
  EXPECT_EQ(session().access_token, kFakeToken);
  EXPECT_THAT(terminal_.asked_secretly, ElementsAre("The address where the browser ended"));
  EXPECT_THAT(terminal_.address,
              StartsWith("https://test.salesforce.com/services/oauth2/authorize?"));
  const auto asked =
      wire::parse_urlencoded(wire::parse_uri(terminal_.address).value().query).value();
  EXPECT_EQ(wire::value_of(asked, "client_id"), "PlatformCLI");
  EXPECT_EQ(wire::value_of(asked, "redirect_uri"), kEnd);
  EXPECT_EQ(wire::value_of(asked, "code_challenge_method"), "S256");
  EXPECT_EQ(wire::value_of(asked, "code_challenge"),
            base64_encode(sha256(sent("code_verifier")), Base64::url));
  EXPECT_EQ(sent("code"), "aPrx.canary==");
  EXPECT_EQ(sent("redirect_uri"), kEnd);
  EXPECT_EQ(terminal_.said.find(sent("code_verifier")), std::string::npos);
}

// The browser itself brings the address, to a port that is free here.
class BrowserOnThisMachine : public BrowserLogin {
 protected:
  // The answer to a GET; `more` follows the state of the login, unless it has one of its own.
  wire::WireResponse goes(const wire::Fields& asked, const wire::Fields& more,
                          const std::string& path = "/OauthRedirect",
                          const std::string& method = "GET") {
    wire::Fields fields = more;
    if (wire::count_of(more, "state") == 0)
      fields.push_back({"state", wire::value_of(asked, "state").value_or("")});
    wire::HttpClient client(wire::HttpClientOptions{});
    const std::string origin = "http://127.0.0.1:" + std::to_string(port_);
    auto answer = client.send({method, wire::with_query(origin + path, fields)});
    EXPECT_TRUE(answer.ok());
    return answer ? answer.value() : wire::WireResponse{};
  }
};

TEST_F(BrowserOnThisMachine, EndsTheLoginByItself) {
  wire::WireResponse shown;
  terminal_.browse = [&](const wire::Fields& asked) {
    shown = goes(asked, {{"code", "aPrx.canary=="}});
  };
  EXPECT_EQ(session().access_token, kFakeToken);
  EXPECT_TRUE(terminal_.came_elsewhere);
  EXPECT_EQ(sent("code"), "aPrx.canary==");
  EXPECT_EQ(sent("redirect_uri"), kEnd);
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, AllOf(HasSubstr("The login has ended"), HasSubstr("Close this tab"),
                                Not(HasSubstr("canary"))));
  EXPECT_THAT(terminal_.said, HasSubstr("ends here by itself"));
}

TEST_F(BrowserOnThisMachine, WaitsOnAfterWhatIsNoAnswer) {
  terminal_.browse = [&](const wire::Fields& asked) {
    EXPECT_THAT(goes(asked, {{"code", "canary"}}, "/favicon.ico").body,
                HasSubstr("Not taken: that is not the address where the login ends"));
    const auto forged = goes(asked, {{"code", "canary"}, {"state", "canary"}});
    EXPECT_EQ(forged.status, 400);
    EXPECT_THAT(forged.body, AllOf(HasSubstr("answers another login"), Not(HasSubstr("canary"))));
    EXPECT_THAT(goes(asked, {{"error", "access_denied"}, {"state", "canary"}}).body,
                HasSubstr("answers another login"));
    EXPECT_THAT(goes(asked, {}).body, HasSubstr("has no code in it"));
    EXPECT_THAT(goes(asked, {{"code", "canary"}}, "/OauthRedirect", "POST").body,
                HasSubstr("a browser asks with GET"));
    goes(asked, {{"code", "first"}});
    goes(asked, {{"code", "second"}});
  };
  EXPECT_EQ(session().access_token, kFakeToken);
  EXPECT_EQ(sent("code"), "first");
}

TEST_F(BrowserOnThisMachine, BringsTheOrgsRefusal) {
  terminal_.browse = [&](const wire::Fields& asked) {
    EXPECT_EQ(goes(asked, {{"error", "access_denied"}}).status, 200);
  };
  EXPECT_THAT(refusal(), HasSubstr("was not granted (access_denied)"));
  EXPECT_TRUE(run.org.requests.empty());
}

TEST_F(BrowserOnThisMachine, LeavesThePersonToPasteWhereThePortIsTaken) {
  const auto other = wire::LoopbackServer::start(
      {}, [](const wire::WireRequest&) -> wire::Delivery { return {}; });
  ASSERT_TRUE(other.ok());
  callback_port_ = uint16_t(other.value()->port());
  pastes(kEnd, {{"code", "pasted"}});
  EXPECT_EQ(session().access_token, kFakeToken);
  EXPECT_EQ(sent("code"), "pasted");
  EXPECT_EQ(port_, 0) << "nobody listened";
  EXPECT_THAT(terminal_.said, HasSubstr("Another program listens on port 1717"));
}

TEST_F(BrowserLogin, IsAnotherOneEachTime) {
  pastes(kEnd, {{"code", "x"}});
  (void)session();
  const std::string first = terminal_.address, verifier = sent("code_verifier");
  terminal_.said.clear();
  (void)session();
  EXPECT_NE(terminal_.address, first);
  EXPECT_NE(sent("code_verifier"), verifier);
  EXPECT_GE(verifier.size(), 43U);
}

TEST_F(BrowserLogin, TakesNoOtherAddress) {
  pastes("https://localhost:1717/OauthRedirect", {{"code", "canary"}});
  EXPECT_THAT(refusal(), HasSubstr("is not the address where the login ends"));
  pastes("http://localhost:1717/other", {{"code", "canary"}});
  EXPECT_THAT(refusal(), HasSubstr("is not the address where the login ends"));
  terminal_.paste = [](const wire::Fields&) { return std::string("canary"); };
  EXPECT_THAT(refusal(), HasSubstr("is not the address where the login ends"));
  pastes(kEnd, {{"code", "canary"}}, false);
  EXPECT_THAT(refusal(), HasSubstr("answers another login"));
  pastes(kEnd, {{"code", "canary"}, {"state", "canary"}});
  EXPECT_THAT(refusal(), HasSubstr("answers another login"));
  pastes(kEnd, {});
  EXPECT_THAT(refusal(), HasSubstr("has no code in it"));
  pastes(kEnd, {{"code", "canary"}, {"code", "canary"}});
  EXPECT_THAT(refusal(), HasSubstr("has no code in it"));
  pastes(kEnd, {{"error", "access_denied"}, {"error_description", "canary"}});
  EXPECT_THAT(refusal(), HasSubstr("was not granted (access_denied)"));
  EXPECT_TRUE(run.org.requests.empty());
}

TEST_F(BrowserLogin, NeedsAPersonWhoAnswers) {
  EXPECT_THAT(refusal(), HasSubstr("nobody gave the address"));
  interrupted_ = true;
  const auto done = log_in(target_, tools());
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().kind, Trouble::Kind::interrupted);
  terminal_.there = false;
  EXPECT_THAT(refusal(), HasSubstr("needs a person at a terminal"));
  EXPECT_TRUE(run.org.requests.empty());
}

// The Salesforce CLI, played by a script.
class CliLogin : public OrgLoginTest {
 protected:
  CliLogin() {
    target_.login = {.kind = Kind::sf_cli, .username = "uat"};
    if (const char* path = std::getenv("PATH")) before_ = path;
    set_path(folder_.path().string() + ":" + before_);
  }
  ~CliLogin() override { set_path(before_); }
  static void set_path(const std::string& path) { setenv("PATH", path.c_str(), 1); }
  // What it writes for `org display`, and for `org auth show-access-token`.
  void says(const std::string& display, const std::string& token = "exit 1") {
    const std::string path = write("sf", "#!/bin/sh\necho \"$*\" >> '" + log() +
                                             "'\ncase \"$1 $2\" in\n'org display')\n" + display +
                                             "\n;;\n'org auth')\n" + token + "\n;;\nesac\n");
    EXPECT_EQ(chmod(path.c_str(), 0700), 0);
  }
  std::string log() const { return (folder_.path() / "calls").string(); }
  static std::string prints(const std::string& result) {
    return "echo ' ›   Warning: update available' >&2\ncat <<'END'\n{\n  \"status\": 0,\n"
           "  \"result\": " +
           result + "\n}\nEND";
  }
  std::string before_{};
};

TEST_F(CliLogin, TakesTheSessionOfALogin) {
  says(prints(R"({"accessToken": "00D1!canary", "instanceUrl": "https://a.test",
                  "username": "admin@acme.test", "connectedStatus": "Connected"})"));
  const OrgSession done = session();
  EXPECT_EQ(done.access_token, "00D1!canary");
  EXPECT_EQ(done.instance_url, "https://a.test");
  EXPECT_EQ(done.username, "admin@acme.test");
  EXPECT_EQ(testing::read_file(log()), "org display --target-org uat --json\n");
}

TEST_F(CliLogin, AsksForATokenThatIsHidden) {
  const std::string hidden =
      prints(R"({"accessToken": "[REDACTED] Use 'sf org auth show-access-token' to view",
                 "instanceUrl": "https://a.test", "connectedStatus": "Connected"})");
  says(hidden, prints(R"({"accessToken": "00D1!canary"})"));
  EXPECT_EQ(session().access_token, "00D1!canary");
  EXPECT_THAT(testing::read_file(log()),
              HasSubstr("org auth show-access-token --target-org uat --json\n"));
  says(hidden);
  EXPECT_THAT(refusal(), AllOf(HasSubstr("keeps the access token of \"uat\" to itself"),
                               HasSubstr("npm install --global @salesforce/cli")));
}

TEST_F(CliLogin, SaysHowToLogInAgain) {
  const std::string remedy = "run: sf org login web --instance-url " + kOrg + " --alias uat";
  says(R"(echo '{"status": 1, "name": "NamedOrgNotFoundError", "message": "canary"}'; exit 1)");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("no login \"uat\" that works (NamedOrgNotFoundError)"),
                               HasSubstr(remedy)));
  says(prints(R"({"accessToken": "00D1!canary", "instanceUrl": "https://a.test",
                  "connectedStatus": "RefreshTokenAuthError"})"));
  EXPECT_THAT(refusal(), AllOf(HasSubstr("does not work any more"), HasSubstr(remedy)));
}

TEST_F(CliLogin, TellsWhatElseCanGoWrong) {
  says("echo canary; exit 7");
  EXPECT_THAT(refusal(), HasSubstr("sf gave no JSON (exit code 7)"));
  says(prints("null"));
  EXPECT_THAT(refusal(), HasSubstr("no login \"uat\" that works"));
  set_path((folder_.path() / "none").string());
  EXPECT_THAT(refusal(), HasSubstr("there is no program sf on the PATH"));
}

TEST_F(CliLogin, EndsWithTheRun) {
  says("exec tail -f /dev/null");
  interrupted_ = true;
  const auto done = log_in(target_, tools());
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().kind, Trouble::Kind::interrupted);
}

}  // namespace
}  // namespace rehearse::harness
