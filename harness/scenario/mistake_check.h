#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/driver/target_factory.h"
#include "harness/report/result.h"
#include "harness/scenario/library.h"
#include "harness/scenario/load.h"
#include "harness/scenario/schema_check.h"
#include "harness/scenario/vocabulary.h"
#include "mocks/known_names.h"

namespace rehearse::harness {

// MistakeVerdict says whether a mistake is caught by the scenario that its row names.
struct MistakeVerdict {
  bool killed = false;
  std::string step{};    // the step that caught it
  std::string reason{};  // the mocks' reason at that step; empty where nothing was refused
  std::string actual{};  // what the step saw
  std::string why{};     // of a survivor: why it counts as one
};

// MistakeCheck runs, for a mistake, the scenario that is to catch it. That scenario must pass
// without the mistake and fail under it: a check must break, trouble is not enough; for a mistake
// of Workato's the broken step must name the mistake's own reason.
class MistakeCheck {
 public:
  using OpenTargets = std::function<std::unique_ptr<TargetFactory>(const std::string& driver)>;
  // `open_targets` makes the targets for a driver. All must outlive the check.
  MistakeCheck(const Vocabulary& vocabulary, const Schema& schema, const Library& library,
               OpenTargets open_targets)
      : vocabulary_(vocabulary),
        schema_(schema),
        library_(library),
        open_targets_(std::move(open_targets)) {}

  MistakeVerdict check_client_bug(const MistakeRow& row);
  MistakeVerdict check_mutant(const MistakeRow& row);

 private:
  // A scenario, and why it can't judge anything; empty if it can.
  struct Judge {
    Scenario scenario{};
    std::string unfit{};
  };
  const Judge& judge_named(const std::string& name);
  Judge load_judge(const std::string& name);
  RunResult run(const Scenario& scenario, const Plan& plan, const Mistakes& mistakes);
  MistakeVerdict check(const MistakeRow& row, const Mistakes& mistakes);

  const Vocabulary& vocabulary_;
  const Schema& schema_;
  const Library& library_;
  OpenTargets open_targets_;
  std::map<std::string, Judge> judges_{};
};

}  // namespace rehearse::harness
