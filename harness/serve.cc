#include "harness/serve.h"

#include <fmt/format.h>
#include <signal.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

#include "harness/exit_codes.h"
#include "harness/sandbox/served_sandbox.h"
#include "harness/serving.h"
#include "harness/target/mock_org.h"
#include "mocks/bench.h"
#include "mocks/core/json.h"
#include "mocks/world.h"

namespace rehearse::harness {
namespace {

int complain(int code, const std::string& sentence) {
  fmt::print(stderr, "rehearse serve: {}\n", sentence);
  return code;
}

// A sandbox is reached under its own names, by a program that lives in the present.
std::string clash_of(const ServeOptions& options) {
  if (options.target_file.empty()) return {};
  if (!options.start.empty())
    return "--target-file: a sandbox lives in the present; leave out --start.";
  if (options.listen != ServeOptions{}.listen)
    return "--target-file: it is for this machine; leave out --listen.";
  return {};
}

void serve_as_sandbox(BenchOptions& bench) {
  bench.tls = true;
  bench.listen.documented_hosts = true;
  bench.first.is_sandbox = true;
  bench.first.ticking = true;
}

std::string session_of(Instance& instance) {
  const ControlAnswer opened = instance.control().call(
      "POST", "/sessions", dump_json({{"username", "admin@rehearsal.test"}}));
  const auto json = parse_json(opened.json);
  return json ? string_member(json.value(), "session_id").value_or("") + "\n" : "";
}

std::string target_text(Instance& instance, const PrivateFile& authority,
                        const PrivateFile& session) {
  const std::shared_ptr<World> world = instance.world();
  return dump_json(target_file_of({.host = world->org.my_domain_host(),
                                   .organization_id = world->org.organization_id(),
                                   .routes = routes_to(instance.addresses()),
                                   .ca = authority.path(),
                                   .session = session.path()}),
                   2) +
         "\n";
}

std::string cannot_write(const std::string& path, int why) {
  if (why == EEXIST)
    return fmt::format("--target-file {}: there is such a file; name a new one.", path);
  return fmt::format("--target-file {}: cannot write it: {}.", path,
                     std::error_code(why, std::generic_category()).message());
}

}  // namespace

int serve(const ServeOptions& options) {
  const sigset_t ending = claim_signals();
  if (const std::string clash = clash_of(options); !clash.empty())
    return complain(kBadUsage, clash);
  Result<BenchOptions, std::string> wanted = bench_options(options);
  if (!wanted) return complain(kBadUsage, wanted.error());
  if (!options.target_file.empty()) serve_as_sandbox(wanted.value());
  const bool uses_tls = wanted.value().tls;
  Result<std::unique_ptr<Bench>, Trouble> started = Bench::start(std::move(wanted).value());
  if (!started) return complain(kTrouble, started.error().what);
  const Bench& bench = *started.value();

  PrivateFile authority, session, target;
  if (uses_tls && !authority.write("ca", bench.ca_pem())) {
    return complain(kTrouble, "cannot write the certificate authority to a temporary file.");
  }
  if (!options.target_file.empty()) {
    if (!session.write("session", session_of(started.value()->first())))
      return complain(kTrouble, "cannot write the administrator's session to a temporary file.");
    const std::string text = target_text(started.value()->first(), authority, session);
    if (!target.write_new(options.target_file, text))
      return complain(kTrouble, cannot_write(options.target_file, errno));
  }
  const Addresses& at = started.value()->first().addresses();
  Json line{{"salesforce", at.salesforce}, {"workato", at.workato}, {"control", at.control}};
  line["ca"] = uses_tls ? Json(authority.path()) : Json(nullptr);
  fmt::print("{}\n", dump_json(line));
  if (std::fflush(stdout) != 0) return complain(kTrouble, "cannot write to standard output.");

  int received = 0;
  sigwait(&ending, &received);
  return kAllPassed;
}

}  // namespace rehearse::harness
