#include <array>

#include "mocks/salesforce/org/apps.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

// What a part is called when the app was made on the Setup pages, and how its record's id starts.
// Names: observed in retrieved apps. Prefixes other than 0xI: inferred, no source shows them.
struct PartName {
  AppPart part{};
  std::string_view suffix{};
  std::string_view key_prefix{};
};
constexpr std::array kPartNames{
    PartName{AppPart::application, "", "0xI"},
    PartName{AppPart::oauth, "_oauth", "0xJ"},
    PartName{AppPart::global_oauth, "_global", "0xK"},
    PartName{AppPart::policies, "_defaultPolicy", "0xL"},
    PartName{AppPart::oauth_policies, "_defaultPolicy", "0xM"},
    PartName{AppPart::oauth_security, "_oauthSecurity", "0xN"},
};

// The parts that an app with these settings has in any case.
bool is_due(AppPart part, const oauth::AppSettings& settings) {
  switch (part) {
    case AppPart::application:
    case AppPart::policies:
      return true;
    case AppPart::oauth:
    case AppPart::global_oauth:
    case AppPart::oauth_policies:
      return settings.is_oauth_enabled;
    case AppPart::oauth_security:
      return !settings.token_ip_ranges.empty();
  }
  return false;
}

}  // namespace

MetadataRecord Apps::new_record(AppPart part, std::string name, const Editor& by) {
  MetadataRecord record;
  record.name = std::move(name);
  for (const PartName& row : kPartNames) {
    if (row.part == part) record.id = make_record_id(row.key_prefix, record_entropy_);
  }
  record.created_by = record.last_modified_by = by.user;
  record.created_at = record.last_modified_at = by.at;
  return record;
}

// Salesforce, observed: an app's policies come into being with it. The allowlist's component is
// there as long as it holds a range (inferred; the component needs one).
void Apps::tend_parts(App& app, const Editor& by) {
  const Editor maker = by.at == TimePoint{} ? Editor{by.user, app.created_at} : by;
  for (const PartName& row : kPartNames) {
    if (is_due(row.part, app.settings) && !app.parts.contains(row.part)) {
      MetadataRecord record =
          new_record(row.part, app.settings.api_name + std::string(row.suffix), maker);
      if (row.part == AppPart::application) record.id = app.id.value;
      app.parts[row.part] = std::move(record);
    }
  }
  if (app.settings.token_ip_ranges.empty()) app.parts.erase(AppPart::oauth_security);
}

AppParts* Apps::parts(const AppId& id) {
  App* app = find_mutable(id);
  return app == nullptr ? nullptr : &app->parts;
}

void Apps::restore(std::list<App> apps) {
  apps_ = std::move(apps);
  by_key_.clear();
  for (App& app : apps_) {
    by_key_[app.consumer_key.value] = &app;
    const bool is_good = app.staged && app.staged->state != StagedCredentials::State::expired;
    if (is_good) by_key_[app.staged->key.value] = &app;
  }
}

}  // namespace rehearse::salesforce
