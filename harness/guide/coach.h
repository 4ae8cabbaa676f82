#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/guide/snapshot.h"
#include "harness/report/guide.h"

// The coach: pure rules over a snapshot. It watches what the org and the workspace have, not the
// clicks; a step that leaves nothing behind is told by the journal.
namespace rehearse::harness {

enum class StepState {
  todo,
  done,
  differs,  // done, but not as the guide has it
  off,      // optional, and not switched on
};

struct StepSeen {
  std::string id{};  // of fixtures/guide_steps.json, or of after_the_guide()
  StepState state = StepState::todo;
};

// How bad what a remark names is for the connection.
enum class Weight {
  stops,    // it never comes about
  ends,     // it ends sooner than it need to
  differs,  // it lives, but the guide says otherwise
  caution,  // the guide allows it and warns of it
};
std::string_view to_text(Weight weight);  // for people: "stops the connection"

// Remark is one thing that is not as it should be: one sentence with its consequence, and what to
// do about it. `reason` is the name of the rule's reason; empty: none has it.
struct Remark {
  Weight weight = Weight::differs;
  std::string step{}, sentence{}, remedy{}, reason{};
};

struct Advice {
  std::vector<StepSeen> steps{};  // of the guide, in its order
  std::vector<StepSeen> after{};  // of after_the_guide()
  std::vector<Remark> remarks{};  // the worst first
  size_t done = 0, of = 0;        // of the steps that the guide calls required
  bool finished = false;          // every required step is done, as the guide has it or not
  std::string next_step{};        // the id of the step to do next; empty: none is left
  std::string next{};             // one sentence that says what to do next

  StepState state_of(std::string_view id) const;  // todo: there is no such step
};

Advice coach(const Snapshot& snapshot, const Guide& guide);

// What is worth doing once the guide is done: to connect, to run a job, to let time pass.
const Guide::Section& after_the_guide();

// The parts of coach(): what each step's state is; what is to be said about the app, about the
// workspace, and about what was tried and refused.
StepState state_of_step(const Snapshot& snapshot, std::string_view id);
std::vector<Remark> remarks_on_app(const Snapshot& snapshot, const AppSeen& app);
std::vector<Remark> remarks_on_workato(const Snapshot& snapshot);
std::vector<Remark> remarks_on_refusals(const Snapshot& snapshot);

// "What is so: what follows." of two sentences.
std::string in_one_sentence(std::string_view what, std::string_view consequence);

}  // namespace rehearse::harness
