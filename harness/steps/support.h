#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "harness/steps/verb.h"
#include "mocks/wire/message.h"

// What several verbs need: arguments, the journal, the control facade.
namespace rehearse::harness {

using Seen = Result<Observation, Trouble>;
using Kind = Argument::Kind;

// An argument that takes one of a few words, split by bars.
constexpr Argument choice(std::string_view name, std::string_view choices, bool required = false) {
  return {name, Kind::text, required, {}, choices};
}

// The people of the mock org and their password, as the project's documentation gives them.
inline constexpr std::string_view kAdmin = "admin@rehearsal.test";  // owns the Setup
inline constexpr std::string_view kUser = "user@rehearsal.test";    // connects Workato
inline constexpr std::string_view kPassword = "rehearse-2026";

std::string text_argument(const Json& arguments, std::string_view name,
                          std::string_view otherwise = {});

// The newest mistake that the engine noted after the first `seen`, one that made something fail
// before others; empty if there is none.
std::string newest_slip(Target& target, int64_t seen);

// JournalWatch tells why the mocks refused something since the watch was made: the mistake that
// Workato was told to make, else the newest reason of the org, or else of the workspace. Empty on a
// target without a journal.
class JournalWatch {
 public:
  explicit JournalWatch(Target& target);
  std::string reason();

 private:
  Target& target_;
  int64_t since_ = 0;
  int64_t slips_ = 0;
};

// JsonAnswer is an answer of the control facade with its body read.
struct JsonAnswer {
  int status = 0;
  Json body{};
};
Result<JsonAnswer, Trouble> control(Target& target, std::string_view method, std::string_view path,
                                    const Json& body);
Result<JsonAnswer, Trouble> control(Target& target, std::string_view method, std::string_view path);
// A segment of a control path, percent-encoded.
std::string segment(std::string_view text);

// The observation of a control call that did its work, or that says why it didn't.
Observation observe(const JsonAnswer& answer, std::string done);
// Advances virtual time; `by` as in "3h".
Result<JsonAnswer, Trouble> advance_clock(Target& target, std::string_view by);

// The observation of an act of the driver, with the reason since the watch.
Seen observe(const ActResult& act, JournalWatch& watch, std::string done);
// An observation of a verb that could not do its part for a reason of the scenario's.
Observation refused(std::string description);

// Who asks: the loopback address to bind for a request that is to count as coming from `from`. A
// loopback address stands for itself; any other is entered in the network map.
Result<std::string, Trouble> bind_for(Context& context, const std::string& from);

}  // namespace rehearse::harness
