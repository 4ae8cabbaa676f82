// Scenario loader. Input: the bytes of a scenario file named `test`.
// Holds: any bytes give a scenario or problems, each once, with a sentence and a line within the
// file; a scenario has a plan for each combination of its variants, and every step of a plan has a
// known verb and an id of its own.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "harness/scenario/load.h"

namespace {

using namespace rehearse;
using namespace rehearse::harness;
using fuzz::require;
using Kind = Argument::Kind;

constexpr Reason kSpent{"token_spent", "The token was used before.",
                        "The connection loses its tokens.", "Keep the newest token.",
                        Fidelity{Basis::documented, "a made-up reason"}};

constexpr Argument kSetUp[] = {{"settings", Kind::object}, {"addresses", Kind::list}};
constexpr Argument kAuthorize[] = {{"params", Kind::object},
                                   {"decision", Kind::text, false, {}, "approve|deny"},
                                   {"tries", Kind::integer}};
constexpr Argument kExchange[] = {
    {"code", Kind::capture, true, "code"}, {"wrong", Kind::boolean}, {"body", Kind::any}};
constexpr Argument kAdvance[] = {{"by", Kind::duration, true}};
constexpr std::string_view kCode[] = {"code"}, kTokens[] = {"access_token", "refresh_token"};

// Verbs that stand for the real ones; none is ever run.
constexpr std::array kVerbs{Verb{"setup.app", "Sets an app up.", "", kSetUp, {}},
                            Verb{"client.authorize", "Asks for a code.", "", kAuthorize, kCode},
                            Verb{"client.exchange", "Exchanges it.", "", kExchange, kTokens},
                            Verb{"clock.advance", "Moves the clock.", "clock", kAdvance, {}}};

Vocabulary vocabulary() {
  Vocabulary words;
  words.verbs = kVerbs;
  words.settings = {"apiName", "isPkceRequired", "scopes"};
  words.check_setting = [](std::string_view name, const Json& value) {
    const bool is_wrong = name == "isPkceRequired" && value != true && value != false;
    return is_wrong ? std::optional<std::string>("it is true or false") : std::nullopt;
  };
  words.dials = {"rtr.replay", "pkce.absent_method"};
  words.check_dial = [](std::string_view, std::string_view value) {
    return value == "reject" ? std::nullopt : std::optional<std::string>("it is reject");
  };
  words.data_centres = {"us", "eu"};
  words.client_bugs = {"drops_tokens"};
  words.mutants = {"verifier_optional"};
  words.reasons = {&kSpent};
  words.guide.sections = {{"sf", "In Salesforce", {{"sf.11", "Require PKCE.", "required"}}}};
  return words;
}

// The published schema is a file beside the scenarios; this one refuses what is no object.
Schema schema() {
  auto compiled = Schema::compile(R"({"type": "object", "required": ["steps"]})");
  if (!compiled) std::abort();
  return std::move(compiled).value();
}

void check_problems(const std::vector<Problem>& problems, const std::string& text) {
  require(!problems.empty(), "reason", "A file that does not load has a problem.");
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  std::set<std::string> seen;
  for (const Problem& problem : problems) {
    require(!problem.message.empty() && problem.path.starts_with("$"), "reason",
            "A problem has a sentence and a path.");
    require(problem.line >= 1 && problem.line <= lines, "line", "A line is within the file.");
    require(seen.insert(to_text(problem)).second, "once", "A problem is told once.");
  }
}

void check_scenario(const Scenario& scenario) {
  size_t combinations = 1;
  for (const Variant& variant : scenario.variants) combinations *= variant.values.size();
  require(!scenario.plans.empty() && scenario.plans.size() == combinations, "plans",
          "There is a plan for each combination.");
  for (const Plan& plan : scenario.plans) {
    std::set<std::string> ids;
    for (const PlanStep& step : plan.steps)
      require(step.verb != nullptr && ids.insert(step.id).second, "steps",
              "A step has a verb and an id of its own.");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Vocabulary words = vocabulary();
  static const Schema the_schema = schema();
  if (size > 8'192) return 0;
  const std::string text(fuzz::Input(data, size).rest());
  const auto loaded = load_scenario({"scenarios/test.json", "test", text}, words, the_schema);
  if (loaded) {
    check_scenario(loaded.value().scenario);
  } else {
    check_problems(loaded.error(), text);
  }
  return 0;
}
