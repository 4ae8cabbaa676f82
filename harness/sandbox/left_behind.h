#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/sandbox/sandbox_run.h"

namespace rehearse::harness {

// TakenAway is what came of finishing a run's cleanup, a sentence for each thing.
struct TakenAway {
  std::vector<std::string> told{};  // what went
  std::vector<std::string> left{};  // what stays, and why
  bool trouble = false;             // the org could not be asked, or did not answer as it should
};

// Takes away what the journal's run left in the org: the newest first, and only what is that run's
// own. Done twice, the second time does nothing.
TakenAway take_away(SandboxOptions options, Terminal& terminal,
                    std::unique_ptr<RunJournal> journal);

}  // namespace rehearse::harness
