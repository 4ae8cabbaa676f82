#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mocks/simulation/worlds/crew.h"
#include "mocks/simulation/worlds/oracle.h"
#include "mocks/simulation/worlds/schedule.h"
#include "mocks/simulation/worlds/small_stage.h"

namespace rehearse::simulation {

// Execution is one run of a small world: at each point it says what may happen next, and what is
// chosen happens. The same stage and choices give the same run.
class Execution {
 public:
  // Sets the connections up, with a session that has run out.
  explicit Execution(SmallStage& stage);
  ~Execution();
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;

  // What may happen next, in a fixed order; nothing: everything is over. `every_kind` adds what is
  // no more than another way to the same end: requests that are dropped, answers that are cut off,
  // workers that are like another one.
  std::vector<Choice> options(bool every_kind = true) const;
  // The choices that are enough to come to every end.
  std::vector<Choice> reduced_options() const;
  // Goes a way that was gone before, an empty one too: the oracle does not judge it again. Call it
  // once, before anything else.
  void go(const Schedule& way);
  // Only for a choice that may be made.
  void apply(const Choice& choice);
  // A number that is the same for executions that go on in the same way.
  uint64_t state() const;
  const std::optional<Violation>& violation() const { return oracle_.violation(); }
  // What has just happened, one sentence; tokens by their names.
  const std::string& told() const { return told_; }
  // Switches sentences on: they cost time.
  void tell() { tells_ = true; }
  const TokenBook& book() const { return oracle_.book(); }

 private:
  const Message& message(int number) const { return crew_.messages[size_t(number) - 1]; }
  Message& message(int number) { return crew_.messages[size_t(number) - 1]; }
  void happen(const Choice& choice);
  void serve(Message& message);
  void answer(Message& message);
  void fail(Message& message, Trouble::Kind kind);
  void repeat(const Message& message);
  void give_up(int worker);
  void pass_time();
  void resume(Message& message);
  std::vector<Choice> private_options() const;
  void add_message_options(const Message& message, bool every_kind,
                           std::vector<Choice>& options) const;
  uint64_t org_state() const;
  uint64_t message_state(const Message& message) const;
  bool somebody_waits() const;
  // narration.cc
  std::string sentence(const Choice& choice) const;
  std::string outcome_of(const Message& message) const;

  SmallStage& stage_;
  Oracle oracle_;
  Crew crew_;
  Budget left_;
  TimePoint began_{};
  bool tells_ = false;
  std::string told_{};
};

}  // namespace rehearse::simulation
