#include "harness/target/mock_org.h"

#include <nlohmann/json.hpp>

#include "mocks/bench.h"
#include "mocks/core/json.h"
#include "mocks/world.h"

namespace rehearse::harness {
namespace {

Trouble not_started(std::string why) {
  return {Trouble::Kind::unreachable, std::move(why), "", false};
}

class BenchOrg final : public MockOrg {
 public:
  explicit BenchOrg(std::unique_ptr<Bench> bench) : bench_(std::move(bench)) {
    const std::shared_ptr<World> world = bench_->first().world();
    my_domain_ = "https://" + world->org.my_domain_host();
    organization_id_ = world->org.organization_id();
    network_.ca_pem = bench_->ca_pem();
    network_.routes = routes_to(bench_->first().addresses());
    const ControlAnswer opened = bench_->first().control().call(
        "POST", "/sessions", dump_json({{"username", "admin@rehearsal.test"}}));
    const auto json = parse_json(opened.json);
    if (json) access_token_ = string_member(json.value(), "session_id").value_or("");
  }

  const std::string& my_domain() const override { return my_domain_; }
  const std::string& organization_id() const override { return organization_id_; }
  const std::string& access_token() const override { return access_token_; }
  const CurlOptions& network() const override { return network_; }
  ControlAnswer control(std::string_view method, std::string_view path,
                        std::string_view body) override {
    return bench_->first().control().call(method, path, body);
  }

 private:
  std::unique_ptr<Bench> bench_;
  std::string my_domain_{}, organization_id_{}, access_token_{};
  CurlOptions network_{};
};

}  // namespace

std::vector<HostRoute> routes_to(const Addresses& addresses) {
  std::vector<HostRoute> routes;
  for (const auto& [host, port] : addresses.documented_hosts) {
    if (!host.ends_with("workato.com")) routes.push_back({.host = host, .to_port = port});
  }
  return routes;
}

Result<std::unique_ptr<MockOrg>, Trouble> start_mock_org(const MockOrgOptions& options) {
  BenchOptions bench{.tls = true};
  bench.listen.control = false;
  bench.listen.documented_hosts = true;
  bench.first.seed = options.seed;
  bench.first.is_sandbox = true;
  bench.first.ticking = true;
  bench.first.start = std::nullopt;  // the present
  for (const auto& [name, value] : options.dials) {
    if (const auto set = bench.first.dials.set(name, value); !set) return not_started(set.error());
  }
  auto started = Bench::start(std::move(bench));
  if (!started) return started.error();
  return std::unique_ptr<MockOrg>(std::make_unique<BenchOrg>(std::move(started).value()));
}

}  // namespace rehearse::harness
