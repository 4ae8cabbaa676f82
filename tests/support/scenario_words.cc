#include "tests/support/scenario_words.h"

#include <array>
#include <cassert>
#include <nlohmann/json.hpp>

#include "tests/support/source_tree.h"

namespace rehearse::harness::testing {
namespace {

using Seen = Result<Observation, Trouble>;
using Kind = Argument::Kind;

constexpr Fidelity kMadeUp{Basis::documented, "a test"};
constexpr Reason kSpent{"token_spent", "The token was used before.",
                        "The connection loses its tokens.", "Keep the newest token.", kMadeUp};
constexpr Reason kExpired{"token_expired", "The token is too old.", "The connection waits.",
                          "Sign in again.", kMadeUp};

Seen see(Context& context, const Json& with) {
  if (bool_member(with, "trouble").value_or(false))
    return Trouble{Trouble::Kind::timeout, "nobody answered in time", "login.example:443",
                   bool_member(with, "sent").value_or(false)};
  Observation seen;
  seen.ok = bool_member(with, "ok").value_or(true);
  seen.status = int(integer_member(with, "status").value_or(0));
  seen.error = string_member(with, "error").value_or("");
  seen.description = string_member(with, "description").value_or("");
  seen.reason = string_member(with, "reason").value_or("");
  seen.summary = string_member(with, "summary").value_or("");
  if (const auto offer = string_member(with, "offer")) context.captures.offer("token", *offer);
  return seen;
}

Seen sign_in(Context& context, const Json& with) {
  context.captures.offer("session", "session-of-" + string_member(with, "user").value_or(""));
  return Observation{.ok = true, .summary = "signed in"};
}

Seen spend(Context&, const Json& with) {
  return Observation{.ok = true, .summary = "spent " + string_member(with, "token").value_or("")};
}

Seen set_up(Context&, const Json& with) {
  const Json* settings = find_member(with, "settings");
  return Observation{.ok = true, .summary = settings == nullptr ? "" : dump_json(*settings)};
}

Seen tick(Context&, const Json&) { return Observation{.ok = true, .summary = "ticked"}; }

constexpr Argument kSee[] = {
    {"ok", Kind::boolean},       {"status", Kind::integer},  {"error", Kind::text},
    {"description", Kind::text}, {"reason", Kind::text},     {"summary", Kind::text},
    {"offer", Kind::text},       {"trouble", Kind::boolean}, {"sent", Kind::boolean}};
constexpr Argument kSignIn[] = {{"user", Kind::text, true},
                                {"wait", Kind::duration},
                                {"tries", Kind::integer},
                                {"decision", Kind::text, false, {}, "approve|deny"}};
constexpr Argument kSpend[] = {{"token", Kind::capture, true, "token"}};
constexpr Argument kSetUp[] = {{"settings", Kind::object}, {"addresses", Kind::list}};
constexpr std::string_view kToken[] = {"token"}, kSession[] = {"session"};

constexpr std::array kVerbs{
    Verb{"fake.see", "Sees what it is told to see.", "", kSee, kToken, see},
    Verb{"fake.sign_in", "Signs somebody in.", "", kSignIn, kSession, sign_in},
    Verb{"fake.spend", "Spends a token.", "", kSpend, {}, spend},
    Verb{"setup.app", "Sets an app up.", "", kSetUp, {}, set_up},
    Verb{"fake.tick", "Moves the clock.", "clock", {}, {}, tick}};

}  // namespace

Vocabulary small_vocabulary() {
  Vocabulary words;
  words.verbs = kVerbs;
  words.settings = {"apiName", "isPkceRequired", "scopes"};
  words.check_setting = [](std::string_view name, const Json& value) {
    const bool wrong = name == "isPkceRequired" && !value.is_boolean();
    return wrong ? std::optional<std::string>("isPkceRequired is true or false") : std::nullopt;
  };
  words.data_centres = {"us", "eu"};
  words.client_bugs = {"drops_tokens", "retries"};
  words.mutants = {"anything_goes"};
  words.dials = {"rtr.replay", "otp.max_tries"};
  words.check_dial = [](std::string_view name, std::string_view value) {
    const bool wrong = name == "rtr.replay" && value != "cascade";
    return wrong ? std::optional<std::string>("rtr.replay is cascade") : std::nullopt;
  };
  words.reasons = {&kSpent, &kExpired};
  words.guide.sections = {
      {"w",
       "Begin in Workato",
       {{"w.1", "Sign in to Workato.", "required"}, {"w.2", "Open the profiles.", "required"}}}};
  return words;
}

const Schema& published_schema() {
  static const Schema schema = [] {
    auto compiled = Schema::compile(
        rehearse::testing::read_file(rehearse::testing::source_root() / "scenarios/schema.json"));
    assert(compiled.ok());
    return std::move(compiled).value();
  }();
  return schema;
}

Result<LoadedScenario, std::vector<Problem>> load_text(const std::string& text,
                                                       const Overrides& overrides) {
  return load_scenario({"scenarios/test.json", "test", text}, small_vocabulary(),
                       published_schema(), overrides);
}

std::string problems_of(const std::string& text) {
  const auto loaded = load_text(text);
  std::string lines;
  if (!loaded) {
    for (const Problem& problem : loaded.error()) lines += to_text(problem) + "\n";
  }
  return lines;
}

std::string with_steps(const std::string& steps, const std::string& members) {
  return "{\"name\": \"test\", \"title\": \"A test\", " + members + "\"steps\": [\n" + steps +
         "\n]}";
}

}  // namespace rehearse::harness::testing
