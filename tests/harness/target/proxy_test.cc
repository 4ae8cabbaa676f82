#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "harness/target/curl_call.h"
#include "tests/support/live_bench.h"
#include "tests/support/raw_server.h"
#include "tests/support/tinyproxy.h"

// Requests through a proxy: Debian's tinyproxy before an org under TLS, and a server of bytes for
// what it is told.
namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawServer;
using ::testing::StartsWith;
using testing::Tinyproxy;

class ProxyTest : public ::testing::Test {
 protected:
  ProxyTest() : bench_(testing::start_bench({.listen = {.control = false}, .tls = true})) {
    const auto world = bench_->first().world();
    host_ = world->org.my_domain_host();
    for (const auto& known : bench_->first().addresses().documented_hosts) {
      options_.routes.push_back({.host = known.host, .to_port = known.port});
      if (known.host == host_) port_ = known.port;
    }
    options_.ca_pem = bench_->ca_pem();
  }
  Result<wire::WireResponse, Trouble> ask(std::chrono::seconds within = std::chrono::seconds(20)) {
    CurlCall call(options_);
    return call.send({.url = "https://" + host_ + "/services/oauth2/userinfo",
                      .headers = {{"Authorization", "Bearer canary"}},
                      .timeout = within});
  }
  std::string trouble() {
    const auto sent = ask();
    if (sent) return "HTTP " + std::to_string(sent.value().status);
    EXPECT_FALSE(sent.error().bytes_sent);
    EXPECT_THAT(sent.error().what, Not(HasSubstr("canary")));
    return sent.error().what;
  }

  // How the proxy's log tells that it was used.
  std::string tunnel() const { return "CONNECT 127.0.0.1:" + std::to_string(port_); }

  std::unique_ptr<Bench> bench_;
  CurlOptions options_{};
  std::string host_{};
  int port_ = 0;
};

TEST_F(ProxyTest, IsPassedThroughToAnOrgUnderTls) {
  const Tinyproxy proxy(port_);
  options_.proxy.url = proxy.url();
  const auto sent = ask();
  ASSERT_TRUE(sent.ok()) << sent.error().what;
  EXPECT_EQ(sent.value().status, 403);  // the org's own answer to a token that is none
  EXPECT_THAT(proxy.log(), AllOf(HasSubstr(tunnel()), Not(HasSubstr("canary"))));
}

TEST_F(ProxyTest, TakesAUserAndAPassword) {
  const Tinyproxy proxy(port_, "builder", "canary-password");
  options_.proxy = {.url = proxy.url(), .username = "builder", .password = "canary-password"};
  const auto sent = ask();
  ASSERT_TRUE(sent.ok()) << sent.error().what;
  EXPECT_EQ(sent.value().status, 403);
  options_.proxy.password = "canary-of-another";
  EXPECT_EQ(trouble(), "the proxy wants a user and a password, or other ones (HTTP 401)");
  options_.proxy = {.url = proxy.url()};
  EXPECT_EQ(trouble(), "the proxy wants a user and a password, or other ones (HTTP 407)");
}

TEST_F(ProxyTest, IsNamedWhenItLetsAHostNotThrough) {
  const Tinyproxy proxy(port_ == 1 ? 2 : 1);
  options_.proxy.url = proxy.url();
  EXPECT_EQ(trouble(), "the proxy does not let this host through (HTTP 403)");
}

TEST_F(ProxyTest, IsNamedWhenItCannotReachTheHost) {
  const Tinyproxy proxy;
  for (HostRoute& route : options_.routes) {
    const RawServer gone({});
    route.to_port = gone.port();
  }
  options_.proxy.url = proxy.url();
  EXPECT_THAT(trouble(), StartsWith("the proxy did not reach the host (HTTP 50"));
}

TEST_F(ProxyTest, IsNamedWhenItDoesNotAnswer) {
  {
    const RawServer gone({});
    options_.proxy.url = gone.origin();
  }
  EXPECT_EQ(trouble(), "the proxy does not answer");
  options_.proxy.url = "http://no-such-host.invalid:3128";
  EXPECT_EQ(trouble(), "the proxy's name could not be resolved");
  const RawServer silent({{""}});
  options_.proxy.url = silent.origin();
  const auto sent = ask(std::chrono::seconds(1));
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().kind, Trouble::Kind::timeout);
  EXPECT_EQ(sent.error().what, "the proxy did not connect to the host in time");
}

TEST_F(ProxyTest, IsToldNothingThatIsMeantForTheOrg) {
  RawServer proxy(
      {{"HTTP/1.1 502 Bad Gateway\r\nX-Proxy: canary\r\nContent-Length: 6\r\n\r\ncanary", true}});
  options_.proxy = {.url = proxy.origin(), .username = "b", .password = "p"};
  EXPECT_EQ(trouble(), "the proxy did not reach the host (HTTP 502)");
  EXPECT_THAT(proxy.requests().at(0),
              AllOf(StartsWith("CONNECT 127.0.0.1:"), HasSubstr("Proxy-Authorization: Basic Yjpw"),
                    Not(HasSubstr("canary"))));
}

// Environment is set while it lives.
class Environment {
 public:
  Environment(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
  }
  ~Environment() { unsetenv(name_); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
};

TEST_F(ProxyTest, ComesFromTheEnvironmentOnlyIfTheOptionsSaySo) {
  const Tinyproxy proxy(port_);
  const Environment variable("https_proxy", proxy.url());
  EXPECT_EQ(trouble(), "HTTP 403");
  EXPECT_THAT(proxy.log(), Not(HasSubstr(tunnel())));
  options_.proxy.uses_environment = true;
  {
    const Environment none("no_proxy", host_);
    EXPECT_EQ(trouble(), "HTTP 403");
    EXPECT_THAT(proxy.log(), Not(HasSubstr(tunnel())));
  }
  EXPECT_EQ(trouble(), "HTTP 403");
  EXPECT_THAT(proxy.log(), HasSubstr(tunnel()));
}

TEST_F(ProxyTest, OfTheOptionsCountsBeforeTheEnvironment) {
  const Tinyproxy proxy(port_);
  const Environment variable("https_proxy", "http://127.0.0.1:1");
  const Environment none("no_proxy", "*");
  options_.proxy = {.url = proxy.url(), .uses_environment = true};
  EXPECT_EQ(trouble(), "HTTP 403");
  EXPECT_THAT(proxy.log(), HasSubstr(tunnel()));
}

}  // namespace
}  // namespace rehearse::harness
