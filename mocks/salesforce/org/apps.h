#pragma once

#include <deque>
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

// Editor is who changes an app, and when; a time of zero means that neither is told.
struct Editor {
  UserId user{};
  TimePoint at{};
};

// Apps keeps the org's external client apps. Every way in (pages, POST /apps, deploy) uses these
// verbs, so that there is one validation; every client id is looked up here.
class Apps {
 public:
  static constexpr Duration kStagedLife = std::chrono::days(30);
  static constexpr size_t kRetiredKept = 1'000;  // former keys, and as many former secrets

  Apps(uint64_t seed, OrgMode mode, TimePoint start);

  // All problems at once; empty means the settings may be saved. `self` is the app being edited, if
  // any.
  SettingProblems check(const oauth::AppSettings& settings, const App* self) const;
  // Creates the app with a key and a secret of its own, and with the records of its parts. In a
  // locked org the forced settings come out true.
  Result<AppId, SettingProblems> create(oauth::AppSettings settings, TimePoint now,
                                        const UserId& by = {});
  // apiName cannot change. In a locked org forced settings stay true and that is no error. The
  // built-in app cannot be edited, removed or given another key or secret. The records of the parts
  // that change say who did it and when, where that is given.
  Result<Done, SettingProblems> update(const AppId& id, oauth::AppSettings settings,
                                       const Editor& by = {});
  bool remove(const AppId& id);
  // A new secret of the main pair; the old one is wrong at once. A staged pair stays as it is.
  void replace_secret(const AppId& id);

  // Staged credentials: one pair beside the main one (apps_staged.cc).
  // What the app's staged slot holds at `now`; null if it is empty. A rotated pair leaves it when
  // its 30 days are over, an active one stays in it as expired.
  const StagedCredentials* staged(const AppId& id, TimePoint now);
  // Makes a pair, good at once. Refused while the slot holds one.
  Result<Done, const Reason*> stage(const AppId& id, const UserId& by, TimePoint now);
  // Makes the staged pair the main one; the former main pair takes its place, as rotated.
  Result<Done, const Reason*> rotate_staged(const AppId& id, TimePoint now);
  // Empties the slot; its pair is no good at once. False: it was empty.
  bool remove_staged(const AppId& id, TimePoint now);

  // A new consumer key; the old one is unknown at once.
  void replace_key(const AppId& id);
  bool has_key(const ClientId& key) const { return by_key_.contains(key.value); }
  // Gives the app a key of the caller's choice. False: another app has it.
  bool set_key(const AppId& id, const ClientId& key);
  void set_secret(const AppId& id, ClientSecret secret);

  // The records of the app's parts, to be edited; null if there is no such app (apps_parts.cc).
  AppParts* parts(const AppId& id);
  // A new record, with an id of its own.
  MetadataRecord new_record(AppPart part, std::string name, const Editor& by);
  // All apps as they are, and back to that: for a deploy that is undone. What was drawn from the
  // seed meanwhile stays drawn.
  std::list<App> save() const { return apps_; }
  void restore(std::list<App> apps);

  const App* find(const AppId& id) const;  // 15 or 18 characters
  // The app that has the key, in its main or its staged pair, if the pair is good at `now`.
  const App* find_by_key(const ClientId& key, TimePoint now);
  // Why a key that was an app's is none any more; null for one that never was, or long ago.
  const Reason* why_retired(const ClientId& key) const;
  const App* find_by_name(std::string_view api_name) const;  // without regard to case
  std::vector<const App*> all() const;                       // in order of creation
  // Every consumer secret there is or was, for whoever must never show one.
  std::vector<ClientSecret> secrets() const;

 private:
  App& add(oauth::AppSettings settings, TimePoint now);
  App* find_mutable(const AppId& id);
  ClientId new_key();
  ClientSecret new_secret();
  void settle(App& app, TimePoint now);
  void retire(const StagedCredentials& pair, const Reason& why);
  void outlive(const ClientSecret& secret);
  void tend_parts(App& app, const Editor& by);

  OrgMode mode_;
  SeededEntropy entropy_;
  SeededEntropy record_entropy_;
  std::list<App> apps_;                           // in order of creation, stable addresses
  std::unordered_map<std::string, App*> by_key_;  // every key that is good, staged ones included
  std::unordered_map<std::string, const Reason*> retired_{};
  std::deque<std::string> retired_in_order_{};
  std::deque<ClientSecret> former_secrets_{};
};

}  // namespace rehearse::salesforce
