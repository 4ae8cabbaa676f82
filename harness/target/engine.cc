#include "harness/target/engine.h"

#include <algorithm>

#include "harness/target/curl_call.h"
#include "mocks/bench.h"
#include "mocks/world.h"

namespace rehearse::harness {
namespace {

class BenchEngine final : public Engine {
 public:
  explicit BenchEngine(std::unique_ptr<Bench> bench) : bench_(std::move(bench)) {
    const Addresses& addresses = bench_->first().addresses();
    const std::shared_ptr<World> world = bench_->first().world();
    sites_.workato = world->workspace.web_origin();
    sites_.workato_callback = world->workspace.config().callback_url;
    sites_.workato_token = world->workato_token;
    CurlOptions curl{.ca_pem = bench_->ca_pem()};
    for (const auto& [host, port] : addresses.documented_hosts) {
      if (host.ends_with(".salesforce.com") || host.ends_with(".salesforce-setup.com")) continue;
      curl.routes.push_back({.host = host, .to_port = port});
      hosts_.push_back(host);
    }
    http_ = std::make_unique<CurlCall>(std::move(curl));
  }

  const Sites& sites() const override { return sites_; }
  wire::HttpCall& http() override { return *http_; }
  bool is_host(std::string_view host) const override {
    return std::find(hosts_.begin(), hosts_.end(), host) != hosts_.end();
  }
  Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                         std::string_view body) override {
    return bench_->first().control().call(method, path, body);
  }

 private:
  std::unique_ptr<Bench> bench_;
  Sites sites_{};
  std::vector<std::string> hosts_{};
  std::unique_ptr<wire::HttpCall> http_;  // ends first: its connections close before the servers
};

Trouble not_started(std::string why) {
  return {Trouble::Kind::unreachable, std::move(why), "", false};
}

}  // namespace

Result<std::unique_ptr<Engine>, Trouble> start_engine(const EngineOptions& options) {
  BenchOptions bench{.tls = true};
  bench.listen.control = false;
  bench.listen.documented_hosts = true;
  bench.listen.reach_salesforce = options.reach_salesforce;
  bench.first.seed = options.seed;
  bench.first.start = options.start;
  bench.first.ticking = true;
  // A person takes seconds for what the harness calls within a millisecond, and the limits of
  // Workato's API are not what is rehearsed here.
  if (const auto set = bench.first.dials.set("workato.rate_limits", "off"); !set)
    return not_started(set.error());
  for (const auto& [name, value] : options.dials) {
    if (const auto set = bench.first.dials.set(name, value); !set) return not_started(set.error());
  }
  for (const std::string& name : options.client_bugs) {
    if (const auto added = add_client_bug(bench.first, name); !added)
      return not_started(added.error());
  }
  if (const auto set = set_data_centre(bench.first, options.data_centre); !set)
    return not_started(set.error());
  auto started = Bench::start(std::move(bench));
  if (!started) return started.error();
  return std::unique_ptr<Engine>(std::make_unique<BenchEngine>(std::move(started).value()));
}

}  // namespace rehearse::harness
