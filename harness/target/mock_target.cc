#include "harness/target/mock_target.h"

#include <charconv>

#include "harness/target/curl_call.h"
#include "mocks/bench.h"
#include "mocks/wire/uri.h"
#include "mocks/world.h"

namespace rehearse::harness {
namespace {

int port_of(const std::string& origin) {
  const auto uri = wire::parse_uri(origin);
  int port = 0;
  if (uri) std::from_chars(uri->port.data(), uri->port.data() + uri->port.size(), port);
  return port;
}

class MockTarget final : public Target {
 public:
  MockTarget(std::unique_ptr<Bench> bench, const MockOptions& options)
      : bench_(std::move(bench)), entropy_(options.seed, "harness") {
    const Addresses& addresses = bench_->first().addresses();
    if (!options.tls) {
      sites_ = {addresses.salesforce, addresses.salesforce, addresses.workato};
      http_ = std::make_unique<CurlCall>(CurlOptions{});
      return;
    }
    const salesforce::Org& org = bench_->first().world()->org;
    const std::string my_domain = org.my_domain_host();
    sites_ = {"https://" + my_domain, "https://login.salesforce.com", "https://www.workato.com"};
    CurlOptions curl{.ca_pem = bench_->ca_pem()};
    for (const std::string& host :
         {my_domain, org.setup_host(), std::string("login.salesforce.com"),
          std::string("test.salesforce.com")}) {
      curl.routes.push_back({.host = host, .to_port = port_of(addresses.salesforce)});
    }
    for (const char* host : {"www.workato.com", "app.workato.com"}) {
      curl.routes.push_back({.host = host, .to_port = port_of(addresses.workato)});
    }
    http_ = std::make_unique<CurlCall>(std::move(curl));
  }

  bool can(std::string_view) const override { return true; }
  const Sites& sites() const override { return sites_; }
  wire::HttpCall& http() override { return *http_; }
  Entropy& entropy() override { return entropy_; }
  Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                         std::string_view body) override {
    return bench_->first().control().call(method, path, body);
  }

 private:
  std::unique_ptr<Bench> bench_;
  SeededEntropy entropy_;
  Sites sites_{};
  std::unique_ptr<wire::HttpCall> http_;  // ends first: its connections close before the servers
};

}  // namespace

Result<std::unique_ptr<Target>, Trouble> start_mock_target(const MockOptions& options) {
  BenchOptions bench{.tls = options.tls};
  bench.listen.control = false;
  // No port ever shows in a transcript.
  bench.listen.documented_hosts = options.tls;
  bench.first.seed = options.seed;
  bench.first.start = options.start;
  const auto mode = parse_org_mode(options.org_mode);
  if (!mode) {
    return Trouble{Trouble::Kind::unreachable, "there is no org mode " + options.org_mode, "",
                   false};
  }
  bench.first.org_mode = *mode;
  for (const auto& [name, value] : options.dials) {
    const auto set = bench.first.dials.set(name, value);
    if (!set) return Trouble{Trouble::Kind::unreachable, set.error(), "", false};
  }
  auto started = Bench::start(std::move(bench));
  if (!started) return started.error();
  return std::unique_ptr<Target>(std::make_unique<MockTarget>(std::move(started).value(), options));
}

}  // namespace rehearse::harness
