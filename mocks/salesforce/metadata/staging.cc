#include "mocks/salesforce/metadata/staging.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/settings_json.h"
#include "mocks/salesforce/org/settings_rules.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// Salesforce, observed on live orgs.
constexpr std::string_view kNoOauthSettings =
    "The external client app configured in your global OAuth Settings doesn't have a valid OAuth "
    "settings configuration.";
constexpr std::string_view kNoExecutionUser =
    "Enter a valid execution user for the OAuth client credentials flow.";

void fail(ComponentChange& change, std::string text, const Reason& reason, XmlPlace place,
          std::string field = {}) {
  change.problems.push_back({std::move(text), &reason, place, std::move(field)});
}

bool is_true(std::string_view text) { return text == "true" || text == "1"; }

ComponentChange* change_of(const std::vector<ComponentChange*>& changes, AppPart part) {
  const auto found = std::ranges::find_if(
      changes, [&](const ComponentChange* change) { return change->type->part == part; });
  return found == changes.end() ? nullptr : *found;
}

// The app that a component is about: its own name, or the one it refers to.
const std::string& app_name_of(const ComponentChange& change) {
  return change.type->part == AppPart::application ? change.name : change.content.app;
}

}  // namespace

// Draft is an app as it would be.
struct Staging::Draft {
  const App* app = nullptr;  // null: a new one
  std::string name{};
  oauth::AppSettings settings{};
  bool has_app = false;
  bool has_oauth = false, has_global = false;
};

const App* owner_of(const Apps& apps, AppPart part, std::string_view name) {
  for (const App* app : apps.all()) {
    const auto record = app->parts.find(part);
    if (!app->is_built_in && record != app->parts.end() && record->second.name == name) return app;
  }
  return nullptr;
}

Staging::Staging(Org& org, Org::Transaction& tx, const MetadataActor& actor, bool ignores_warnings)
    : org_(org),
      tx_(tx),
      actor_(actor),
      ignores_warnings_(ignores_warnings),
      saved_apps_(tx.apps().save()),
      saved_settings_(tx.settings()) {}

Staging::~Staging() {
  if (is_kept_) return;
  tx_.apps().restore(std::move(saved_apps_));
  tx_.settings() = std::move(saved_settings_);
}

void Staging::keep() {
  is_kept_ = true;
  for (const AppId& app : ended_) {
    tx_.grants().revoke_of_app(app, oauth::reason::app_deleted, actor_.now);
  }
}

// Names refer to apps exactly as spelled, though no two apps may differ in letter case alone.
const App* Staging::find_app(std::string_view name) {
  const App* app = tx_.apps().find_by_name(name);
  return app != nullptr && app->settings.api_name == name ? app : nullptr;
}

std::string Staging::text_of(const App& app, AppPart part) const {
  return app.parts.contains(part) ? file_of(component_of(org_, app, part, kEveryVersion)) : "";
}

void Staging::deploy(const std::vector<ComponentChange*>& changes) {
  std::vector<std::string> names;  // in order of appearance
  for (ComponentChange* change : changes) {
    if (change->is_removal || change->failed()) continue;
    if (!change->type->part) {
      deploy_member(*change);
    } else if (std::ranges::find(names, app_name_of(*change)) == names.end()) {
      names.push_back(app_name_of(*change));
    }
  }
  for (const std::string& name : names) {
    Changes of_app;
    std::ranges::copy_if(changes, std::back_inserter(of_app), [&](const ComponentChange* change) {
      return !change->is_removal && change->type->part && app_name_of(*change) == name;
    });
    deploy_app(name, std::move(of_app));
  }
}

// What fails is left out and the rest judged again, until nothing more fails.
void Staging::deploy_app(const std::string& name, Changes changes) {
  while (true) {
    std::erase_if(changes, [](const ComponentChange* change) { return change->failed(); });
    if (changes.empty()) return;
    for (ComponentChange* change : changes) change->problems.clear();  // warnings
    Draft draft = draft_of(name, changes);
    for (ComponentChange* change : changes) judge_place(draft, changes, *change);
    if (std::ranges::any_of(changes, &ComponentChange::failed)) continue;
    if (!judge(draft, changes)) continue;
    commit(draft, changes);
    return;
  }
}

