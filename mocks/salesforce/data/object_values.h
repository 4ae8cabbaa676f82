#pragma once

#include <string_view>

#include "mocks/salesforce/data/objects.h"

namespace rehearse::salesforce {

// Getters that the objects' tables of fields share. Each ignores its argument.

inline Value no_value(const Row&, size_t) { return {}; }
inline Value no(const Row&, size_t) { return false; }
inline Value yes(const Row&, size_t) { return true; }
inline Value language(const Row&, size_t) { return std::string_view("en_US"); }

// Whoever owns the Setup: the creator of what the org was born with.
inline Value first_admin(const Row& row, size_t) {
  return std::string_view(row.view->tx.users().all().front().id.value);
}
// When the org began, and with it everything that nobody has created since.
inline Value org_start(const Row& row, size_t) {
  for (const App* app : row.view->tx.apps().all()) return app->created_at;
  return {};
}

// The permission of that index in kPermissions.
inline Value has_permission(const std::set<Permission>& permissions, size_t index) {
  return permissions.contains(kPermissions[index].permission);
}

}  // namespace rehearse::salesforce
