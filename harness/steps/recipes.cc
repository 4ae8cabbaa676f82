#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/connections.h"
#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kRecipe = "Rehearsal";

// The recipe of that name in the control facade's list; null if there is none.
Result<Json, Trouble> recipe_named(Target& target, const std::string& name) {
  auto listed = control(target, "GET", "/workato/recipes");
  if (!listed) return listed.error();
  for (const Json& recipe : listed.value().body) {
    if (string_member(recipe, "name") == name) return recipe;
  }
  return Json();
}

Seen define(Context& context, const Json& arguments) {
  const auto connection = connection_named(context.target, text_argument(arguments, "connection"));
  if (!connection) return connection.error();
  if (connection.value().is_null()) return refused("there is no such connection");
  Json recipe{{"name", text_argument(arguments, "name", kRecipe)},
              {"connection", connection.value()["id"]}};
  for (const char* name : {"schedule", "workers", "hosts", "job_length"}) {
    if (const Json* value = find_member(arguments, name)) recipe[name] = *value;
  }
  const auto made = control(context.target, "POST", "/workato/recipes", recipe);
  if (!made) return made.error();
  return observe(made.value(),
                 fmt::format("a recipe runs {}", text_argument(arguments, "schedule", "hourly")));
}

Seen set_state(Context& context, const Json& arguments, std::string_view state) {
  const std::string name = text_argument(arguments, "name", kRecipe);
  const auto recipe = recipe_named(context.target, name);
  if (!recipe) return recipe.error();
  if (recipe.value().is_null()) return refused("there is no recipe \"" + name + "\"");
  const auto edited =
      control(context.target, "PATCH", "/workato/recipes/" + dump_json(recipe.value()["id"]),
              {{"state", state}});
  if (!edited) return edited.error();
  return observe(edited.value(), fmt::format("the recipe is {}", state));
}

Seen pause(Context& context, const Json& arguments) {
  return set_state(context, arguments, "stopped");
}

Seen resume(Context& context, const Json& arguments) {
  return set_state(context, arguments, "running");
}

// The first thing that went wrong decides.
void note_first_event(const Json& summary, Observation& seen) {
  const Json* events = find_member(summary, "events");
  if (events == nullptr || !events->is_array() || events->empty()) return;
  const Json& first = events->front();
  for (const char* why : {"bug", "cause", "reason"}) {
    if (seen.reason.empty()) seen.reason = string_member(first, why).value_or("");
  }
  seen.description = string_member(first, "text").value_or("");
  seen.summary +=
      fmt::format("; first at {}: {}", string_member(first, "at").value_or(""), seen.description);
}

Seen run(Context& context, const Json& arguments) {
  const std::string length = text_argument(arguments, "for", "1d");
  const auto ran = control(context.target, "POST", "/workato/run", {{"for", length}});
  if (!ran) return ran.error();
  Observation seen = observe(ran.value(), "");
  if (!seen.ok) return seen;
  const Json& summary = ran.value().body;
  const int64_t jobs = integer_member(summary, "jobs").value_or(0);
  const int64_t failed = integer_member(summary, "failed").value_or(0);
  const bool lost = !summary["events"].empty();
  seen.ok = failed == 0 && !lost;
  seen.summary = fmt::format("{} jobs in {}, {} failed, {} refreshed the tokens", jobs, length,
                             failed, integer_member(summary, "refreshed").value_or(0));
  seen.description = seen.summary;
  if (!seen.ok) note_first_event(summary, seen);
  context.captures.offer("jobs", std::to_string(jobs));
  return seen;
}

constexpr std::array kDefine{
    Argument{"name", Kind::text},     Argument{"connection", Kind::text},
    Argument{"schedule", Kind::text}, Argument{"workers", Kind::integer},
    Argument{"hosts", Kind::integer}, Argument{"job_length", Kind::duration},
};
constexpr std::array kName{Argument{"name", Kind::text}};
constexpr std::array kRun{Argument{"for", Kind::duration, true}};
constexpr std::array<std::string_view, 1> kRunGives{"jobs"};

constexpr std::array kVerbs{
    Verb{"recipe.define",
         "Starts a recipe on a schedule: hourly, daily, monthly, idle or a duration.",
         "clock",
         kDefine,
         {},
         define},
    Verb{"recipe.pause", "Stops a recipe.", "clock", kName, {}, pause},
    Verb{"recipe.resume", "Starts a stopped recipe again.", "clock", kName, {}, resume},
    Verb{"recipe.run", "Lets time pass while the recipes run; ok if no job failed.", "clock", kRun,
         kRunGives, run},
};

}  // namespace

std::span<const Verb> recipe_verbs() { return kVerbs; }

}  // namespace rehearse::harness