Staging::Draft Staging::draft_of(const std::string& name, const Changes& changes) {
  Draft draft;
  draft.name = name;
  draft.app = find_app(name);
  draft.has_app = draft.app != nullptr || change_of(changes, AppPart::application) != nullptr;
  const auto has = [&](AppPart part) {
    return (draft.app != nullptr && draft.app->parts.contains(part)) ||
           change_of(changes, part) != nullptr;
  };
  draft.has_oauth = has(AppPart::oauth);
  draft.has_global = has(AppPart::global_oauth);
  if (draft.app != nullptr) draft.settings = draft.app->settings;
  draft.settings.api_name = name;
  for (const ComponentChange* change : changes) {
    draft.settings = with_component(*change->type, change->content, draft.settings);
  }
  // OAuth is on once both halves of its settings are there, unless the policies say otherwise.
  const bool was_complete = draft.app != nullptr && draft.app->parts.contains(AppPart::oauth) &&
                            draft.app->parts.contains(AppPart::global_oauth);
  bool is_on = was_complete ? draft.settings.is_oauth_enabled : true;
  if (const ComponentChange* policies = change_of(changes, AppPart::policies))
    is_on = policies->content.oauth_plugin.value_or(true);
  draft.settings.is_oauth_enabled = is_on && draft.has_oauth && draft.has_global;
  return draft;
}

// Whether the component may stand where it wants to: its app, its name, its siblings.
void Staging::judge_place(const Draft& draft, const Changes& changes, ComponentChange& change) {
  const XmlPlace at = change.content.place;
  const AppPart part = *change.type->part;
  if (draft.app != nullptr && draft.app->is_built_in) {
    fail(change, "This app belongs to Salesforce.", reason::app_built_in, at);
    return;
  }
  if (!draft.has_app) {
    // Salesforce, observed: the reference is compared exactly; the words are those of other types.
    fail(change,
         fmt::format("INVALID_CROSS_REFERENCE_KEY: In field: externalClientApplication - no "
                     "ExternalClientApplication named {} found",
                     draft.name),
         reason::component_cross_reference, at, "externalClientApplication");
    return;
  }
  if (part == AppPart::application) return;
  SettingProblems problems;
  check_api_name(change.name, problems);
  for (const SettingProblem& problem : problems) fail(change, problem.message, *problem.reason, at);
  if (const App* owner = owner_of(tx_.apps(), part, change.name);
      owner != nullptr && owner != draft.app) {
    fail(change,
         fmt::format("The name {} is in use by a component of the external client app {}.",
                     change.name, owner->settings.api_name),
         reason::component_of_another_app, at);
  }
  // An app has one component of each type; the words are those of any unique field.
  const bool has_one = draft.app != nullptr && draft.app->parts.contains(part);
  if (change_of(changes, part) != &change ||
      (has_one && draft.app->parts.at(part).name != change.name)) {
    fail(change,
         fmt::format("duplicate value found: ExternalClientApplication duplicates value on record "
                     "with id: {}",
                     has_one ? draft.app->parts.at(part).id : "<unknown>"),
         reason::component_second, at, "externalClientApplication");
  }
  judge_consumer(draft, change);
}

void Staging::judge_consumer(const Draft& draft, ComponentChange& change) {
  const ComponentContent& content = change.content;
  if (content.key && (draft.app == nullptr || draft.app->consumer_key != *content.key)) {
    const bool had_one = draft.app != nullptr && draft.app->parts.contains(AppPart::global_oauth);
    if (had_one) {
      fail(change, "consumerKey: the consumer key can't be changed, only rotated.",
           reason::consumer_key_fixed, content.place, "consumerKey");
    } else if (tx_.apps().has_key(*content.key)) {
      fail(change, "consumerKey: the consumer key is already in use.", reason::consumer_key_taken,
           content.place, "consumerKey");
    }
  }
  // Metadata API Developer Guide: a rotation needs the option to ignore warnings.
  if (!content.rotates_key && !content.rotates_secret) return;
  warn(change,
       {fmt::format("The consumer {} will be replaced by a new one, and clients that use the old "
                    "one will fail.",
                    content.rotates_key ? "key" : "secret"),
        &reason::consumer_rotation_warned, content.place,
        content.rotates_key ? "shouldRotateConsumerKey" : "shouldRotateConsumerSecret"});
}

