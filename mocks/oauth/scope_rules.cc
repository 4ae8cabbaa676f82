#include "mocks/oauth/scope_rules.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/scopes.h"

namespace rehearse::oauth {
namespace {

bool is_refresh(std::string_view scope) {
  return scope == "refresh_token" || scope == "offline_access";
}

bool is_identity(std::string_view scope) {
  return scope == "id" || scope == "profile" || scope == "email" || scope == "address" ||
         scope == "phone";
}

bool includes(std::string_view held, std::string_view wanted) {
  if (held == wanted) return true;
  if (is_refresh(wanted)) return is_refresh(held);
  if (held == "full") return true;
  if (held == "id") return is_identity(wanted);
  return (held == "api" && wanted == "chatter_api") || (held == "web" && wanted == "visualforce");
}

}  // namespace

bool covers(std::span<const std::string> held, std::string_view wanted) {
  if (find_scope(wanted) == nullptr) return false;
  return std::any_of(held.begin(), held.end(),
                     [&](const std::string& scope) { return includes(scope, wanted); });
}

bool covers_all(std::span<const std::string> held, std::span<const std::string> wanted) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](const std::string& scope) { return covers(held, scope); });
}

bool allows_refresh(std::span<const std::string> held) { return covers(held, "refresh_token"); }

uint64_t scope_mask(std::span<const std::string> scopes) {
  uint64_t mask = 0;
  for (const std::string& scope : scopes) {
    const Scope* row = find_scope(scope);
    if (row != nullptr) mask |= uint64_t(1) << (row - scope_table().data());
  }
  return mask;
}

std::vector<std::string> scopes_in(uint64_t mask) {
  std::vector<std::string> scopes;
  for (const Scope& row : scope_table()) {
    if ((mask & 1) != 0) scopes.emplace_back(row.name);
    mask >>= 1;
  }
  return scopes;
}

std::vector<std::string> parse_scopes(std::string_view parameter) {
  std::vector<std::string> scopes;
  for (std::string& name : split(parameter, ' ')) {
    if (name.empty() || std::find(scopes.begin(), scopes.end(), name) != scopes.end()) continue;
    scopes.push_back(std::move(name));
  }
  return scopes;
}

}  // namespace rehearse::oauth
