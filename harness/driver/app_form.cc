#include "harness/driver/app_form.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

enum class How { text, box, inverted_box, choice, choices, scopes, ranges, certificate, oauth };

struct AppField {
  std::string_view name{}, label{};
  How how = How::text;
  AppPage page = AppPage::settings;
};

// Labels: the guide, and Salesforce help where the guide has none. Order: of the pages.
constexpr std::array kFields{
    AppField{"label", "External Client App Name"},
    AppField{"apiName", "API Name"},
    AppField{"contactEmail", "Contact Email"},
    AppField{"distributionState", "Distribution State", How::choice},
    AppField{"description", "Description"},
    AppField{"isOauthEnabled", "Enable OAuth", How::oauth},
    AppField{"callbackUrl", "Callback URL"},
    AppField{"scopes", "OAuth Scopes", How::scopes},
    AppField{"isIntrospectAllTokens", "Introspect All Tokens", How::box},
    AppField{"isClientCredentialsFlowEnabled", "Enable Client Credentials Flow", How::box},
    AppField{"isCodeCredFlowEnabled", "Enable Authorization Code and Credentials Flow", How::box},
    AppField{"isDeviceFlowEnabled", "Enable Device Flow", How::box},
    AppField{"certificate", "Certificate", How::certificate},
    AppField{"isTokenExchangeEnabled", "Enable Token Exchange Flow", How::box},
    AppField{"isConsumerSecretOptional", "Require secret for Web Server Flow", How::inverted_box},
    AppField{"isSecretRequiredForRefreshToken", "Require secret for Refresh Token Flow", How::box},
    AppField{"isPkceRequired",
             "Require Proof Key for Code Exchange (PKCE) extension for Supported Authorization "
             "Flows",
             How::box},
    AppField{"isRefreshTokenRotationEnabled", "Enable Refresh Token Rotation", How::box},
    AppField{"isNamedUserJwtEnabled",
             "Issue JSON Web Token (JWT)-based access tokens for named users", How::box},
    AppField{"isEnforceRefreshTokenTTL", "Limit Idle Refresh Token Time-to-Live (TTL) to 30 Days",
             How::box},
    AppField{"tokenIpRanges", "Enforce Refresh Token IP Allowlist", How::ranges},
    AppField{"isEnabled", "Enable External Client App", How::box, AppPage::policies},
    AppField{"permittedUsersPolicyType", "Permitted Users", How::choice, AppPage::policies},
    AppField{"profiles", "Select Profiles", How::choices, AppPage::policies},
    AppField{"permissionSets", "Select Permission Sets", How::choices, AppPage::policies},
    AppField{"isClientCredentialsFlowEnabledInPolicies", "Enable Client Credentials Flow", How::box,
             AppPage::policies},
    AppField{"clientCredentialsFlowUser", "Run As (Username)", How::text, AppPage::policies},
    AppField{"ipRelaxationPolicyType", "IP Relaxation", How::choice, AppPage::policies},
    AppField{"refreshTokenPolicyType", "Refresh Token Policy", How::choice, AppPage::policies},
    AppField{"refreshTokenValidityPeriod", "Refresh Token Validity Period", How::text,
             AppPage::policies},
    AppField{"refreshTokenValidityUnit", "Refresh Token Validity Unit", How::choice,
             AppPage::policies},
    AppField{"sessionTimeoutInMinutes", "Session Timeout (Minutes)", How::text, AppPage::policies},
    AppField{"namedUserJwtTimeout", "Named User JWT Timeout (Minutes)", How::text,
             AppPage::policies},
};

const AppField* find_field(std::string_view name) {
  const auto* row = std::find_if(kFields.begin(), kFields.end(),
                                 [&](const AppField& field) { return field.name == name; });
  return row == kFields.end() ? nullptr : row;
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : dump_json(value);
}

std::vector<std::string> list_of(const Json& value) {
  if (!value.is_array()) return split_words(text_of(value));
  std::vector<std::string> items;
  for (const Json& item : value) items.push_back(text_of(item));
  return items;
}

bool flag_of(const Json& value) { return value.is_boolean() && value.get<bool>(); }

// The guide: highlight the scopes, then click the arrow. What is selected already goes back first.
void fill_scopes(Script& script, PageSession& session, const Json& value) {
  const std::vector<std::string> selected = session.options("Selected OAuth Scopes");
  if (!selected.empty()) {
    script.select("Selected OAuth Scopes", selected);
    script.click("Move selection to Available OAuth Scopes");
  }
  const std::vector<std::string> wanted = list_of(value);
  if (wanted.empty()) return;
  script.select("Available OAuth Scopes", wanted);
  script.click("Move selection to Selected OAuth Scopes");
}

void fill_ranges(Script& script, PageSession& session, const AppField& field, const Json& value) {
  while (script.ok() && session.has_button("Remove range 1")) script.click("Remove range 1");
  const bool any = value.is_array() && !value.empty();
  script.check(field.label, any);
  if (!any) return;
  for (const Json& range : value) {
    script.fill("Start IP Address", string_member(range, "startIpAddress").value_or(""));
    script.fill("End IP Address", string_member(range, "endIpAddress").value_or(""));
    script.click("Add");
  }
}

void fill_one(Script& script, PageSession& session, const AppField& field, const Json& value) {
  switch (field.how) {
    case How::text:
      script.fill(field.label, text_of(value));
      return;
    case How::box:
      script.check(field.label, flag_of(value));
      return;
    case How::inverted_box:
      script.check(field.label, !flag_of(value));
      return;
    case How::choice:
      script.select(field.label, {text_of(value)});
      return;
    case How::choices:
      script.select(field.label, list_of(value));
      return;
    case How::scopes:
      fill_scopes(script, session, value);
      return;
    case How::ranges:
      fill_ranges(script, session, field, value);
      return;
    case How::certificate:
      script.check("Enable JWT Bearer Flow", !text_of(value).empty());
      script.fill(field.label, text_of(value));
      return;
    case How::oauth:
      script.click("API (Enable OAuth Settings)").check(field.label, flag_of(value));
      return;
  }
}

void refuse_unknown(Script& script, const std::string& name) {
  std::vector<std::string> known;
  for (const AppField& field : kFields) known.emplace_back(field.name);
  const auto meant = nearest(name, known);
  std::string what = "an app has no setting \"" + name + "\"";
  if (meant) what += "; did you mean \"" + *meant + "\"?";
  script.act([&]() -> PageResult { return PageProblem{what, {}}; });
}

}  // namespace

bool any_on(const Json& settings, AppPage page) {
  return std::any_of(kFields.begin(), kFields.end(), [&](const AppField& field) {
    return field.page == page && find_member(settings, field.name) != nullptr;
  });
}

void fill_app_form(Script& script, PageSession& session, const Json& settings, AppPage page) {
  for (const auto& [name, value] : settings.items()) {
    const AppField* field = find_field(name);
    if (field == nullptr) return refuse_unknown(script, name);
    if (field->page == page && script.ok()) fill_one(script, session, *field, value);
  }
}

}  // namespace rehearse::harness
