#include <algorithm>

#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/org/settings_enums.h"
#include "mocks/salesforce/pages/setup_app_form.h"
#include "mocks/salesforce/pages/setup_labels.h"

namespace rehearse::salesforce {
namespace {

using wire::Markup;

// Observed in a locked org, in French; the English wording is not public.
constexpr std::string_view kLockedHint =
    "To change this required setting, contact Salesforce Support.";

Markup basic_information(const AppFormView& view) {
  const oauth::AppSettings& settings = view.form.settings;
  const auto field = [&](std::string_view label, std::string_view name, std::string_view value,
                         bool required = false, bool disabled = false) {
    return wire::text_field({.label = label,
                             .name = name,
                             .value = value,
                             .error = messages_for(view.problems, name),
                             .required = required,
                             .disabled = disabled});
  };
  std::vector<wire::Option> states;
  for (const auto& row : kDistributionStates) {
    states.push_back({std::string(row.metadata), std::string(row.label),
                      row.value == settings.distribution_state});
  }
  Markup content = field(label::kName, "label", settings.label, true);
  content += field(label::kApiName, "apiName", settings.api_name, true, !view.is_new);
  content += field(label::kContactEmail, "contactEmail", settings.contact_email, true);
  content += wire::select({.label = label::kDistributionState,
                           .name = "distributionState",
                           .error = messages_for(view.problems, "distributionState"),
                           .options = states});
  content += field(label::kContactPhone, "contactPhone", settings.contact_phone);
  content += field(label::kInfoUrl, "infoUrl", settings.info_url);
  content += field(label::kLogoUrl, "logoUrl", settings.logo_url);
  content += field(label::kIconUrl, "iconUrl", settings.icon_url);
  content += wire::text_area({.label = label::kDescription,
                              .name = "description",
                              .value = settings.description,
                              .error = messages_for(view.problems, "description")});
  return wire::section("Basic Information", content);
}

Markup scope_lists(const AppFormView& view) {
  const std::vector<std::string>& selected = view.form.settings.scopes;
  std::vector<wire::Option> available_options, selected_options;
  for (const oauth::Scope& scope : oauth::scope_table()) {
    const std::string name(scope.name);
    if (std::ranges::find(selected, name) == selected.end() && !scope.label.empty()) {
      available_options.push_back({name, std::string(scope.label)});
    }
  }
  for (const std::string& name : selected) {
    const oauth::Scope* scope = oauth::find_scope(name);
    const bool has_label = scope != nullptr && !scope->label.empty();
    selected_options.push_back({name, has_label ? std::string(scope->label) : name});
  }
  const std::string error = messages_for(view.problems, "scopes");
  return wire::section(label::kScopes,
                       wire::picker({.name = "scopes",
                                     .from = {.label = label::kAvailableScopes,
                                              .name = "availableScopes",
                                              .options = available_options,
                                              .multiple = true},
                                     .to = {.label = label::kSelectedScopes,
                                            .name = "selectedScopes",
                                            .error = error,
                                            .options = selected_options,
                                            .multiple = true},
                                     .forward = {label::kMoveToSelected, "moveToSelected"},
                                     .back = {label::kMoveToAvailable, "moveToAvailable"}}));
}

Markup oauth_settings(const AppFormView& view) {
  const oauth::AppSettings& settings = view.form.settings;
  Markup app_settings = wire::text_area({.label = label::kCallbackUrl,
                                         .name = "callbackUrl",
                                         .value = view.form.callback_text,
                                         .hint = "One URL a line.",
                                         .error = messages_for(view.problems, "callbackUrl")});
  app_settings += scope_lists(view);
  app_settings += wire::check_box({.label = label::kIntrospectAll,
                                   .name = "isIntrospectAllTokens",
                                   .checked = settings.is_introspect_all_tokens});
  const std::string error = messages_for(view.problems, "isOauthEnabled");
  Markup content = wire::check_box({.label = label::kEnableOauth,
                                    .name = "isOauthEnabled",
                                    .error = error,
                                    .checked = settings.is_oauth_enabled});
  content += wire::section("App Settings", app_settings);
  return wire::section("API (Enable OAuth Settings)", content);
}

Markup flow_enablement(const AppFormView& view) {
  const oauth::AppSettings& settings = view.form.settings;
  const auto box = [&](std::string_view label, std::string_view name, bool checked) {
    const std::string error = messages_for(view.problems, name);
    return wire::check_box({.label = label, .name = name, .error = error, .checked = checked});
  };
  Markup content = box(label::kClientCredentials, "isClientCredentialsFlowEnabled",
                       settings.is_client_credentials_flow_enabled);
  content += box(label::kCodeCredFlow, "isCodeCredFlowEnabled", settings.is_code_cred_flow_enabled);
  content += box(label::kDeviceFlow, "isDeviceFlowEnabled", settings.is_device_flow_enabled);
  content += box(label::kJwtBearer, "isJwtBearerEnabled", view.form.uses_jwt_bearer);
  content += wire::text_area({.label = label::kCertificate,
                              .name = "certificate",
                              .value = settings.certificate,
                              .hint = "PEM, for the JWT bearer flow.",
                              .error = messages_for(view.problems, "certificate")});
  content +=
      box(label::kTokenExchange, "isTokenExchangeEnabled", settings.is_token_exchange_enabled);
  return wire::section("Flow Enablement", content);
}

Markup allowlist(const AppFormView& view) {
  const std::vector<oauth::AddressRange>& ranges = view.form.settings.token_ip_ranges;
  std::vector<std::vector<Markup>> rows;
  for (size_t index = 0; index < ranges.size(); ++index) {
    const oauth::AddressRange& range = ranges[index];
    const std::string number = std::to_string(index + 1);
    Markup carried = wire::hidden("rangeStart", range.start);
    carried += wire::hidden("rangeEnd", range.end);
    carried += wire::hidden("rangeDescription", range.description);
    carried +=
        wire::button("Remove range " + number, "removeRange" + number, "1", wire::Look::quiet);
    rows.push_back({wire::escaped(range.start), wire::escaped(range.end),
                    wire::escaped(range.description), carried});
  }
  Markup content;
  if (!rows.empty()) content += wire::table({"Start", "End", "Description", "Action"}, rows);
  content += wire::text_field(
      {.label = label::kRangeStart, .name = "newRangeStart", .value = view.form.range.start});
  content += wire::text_field({.label = label::kRangeEnd,
                               .name = "newRangeEnd",
                               .value = view.form.range.end,
                               .error = messages_for(view.problems, "tokenIpRanges")});
  content += wire::text_field({.label = label::kRangeDescription,
                               .name = "newRangeDescription",
                               .value = view.form.range.description});
  content += wire::button("Add", "addRange", "1", wire::Look::quiet);
  return wire::section(label::kAllowlist, content);
}

Markup security(const AppFormView& view) {
  const oauth::AppSettings& settings = view.form.settings;
  const bool is_locked = view.mode == OrgMode::locked_2026;
  const auto box = [&](std::string_view label, std::string_view name, bool checked) {
    const std::string error = messages_for(view.problems, name);
    return wire::check_box({.label = label, .name = name, .error = error, .checked = checked});
  };
  const auto forced = [&](std::string_view label, std::string_view name, bool checked) {
    return wire::check_box({.label = label,
                            .name = name,
                            .hint = is_locked ? kLockedHint : std::string_view(),
                            .checked = checked,
                            .disabled = is_locked});
  };
  Markup content = box(label::kSecretForWebServer, "isConsumerSecretRequired",
                       !settings.is_consumer_secret_optional);
  content += box(label::kSecretForRefresh, "isSecretRequiredForRefreshToken",
                 settings.is_secret_required_for_refresh_token);
  content += forced(label::kPkce, "isPkceRequired", settings.is_pkce_required);
  content += forced(label::kRotation, "isRefreshTokenRotationEnabled",
                    settings.is_refresh_token_rotation_enabled);
  content += box(label::kNamedUserJwt, "isNamedUserJwtEnabled", settings.is_named_user_jwt_enabled);
  content +=
      forced(label::kIdleLimit, "isEnforceRefreshTokenTTL", settings.is_enforce_refresh_token_ttl);
  content += box(label::kEnforceAllowlist, "enforceAllowlist", view.form.enforces_allowlist);
  content += allowlist(view);
  return wire::section("Security", content);
}

}  // namespace

wire::Markup app_form_sections(const AppFormView& view) {
  Markup content = basic_information(view);
  content += oauth_settings(view);
  content += flow_enablement(view);
  content += security(view);
  return content;
}

}  // namespace rehearse::salesforce
