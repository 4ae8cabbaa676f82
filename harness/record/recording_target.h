#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "harness/driver/target_factory.h"
#include "harness/record/recorder.h"
#include "harness/target/target.h"

namespace rehearse::harness {

// RecordingTarget is a target whose requests and steps a recorder hears of. The recorder outlives
// it.
class RecordingTarget final : public Target {
 public:
  RecordingTarget(std::unique_ptr<Target> inner, Recorder& recorder);

  bool can(std::string_view capability) const override { return inner_->can(capability); }
  const Sites& sites() const override { return inner_->sites(); }
  wire::HttpCall& http() override { return *http_; }
  Entropy& entropy() override { return inner_->entropy(); }
  Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                         std::string_view body) override {
    return inner_->control(method, path, body);
  }
  std::optional<std::string> take_inability() override { return inner_->take_inability(); }
  Result<std::string, Trouble> browser_entry() override { return inner_->browser_entry(); }
  std::string source_of(std::string_view verb) const override { return inner_->source_of(verb); }
  std::vector<std::string> leave() override { return inner_->leave(); }
  void step_begins(std::string_view id) override;

 private:
  std::unique_ptr<Target> inner_;
  Recorder& recorder_;
  std::unique_ptr<wire::HttpCall> http_;
};

// RecordingStages opens stages that are recorded, each by a recorder of its own.
class RecordingStages final : public TargetFactory {
 public:
  // Both outlive the stages. `meta` has what is the same for all scenarios.
  RecordingStages(TargetFactory& inner, RecordingMeta meta)
      : inner_(inner), meta_(std::move(meta)) {}

  Result<Stage, Trouble> open(const TargetRequest& request) override;
  // Of the newest stage, which may be gone; null before the first.
  Recorder* recorder() const { return recorder_.get(); }

 private:
  TargetFactory& inner_;
  RecordingMeta meta_;
  std::unique_ptr<Recorder> recorder_{};
};

// The name of a recording's file: the scenario's, with hyphens for its slashes, and its variant.
std::string recording_name(const std::string& scenario,
                           const std::vector<std::pair<std::string, std::string>>& variant);

}  // namespace rehearse::harness
