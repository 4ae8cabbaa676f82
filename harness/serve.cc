#include "harness/serve.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "mocks/bench.h"
#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

constexpr int kEnded = 0, kUsage = 2, kTrouble = 3;

int complain(int code, const std::string& sentence) {
  fmt::print(stderr, "rehearse serve: {}\n", sentence);
  return code;
}

// Blocks the signals that end the program, in this thread and in every one started later, so that
// sigwait alone receives them. A client that hangs up must not end the program either.
sigset_t claim_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return ending;
}

// PrivateFile is a temporary file that only this user can read, removed at the end.
class PrivateFile {
 public:
  ~PrivateFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  PrivateFile() = default;
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  bool write(std::string_view content) {
    const char* folder = std::getenv("TMPDIR");
    std::string path = fmt::format("{}/rehearse-ca-XXXXXX",
                                   folder != nullptr && *folder != '\0' ? folder : "/tmp");
    const int file = mkstemp(path.data());  // creates it with mode 0600
    if (file < 0) return false;
    path_ = path;
    const bool whole = ::write(file, content.data(), content.size()) == ssize_t(content.size());
    return close(file) == 0 && whole;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Result<BenchOptions, std::string> bench_options(const ServeOptions& options) {
  BenchOptions bench;
  const auto mode = parse_org_mode(options.org_mode);
  if (!mode) {
    return fmt::format("--org-mode {}: there are two org modes: legacy and locked-2026.",
                       options.org_mode);
  }
  bench.first.org_mode = *mode;
  bench.first.is_sandbox = options.sandbox;
  bench.first.seed = options.seed;
  bench.first.ticking = options.ticking;
  bench.first.workato_token = options.workato_token;
  // Clients judge tokens by their own clock: without a flag, virtual time starts at the present.
  bench.first.start = options.start.empty() ? std::nullopt : parse_time(options.start);
  if (!options.start.empty() && !bench.first.start) {
    return fmt::format("--start {}: write the time as 2026-05-11T00:00:00Z (UTC).", options.start);
  }
  for (const std::string& dial : options.dials) {
    const size_t at = dial.find('=');
    if (at == std::string::npos) return fmt::format("--dial {}: write NAME=VALUE.", dial);
    const auto set = bench.first.dials.set(dial.substr(0, at), dial.substr(at + 1));
    if (!set) return fmt::format("--dial {}: {}", dial, set.error());
  }
  for (const std::string& bug : options.bugs) {
    const auto added = add_client_bug(bench.first, bug);
    if (!added) return fmt::format("--bug {}: {}", bug, added.error());
  }
  for (const std::string& mutant : options.mutants) {
    const auto added = add_mutant(bench.first, mutant);
    if (!added) return fmt::format("--mutant {}: {}", mutant, added.error());
  }
  if (const auto set = set_data_centre(bench.first, options.data_centre); !set)
    return fmt::format("--data-centre {}: {}", options.data_centre, set.error());
  bench.tls = options.tls;
  bench.listen.address = options.listen;
  bench.listen.salesforce_port = options.salesforce_port;
  bench.listen.workato_port = options.workato_port;
  bench.listen.control_port = options.control_port;
  return bench;
}

}  // namespace

int serve(const ServeOptions& options) {
  const sigset_t ending = claim_signals();
  Result<BenchOptions, std::string> wanted = bench_options(options);
  if (!wanted) return complain(kUsage, wanted.error());
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
  return kEnded;
}

}  // namespace rehearse::harness
