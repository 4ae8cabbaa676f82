#include "mocks/world.h"

#include <cassert>

#include "mocks/in_process_call.h"
#include "mocks/salesforce/routes.h"
#include "mocks/wire/page.h"
#include "mocks/workato/recipes/running_jobs.h"
#include "mocks/workato/routes.h"

namespace rehearse {
namespace {

constexpr std::string_view kGuideLink = "Rehearsal guide";

salesforce::OrgConfig org_config(const InstanceOptions& options) {
  return {.mode = options.org_mode,
          .seed = options.seed,
          .is_sandbox = options.is_sandbox,
          .mutants = options.mutants,
          .guide_url = options.guide_url};
}

workato::WorkspaceConfig workspace_config(const InstanceOptions& options, const oauth::Dials& dials,
                                          const Surroundings& surroundings) {
  workato::WorkspaceConfig config;
  config.seed = options.seed;
  config.data_centre = options.data_centre;
  config.api_token = options.workato_token;
  config.bugs = options.client_bugs;
  config.dials = &dials;
  config.binds_egress = !surroundings.is_org_elsewhere;
  if (!surroundings.salesforce_origin.empty()) {
    config.salesforce_login = surroundings.salesforce_origin;
    config.salesforce_test = surroundings.salesforce_origin;
  }
  return config;
}

// With a guide, every page of a mock leads to it. The endpoints need not know.
std::vector<wire::BoundRoute> guided(std::vector<wire::BoundRoute> routes, const std::string& url) {
  if (url.empty()) return routes;
  for (wire::BoundRoute& route : routes) {
    route.serve = [serve = std::move(route.serve), url](wire::Call& call) {
      wire::WireResponse response = serve(call);
      wire::add_header_link(response, url, kGuideLink);
      return response;
    };
  }
  return routes;
}

wire::Dispatcher::Refusal guided(wire::Dispatcher::Refusal refusal, const std::string& url) {
  if (url.empty()) return refusal;
  return [refusal = std::move(refusal), url](int status, const wire::WireRequest& request) {
    wire::WireResponse response = refusal(status, request);
    wire::add_header_link(response, url, kGuideLink);
    return response;
  };
}

// The engine's calls come from loopback addresses that count as the data centre's published ones.
wire::NetworkMap::Addresses egress(const workato::DataCentre& centre) {
  wire::NetworkMap::Addresses addresses;
  for (size_t i = 0; i < workato::kLoopbackEgress.size(); ++i) {
    if (centre.egress[i].empty()) continue;
    addresses[std::string(workato::kLoopbackEgress[i])] = centre.egress[i];
  }
  return addresses;
}

}  // namespace

World::World(const InstanceOptions& options, TimePoint start, const Surroundings& surroundings)
    : clock(start, options.ticking),
      dials(options.dials),
      workato_token(options.workato_token),
      org(org_config(options), dials, start),
      http(surroundings.make_http ? surroundings.make_http()
                                  : std::make_unique<InProcessCall>(salesforce)),
      direct(salesforce),
      workspace(workspace_config(options, dials, surroundings), *http, start, &direct),
      salesforce({.side = "salesforce",
                  .routes = guided(salesforce::bound_routes(org), options.guide_url),
                  .clock = clock,
                  .network = network,
                  .faults = faults,
                  .journal = journal,
                  .refusal = guided(salesforce::refusal, options.guide_url),
                  .catch_up = [this](TimePoint now) { org.catch_up(now); }}),
      workato({.side = "workato",
               .routes = guided(wire::bind_routes(workspace, workato::routes()), options.guide_url),
               .clock = clock,
               .network = network,
               .faults = faults,
               .journal = journal,
               .refusal = guided(workato::refusal, options.guide_url)}) {
  [[maybe_unused]] const auto mapped = network.replace_fixed(egress(workspace.data_centre()));
  assert(mapped.ok());
}

// The caller holds the lock.
bool World::is_busy() {
  return workspace.begin().recipes().any_running() || workspace.running_jobs().any() ||
         dials.duration(oauth::Dial::workato_keep_alive) > Duration::zero();
}

workato::RunSummary World::pass(TimePoint until) {
  return workato::run_recipes(
      workspace, clock.now(), until,
      {.set_clock = [this](TimePoint now) { clock.set(now); },
       .requests = [this] { return journal.count(); },
       .refusal_since = [this](uint64_t seen) { return journal.reason_since(seen, "salesforce"); },
       .stopped = [this] { return faults.interrupted(); }});
}

workato::RunSummary World::let_pass(Duration length) {
  const std::lock_guard lock(passing_);
  return pass(clock.now() + length);
}

World::Moved World::move_clock(std::optional<TimePoint> set, Duration by) {
  const std::lock_guard lock(passing_);
  const TimePoint until = set ? *set : clock.now() + by;
  if (until > clock.now() && is_busy()) {
    if (until - clock.now() > kLongestRun) return Moved::too_far;
    return pass(until).interrupted ? Moved::interrupted : Moved::there;
  }
  if (set) {
    clock.set(*set);
  } else {
    clock.advance(by);
  }
  return Moved::there;
}

void World::register_secrets() {
  journal.add_secret(workato_token);
  {
    auto tx = org.begin();
    for (const ClientSecret& secret : tx.apps().secrets()) journal.add_secret(secret.value);
    for (const salesforce::User& user : tx.users().all()) {
      journal.add_secret(user.password);
      journal.add_secret(user.totp_secret);
    }
    for (const salesforce::Message& message : tx.history().mailbox()) {
      journal.add_secret(message.code);
    }
  }
  auto tx = workspace.begin();
  for (const workato::ApiClient& client : tx.api_clients().all()) {
    journal.add_secret(client.token.value);
  }
  for (const workato::Profile& profile : tx.profiles().all()) {
    journal.add_secret(profile.client_secret.value);
    journal.add_secret(profile.token.value);
  }
}

}  // namespace rehearse
