#include "mocks/salesforce/org/apps.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/settings_json.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// Formats of key and secret: Salesforce's own samples (observed).
constexpr std::string_view kKeyPrefix = "3MVG9";
constexpr std::string_view kKeyAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
constexpr size_t kKeyRest = 80;
constexpr size_t kSecretLength = 64;

// The Salesforce CLI's app, which every org knows without having created it. A public client: no
// secret on either flow.
oauth::AppSettings platform_cli() {
  oauth::AppSettings settings;
  settings.api_name = "PlatformCLI";
  settings.label = "Salesforce CLI";
  settings.contact_email = "noreply@salesforce.com";
  settings.distribution_state = oauth::DistributionState::packaged;
  settings.callback_urls = {"http://localhost:1717/OauthRedirect"};
  settings.scopes = {"api", "web", "full", "refresh_token"};
  settings.is_consumer_secret_optional = true;
  settings.is_secret_required_for_refresh_token = false;
  settings.is_pkce_required = false;
  settings.refresh_token_policy = oauth::RefreshTokenPolicy::infinite;
  return settings;
}

}  // namespace

Apps::Apps(uint64_t seed, OrgMode mode, TimePoint start)
    : mode_(mode),
      entropy_(seed, "salesforce apps"),
      record_entropy_(seed, "salesforce app records") {
  App& cli = add(platform_cli(), start);
  by_key_.erase(cli.consumer_key.value);
  cli.consumer_key = ClientId("PlatformCLI");
  cli.is_built_in = true;
  by_key_[cli.consumer_key.value] = &cli;
}

SettingProblems Apps::check(const oauth::AppSettings& settings, const App* self) const {
  SettingProblems problems = check_settings(as_saved(settings, mode_));
  const auto report = [&](std::string message, const Reason& reason) {
    problems.insert(problems.begin(),
                    {"apiName", std::string(label::kApiName), std::move(message), &reason});
  };
  if (self != nullptr) {
    if (settings.api_name != self->settings.api_name) {
      report("The API Name can't be changed after the app is saved.", reason::api_name_fixed);
    }
    return problems;
  }
  // The guide: the API Name is unique. Developer names are, letter case aside.
  if (!settings.api_name.empty() && find_by_name(settings.api_name) != nullptr) {
    report("The API Name is already in use by another external client app. Enter a unique name.",
           reason::api_name_taken);
  }
  return problems;
}

Result<AppId, SettingProblems> Apps::create(oauth::AppSettings settings, TimePoint now,
                                            const UserId& by) {
  SettingProblems problems = check(settings, nullptr);
  if (!problems.empty()) return problems;
  App& app = add(as_saved(std::move(settings), mode_), now);
  tend_parts(app, {by, now});
  return app.id;
}

Result<Done, SettingProblems> Apps::update(const AppId& id, oauth::AppSettings settings,
                                           const Editor& by) {
  App* app = find_mutable(id);
  if (app == nullptr) {
    return SettingProblems{
        {"app", "External Client App", "This app no longer exists.", &reason::app_unknown}};
  }
  if (app->is_built_in) {
    return SettingProblems{
        {"app", "External Client App", "This app belongs to Salesforce.", &reason::app_built_in}};
  }
  SettingProblems problems = check(settings, app);
  if (!problems.empty()) return problems;
  settings = as_saved(std::move(settings), mode_);
  std::swap(app->settings, settings);
  tend_parts(*app, by);
  if (by.at == TimePoint{}) return Done{};
  for (const AppPart part : changed_parts(settings, app->settings)) {
    const auto record = app->parts.find(part);
    if (record == app->parts.end()) continue;
    record->second.last_modified_by = by.user;
    record->second.last_modified_at = by.at;
  }
  return Done{};
}

bool Apps::remove(const AppId& id) {
  const App* app = find_mutable(id);
  if (app == nullptr || app->is_built_in) return false;
  by_key_.erase(app->consumer_key.value);
  outlive(app->consumer_secret);
  if (app->staged) {
    by_key_.erase(app->staged->key.value);
    outlive(app->staged->secret);
  }
  apps_.remove_if([&](const App& other) { return &other == app; });
  return true;
}

void Apps::replace_secret(const AppId& id) {
  App* app = find_mutable(id);
  if (app == nullptr || app->is_built_in) return;
  outlive(app->consumer_secret);
  app->consumer_secret = new_secret();
}

void Apps::replace_key(const AppId& id) { set_key(id, new_key()); }

bool Apps::set_key(const AppId& id, const ClientId& key) {
  App* app = find_mutable(id);
  if (app == nullptr || app->is_built_in || by_key_.contains(key.value)) return false;
  by_key_.erase(app->consumer_key.value);
  app->consumer_key = key;
  by_key_[key.value] = app;
  return true;
}

void Apps::set_secret(const AppId& id, ClientSecret secret) {
  App* app = find_mutable(id);
  if (app == nullptr || app->is_built_in || app->consumer_secret == secret) return;
  outlive(app->consumer_secret);
  app->consumer_secret = std::move(secret);
}

const App* Apps::find(const AppId& id) const {
  const auto found =
      std::ranges::find_if(apps_, [&](const App& app) { return same_id(app.id.value, id.value); });
  return found == apps_.end() ? nullptr : &*found;
}

const App* Apps::find_by_key(const ClientId& key, TimePoint now) {
  const auto found = by_key_.find(key.value);
  if (found == by_key_.end()) return nullptr;
  App* app = found->second;
  if (app->consumer_key == key) return app;
  settle(*app, now);
  return app->staged && app->staged->state != StagedCredentials::State::expired ? app : nullptr;
}

const App* Apps::find_by_name(std::string_view api_name) const {
  const std::string wanted = lower(api_name);
  const auto found = std::ranges::find_if(
      apps_, [&](const App& app) { return lower(app.settings.api_name) == wanted; });
  return found == apps_.end() ? nullptr : &*found;
}

std::vector<const App*> Apps::all() const {
  std::vector<const App*> apps;
  for (const App& app : apps_) apps.push_back(&app);
  return apps;
}

std::vector<ClientSecret> Apps::secrets() const {
  std::vector<ClientSecret> secrets(former_secrets_.begin(), former_secrets_.end());
  for (const App& app : apps_) {
    secrets.push_back(app.consumer_secret);
    if (app.staged) secrets.push_back(app.staged->secret);
  }
  return secrets;
}

void Apps::outlive(const ClientSecret& secret) {
  former_secrets_.push_back(secret);
  if (former_secrets_.size() > kRetiredKept) former_secrets_.pop_front();
}

App& Apps::add(oauth::AppSettings settings, TimePoint now) {
  App app;
  app.id = AppId(make_record_id("0xI", entropy_));
  app.consumer_id = make_record_id("888", entropy_);
  app.consumer_key = new_key();
  app.consumer_secret = new_secret();
  app.settings = std::move(settings);
  app.created_at = now;
  apps_.push_back(std::move(app));
  by_key_[apps_.back().consumer_key.value] = &apps_.back();
  return apps_.back();
}

ClientId Apps::new_key() {
  return ClientId(std::string(kKeyPrefix) + entropy_.text(kKeyAlphabet, kKeyRest));
}

ClientSecret Apps::new_secret() { return ClientSecret(entropy_.text(kHexUpper, kSecretLength)); }

App* Apps::find_mutable(const AppId& id) {
  const App* found = find(id);
  for (App& app : apps_) {
    if (&app == found) return &app;
  }
  return nullptr;
}

}  // namespace rehearse::salesforce
