#include "harness/driver/mock_stages.h"

#include "harness/driver/api_driver.h"
#include "harness/driver/browser_session.h"
#include "harness/driver/form_session.h"
#include "harness/driver/pages_driver.h"
#include "harness/target/mock_target.h"

namespace rehearse::harness {
namespace {

class MockStages final : public TargetFactory {
 public:
  MockStages(std::string driver, std::unique_ptr<Browser> browser)
      : driver_(std::move(driver)), browser_(std::move(browser)) {}

  Result<Stage, Trouble> open(const TargetRequest& request) override {
    BrowserReach reach;
    auto target = start_mock_target({.seed = request.seed,
                                     .start = request.start,
                                     .org_mode = request.org_mode,
                                     .dials = request.dials,
                                     .data_centre = request.data_centre,
                                     .client_bugs = request.mistakes.bugs,
                                     .mutant = request.mistakes.mutant,
                                     .watch_workato = request.wrapping.workato},
                                    &reach);
    if (!target) return target.error();
    Stage stage{std::move(target).value(), nullptr};
    if (request.wrapping.target) stage.target = request.wrapping.target(std::move(stage.target));
    if (browser_) {
      OpenBrowser open_browser = [browser = browser_.get(), reach = std::move(reach)] {
        return browser->open(reach);
      };
      stage.driver = std::make_unique<PagesDriver>(
          *stage.target, std::make_unique<BrowserSession>(std::move(open_browser)), People{},
          "browser");
    } else if (driver_ == "api") {
      stage.driver = std::make_unique<ApiDriver>(*stage.target);
    } else {
      stage.driver = std::make_unique<PagesDriver>(
          *stage.target, std::make_unique<FormSession>(stage.target->http()));
    }
    return stage;
  }

 private:
  std::string driver_;
  std::unique_ptr<Browser> browser_;
};

}  // namespace

std::unique_ptr<TargetFactory> mock_targets(const std::string& driver) {
  return std::make_unique<MockStages>(driver, nullptr);
}

std::unique_ptr<TargetFactory> browser_targets(std::unique_ptr<Browser> browser) {
  return std::make_unique<MockStages>("browser", std::move(browser));
}

}  // namespace rehearse::harness
