#include "harness/guide/journal_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

struct Words {
  std::string_view route{}, text{};
};
constexpr Words kWords[] = {
    {"login_page", "Salesforce's login page was opened"},
    {"log_in", "Somebody logged in to Salesforce"},
    {"log_out", "Somebody logged out of Salesforce"},
    {"home_page", "Salesforce's home page was opened"},
    {"setup_home", "Setup was opened"},
    {"setup_apps", "Setup, Apps was opened"},
    {"setup_client_apps", "Setup, External Client Apps was opened"},
    {"app_list", "The External Client App Manager was opened"},
    {"new_app", "The form for a new external client app was opened"},
    {"create_app", "The form of a new external client app was sent"},
    {"app_detail", "The app's Settings tab was opened"},
    {"app_policies", "The app's Policies tab was opened"},
    {"edit_settings_page", "Edit Settings was opened"},
    {"edit_settings", "The app's settings were saved"},
    {"edit_policies_page", "Edit Policies was opened"},
    {"edit_policies", "The app's policies were saved"},
    {"delete_app", "The app was deleted"},
    {"oauth_usage", "The app's OAuth usage was opened"},
    {"revoke_usage", "An admin revoked access"},
    {"consumer_details", "The consumer key and secret were asked for"},
    {"new_secret", "A new consumer secret was asked for"},
    {"verification_page", "Salesforce asked for the one-time password"},
    {"verify_identity", "A one-time password was entered"},
    {"resend_code", "The one-time password was asked for again"},
    {"authorize", "Workato asked Salesforce for access"},
    {"approval_page", "Salesforce asked whether to allow access"},
    {"approval", "Somebody answered whether to allow access"},
    {"authorize_error", "Salesforce showed an error instead of asking"},
    {"token", "Workato asked Salesforce for tokens"},
    {"introspect", "Workato asked whether a token is good"},
    {"revoke", "A token was revoked"},
    {"data_query", "A job read data"},
    {"data_resources", "A job looked at the API"},
    {"data_limits", "A job looked at the org's limits"},
    {"userinfo", "Workato asked who the user is"},
    {"identity", "Workato asked who the user is"},
    {"workato_home", "Workato was opened"},
    {"workato_sign_in", "Somebody signed in to Workato"},
    {"workato_sign_out", "Somebody signed out of Workato"},
    {"workato_tools", "Tools was opened"},
    {"workato_ip_addresses", "Workato's IP addresses were opened"},
    {"workato_profiles", "Custom OAuth profiles was opened"},
    {"workato_profile_new", "The form for a new custom profile was opened"},
    {"workato_profile_new_app", "Create new app was clicked"},
    {"workato_profile_create", "Save was clicked on a new profile"},
    {"workato_profile_saved", "Workato said that the profile is saved"},
    {"workato_profile", "A profile was opened"},
    {"workato_profile_update", "A profile was saved"},
    {"workato_profile_delete", "A profile was deleted"},
    {"workato_connections", "The connections were opened"},
    {"workato_connection_apps", "The list of apps to connect was opened"},
    {"workato_connection_new", "The form for a new connection was opened"},
    {"workato_connection_create", "A connection was made"},
    {"workato_connection", "A connection was opened"},
    {"workato_connection_connect", "Connect was clicked"},
    {"workato_connection_disconnect", "Disconnect was clicked"},
    {"workato_connection_job", "A job of the connection was run"},
    {"workato_connection_last_job", "The job's result was opened"},
    {"workato_oauth_callback", "The browser came back to Workato from Salesforce"},
};

// A code that is asked for is no refusal to a person.
bool is_part_of_the_guide(const std::string& reason) {
  return reason == "otp_required" || reason == "not_signed_in";
}

}  // namespace

std::string exchange_words(const Trail::Exchange& exchange) {
  const auto words = std::ranges::find(kWords, exchange.route, &Words::route);
  if (words != std::end(kWords)) return std::string(words->text);
  return replace_all(exchange.route.empty() ? "a page that does not exist" : exchange.route, "_",
                     " ");
}

std::string outcome_words(const Trail::Exchange& exchange) {
  if (const Reason* reason = find_reason(exchange.reason)) {
    return std::string(is_part_of_the_guide(exchange.reason) ? "" : "Refused. ") +
           std::string(reason->meaning);
  }
  return exchange.status < 400 ? "Worked." : fmt::format("Answered {}.", exchange.status);
}

}  // namespace rehearse::harness
