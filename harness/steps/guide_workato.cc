#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/connections.h"
#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

Seen sign_in(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_sign_in(), watch, "signed in to Workato");
}

Seen open_profiles(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_open_profiles(), watch, "Custom OAuth profiles is open");
}

Seen new_profile(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_new_profile(), watch, "a new profile is begun");
}

Seen open_profile(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string name = text_argument(arguments, "name", kProfileName);
  return observe(context.driver.workato_open_profile(name), watch, name + " is open");
}

Seen select_application(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string name = text_argument(arguments, "application", "Salesforce");
  return observe(context.driver.workato_select_application(name), watch, name + " is selected");
}

Seen name_profile(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string name = text_argument(arguments, "name", kProfileName);
  return observe(context.driver.workato_name_profile(name), watch, "the profile has a name");
}

Seen create_new_app(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_create_new_app(), watch, "Salesforce opens in a new tab");
}

Seen enter_client_id(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string key = text_argument(arguments, "key", context.at_hand.consumer_key);
  return observe(context.driver.workato_enter_client_id(key), watch, "the client ID is pasted");
}

Seen enter_client_secret(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string secret = text_argument(arguments, "secret", context.at_hand.consumer_secret);
  return observe(context.driver.workato_enter_client_secret(secret), watch,
                 "the client secret is pasted");
}

Seen save(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_save(), watch, "the profile is saved");
}

Seen done(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_done(), watch, "the profile is done");
}

Seen new_connection(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_new_connection(connection_settings(context, arguments)),
                 watch, "the connection's form is filled in");
}

Seen connect(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  return observe(context.driver.workato_connect(text_argument(arguments, "username", kUser),
                                                text_argument(arguments, "decision", "approve")),
                 watch, "Workato is connected");
}

Seen run_job(Context& context, const Json&) {
  JournalWatch watch(context.target);
  const auto act = context.driver.workato_run_job();
  return observe(act, watch, "the job read data from Salesforce");
}

Seen run_jobs(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const int64_t times = integer_member(arguments, "times").value_or(1);
  for (int64_t done_jobs = 0; done_jobs < times; ++done_jobs) {
    if (const auto every = string_member(arguments, "every")) {
      const auto advanced = advance_clock(context.target, *every);
      if (!advanced) return advanced.error();
    }
    const auto act = context.driver.workato_run_job();
    if (act && act.value().ok) continue;
    Seen seen = observe(act, watch, "");
    if (seen) {
      seen.value().summary =
          fmt::format("job {} of {}: {}", done_jobs + 1, times, seen.value().summary);
    }
    return seen;
  }
  return Observation{.ok = true, .summary = fmt::format("{} jobs ran", times)};
}

Seen status(Context& context, const Json&) {
  JournalWatch watch(context.target);
  const auto act = context.driver.workato_connection_status();
  if (!act || !act.value().ok) return observe(act, watch, "");
  return Observation{.ok = true, .description = act.value().value, .summary = act.value().value};
}

constexpr std::array kApplication{Argument{"application", Kind::text}};
constexpr std::array kName{Argument{"name", Kind::text}};
constexpr std::array kKey{Argument{"key", Kind::text, false, "consumer_key"}};
constexpr std::array kSecret{Argument{"secret", Kind::text, false, "consumer_secret"}};
constexpr std::array kConnect{Argument{"username", Kind::text}, choice("decision", "approve|deny")};
constexpr std::array kJobs{Argument{"times", Kind::integer, true},
                           Argument{"every", Kind::duration}};

constexpr std::array kVerbs{
    Verb{"workato.sign_in", "Signs in to Workato.", "", {}, {}, sign_in},
    Verb{"workato.open_profiles",
         "Opens Tools, then Custom OAuth profiles.",
         "",
         {},
         {},
         open_profiles},
    Verb{"workato.new_profile", "Clicks + New custom profile.", "", {}, {}, new_profile},
    Verb{"workato.open_profile",
         "Opens a profile from the list, to change it.",
         "",
         kName,
         {},
         open_profile},
    Verb{"workato.select_application",
         "Selects the application of the profile.",
         "",
         kApplication,
         {},
         select_application},
    Verb{"workato.name_profile", "Names the profile.", "", kName, {}, name_profile},
    Verb{"workato.create_new_app", "Clicks Create new app.", "", {}, {}, create_new_app},
    Verb{"workato.enter_client_id",
         "Returns to the Workato tab and pastes the client ID.",
         "",
         kKey,
         {},
         enter_client_id},
    Verb{"workato.enter_client_secret",
         "Pastes the client secret.",
         "",
         kSecret,
         {},
         enter_client_secret},
    Verb{"workato.save", "Clicks Save.", "", {}, {}, save},
    Verb{"workato.done", "Clicks Done.", "", {}, {}, done},
    Verb{"workato.new_connection",
         "Fills in the form of a new Salesforce connection.",
         "",
         kConnectionArguments,
         {},
         new_connection},
    Verb{"workato.connect",
         "Clicks Connect, logs in to Salesforce and decides.",
         "",
         kConnect,
         {},
         connect},
    Verb{"workato.run_job", "Runs a job of the connection, which reads data.", "", {}, {}, run_job},
    Verb{"workato.run_jobs", "Runs jobs, some virtual time before each.", "", kJobs, {}, run_jobs},
    Verb{"workato.status", "Reads the connection's status off its page.", "", {}, {}, status},
};

}  // namespace

std::span<const Verb> workato_verbs() { return kVerbs; }

}  // namespace rehearse::harness
