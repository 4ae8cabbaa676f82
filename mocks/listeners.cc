#include "mocks/listeners.h"

#include <fmt/format.h>

#include <utility>

#include "mocks/control_http.h"
#include "mocks/wire/http_client.h"

namespace rehearse {
namespace {

using wire::Delivery;
using wire::LoopbackServer;
using wire::WireRequest;

std::vector<std::string> salesforce_hosts(const salesforce::Org& org) {
  return {"login.salesforce.com", "test.salesforce.com", org.my_domain_host(), org.setup_host()};
}

// The callback's host, and where each data centre is.
std::vector<std::string> workato_hosts() {
  std::vector<std::string> hosts{"www.workato.com"};
  for (const workato::DataCentre& centre : workato::data_centres())
    hosts.emplace_back(centre.base_url.substr(centre.base_url.find("//") + 2));
  return hosts;
}

// The state stays alive until the answer has left: a fault may still wait in it.
Delivery serve(std::shared_ptr<World> world, wire::Dispatcher& dispatcher, WireRequest request) {
  Delivery delivery = dispatcher.handle(std::move(request));
  if (delivery.pause) {
    delivery.pause = [world = std::move(world), pause = std::move(delivery.pause)] { pause(); };
  }
  return delivery;
}

// A redirect to Workato's callback URL, whatever its query, leads to the mock at `workato`.
void keep_here(wire::WireResponse& response, const std::string& workato) {
  constexpr std::string_view callback = workato::kCallbackUrl;
  constexpr size_t site = callback.find("/oauth/");
  for (wire::Field& header : response.headers) {
    if (header.name != "Location" || !header.value.starts_with(callback)) continue;
    const char next = header.value.size() == callback.size() ? '?' : header.value[callback.size()];
    if (next == '?') header.value.replace(0, site, workato);
  }
}

// Where a browser on this machine reaches a listener: a wildcard address is no address to go to.
std::string base_url(const LoopbackServer& server) {
  std::string origin = server.origin();
  for (const auto& [wildcard, loopback] :
       {std::pair{"//0.0.0.0:", "//127.0.0.1:"}, std::pair{"//[::]:", "//[::1]:"}}) {
    const size_t at = origin.find(wildcard);
    if (at != std::string::npos) origin.replace(at, std::string_view(wildcard).size(), loopback);
  }
  return origin;
}

}  // namespace

Surroundings Listeners::surroundings() const {
  Surroundings surroundings = unwatched();
  if (options_.watch_workato) {
    surroundings.make_http = [watch = options_.watch_workato, make = surroundings.make_http] {
      return watch(make());
    };
  }
  return surroundings;
}

Surroundings Listeners::unwatched() const {
  Surroundings surroundings;
  if (options_.reach_salesforce) {
    surroundings.make_http = options_.reach_salesforce;
    surroundings.is_org_elsewhere = true;
    return surroundings;
  }
  if (!options_.documented_hosts) surroundings.salesforce_origin = addresses_.salesforce;
  wire::HttpClientOptions client;
  if (options_.identity != nullptr) client.ca_pem = options_.identity->ca_pem();
  client.locate = [hosts = addresses_.documented_hosts](std::string_view host,
                                                        int) -> std::optional<wire::Endpoint> {
    for (const Addresses::HostPort& known : hosts) {
      if (known.host == host) return wire::Endpoint{"127.0.0.1", known.port};
    }
    return std::nullopt;
  };
  surroundings.make_http = [client] { return std::make_unique<wire::HttpClient>(client); };
  return surroundings;
}

Result<std::unique_ptr<Listeners>, Trouble> Listeners::open(Instance& instance,
                                                            const ListenOptions& options) {
  std::unique_ptr<Listeners> listeners(new Listeners(options));
  const auto start_side = [&](std::unique_ptr<LoopbackServer>& server, int port,
                              wire::Dispatcher World::*dispatcher) {
    wire::ServerOptions wanted{.listen = options.address, .port = port, .tls = options.identity};
    wanted.refused = [&instance, dispatcher](const wire::Problem& problem, WireRequest request) {
      const std::shared_ptr<World> world = instance.world();
      return ((*world).*dispatcher).refuse_malformed(problem, std::move(request));
    };
    wanted.body_limit_of = [&instance, dispatcher](std::string_view method,
                                                   std::string_view target) {
      const std::shared_ptr<World> world = instance.world();
      return ((*world).*dispatcher).body_limit(method, target);
    };
    wanted.interrupt = [&instance] { instance.world()->faults.interrupt(); };
    auto started = LoopbackServer::start(
        std::move(wanted), [&instance, dispatcher, stay = options.callbacks_stay_here,
                            all = listeners.get()](WireRequest request) {
          std::shared_ptr<World> world = instance.world();
          wire::Dispatcher& to = (*world).*dispatcher;
          Delivery delivery = serve(std::move(world), to, std::move(request));
          if (stay) keep_here(delivery.response, all->addresses_.workato);
          return delivery;
        });
    if (started) server = std::move(started).value();
    return started.ok() ? Result<Done, Trouble>(Done{}) : Result<Done, Trouble>(started.error());
  };
  auto up = start_side(listeners->salesforce_, options.salesforce_port, &World::salesforce);
  if (!up) return up.error();
  up = start_side(listeners->workato_, options.workato_port, &World::workato);
  if (!up) return up.error();

  Addresses& at = listeners->addresses_;
  at.salesforce = base_url(*listeners->salesforce_);
  at.workato = base_url(*listeners->workato_);
  for (std::string& host : salesforce_hosts(instance.world()->org)) {
    at.documented_hosts.push_back({std::move(host), listeners->salesforce_->port()});
  }
  for (std::string& host : workato_hosts()) {
    at.documented_hosts.push_back({std::move(host), listeners->workato_->port()});
  }
  if (!options.control) return listeners;
  auto control = LoopbackServer::start(
      {.port = options.control_port}, [&instance](const WireRequest& request) {
        return Delivery{.response = serve_control(instance.control(), request)};
      });
  if (!control) return control.error();
  listeners->control_ = std::move(control).value();
  at.control = listeners->control_->origin();
  return listeners;
}

}  // namespace rehearse
