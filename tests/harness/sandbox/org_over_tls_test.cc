#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <future>

#include "harness/sandbox/system_entropy.h"
#include "harness/sandbox/target_network.h"
#include "mocks/wire/loopback_server.h"
#include "mocks/wire/tls_identity.h"
#include "tests/support/fake_org.h"
#include "tests/support/live_bench.h"
#include "tests/support/memory_terminal.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/signer.h"
#include "tests/support/source_tree.h"

// Logins and the guard on real sockets: the mock as a sandbox under its host names, and a server
// that takes its time.
namespace rehearse::harness {
namespace {

using Kind = OrgLogin::Kind;
using Place = SecretSource::Kind;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class OrgOverTls : public testing::LiveTest {
 protected:
  explicit OrgOverTls(bool is_sandbox = true) : LiveTest(over_tls(is_sandbox)) {
    const auto world = instance().world();
    target_ = fake_target();
    target_.my_domain = "https://" + world->org.my_domain_host();
    target_.organization_id = world->org.organization_id();
    target_.api_version = "66.0";
    target_.ca_file = write("ca.pem", bench_->ca_pem());
    for (const auto& known : instance().addresses().documented_hosts)
      target_.resolve.push_back({.host = known.host, .to_port = known.port});
    site_ = target_.my_domain;
  }
  static BenchOptions over_tls(bool is_sandbox) {
    BenchOptions options{.tls = true};
    options.first.is_sandbox = is_sandbox;
    return options;
  }
  std::string write(const std::string& name, const std::string& text) {
    const std::string path = (folder_.path() / name).string();
    std::ofstream(path) << text;
    EXPECT_EQ(chmod(path.c_str(), 0600), 0);
    return path;
  }
  // An administrator's session that exists.
  std::string open_session() {
    return ask("POST", "/sessions", R"({"username": "admin@rehearsal.test"})")["session_id"];
  }
  // Logs in, is admitted, and says who is there; or why not.
  std::string result() {
    auto options = curl_options_of(target_, terminal_);
    EXPECT_TRUE(options.ok()) << options.error();
    CurlCall curl(std::move(options).value());
    OrgGuard guard(target_, curl, false, [] { return kRunStart; });
    const auto session =
        log_in(target_, {.http = guard, .terminal = terminal_, .entropy = entropy_, .now = [] {
                           return kRunStart;
                         }});
    if (!session) return session.error().what;
    const auto identity = guard.admit(session.value());
    EXPECT_EQ(guard.changing(), 0);
    if (!identity) return identity.error().what;
    return identity.value().kind + " " + identity.value().organization_id + " " +
           identity.value().username;
  }
  std::string admitted(const std::string& username = "admin@rehearsal.test") const {
    return "sandbox " + target_.organization_id + " " + username;
  }

  testing::ScratchFolder folder_;
  TargetFile target_;
  MemoryTerminal terminal_;
  SystemEntropy entropy_;
};

TEST_F(OrgOverTls, AdmitsASessionThatExists) {
  target_.login.kind = Kind::access_token;
  target_.login.secret = {Place::file, write("token", open_session())};
  EXPECT_EQ(result(), admitted());
}

TEST_F(OrgOverTls, AdmitsALoginOfTheCli) {
  const std::string sf =
      write("sf", "#!/bin/sh\necho '{\"status\": 0, \"result\": {\"accessToken\": \"" +
                      open_session() + "\", \"instanceUrl\": \"" + target_.my_domain + "\"}}'\n");
  ASSERT_EQ(chmod(sf.c_str(), 0700), 0);
  const std::string before = std::getenv("PATH");
  setenv("PATH", (folder_.path().string() + ":" + before).c_str(), 1);
  target_.login.kind = Kind::sf_cli;
  target_.login.username = "uat";
  EXPECT_EQ(result(), admitted());
  setenv("PATH", before.c_str(), 1);
}

TEST_F(OrgOverTls, AdmitsALoginWithABrowser) {
  // The person: the mock logs them in at the address that was shown.
  class Person : public MemoryTerminal {
   public:
    std::optional<std::string> ask_secret(std::string_view, seconds, const Elsewhere&) override {
      const size_t start = said.find("https://"), end = said.find('\n', start);
      return approve(said.substr(start, end - start));
    }
    std::function<std::string(const std::string&)> approve{};
  } person;
  person.approve = [&](const std::string& url) {
    const Json approved =
        ask("POST", "/approve",
            dump_json({{"username", "admin@rehearsal.test"}, {"authorize_url", url}}));
    return string_member(approved, "location").value_or(dump_json(approved));
  };
  target_.login = {.kind = Kind::browser,
                   .client_id = "PlatformCLI",
                   .login_url = "https://test.salesforce.com"};
  auto options = curl_options_of(target_, terminal_);
  ASSERT_TRUE(options.ok());
  CurlCall curl(std::move(options).value());
  OrgGuard guard(target_, curl, false, [] { return kRunStart; });
  const auto session = log_in(target_, {.http = guard,
                                        .terminal = person,
                                        .entropy = entropy_,
                                        .now = [] { return kRunStart; },
                                        .callback_port = 0});
  ASSERT_TRUE(session.ok()) << session.error().what;
  const auto identity = guard.admit(session.value());
  ASSERT_TRUE(identity.ok()) << identity.error().what;
  EXPECT_EQ(identity.value().username, "admin@rehearsal.test");
}

TEST_F(OrgOverTls, AdmitsALoginWithARefreshTokenAndKeepsTheNextOne) {
  create_app(R"({"isRefreshTokenRotationEnabled": true})");
  const testing::Answer tokens = exchange(approved_code());
  ASSERT_EQ(tokens.status, 200) << tokens.text;
  target_.login = {.kind = Kind::refresh_token,
                   .client_id = key_,
                   .secret = {Place::file, write("token", tokens["refresh_token"])},
                   .client_secret = {Place::file, write("secret", secret_)},
                   .login_url = target_.my_domain};
  EXPECT_EQ(result(), admitted("user@rehearsal.test"));
  const std::string kept = testing::read_file(folder_.path() / "token");
  EXPECT_NE(kept, tokens["refresh_token"] + "\n");
  EXPECT_EQ(result(), admitted("user@rehearsal.test")) << "with the one that was kept";
}

TEST_F(OrgOverTls, AdmitsALoginWithAKey) {
  const signing::KeyPair pair = signing::make_key_pair();
  create_app(dump_json({{"certificate", pair.certificate},
                        {"permittedUsersPolicyType", "AdminApprovedPreAuthorized"},
                        {"profiles", {"System Administrator"}}}));
  target_.login = {.kind = Kind::jwt_bearer,
                   .username = "admin@rehearsal.test",
                   .client_id = key_,
                   .secret = {Place::file, write("key.pem", pair.pem)},
                   .login_url = target_.my_domain};
  EXPECT_EQ(result(), admitted());
}

TEST_F(OrgOverTls, IsNotTalkedToWithoutItsAuthority) {
  target_.login.kind = Kind::access_token;
  target_.login.secret = {Place::file, write("token", open_session())};
  target_.ca_file.clear();
  EXPECT_THAT(result(), HasSubstr("certificate"));
}

// Production under the name of a sandbox.
class ProductionOverTls : public OrgOverTls {
 protected:
  ProductionOverTls() : OrgOverTls(false) {}
};

TEST_F(ProductionOverTls, IsNotAdmitted) {
  target_.login.kind = Kind::access_token;
  target_.login.secret = {Place::file, write("token", open_session())};
  EXPECT_THAT(result(), HasSubstr("is no host that only sandboxes and scratch orgs have"));
  EXPECT_EQ(ask("GET", "/journal")["exchanges"].size(), 0U);
  const int port = target_.resolve.front().to_port;
  target_.my_domain = std::string("https://") + kFakeHost;
  target_.resolve.push_back({.host = kFakeHost, .to_port = port});
  EXPECT_THAT(result(), HasSubstr("is a Developer Edition and no sandbox"));
  const Json journal = ask("GET", "/journal");
  EXPECT_GT(journal["exchanges"].size(), 0U);
  for (const Json& exchange : journal["exchanges"])
    EXPECT_EQ(string_member(exchange, "method").value_or("GET"), "GET") << exchange;
}

// A server that takes its time, under a sandbox's name.
class SlowOrg : public ::testing::Test {
 protected:
  SlowOrg() : server_(start()) {
    target_.limits.a_request = seconds(1);
    CurlOptions options{.ca_pem = identity_.ca_pem(), .repeats_get = false};
    options.routes.push_back({.host = kFakeHost, .to_port = server_->port()});
    curl_ = std::make_unique<CurlCall>(std::move(options));
    guard_ = std::make_unique<OrgGuard>(target_, *curl_, false, [] { return kRunStart; });
  }
  ~SlowOrg() override {
    curl_.reset();
    release_.set_value();
    server_.reset();
  }
  std::unique_ptr<wire::LoopbackServer> start() {
    auto started =
        wire::LoopbackServer::start({.tls = &identity_}, [this](const wire::WireRequest& request) {
          if (request.method != "GET") ++posts_;
          return delivery_;
        });
    EXPECT_TRUE(started.ok());
    return std::move(started).value();
  }
  // How the admission ends, within the time of one request and a little.
  Trouble admission() {
    const auto begin = std::chrono::steady_clock::now();
    const auto admitted = guard_->admit(fake_session());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(3));
    EXPECT_FALSE(admitted.ok());
    const auto change =
        guard_->send({.method = "DELETE", .url = target_.my_domain + "/services/data/v67.0/x"});
    EXPECT_FALSE(change.ok());
    EXPECT_EQ(posts_, 0);
    return admitted ? Trouble{} : admitted.error();
  }

