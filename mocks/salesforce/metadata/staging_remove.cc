#include <fmt/format.h>

#include <algorithm>

#include "mocks/salesforce/metadata/staging.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

void fail(ComponentChange& change, std::string text, const Reason& reason) {
  change.problems.push_back({std::move(text), &reason, {0, 0}});
}

}  // namespace

void Staging::remove(const std::vector<ComponentChange*>& removals) {
  std::vector<std::pair<ComponentChange*, AppId>> found;
  std::vector<AppId> gone;
  for (ComponentChange* change : removals) {
    if (!change->type->part) {
      fail(*change, fmt::format("The {} settings can't be deleted.", change->name),
           reason::settings_not_deletable);
      continue;
    }
    const App* app = owner_of(tx_.apps(), *change->type->part, change->name);
    if (app == nullptr) {
      // Salesforce, observed (@salesforce/source-deploy-retrieve): a warning.
      warn(*change, {fmt::format("No {} named: {} found", change->type->name, change->name),
                     &reason::component_to_delete_unknown});
      continue;
    }
    found.emplace_back(change, app->id);
    if (change->type->part == AppPart::application) gone.push_back(app->id);
  }
  // Of the two halves of OAuth's settings the one that needs the other goes first.
  std::ranges::stable_sort(
      found, {}, [](const auto& row) { return row.first->type->part == AppPart::oauth ? 1 : 0; });
  for (const auto& [change, id] : found) {
    const App& app = *tx_.apps().find(id);
    change->id = app.parts.at(*change->type->part).id;
    if (std::ranges::find(gone, id) == gone.end()) {
      remove_part(app, *change);
    } else {
      change->changed = change->deleted = true;
    }
  }
  for (const AppId& id : gone) {
    tx_.apps().remove(id);
    ended_.push_back(id);
  }
}

void Staging::remove_part(const App& app, ComponentChange& change) {
  const AppPart part = *change.type->part;
  const AppId id = app.id;
  if (part == AppPart::oauth && app.parts.contains(AppPart::global_oauth)) {
    fail(change,
         "The OAuth settings can't be deleted while the external client app has global OAuth "
         "settings.",
         reason::oauth_in_use);
    return;
  }
  oauth::AppSettings settings = without_part(part, app.settings);
  if (part == AppPart::global_oauth || part == AppPart::oauth) settings.is_oauth_enabled = false;
  if (part == AppPart::global_oauth) {
    // The consumer goes with its settings: the next one has a key and a secret of its own.
    tx_.apps().replace_key(id);
    tx_.apps().replace_secret(id);
    ended_.push_back(id);
  }
  tx_.apps().parts(id)->erase(part);
  const auto updated = tx_.apps().update(id, settings, editor());  // policies come back as defaults
  if (!updated) fail(change, updated.error().front().message, *updated.error().front().reason);
  change.changed = change.deleted = updated.ok();
}

}  // namespace rehearse::salesforce
