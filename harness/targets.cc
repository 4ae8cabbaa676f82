#include "harness/targets.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "harness/driver/mock_stages.h"
#include "harness/target/hosts.h"
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

// What makes no sense about the driver; empty: nothing.
std::string wrong_driver(const TargetChoice& choice) {
  const std::vector<std::string> known{"pages", "api", "browser"};
  if (!choice.driver.empty() && std::find(known.begin(), known.end(), choice.driver) == known.end())
    return fmt::format("--driver is pages, api or browser, not \"{}\"", choice.driver);
  const bool is_browser = choice.driver == "browser";
  if (choice.headed && !is_browser) return "--headed shows the browser of --driver browser";
  if (!choice.web_driver.empty() && !is_browser)
    return "--webdriver is where --driver browser finds its browser";
  if (!choice.web_driver.empty() && !origin_of(choice.web_driver))
    return fmt::format("--webdriver takes an address such as http://127.0.0.1:9515, not \"{}\"",
                       choice.web_driver);
  return {};
}

bool is_set(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// The mocks, shown in a browser that is there and answers.
Result<Targets, NoTargets> in_browser(const TargetChoice& choice) {
  BrowserOptions options{
      .server = choice.web_driver,
      .headed = choice.headed,
      .interrupted = choice.interrupted,
      .patience = {.say = [](const std::string& line) { fmt::print(stderr, "{}\n", line); }}};
  if (choice.web_driver.empty()) {
    auto programs = find_chrome();
    if (!programs) return NoTargets{programs.error(), true};
    options.programs = std::move(programs).value();
    if (choice.headed && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY"))
      return NoTargets{
          "--headed needs a display, and neither DISPLAY nor WAYLAND_DISPLAY names one; leave "
          "--headed out, or start from a desktop",
          true};
  }
  auto browser = Browser::start(std::move(options));
  if (!browser) {
    const Trouble& trouble = browser.error();
    return NoTargets{
        trouble.where.empty() ? trouble.what : fmt::format("{} ({})", trouble.what, trouble.where),
        true};
  }
  return Targets{browser_targets(std::move(browser).value()), "browser", "mock"};
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

Result<Targets, NoTargets> make_targets(const TargetChoice& choice) {
  if (const std::string wrong = wrong_driver(choice); !wrong.empty()) return NoTargets{wrong};
  const auto chosen = [&](std::string_view own) {
    return choice.driver.empty() ? std::string(own) : choice.driver;
  };
  const auto on_mocks = [&]() -> Result<Targets, NoTargets> {
    if (choice.driver == "browser") return in_browser(choice);
    return Targets{mock_targets(chosen("pages")), chosen("pages"), "mock"};
  };
  if (choice.target == "mock") return on_mocks();
  auto file = load_target_file(choice.target);
  if (!file) return NoTargets{file.error()};
  if (file.value().salesforce == TargetFile::Salesforce::mock) return on_mocks();
  if (choice.driver == "browser")
    return NoTargets{
        "--driver browser is for the mocks; on a sandbox a person clicks in a browser of their "
        "own, with --driver pages"};
  const std::string driver = chosen("api");
  return Targets{sandbox_targets(sandbox_options(std::move(file).value(), choice),
                                 system_terminal(choice.interrupted), driver),
                 driver, "sandbox"};
}

}  // namespace rehearse::harness