  TargetFile target_ = fake_target();
  wire::TlsIdentity identity_;
  std::promise<void> release_;
  std::shared_future<void> released_{release_.get_future()};
  wire::Delivery delivery_{};
  std::atomic<int> posts_ = 0;
  std::unique_ptr<wire::LoopbackServer> server_;
  std::unique_ptr<CurlCall> curl_;
  std::unique_ptr<OrgGuard> guard_;
};

TEST_F(SlowOrg, ThatNeverAnswersIsGivenUp) {
  delivery_.response = wire::json_response(200, "{}");
  delivery_.pause = [this] { released_.wait(); };
  EXPECT_EQ(admission().kind, Trouble::Kind::timeout);
}

TEST_F(SlowOrg, ThatNeverEndsItsAnswerIsGivenUp) {
  delivery_.response = wire::json_response(200, std::string(100'000, ' '));
  delivery_.pause_at = 50'000;
  delivery_.pause = [this] { released_.wait(); };
  EXPECT_EQ(admission().kind, Trouble::Kind::timeout);
}

TEST_F(SlowOrg, ThatAnswersWithoutEndIsCutOff) {
  delivery_.response = wire::json_response(200, std::string(9'000'000, ' '));
  EXPECT_THAT(admission().what, HasSubstr("the answer is longer than"));
}

TEST_F(SlowOrg, ThatClosesTheConnectionIsAskedOnce) {
  delivery_.how = wire::Delivery::How::drop;
  EXPECT_THAT(admission().what, HasSubstr("closed without an answer"));
  EXPECT_EQ(guard_->sent(), 1);
}

}  // namespace
}  // namespace rehearse::harness
