#include "harness/probe.h"

#include <fmt/format.h>

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "harness/exit_codes.h"
#include "harness/fuzz/probe_call.h"
#include "harness/fuzz/probe_report.h"
#include "harness/fuzz/probe_run.h"
#include "harness/fuzz/probe_target.h"
#include "harness/interrupt.h"
#include "harness/matrix/progress.h"
#include "harness/report/report_folder.h"
#include "harness/scenario/library.h"
#include "harness/target/curl_call.h"
#include "harness/target/mock_target.h"
#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

constexpr size_t kMostShown = 40;
constexpr std::chrono::milliseconds kBetweenLooks{50};

int complain(int code, std::string_view what) {
  fmt::print(stderr, "rehearse fuzz: {}\n", what);
  return code;
}

// Waits in short pieces, so that a signal ends it.
void wait(std::chrono::milliseconds length, const Interrupt& interrupt) {
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  for (; length.count() > 0 && !interrupt.requested(); length -= kBetweenLooks)
    never.wait_for(lock, std::min(length, kBetweenLooks), [] { return false; });
}

int exit_code(const ProbeResult& result) {
  switch (result.end) {
    case ProbeResult::End::interrupted:
      return kInterrupted;
    case ProbeResult::End::gave_up:
    case ProbeResult::End::unreachable:
    case ProbeResult::End::slow_down:
      return kTrouble;
    default:
      return result.different() == 0 ? kAllPassed : kCheckFailed;
  }
}

int keep(const ReportFolder& folder, const ProbeResult& result) {
  for (const auto& [name, text] :
       {std::pair<std::string, std::string>{
            "probe.json", dump_json(probe_json(result, REHEARSE_VERSION), 2) + "\n"},
        {"junit.xml", probe_junit(result, REHEARSE_VERSION)}}) {
    const auto written = folder.write(name, text);
    if (!written) return complain(kTrouble, written.error());
  }
  return kAllPassed;
}

int send_all(const ProbeTarget& target, const std::string& ca, const ProbeOptions& options,
             const std::optional<ReportFolder>& folder) {
  const Interrupt interrupt;  // before any thread is started, so that none of them takes the signal
  auto mock = start_mock_target({.org_mode = target.org_mode, .dials = target.dials, .tls = false});
  if (!mock)
    return complain(kBadUsage, fmt::format("{}: the mock to compare with does not start: {}",
                                           options.target, mock.error().what));
  if (!target.is_loopback())
    fmt::print(stderr,
               "rehearse fuzz: at most {} requests go to {}, {} a second; none with a secret, a "
               "code or a token of anybody.\n",
               target.most_requests, target.salesforce, target.requests_per_second);
  // What is sent is counted and paced: nothing is repeated on the way.
  CurlCall http({.routes = localhost_routes(target), .ca_pem = ca, .repeats_get = false});
  ProbeResult result;
  {
    Progress progress(!options.quiet);
    result = run_probes(
        target, http, *mock.value(),
        {.only = options.only,
         .stopped = [&interrupt] { return interrupt.requested(); },
         .progress = [&progress](size_t done,
                                 size_t of) { progress.show(uint32_t(done), uint32_t(of)); },
         .wait = [&interrupt](std::chrono::milliseconds length) { wait(length, interrupt); }});
  }
  fmt::print("{}", probe_summary(result, kMostShown));
  if (folder) {
    if (const int code = keep(*folder, result); code != kAllPassed) return code;
  }
  if (std::fflush(stdout) != 0) return complain(kTrouble, "standard output cannot be written");
  return exit_code(result);
}

}  // namespace

int probe(const ProbeOptions& options) {
  const auto text = read_text(options.target);
  if (!text)
    return complain(kBadUsage, fmt::format("--target {}: the file cannot be read; give a target "
                                           "file, which the README describes.",
                                           options.target));
  const auto target = read_probe_target(*text, options.target);
  if (!target) return complain(kBadUsage, target.error());
  if (const auto why = why_not_probed(target.value()))
    return complain(kBadUsage, fmt::format("{}: {}", options.target, *why));
  if (chosen_probes(target.value(), options.only).empty())
    return complain(kBadUsage,
                    fmt::format("--only {}: no probe that may go to this server begins so; ids are "
                                "such as token/code/code_verifier/m01.",
                                options.only));
  std::string ca;
  if (!target.value().ca.empty()) {
    auto read = read_text(target.value().ca);
    if (!read)
      return complain(kBadUsage, fmt::format("{}: $.ca: the file {} cannot be read.",
                                             options.target, target.value().ca));
    ca = std::move(*read);
  }
  std::optional<ReportFolder> folder;
  if (!options.report.empty()) {
    auto opened = ReportFolder::open(options.report);
    if (!opened) return complain(kTrouble, opened.error());
    folder.emplace(std::move(opened).value());
  }
  return send_all(target.value(), ca, options, folder);
}

}  // namespace rehearse::harness
