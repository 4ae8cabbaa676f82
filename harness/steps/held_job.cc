#include <array>
#include <atomic>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "harness/steps/connections.h"
#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {

// HeldJob is a job whose refresh is under way while later steps are performed. It is let go at the
// latest when the run ends.
struct HeldJob {
  explicit HeldJob(Target& the_target) : target(the_target) {}
  HeldJob(const HeldJob&) = delete;
  HeldJob& operator=(const HeldJob&) = delete;
  ~HeldJob() {
    if (worker.joinable()) let_go();
  }

  // Every planned fault is forgotten with it.
  void let_go() {
    (void)control(target, "DELETE", "/faults");
    worker.join();
  }

  Target& target;
  Result<JsonAnswer, Trouble> ran{Trouble{Trouble::Kind::interrupted, "never sent", "", false}};
  std::atomic<bool> over{false};  // ran is written
  std::thread worker{};
};

namespace {

// How long the mocks hold a request at most; the job is let go long before.
constexpr int64_t kHold = 30'000;

Result<bool, Trouble> is_held(Target& target, const Json& fault) {
  const auto read = control(target, "GET", "/faults");
  if (!read) return read.error();
  for (const Json& planned : read.value().body) {
    if (planned["id"] == fault["id"] && integer_member(planned, "fired").value_or(0) > 0)
      return true;
  }
  return false;
}

Seen hold_job(Context& context, const Json& arguments) {
  if (context.at_hand.held_job != nullptr) return refused("a job is held up already");
  const auto found = connection_named(context.target, text_argument(arguments, "connection"));
  if (!found) return found.error();
  if (found.value().is_null()) return refused("there is no such connection");
  const auto planned = control(context.target, "POST", "/faults",
                               {{"route", "token"},
                                {"match", {{"grant_type", "refresh_token"}}},
                                {"at", text_argument(arguments, "at", "before")},
                                {"action", "delay"},
                                {"value", kHold}});
  if (!planned) return planned.error();
  if (planned.value().status >= 400) return observe(planned.value(), "");
  auto held = std::make_shared<HeldJob>(context.target);
  context.at_hand.held_job = held;
  held->worker = std::thread([job = held.get(), id = found.value()["id"]] {
    job->ran = control(job->target, "POST", "/workato/jobs", {{"connection", id}});
    job->over = true;
  });
  // A job that needs no refresh is never held.
  for (;;) {
    const auto now = is_held(context.target, planned.value().body);
    if (now && now.value())
      return Observation{.ok = true, .summary = "the job's refresh is under way"};
    if (now && !held->over) {
      std::this_thread::yield();
      continue;
    }
    held->let_go();
    context.at_hand.held_job.reset();
    if (!now) return now.error();
    return refused("the job ended without a refresh");
  }
}

Seen release_job(Context& context, const Json&) {
  const std::shared_ptr<HeldJob> held = std::move(context.at_hand.held_job);
  context.at_hand.held_job.reset();
  if (held == nullptr) return refused("no job is held up");
  JournalWatch watch(context.target);
  held->let_go();
  if (!held->ran) return held->ran.error();
  const Json& job = held->ran.value().body;
  const Act act{.ok = bool_member(job, "ok").value_or(false),
                .said = string_member(job, "text").value_or(""),
                .reason = string_member(job, "reason").value_or("")};
  return observe(ActResult(act), watch, "the job read data from Salesforce");
}

constexpr std::array kHoldArguments{Argument{"connection", Kind::text},
                                    choice("at", "before|committed")};

constexpr std::array kVerbs{
    Verb{"workato.hold_job",
         "Starts a job and holds its refresh up: before the org has seen it, or its answer after "
         "the org has committed it.",
         "faults",
         kHoldArguments,
         {},
         hold_job},
    Verb{"workato.release_job",
         "Lets the job that is held up go on, and says what becomes of it.",
         "faults",
         {},
         {},
         release_job},
};

}  // namespace

std::span<const Verb> held_job_verbs() { return kVerbs; }

}  // namespace rehearse::harness