void Staging::warn(ComponentChange& change, ComponentProblem problem) {
  problem.is_warning = true;
  problem.is_ignored = ignores_warnings_;
  change.problems.push_back(std::move(problem));
}

// The app as a whole. False: some change failed.
bool Staging::judge(const Draft& draft, const Changes& changes) {
  const auto blame = [&](AppPart part) -> ComponentChange& {
    ComponentChange* change = change_of(changes, part);
    return change == nullptr ? *changes.front() : *change;
  };
  if (draft.has_global && !draft.has_oauth) {
    ComponentChange& change = blame(AppPart::global_oauth);
    fail(change, std::string(kNoOauthSettings), reason::global_without_oauth, change.content.place);
    return false;
  }
  if (ComponentChange* change = change_of(changes, AppPart::oauth_policies);
      change != nullptr && is_true(change->content.kept_text("isClientCredentialsFlowEnabled"))) {
    const User* user =
        tx_.users().find_by_username(change->content.kept_text("clientCredentialsFlowUser"));
    if (user == nullptr || !user->is_active) {
      fail(*change, std::string(kNoExecutionUser), reason::execution_user_missing,
           change->content.place, "clientCredentialsFlowUser");
      return false;
    }
  }
  const SettingProblems problems = tx_.apps().check(draft.settings, draft.app);
  for (const SettingProblem& problem : problems) {
    ComponentChange& change = blame(part_of(problem.field).value_or(AppPart::application));
    const std::string field(field_of(*change.type, problem.field));
    fail(change, problem.message, *problem.reason, change.content.place_of(field), field);
  }
  return problems.empty();
}

void Staging::commit(Draft& draft, const Changes& changes) {
  Apps& apps = tx_.apps();
  std::map<AppPart, std::string> before;
  AppParts parts_before;
  if (draft.app != nullptr) {
    parts_before = draft.app->parts;
    for (const auto& [part, record] : parts_before) before[part] = text_of(*draft.app, part);
  }
  const AppId id = draft.app != nullptr
                       ? draft.app->id
                       : apps.create(draft.settings, actor_.now, actor_.user).value();
  if (draft.app != nullptr) (void)apps.update(id, draft.settings, editor());
  AppParts& parts = *apps.parts(id);
  for (ComponentChange* change : changes) {
    const AppPart part = *change->type->part;
    change->created = !parts_before.contains(part);
    if (change->created && part != AppPart::application)
      parts[part] = apps.new_record(part, change->name, editor());
    parts.at(part).kept = change->content.kept;
    change->id = parts.at(part).id;
    const ComponentContent& content = change->content;
    if (content.key) (void)apps.set_key(id, *content.key);
    if (content.secret) apps.set_secret(id, *content.secret);
    if (content.rotates_key) apps.replace_key(id);
    if (content.rotates_secret) apps.replace_secret(id);
  }
  const App& app = *apps.find(id);
  for (ComponentChange* change : changes) {
    const AppPart part = *change->type->part;
    change->changed = before[part] != text_of(app, part) || change->content.rotates_secret;
    if (!change->changed || change->created) continue;
    parts.at(part).last_modified_by = actor_.user;
    parts.at(part).last_modified_at = actor_.now;
  }
}

void Staging::deploy_member(ComponentChange& change) {
  OrgSettings& settings = tx_.settings();
  const std::string before = file_of(settings_member_of(settings, *change.type, kEveryVersion));
  MetadataRecord& record = settings.members[change.name];
  record.name = change.name;
  record.kept = change.content.kept;
  for (const XmlElement& element : change.content.given) {
    settings.*org_setting_of(element.name) = is_true(trim(element.text));
  }
  change.changed = before != file_of(settings_member_of(settings, *change.type, kEveryVersion));
  if (!change.changed) return;
  record.last_modified_by = actor_.user;
  record.last_modified_at = actor_.now;
}

}  // namespace rehearse::salesforce
