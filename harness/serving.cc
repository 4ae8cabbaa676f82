#include "harness/serving.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <optional>

#include "harness/target/scratch_folder.h"

namespace rehearse::harness {

sigset_t claim_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return ending;
}

PrivateFile::~PrivateFile() {
  if (!path_.empty()) unlink(path_.c_str());
}

bool PrivateFile::write(std::string_view what, std::string_view content) {
  std::string path = (temporary_folder() / fmt::format("rehearse-{}-XXXXXX", what)).string();
  const int file = mkstemp(path.data());  // creates it with mode 0600
  return fill(file, path, content);
}

bool PrivateFile::write_new(const std::string& path, std::string_view content) {
  constexpr int kOnlyForMe = 0600;
  return fill(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOnlyForMe), path,
              content);
}

bool PrivateFile::fill(int file, const std::string& path, std::string_view content) {
  if (file < 0) return false;
  path_ = path;
  const bool whole = ::write(file, content.data(), content.size()) == ssize_t(content.size());
  return close(file) == 0 && whole;
}

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

}  // namespace rehearse::harness
