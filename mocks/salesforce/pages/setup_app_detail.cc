#include "mocks/core/text.h"
#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/settings_enums.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/pages/setup_policies_form.h"

namespace rehearse::salesforce {
namespace {

using wire::Markup;

Markup yes_or_no(std::string_view label, bool value, std::string_view name) {
  return wire::detail(label, value ? "Yes" : "No", name);
}

Markup notice_of(const wire::WireRequest& request) {
  const std::string saved = wire::value_of(request.query, "saved").value_or("");
  if (saved == "created") return wire::notice("The external client app was created.");
  if (saved == "settings") return wire::notice("The settings were saved.");
  if (saved == "policies") return wire::notice("The policies were saved.");
  return {};
}

// The tabs, and what one can do with the app.
Markup tabs(const App& app, std::string_view here, std::vector<Markup> more = {}) {
  std::vector<Markup> links = {wire::link(app_path(app, "editSettings"), "Edit Settings"),
                               wire::link(app_path(app, "editPolicies"), "Edit Policies"),
                               wire::link(app_path(app, "oauthUsage"), "OAuth Usage"),
                               wire::link(app_path(app, "delete"), "Delete")};
  links.insert(links.end(), more.begin(), more.end());
  Markup content = wire::tabs({{app_path(app, "detail"), "Settings", here == "detail"},
                               {app_path(app, "policies"), "Policies", here == "policies"}});
  content += wire::actions(links);
  return content;
}

// What the guide can say about the app: how long a connection would live with its settings.
std::vector<Markup> what_if(const Org& org, const App& app) {
  const std::string& guide = org.config().guide_url;
  if (guide.empty()) return {};
  return {wire::link(guide + "/what-if/" + app.id.value, "What if")};
}

Markup basic_information(const oauth::AppSettings& settings) {
  Markup content = wire::detail(label::kName, settings.label, "label");
  content += wire::detail(label::kApiName, settings.api_name, "apiName");
  content += wire::detail(label::kContactEmail, settings.contact_email, "contactEmail");
  content += wire::detail(label::kDistributionState,
                          spelling_of(kDistributionStates, settings.distribution_state).label,
                          "distributionState");
  content += wire::detail(label::kContactPhone, settings.contact_phone, "contactPhone");
  content += wire::detail(label::kInfoUrl, settings.info_url, "infoUrl");
  content += wire::detail(label::kLogoUrl, settings.logo_url, "logoUrl");
  content += wire::detail(label::kIconUrl, settings.icon_url, "iconUrl");
  content += wire::detail(label::kDescription, settings.description, "description");
  return wire::section("Basic Information", content);
}

Markup scope_labels(const oauth::AppSettings& settings) {
  std::vector<Markup> labels;
  for (const std::string& name : settings.scopes) {
    const oauth::Scope* scope = oauth::find_scope(name);
    const bool has_label = scope != nullptr && !scope->label.empty();
    labels.push_back(wire::escaped(has_label ? scope->label : std::string_view(name)));
  }
  Markup content = wire::heading(label::kSelectedScopes);
  content += wire::list(labels);
  return content;
}

Markup flows(const oauth::AppSettings& settings) {
  Markup content = yes_or_no(label::kClientCredentials, settings.is_client_credentials_flow_enabled,
                             "isClientCredentialsFlowEnabled");
  content +=
      yes_or_no(label::kCodeCredFlow, settings.is_code_cred_flow_enabled, "isCodeCredFlowEnabled");
  content += yes_or_no(label::kDeviceFlow, settings.is_device_flow_enabled, "isDeviceFlowEnabled");
  content += yes_or_no(label::kJwtBearer, !settings.certificate.empty(), "isJwtBearerEnabled");
  content += yes_or_no(label::kTokenExchange, settings.is_token_exchange_enabled,
                       "isTokenExchangeEnabled");
  return wire::section("Flow Enablement", content);
}

Markup security(const oauth::AppSettings& settings) {
  Markup content = yes_or_no(label::kSecretForWebServer, !settings.is_consumer_secret_optional,
                             "isConsumerSecretRequired");
  content += yes_or_no(label::kSecretForRefresh, settings.is_secret_required_for_refresh_token,
                       "isSecretRequiredForRefreshToken");
  content += yes_or_no(label::kPkce, settings.is_pkce_required, "isPkceRequired");
  content += yes_or_no(label::kRotation, settings.is_refresh_token_rotation_enabled,
                       "isRefreshTokenRotationEnabled");
  content +=
      yes_or_no(label::kNamedUserJwt, settings.is_named_user_jwt_enabled, "isNamedUserJwtEnabled");
  content += yes_or_no(label::kIdleLimit, settings.is_enforce_refresh_token_ttl,
                       "isEnforceRefreshTokenTTL");
  content +=
      yes_or_no(label::kEnforceAllowlist, !settings.token_ip_ranges.empty(), "enforceAllowlist");
  std::vector<std::vector<Markup>> rows;
  for (const oauth::AddressRange& range : settings.token_ip_ranges) {
    rows.push_back(
        {wire::escaped(range.start), wire::escaped(range.end), wire::escaped(range.description)});
  }
  if (!rows.empty()) {
    content += wire::heading(label::kAllowlist);
    content += wire::table({"Start", "End", "Description"}, rows);
  }
  return wire::section("Security", content);
}

Markup oauth_settings(const App& app) {
  const oauth::AppSettings& settings = app.settings;
  // The guide: the key and the secret open from here, behind a verification.
  Markup app_settings = wire::main_action(
      wire::link_in_new_tab(app_path(app, "consumerDetails"), label::kCredentials));
  app_settings +=
      wire::copied_detail(label::kCallbackUrl, join(settings.callback_urls, "\n"), "callbackUrl");
  app_settings += scope_labels(settings);
  app_settings +=
      yes_or_no(label::kIntrospectAll, settings.is_introspect_all_tokens, "isIntrospectAllTokens");
  Markup content = yes_or_no(label::kEnableOauth, settings.is_oauth_enabled, "isOauthEnabled");
  content += wire::section("App Settings", app_settings);
  content += flows(settings);
  content += security(settings);
  return wire::section("OAuth Settings", content);
}

}  // namespace

wire::WireResponse app_detail(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::view, [&](Org::Transaction&, const Visitor&, const App& app) {
    Markup content = notice_of(call.request);
    content += tabs(app, "detail", what_if(org, app));
    content += basic_information(app.settings);
    content += oauth_settings(app);
    return setup_page(200, app.settings.label, content);
  });
}

wire::WireResponse app_policies(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::view, [&](Org::Transaction&, const Visitor&, const App& app) {
    Markup content = notice_of(call.request);
    content += tabs(app, "policies");
    content += wire::section("OAuth Policies", policies_details(app.settings));
    return setup_page(200, app.settings.label, content);
  });
}

}  // namespace rehearse::salesforce
