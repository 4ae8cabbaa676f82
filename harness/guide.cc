#include "harness/guide.h"

#include <fmt/format.h>
#include <signal.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "harness/exit_codes.h"
#include "harness/guide/guide_server.h"
#include "harness/guide/open_browser.h"
#include "harness/resources.h"
#include "harness/sandbox/system_entropy.h"
#include "harness/serving.h"
#include "mocks/bench.h"
#include "mocks/simulation/life.h"

namespace rehearse::harness {
namespace {

int complain(int code, const std::string& sentence) {
  fmt::print(stderr, "rehearse guide: {}\n", sentence);
  return code;
}

bool write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return !file.fail();
}

// The folder is made at the start, so that an hour of work is not lost at the end.
bool make_folder(const std::string& folder) {
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  return folder.empty() || std::filesystem::is_directory(folder, error);
}

int end_with(GuideSite& site, const std::string& folder) {
  const Certificate certificate = site.certificate();
  fmt::print("{}\n", summary_line(certificate));
  std::fflush(stdout);
  if (folder.empty()) return kAllPassed;
  const std::filesystem::path path = std::filesystem::path(folder) / "certificate.md";
  if (!write_file(path, certificate_text(certificate)))
    return complain(kTrouble, fmt::format("cannot write {}.", path.string()));
  return kAllPassed;
}

Live lives_of(uint64_t seed) {
  auto lives = std::make_shared<simulation::Lives>(simulation::LifeOptions{.seed = seed});
  return [lives](const simulation::LifePlan& plan) { return lives->live(plan); };
}

// Everything that serves, in the order in which it must end: the pages before the mocks.
struct Rehearsal {
  std::unique_ptr<Bench> bench{};
  PrivateFile authority{};
  SystemEntropy entropy{};
  std::unique_ptr<GuideSite> site{};
};

int serve_until_signalled(const GuideOptions& options, GuideServer& server, GuideSite& site,
                          const sigset_t& ending) {
  server.show(&site);
  fmt::print("{}/\n", server.origin());
  if (std::fflush(stdout) != 0) return complain(kTrouble, "cannot write to standard output.");
  const bool opened = !options.no_open && open_browser(server.origin() + "/");
  fmt::print(stderr, "{} Ctrl-C ends the rehearsal.\n",
             opened ? "The guide opens in your browser." : "Open this address in a browser.");
  int received = 0;
  sigwait(&ending, &received);
  return end_with(site, options.report);
}

}  // namespace

int guide(const GuideOptions& options) {
  const sigset_t ending = claim_signals();
  auto wanted = bench_options(options.mocks);
  if (!wanted) return complain(kBadUsage, wanted.error());
  auto resources = load_resources(options.root);
  if (!resources) return complain(kTrouble, resources.error().front() + ".");
  if (!make_folder(options.report))
    return complain(kTrouble, fmt::format("cannot make the folder {}.", options.report));

  auto server = GuideServer::start(options.port);
  if (!server) return complain(kTrouble, server.error().what);
  Rehearsal rehearsal;
  BenchOptions mocks = std::move(wanted).value();
  mocks.listen.control = false;  // the pages call the facade itself
  mocks.listen.callbacks_stay_here = true;
  mocks.first.guide_url = server.value()->origin();
  auto started = Bench::start(std::move(mocks));
  if (!started) return complain(kTrouble, started.error().what);
  rehearsal.bench = std::move(started).value();
  if (options.mocks.tls && !rehearsal.authority.write("ca", rehearsal.bench->ca_pem()))
    return complain(kTrouble, "cannot write the certificate authority to a temporary file.");
  Instance& instance = rehearsal.bench->first();
  rehearsal.site =
      std::make_unique<GuideSite>(instance.control(),
                                  SiteOptions{.guide = std::move(resources).value().guide,
                                              .workato = instance.addresses().workato,
                                              .salesforce = instance.addresses().salesforce,
                                              .authority = rehearsal.authority.path(),
                                              .live = lives_of(options.mocks.seed)},
                                  rehearsal.entropy);
  const int code = serve_until_signalled(options, *server.value(), *rehearsal.site, ending);
  server.value().reset();  // before what its pages look at
  return code;
}

}  // namespace rehearse::harness
