#pragma once

#include <string>
#include <vector>

#include "harness/report/observer.h"

namespace rehearse::harness::testing {

// RecordingObserver writes down what it is told, a line each.
class RecordingObserver final : public RunObserver {
 public:
  void run_begins(const RunResult&, size_t planned) override {
    lines.push_back("run of " + std::to_string(planned));
  }
  void scenario_begins(const ScenarioResult& scenario) override {
    lines.push_back("begin " + scenario.name);
  }
  void step_ended(const Finding& finding) override {
    lines.push_back(finding.step_id + " " + std::string(to_text(finding.verdict)));
  }
  void scenario_ended(const ScenarioResult& scenario) override {
    lines.push_back("end " + scenario.name);
  }
  void run_ended(const RunResult&) override { lines.push_back("run ended"); }

  std::vector<std::string> lines{};
};

}  // namespace rehearse::harness::testing
