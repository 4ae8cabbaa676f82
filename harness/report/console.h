#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "harness/report/guide.h"
#include "harness/report/observer.h"

namespace rehearse::harness {

struct ConsoleStyle {
  bool colour = false;
  bool quiet = false;  // a line a scenario instead of a line a step; what broke is always told
};

// Console tells people of a run as it happens: a line a step, under the guide's headings, and for
// what broke what was expected, what came, why, what it means for the connection, what to do and
// how to repeat it.
class Console final : public RunObserver {
 public:
  // `print` takes text as it is to appear, line ends included.
  Console(std::function<void(std::string_view)> print, const Guide& guide, ConsoleStyle style)
      : print_(std::move(print)), guide_(guide), style_(style) {}

  void run_begins(const RunResult& run, size_t planned) override;
  void scenario_begins(const ScenarioResult& scenario) override;
  void step_ended(const Finding& finding) override;
  void scenario_ended(const ScenarioResult& scenario) override;
  void run_ended(const RunResult& run) override;

 private:
  void heading(const Finding& finding);
  void details(const Finding& finding);
  std::string paint(std::string_view text, std::string_view colour) const;
  std::string mark(Verdict verdict) const;
  void list_broken(const RunResult& run);

  std::function<void(std::string_view)> print_;
  const Guide& guide_;
  ConsoleStyle style_;
  size_t planned_ = 0, begun_ = 0;
  std::string section_{};  // the heading that was printed last
};

}  // namespace rehearse::harness
