#include "harness/targets.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "harness/driver/mock_stages.h"
#include "mocks/real_clock.h"

namespace rehearse::harness {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSlice{200};  // an interrupt is never further away

bool wait_unless(milliseconds length, const std::function<bool()>& interrupted) {
  while (length > milliseconds::zero()) {
    if (interrupted && interrupted()) return false;
    const milliseconds now = std::min(length, kSlice);
    (void)poll(nullptr, 0, int(now.count()));
    length -= now;
  }
  return !interrupted || !interrupted();
}

}  // namespace

Result<TargetFile, std::string> load_target_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad())
    return fmt::format(
        "{}: the target file cannot be read; give mock, or the path of a file such as "
        "fixtures/targets/sandbox-by-cli.json",
        path);
  auto target = read_target_file(text, path);
  if (target) target.value().path = std::filesystem::absolute(path).string();
  return target;
}

SandboxOptions sandbox_options(TargetFile target, const TargetChoice& choice) {
  return {.target = std::move(target),
          .developer_edition = choice.developer_edition,
          .journals = choice.journals,
          .now = present_time,
          .wait = wait_unless,
          .interrupted = choice.interrupted,
          .times_interrupted = choice.times_interrupted,
          .make_http = [](const CurlOptions& curl) { return std::make_unique<CurlCall>(curl); }};
}

Result<Targets, std::string> make_targets(const TargetChoice& choice) {
  const auto known = [](std::string_view driver) { return driver == "pages" || driver == "api"; };
  if (!choice.driver.empty() && !known(choice.driver))
    return fmt::format("--driver is pages or api, not \"{}\"", choice.driver);
  const auto chosen = [&](std::string_view own) {
    return choice.driver.empty() ? std::string(own) : choice.driver;
  };
  if (choice.target == "mock")
    return Targets{mock_targets(chosen("pages")), chosen("pages"), "mock"};
  auto file = load_target_file(choice.target);
  if (!file) return file.error();
  if (file.value().salesforce == TargetFile::Salesforce::mock)
    return Targets{mock_targets(chosen("pages")), chosen("pages"), "mock"};
  const std::string driver = chosen("api");
  return Targets{sandbox_targets(sandbox_options(std::move(file).value(), choice),
                                 system_terminal(choice.interrupted), driver),
                 driver, "sandbox"};
}

}  // namespace rehearse::harness
