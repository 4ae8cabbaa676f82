#include "harness/serve.h"

#include <fmt/format.h>
#include <signal.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/exit_codes.h"
#include "harness/serving.h"
#include "mocks/bench.h"
#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

int complain(int code, const std::string& sentence) {
  fmt::print(stderr, "rehearse serve: {}\n", sentence);
  return code;
}

}  // namespace

int serve(const ServeOptions& options) {
  const sigset_t ending = claim_signals();
  Result<BenchOptions, std::string> wanted = bench_options(options);
  if (!wanted) return complain(kBadUsage, wanted.error());
  Result<std::unique_ptr<Bench>, Trouble> started = Bench::start(std::move(wanted).value());
  if (!started) return complain(kTrouble, started.error().what);
  const Bench& bench = *started.value();

  PrivateFile authority;
  if (options.tls && !authority.write(bench.ca_pem())) {
    return complain(kTrouble, "cannot write the certificate authority to a temporary file.");
  }
  const Addresses& at = started.value()->first().addresses();
  Json line{{"salesforce", at.salesforce}, {"workato", at.workato}, {"control", at.control}};
  line["ca"] = options.tls ? Json(authority.path()) : Json(nullptr);
  fmt::print("{}\n", dump_json(line));
  if (std::fflush(stdout) != 0) return complain(kTrouble, "cannot write to standard output.");

  int received = 0;
  sigwait(&ending, &received);
  return kAllPassed;
}

}  // namespace rehearse::harness
