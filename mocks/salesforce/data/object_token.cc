#include <array>

#include "mocks/salesforce/data/object_values.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

Value user_id(const Row& row, size_t) { return std::string_view(row.grant->user.value); }
Value app_name(const Row& row, size_t) { return std::string_view(row.app->settings.label); }
Value opened(const Row& row, size_t) { return row.grant->opened_at; }
Value last_used(const Row& row, size_t) { return row.grant->last_used_at; }
Value use_count(const Row& row, size_t) { return int64_t{row.grant->uses}; }

// Names, labels and types: describes of real orgs at version 64.0 (observed). Id is always null
// (documented). The three tokens are null here: a mock hands out no secrets twice.
constexpr std::array kColumns{
    Column{"Id", "Oauth Token ID", id, no_value},
    Column{"AccessToken", "Access Token", text, no_value, true},
    Column{"UserId", "User ID", reference, user_id, true, true, "User", "User"},
    Column{"RequestToken", "Request Token", text, no_value, true},
    Column{"CreatedDate", "Created Date", date_time, opened, true},
    Column{"AppName", "Application Name", text, app_name, true},
    Column{"LastUsedDate", "Last Used Date", date_time, last_used, true},
    Column{"UseCount", "Use Count", integer, use_count, true},
    Column{"DeleteToken", "Delete Token", text, no_value, true},
    Column{"AppMenuItemId", "AppMenuItem ID", reference, no_value, true},
};

// Salesforce, documented: with Customize Application the tokens of all users, otherwise one's own.
void visit(const DataView& view, const RowSink& sink) {
  const bool sees_all = view.tx.profiles().may(view.viewer, Permission::customize_application);
  for (const App* app : view.tx.apps().all()) {
    for (const Grant* grant : view.tx.grants().of_app(app->id)) {
      if (!sees_all && grant->user != view.viewer.id) continue;
      if (!sink({.view = &view, .app = app, .grant = grant})) return;
    }
  }
}

}  // namespace

constinit const Object kOauthToken{.name = "OauthToken",
                                   .label = "OAuth Token",
                                   .plural = "OAuth Tokens",
                                   .key_prefix = "0CQ",
                                   .since = 32,
                                   .columns = kColumns,
                                   .visit = visit};

}  // namespace rehearse::salesforce
