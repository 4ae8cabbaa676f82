#include "harness/target/mock_target.h"

#include "harness/target/curl_call.h"
#include "mocks/bench.h"
#include "mocks/world.h"

namespace rehearse::harness {
namespace {

class MockTarget final : public Target {
 public:
  MockTarget(std::unique_ptr<Bench> bench, const MockOptions& options, BrowserReach* reach)
      : bench_(std::move(bench)), entropy_(options.seed, "harness") {
    const Addresses& addresses = bench_->first().addresses();
    const std::shared_ptr<World> world = bench_->first().world();
    if (!options.tls) {
      sites_ = {addresses.salesforce, addresses.salesforce, addresses.workato,
                addresses.workato + "/oauth/callback", world->workato_token};
      http_ = std::make_unique<CurlCall>(CurlOptions{});
      return;
    }
    sites_ = {"https://" + world->org.my_domain_host(), "https://login.salesforce.com",
              world->workspace.web_origin(), world->workspace.config().callback_url,
              world->workato_token};
    CurlOptions curl{.ca_pem = bench_->ca_pem()};
    for (const auto& [host, port] : addresses.documented_hosts)
      curl.routes.push_back({.host = host, .to_port = port});
    if (reach != nullptr) *reach = {curl.routes, bench_->key_digest()};
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

// What is named rather than typed; the error is a sentence.
Result<Done, std::string> apply(const MockOptions& options, InstanceOptions& instance) {
  for (const auto& [name, value] : options.dials) {
    if (auto set = instance.dials.set(name, value); !set) return set;
  }
  for (const std::string& name : options.client_bugs) {
    if (auto added = add_client_bug(instance, name); !added) return added;
  }
  if (auto set = set_mutant(instance, options.mutant); !set) return set;
  return set_data_centre(instance, options.data_centre);
}

}  // namespace

Result<std::unique_ptr<Target>, Trouble> start_mock_target(const MockOptions& options,
                                                           BrowserReach* reach) {
  BenchOptions bench{.tls = options.tls};
  bench.listen.control = false;
  // No port ever shows in a transcript.
  bench.listen.documented_hosts = options.tls;
  bench.listen.watch_workato = options.watch_workato;
  bench.first.seed = options.seed;
  bench.first.start = options.start;
  const auto mode = parse_org_mode(options.org_mode);
  if (!mode) {
    return Trouble{Trouble::Kind::unreachable, "there is no org mode " + options.org_mode, "",
                   false};
  }
  bench.first.org_mode = *mode;
  if (const auto set = apply(options, bench.first); !set)
    return Trouble{Trouble::Kind::unreachable, set.error(), "", false};
  auto started = Bench::start(std::move(bench));
  if (!started) return started.error();
  return std::unique_ptr<Target>(
      std::make_unique<MockTarget>(std::move(started).value(), options, reach));
}

}  // namespace rehearse::harness
