#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/apps.h"
#include "harness/steps/tables.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

Seen sign_in(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string username = text_argument(arguments, "username", kAdmin);
  const auto act =
      context.driver.salesforce_sign_in(username, text_argument(arguments, "password", kPassword));
  return observe(act, watch, username + " is signed in to Salesforce");
}

Seen open_app_manager(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.salesforce_open_app_manager(), watch,
                 "the External Client App Manager is open");
}

Seen new_app(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.app_new(), watch, "the form of a new app is open");
}

Seen set(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const Json settings = whole_ranges(*find_member(arguments, "settings"));
  AtHand& at_hand = context.at_hand;
  at_hand.app_label = string_member(settings, "label").value_or(at_hand.app_label);
  if (const auto callback = string_member(settings, "callbackUrl")) {
    at_hand.callback_url = callback->substr(0, callback->find('\n'));
  }
  std::vector<std::string> names;
  for (const auto& [name, value] : settings.items()) names.push_back(name);
  return observe(context.driver.app_set(settings), watch, "filled in: " + join(names, ", "));
}

// Fills in a whole form, the settings the guide gives with the step's in their place.
Seen set_all(Context& context, const Json& arguments) {
  const Json* own = find_member(arguments, "settings");
  return set(context, {{"settings", guide_settings(own == nullptr ? Json::object() : *own)}});
}

Seen create(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.app_create(), watch, "the app is created");
}

Seen edit(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const Json settings = whole_ranges(*find_member(arguments, "settings"));
  return observe(context.driver.app_edit(settings), watch, "the app is changed on its pages");
}

Seen open(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string label = text_argument(arguments, "label", context.at_hand.app_label);
  return observe(context.driver.app_open(label), watch, "the app's page is open");
}

constexpr std::array kSignIn{Argument{"username", Kind::text}, Argument{"password", Kind::text}};
constexpr std::array kSettings{Argument{"settings", Kind::object, true}};
constexpr std::array kSomeSettings{Argument{"settings", Kind::object}};
constexpr std::array kOpen{Argument{"label", Kind::text}};

constexpr std::array kVerbs{
    Verb{"salesforce.sign_in",
         "Signs in to Salesforce in a tab of its own.",
         "",
         kSignIn,
         {},
         sign_in},
    Verb{"salesforce.open_app_manager",
         "Walks through Setup, Apps and External Client Apps to the External Client App Manager.",
         "",
         {},
         {},
         open_app_manager},
    Verb{"app.new", "Starts a new external client app.", "", {}, {}, new_app},
    Verb{"app.set", "Fills in settings of the form by their labels.", "", kSettings, {}, set},
    Verb{"app.set_all",
         "Fills in the whole form as the guide says, but for the settings given.",
         "",
         kSomeSettings,
         {},
         set_all},
    Verb{"app.create", "Clicks Create.", "", {}, {}, create},
    Verb{"app.open", "Opens the app from the App Manager's list.", "", kOpen, {}, open},
    Verb{"app.edit",
         "Edits settings and policies on the app's pages and saves them.",
         "",
         kSettings,
         {},
         edit},
};

}  // namespace

std::span<const Verb> salesforce_verbs() { return kVerbs; }

}  // namespace rehearse::harness
