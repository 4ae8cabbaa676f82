#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <vector>

#include "harness/steps/tables.h"
#include "harness/steps/token_call.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// Holds every worker but the last one to arrive until that one has been answered: whoever comes
// last wins, and all others were there before it. So the race always ends the same way.
Result<JsonAnswer, Trouble> hold_all_but_one(Target& target, int64_t workers) {
  return control(target, "POST", "/faults",
                 {{"route", "token"},
                  {"match", {{"grant_type", "refresh_token"}}},
                  {"ordinal", 1},
                  {"times", workers - 1},
                  {"at", "before"},
                  {"action", "delay"},
                  {"value", "until_next"}});
}

using Answers = std::vector<Result<TokenAnswer, Trouble>>;

Answers run_workers(Context& context, const ClientPart& part, const wire::Fields& form,
                    int64_t workers) {
  Answers answers(size_t(workers), Trouble{Trouble::Kind::interrupted, "never sent", "", false});
  std::vector<std::jthread> threads;
  for (Result<TokenAnswer, Trouble>& answer : answers) {
    threads.emplace_back([&] { answer = ask_for_tokens(context, part, form); });
  }
  threads.clear();  // joins
  return answers;
}

Seen race(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto part = client_part(context, arguments);
  if (!part) return part.error();
  const int64_t workers = integer_member(arguments, "workers").value_or(2);
  if (workers < 2 || workers > 32) return refused("a race takes 2 to 32 workers");
  const auto planned = hold_all_but_one(context.target, workers);
  if (!planned) return planned.error();
  if (planned.value().status >= 400) return observe(planned.value(), "");
  const std::string token =
      text_argument(arguments, "refresh_token", context.at_hand.refresh_token);
  const wire::Fields form{{"grant_type", "refresh_token"}, {"refresh_token", token}};
  context.captures.offer("refresh_token", token);  // stays, unless a winner gets another
  Observation seen;
  int winners = 0, losers = 0;
  std::set<std::string> told;
  for (const auto& answer : run_workers(context, part.value(), form, workers)) {
    if (!answer) return answer.error();
    if (answer.value().ok()) {
      ++winners;
      keep_tokens(context, answer.value());
      continue;
    }
    ++losers;
    seen.status = answer.value().status;
    seen.error = answer.value().member("error");
    seen.description = answer.value().member("error_description");
    told.insert(seen.error + ": " + seen.description);
  }
  seen.ok = winners > 0;
  seen.reason = watch.reason();
  seen.summary = fmt::format("{} of {} workers won; {} lost", winners, workers, losers);
  for (const std::string& words : told) seen.summary += "; " + words;
  context.captures.offer("winners", std::to_string(winners));
  context.captures.offer("losers", std::to_string(losers));
  return seen;
}

constexpr std::array<std::string_view, 4> kGives{"access_token", "refresh_token", "winners",
                                                 "losers"};
constexpr std::array kRace{
    Argument{"workers", Kind::integer},
    Argument{"refresh_token", Kind::text, false, "refresh_token"},
    Argument{"secret", Kind::text},
    Argument{"from", Kind::text},
};
constexpr std::array kVerbs{
    Verb{"client.race", "Lets several workers refresh with one token at the same time.", "faults",
         kRace, kGives, race},
};

}  // namespace

std::span<const Verb> race_verbs() { return kVerbs; }

}  // namespace rehearse::harness
