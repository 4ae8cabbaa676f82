// The Metadata API's core, called directly: a deploy of the app, a retrieve of it, and the largest
// package there can be. The REST and SOAP endpoints add the reading of the request to that.
#include <benchmark/benchmark.h>

#include "mocks/salesforce/metadata/operations.h"

#include "mocks/world.h"
#include "tests/bench/rehearsal.h"
#include "tests/support/app_package.h"

namespace rehearse::bench {
namespace {

using salesforce::MetadataActor;
using testing::AppPackage;

MetadataActor admin_of(salesforce::Org::Transaction& tx, TimePoint now) {
  return {tx.users().find_by_username("admin@rehearsal.test")->id, 67, now};
}

void deploy(benchmark::State& state, const std::string& zip) {
  Rehearsal rehearsal(Rehearsal::Sockets::none);
  const auto world = rehearsal.instance().world();
  for (auto _ : state) {
    auto tx = world->org.begin();
    const auto outcome = salesforce::deploy_package(world->org, tx, zip, {.single_package = true},
                                                    admin_of(tx, world->clock.now()));
    if (!outcome.success) state.SkipWithError("the deploy failed");
  }
}

void deploy_of_one_app(benchmark::State& state) { deploy(state, AppPackage("Bench").zip()); }
BENCHMARK(deploy_of_one_app)->Unit(benchmark::kMillisecond);

// 3,333 apps of three files: one file below the limit.
void deploy_of_ten_thousand_files(benchmark::State& state) {
  AppPackage all("Bench");
  for (int number = 1; number < 3'333; ++number) {
    const AppPackage one("Bench" + std::to_string(number));
    for (const auto& [path, content] : one.files) all.file(path, content);
  }
  all.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                {"ExtlClntAppGlobalOauthSettings", "*"},
                                                {"ExtlClntAppOauthSettings", "*"}}));
  deploy(state, all.zip());
}
BENCHMARK(deploy_of_ten_thousand_files)->Unit(benchmark::kMillisecond)->Iterations(2);

void retrieve_of_one_app(benchmark::State& state) {
  Rehearsal rehearsal(Rehearsal::Sockets::none);
  const auto world = rehearsal.instance().world();
  auto tx = world->org.begin();
  const MetadataActor actor = admin_of(tx, world->clock.now());
  (void)salesforce::deploy_package(world->org, tx, AppPackage("Bench").zip(),
                                   {.single_package = true}, actor);
  salesforce::RetrieveRequest request;
  for (const salesforce::MetadataTypeInfo& type : salesforce::metadata_types(67))
    request.unpackaged.push_back({std::string(type.name), {"*"}});
  for (auto _ : state) {
    const auto outcome = salesforce::retrieve_package(world->org, tx, request, actor);
    if (outcome.zip.empty()) state.SkipWithError("nothing was retrieved");
  }
}
BENCHMARK(retrieve_of_one_app)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rehearse::bench
