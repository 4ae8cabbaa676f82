#include "mocks/salesforce/org/app_validation.h"

#include "mocks/salesforce/org/settings_rules.h"

namespace rehearse::salesforce {

SettingProblems check_settings(const oauth::AppSettings& settings) {
  SettingProblems problems;
  check_api_name(settings.api_name, problems);
  check_basics(settings, problems);
  check_callbacks(settings, problems);
  check_scopes(settings, problems);
  check_allowlist(settings, problems);
  check_policies(settings, problems);
  return problems;
}

// Salesforce, observed on live orgs of 2026: a deploy that turns PKCE off succeeds and reads back
// on; the Setup page shows the three boxes ticked and greyed out.
oauth::AppSettings as_saved(oauth::AppSettings settings, OrgMode mode) {
  if (mode != OrgMode::locked_2026) return settings;
  settings.is_pkce_required = true;
  settings.is_refresh_token_rotation_enabled = true;
  settings.is_enforce_refresh_token_ttl = true;
  return settings;
}

}  // namespace rehearse::salesforce
