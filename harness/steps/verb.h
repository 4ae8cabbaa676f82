#pragma once

#include <span>
#include <string>
#include <string_view>

#include "harness/driver/driver.h"
#include "harness/steps/at_hand.h"
#include "harness/steps/captures.h"
#include "harness/target/target.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// Observation is what a verb saw happen. Verbs observe; the runner compares with what the step
// expects.
struct Observation {
  bool ok = false;            // what was asked for happened
  int status = 0;             // HTTP status, where there is one
  std::string error{};        // the wire's error code
  std::string description{};  // the wire's or the page's words
  std::string reason{};       // the journal's reason, where the target has a journal
  std::string summary{};      // one line for the console, without secrets
};

// Context is what a verb works with; one lives as long as one run of a scenario.
struct Context {
  Target& target;
  Driver& driver;
  Captures& captures;
  AtHand at_hand{};
};

// Argument is one argument of a verb, as the loader checks it.
struct Argument {
  enum class Kind { text, integer, boolean, list, object, duration, capture, any };
  std::string_view name{};
  Kind kind = Kind::text;
  bool required = false;
  // The name a captured value must have been offered under ("refresh_token"); empty: any.
  std::string_view takes{};
  // What a text may be, split by bars ("approve|deny"); empty: anything.
  std::string_view choices{};
};

// Verb is one row of the explicit table of step verbs.
struct Verb {
  std::string_view name{};     // `client.refresh`
  std::string_view meaning{};  // one sentence for `rehearse list --verbs` and the schema
  std::string_view needs{};    // target capability; empty: none
  std::span<const Argument> arguments{};
  std::span<const std::string_view> gives{};  // names a step may capture, e.g. "refresh_token"
  Result<Observation, Trouble> (*run)(Context&, const Json& arguments) = nullptr;
  bool looks = false;  // it only looks: where it cannot, nothing that follows builds on it
};

std::span<const Verb> verb_table();

}  // namespace rehearse::harness
