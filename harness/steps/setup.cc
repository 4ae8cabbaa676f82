#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "harness/steps/apps.h"
#include "harness/steps/connections.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

Json own_settings(const Json& arguments) {
  const Json* own = find_member(arguments, "settings");
  return own == nullptr ? Json::object() : *own;
}

Seen set_up_app(Context& context, const Json& arguments) {
  return create_app(context, guide_settings(own_settings(arguments)));
}

// Performs acts up to the first that fails.
ActResult all_of(const std::vector<std::function<ActResult()>>& acts) {
  ActResult last = Act{.ok = true};
  for (const auto& act : acts) {
    last = act();
    if (!last || !last.value().ok) break;
  }
  return last;
}

ActResult make_profile_and_connection(Context& context, const Json& arguments) {
  Driver& driver = context.driver;
  const AtHand& at_hand = context.at_hand;
  const Json connection = connection_settings(context, arguments);
  return all_of({
      [&] { return driver.workato_sign_in(); },
      [&] { return driver.workato_open_profiles(); },
      [&] { return driver.workato_new_profile(); },
      [&] { return driver.workato_select_application("Salesforce"); },
      [&] { return driver.workato_name_profile(std::string(kProfileName)); },
      [&] { return driver.workato_enter_client_id(at_hand.consumer_key); },
      [&] { return driver.workato_enter_client_secret(at_hand.consumer_secret); },
      [&] { return driver.workato_save(); },
      [&] { return driver.workato_done(); },
      [&] { return driver.workato_new_connection(connection); },
  });
}

Seen set_up_profile_and_connection(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  return observe(make_profile_and_connection(context, arguments), watch,
                 "the profile is saved and the connection's form filled in");
}

Seen set_up_all(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  Seen app = set_up_app(context, arguments);
  if (!app || !app.value().ok) return app;
  ActResult act = make_profile_and_connection(context, arguments);
  if (act && act.value().ok) {
    act = context.driver.workato_connect(text_argument(arguments, "username", kUser),
                                         text_argument(arguments, "decision", "approve"));
  }
  return observe(act, watch, "the app, the profile and the connection are there, and connected");
}

constexpr std::array kApp{Argument{"settings", Kind::object}};
constexpr std::array kAll{
    Argument{"settings", Kind::object}, Argument{"username", Kind::text},
    choice("decision", "approve|deny"), Argument{"name", Kind::text},
    Argument{"sandbox", Kind::boolean}, Argument{"custom_domain", Kind::text},
    Argument{"scopes", Kind::text},     Argument{"profile", Kind::text},
};
constexpr std::array<std::string_view, 3> kGives{"consumer_key", "consumer_secret", "app_id"};

constexpr std::array kVerbs{
    Verb{"setup.app", "Creates an app as the guide says, but for the settings given.", "apps", kApp,
         kGives, set_up_app},
    Verb{"setup.profile_and_connection",
         "Saves the app's key and secret in a profile and fills in a connection.",
         "",
         kConnectionArguments,
         {},
         set_up_profile_and_connection},
    Verb{"setup.connected", "Sets up the app, the profile and the connection, and connects.",
         "apps", kAll, kGives, set_up_all},
};

}  // namespace

std::span<const Verb> setup_verbs() { return kVerbs; }

}  // namespace rehearse::harness
