#include "harness/driver/mock_stages.h"

#include "harness/driver/api_driver.h"
#include "harness/driver/form_session.h"
#include "harness/driver/pages_driver.h"
#include "harness/target/mock_target.h"

namespace rehearse::harness {
namespace {

class MockStages final : public TargetFactory {
 public:
  explicit MockStages(std::string driver) : driver_(std::move(driver)) {}

  Result<Stage, Trouble> open(const TargetRequest& request) override {
    auto target = start_mock_target({.seed = request.seed,
                                     .start = request.start,
                                     .org_mode = request.org_mode,
                                     .dials = request.dials,
                                     .data_centre = request.data_centre,
                                     .client_bugs = request.mistakes.bugs,
                                     .mutant = request.mistakes.mutant,
                                     .watch_workato = request.wrapping.workato});
    if (!target) return target.error();
    Stage stage{std::move(target).value(), nullptr};
    if (request.wrapping.target) stage.target = request.wrapping.target(std::move(stage.target));
    if (driver_ == "api") {
      stage.driver = std::make_unique<ApiDriver>(*stage.target);
    } else {
      stage.driver = std::make_unique<PagesDriver>(
          *stage.target, std::make_unique<FormSession>(stage.target->http()));
    }
    return stage;
  }

 private:
  std::string driver_;
};

}  // namespace

std::unique_ptr<TargetFactory> mock_targets(const std::string& driver) {
  return std::make_unique<MockStages>(driver);
}

}  // namespace rehearse::harness
