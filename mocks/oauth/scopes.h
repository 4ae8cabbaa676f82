#pragma once

#include <span>
#include <string_view>

namespace rehearse::oauth {

// Scope is one OAuth scope in its three spellings. Source: Salesforce help "OAuth Tokens and
// Scopes"; the metadata tokens are the list a live org's deploy validator prints (API 67.0).
struct Scope {
  std::string_view metadata{};  // what commaSeparatedOauthScopes takes: `RefreshToken`
  std::string_view name{};      // what travels in OAuth requests: `refresh_token`
  std::string_view label{};     // what the Setup page shows; empty: covered by another row's label
};

// All scopes, in the order of the Setup page.
std::span<const Scope> scope_table();
// The row of an OAuth name (`api`), or null. Names are compared as written.
const Scope* find_scope(std::string_view name);
// The row of a metadata token (`Api`), or null.
const Scope* find_metadata_scope(std::string_view token);

}  // namespace rehearse::oauth
