#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::oauth {

// Scope rules, from Salesforce help "OAuth Tokens and Scopes": `full` includes everything except a
// refresh token, `api` includes `chatter_api`, `web` includes `visualforce`, `id` the other parts
// of the identity service; `refresh_token` and `offline_access` are one scope.

// True if `held` includes the scope `wanted`. A name that is no scope is in nothing.
bool covers(std::span<const std::string> held, std::string_view wanted);
bool covers_all(std::span<const std::string> held, std::span<const std::string> wanted);
// True if `held` entitles to a refresh token.
bool allows_refresh(std::span<const std::string> held);

// A set of scopes as bits, by the row of scope_table(); names that are no scope have none.
uint64_t scope_mask(std::span<const std::string> scopes);
// The scopes of such a set, in the order of the table.
std::vector<std::string> scopes_in(uint64_t mask);

// The scopes of a `scope` parameter, each once, in order (RFC 6749 section 3.3: only the blank
// separates). Foreign characters stay in the name, which then is no scope.
std::vector<std::string> parse_scopes(std::string_view parameter);

}  // namespace rehearse::oauth
