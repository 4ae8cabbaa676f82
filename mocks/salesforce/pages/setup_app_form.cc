#include "mocks/salesforce/pages/setup_app_form.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/org/settings_enums.h"
#include "mocks/salesforce/org/settings_json.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/form_memory.h"

namespace rehearse::salesforce {
namespace {

// More than could ever be saved, so that one range too many still gets its message.
constexpr size_t kRangesShown = 2 * kIpRangesMost;

std::string text_of(const wire::Fields& fields, std::string_view name) {
  const wire::Field* field = wire::find_field(fields, name);
  return field == nullptr ? std::string() : field->value;
}

std::vector<std::string> all_of(const wire::Fields& fields, std::string_view name) {
  std::vector<std::string> values;
  for (const wire::Field& field : fields) {
    if (field.name == name) values.push_back(field.value);
  }
  return values;
}

bool is_on(const wire::Fields& fields, std::string_view name) {
  return wire::find_field(fields, name) != nullptr;
}

void add_to(std::vector<std::string>& list, const std::vector<std::string>& more) {
  for (const std::string& item : more) {
    if (std::ranges::find(list, item) == list.end()) list.push_back(item);
  }
}

void read_basics(const wire::Fields& fields, oauth::AppSettings& settings) {
  settings.label = trim(text_of(fields, "label"));
  // An app's API Name is on the page only until the app is saved.
  if (is_on(fields, "apiName")) settings.api_name = text_of(fields, "apiName");
  settings.contact_email = trim(text_of(fields, "contactEmail"));
  settings.distribution_state =
      value_spelled(kDistributionStates, text_of(fields, "distributionState"))
          .value_or(settings.distribution_state);
  settings.contact_phone = trim(text_of(fields, "contactPhone"));
  settings.info_url = trim(text_of(fields, "infoUrl"));
  settings.logo_url = trim(text_of(fields, "logoUrl"));
  settings.icon_url = trim(text_of(fields, "iconUrl"));
  settings.description = text_of(fields, "description");
}

void read_scopes(const wire::Fields& fields, oauth::AppSettings& settings) {
  settings.scopes.clear();
  add_to(settings.scopes, all_of(fields, "scopes"));
  if (is_on(fields, "moveToSelected")) {
    add_to(settings.scopes, all_of(fields, "availableScopes"));
  }
  if (is_on(fields, "moveToAvailable")) {
    const std::vector<std::string> chosen = all_of(fields, "selectedScopes");
    std::erase_if(settings.scopes, [&](const std::string& scope) {
      return std::ranges::find(chosen, scope) != chosen.end();
    });
  }
}

void read_flows(const wire::Fields& fields, AppForm& form) {
  oauth::AppSettings& settings = form.settings;
  settings.is_client_credentials_flow_enabled = is_on(fields, "isClientCredentialsFlowEnabled");
  settings.is_code_cred_flow_enabled = is_on(fields, "isCodeCredFlowEnabled");
  settings.is_device_flow_enabled = is_on(fields, "isDeviceFlowEnabled");
  settings.is_token_exchange_enabled = is_on(fields, "isTokenExchangeEnabled");
  form.uses_jwt_bearer = is_on(fields, "isJwtBearerEnabled");
  settings.certificate = text_of(fields, "certificate");
}

void read_security(const wire::Fields& fields, oauth::AppSettings& settings) {
  settings.is_consumer_secret_optional = !is_on(fields, "isConsumerSecretRequired");
  settings.is_secret_required_for_refresh_token = is_on(fields, "isSecretRequiredForRefreshToken");
  settings.is_pkce_required = is_on(fields, "isPkceRequired");
  settings.is_refresh_token_rotation_enabled = is_on(fields, "isRefreshTokenRotationEnabled");
  settings.is_named_user_jwt_enabled = is_on(fields, "isNamedUserJwtEnabled");
  settings.is_enforce_refresh_token_ttl = is_on(fields, "isEnforceRefreshTokenTTL");
}

void read_allowlist(const wire::Fields& fields, AppForm& form) {
  form.enforces_allowlist = is_on(fields, "enforceAllowlist");
  const std::vector<std::string> starts = all_of(fields, "rangeStart");
  const std::vector<std::string> ends = all_of(fields, "rangeEnd");
  const std::vector<std::string> descriptions = all_of(fields, "rangeDescription");
  std::vector<oauth::AddressRange>& ranges = form.settings.token_ip_ranges;
  ranges.clear();
  for (size_t index = 0; index < std::min({starts.size(), ends.size(), kRangesShown}); ++index) {
    if (is_on(fields, "removeRange" + std::to_string(index + 1))) continue;
    ranges.push_back({starts[index], ends[index],
                      index < descriptions.size() ? descriptions[index] : std::string()});
  }
  form.range = {std::string(trim(text_of(fields, "newRangeStart"))),
                std::string(trim(text_of(fields, "newRangeEnd"))),
                text_of(fields, "newRangeDescription")};
  if (is_on(fields, "addRange") && !(form.range.start.empty() && form.range.end.empty())) {
    ranges.push_back(std::exchange(form.range, {}));
  }
}

}  // namespace

AppForm new_app_form(OrgMode mode) {
  AppForm form;
  form.settings = as_saved({}, mode);
  form.settings.is_oauth_enabled = false;
  return form;
}

AppForm form_of(const App& app) {
  AppForm form;
  form.settings = app.settings;
  form.callback_text = join(app.settings.callback_urls, "\n");
  form.uses_jwt_bearer = !app.settings.certificate.empty();
  form.enforces_allowlist = !app.settings.token_ip_ranges.empty();
  return form;
}

AppForm read_app_form(const wire::Fields& fields, const AppForm& base, OrgMode mode) {
  AppForm form = base;
  form.once = text_of(fields, wire::kOnce);
  read_basics(fields, form.settings);
  form.settings.is_oauth_enabled = is_on(fields, "isOauthEnabled");
  form.callback_text = replace_all(text_of(fields, "callbackUrl"), "\r\n", "\n");
  form.settings.callback_urls = callback_lines(form.callback_text);
  form.settings.is_introspect_all_tokens = is_on(fields, "isIntrospectAllTokens");
  read_scopes(fields, form.settings);
  read_flows(fields, form);
  read_security(fields, form.settings);
  read_allowlist(fields, form);
  // A greyed-out box is not sent; it stays as the org has it.
  form.settings = as_saved(std::move(form.settings), mode);
  return form;
}

bool only_rearranges(const wire::Fields& fields) {
  return std::ranges::any_of(fields, [](const wire::Field& field) {
    return field.name == "moveToSelected" || field.name == "moveToAvailable" ||
           field.name == "addRange" || field.name.starts_with("removeRange");
  });
}

oauth::AppSettings settings_of(const AppForm& form) {
  oauth::AppSettings settings = form.settings;
  if (!form.uses_jwt_bearer) settings.certificate.clear();
  if (!form.range.start.empty() || !form.range.end.empty()) {
    settings.token_ip_ranges.push_back(form.range);
  }
  if (!form.enforces_allowlist) settings.token_ip_ranges.clear();
  return settings;
}

SettingProblems check_form(const AppForm& form) {
  SettingProblems problems;
  if (form.enforces_allowlist && settings_of(form).token_ip_ranges.empty()) {
    problems.push_back({"tokenIpRanges", std::string(label::kAllowlist),
                        "Add at least one IP range, or don't enforce the allowlist.",
                        &reason::allowlist_empty});
  }
  if (form.uses_jwt_bearer && form.settings.certificate.empty()) {
    problems.push_back({"certificate", std::string(label::kCertificate),
                        "The JWT bearer flow needs a certificate in PEM form.",
                        &reason::certificate_malformed});
  }
  return problems;
}

wire::Markup problem_summary(const SettingProblems& problems,
                             std::string (*field_of)(const SettingProblem& problem)) {
  std::vector<wire::FieldError> errors;
  for (const SettingProblem& problem : problems)
    errors.push_back({field_of(problem), problem.label, problem.message});
  return wire::error_summary(wire::alert("Review the errors on this page."), errors);
}

std::string messages_for(const SettingProblems& problems, std::string_view field) {
  std::vector<std::string> messages;
  for (const SettingProblem& problem : problems) {
    if (problem.field == field) messages.push_back(problem.message);
  }
  return join(messages, " ");
}

}  // namespace rehearse::salesforce
