#pragma once

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/core/entropy.h"
#include "mocks/core/result.h"
#include "mocks/salesforce/org/app_validation.h"
#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// Apps keeps the org's external client apps. Every way in (pages, POST /apps, deploy) uses these
// verbs, so that there is one validation.
class Apps {
 public:
  Apps(uint64_t seed, OrgMode mode, TimePoint start);

  // All problems at once; empty means the settings may be saved. `self` is the app being edited, if
  // any.
  SettingProblems check(const oauth::AppSettings& settings, const App* self) const;
  // Creates the app with a key and a secret of its own. In a locked org the forced settings come
  // out true.
  Result<AppId, SettingProblems> create(oauth::AppSettings settings, TimePoint now);
  // apiName cannot change. In a locked org forced settings stay true and that is no error. The
  // built-in app cannot be edited, removed or given another secret.
  Result<Done, SettingProblems> update(const AppId& id, oauth::AppSettings settings);
  bool remove(const AppId& id);
  void replace_secret(const AppId& id);  // a new consumer secret; the old one is wrong at once

  const App* find(const AppId& id) const;  // 15 or 18 characters
  const App* find_by_key(const ClientId& key) const;
  const App* find_by_name(std::string_view api_name) const;  // without regard to case
  std::vector<const App*> all() const;                       // in order of creation

 private:
  App& add(oauth::AppSettings settings, TimePoint now);
  App* find_mutable(const AppId& id);

  OrgMode mode_;
  SeededEntropy entropy_;
  std::list<App> apps_;                           // in order of creation, stable addresses
  std::unordered_map<std::string, App*> by_key_;  // consumer key
};

}  // namespace rehearse::salesforce
