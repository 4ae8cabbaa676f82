#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/driver/form_session.h"
#include "harness/driver/pages_driver.h"
#include "harness/guide/coach.h"
#include "harness/target/mock_target.h"
#include "tests/support/guide_acts.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {

inline harness::Guide guide_steps() {
  auto guide = harness::read_guide(read_file(source_root() / "fixtures/guide_steps.json"));
  EXPECT_TRUE(guide.ok());
  return guide ? std::move(guide).value() : harness::Guide{};
}

// TargetControl is the control facade of a target's mocks.
class TargetControl final : public Control {
 public:
  explicit TargetControl(harness::Target& target) : target_(target) {}
  ControlAnswer call(std::string_view method, std::string_view path,
                     std::string_view body) override {
    auto answer = target_.control(method, path, body);
    EXPECT_TRUE(answer.ok());
    return answer ? answer.value() : ControlAnswer{.status = 500};
  }

 private:
  harness::Target& target_;
};

// GuidePerson is a test that walks the guide by clicks on real mocks, and looks at what the coach
// makes of it.
class GuidePerson : public ::testing::Test, protected GuideActs {
 protected:
  GuidePerson() {
    auto started = harness::start_mock_target({});
    if (started) target_ = std::move(started).value();
  }
  void SetUp() override {
    ASSERT_NE(target_, nullptr);
    control_ = std::make_unique<TargetControl>(*target_);
    driver_ = std::make_unique<harness::PagesDriver>(
        *target_, std::make_unique<harness::FormSession>(target_->http()));
    act_with(*driver_, *target_);
  }

  harness::Snapshot snapshot() { return harness::look(*control_, trail_); }
  harness::Advice advice() { return harness::coach(snapshot(), guide_); }
  Json ask(std::string_view method, std::string_view path, const Json& body = nullptr) {
    const ControlAnswer answer =
        control_->call(method, path, body.is_null() ? "" : dump_json(body));
    EXPECT_EQ(answer.status, 200) << path << ' ' << answer.json;
    return parse_json(answer.json).value();
  }

  void advance(std::string_view by) { ask("POST", "/clock", {{"advance", by}}); }

  std::unique_ptr<harness::Target> target_;
  std::unique_ptr<Control> control_;
  std::unique_ptr<harness::PagesDriver> driver_;
  harness::Trail trail_;
  const harness::Guide guide_ = guide_steps();
};

}  // namespace rehearse::testing
