#include "mocks/workato/engine/token_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

constexpr size_t kMaxBody = 64 * 1'024;
constexpr size_t kMaxToken = 8 * 1'024;

// RFC 6749 appendix A.12 and A.17: tokens are visible ASCII characters and blanks.
bool is_token_text(std::string_view text) {
  return text.size() <= kMaxToken &&
         std::ranges::all_of(text, [](char c) { return c >= 0x20 && c <= 0x7e; });
}

// An optional string member: false if it is there and not a string.
bool take_string(const Json& object, std::string_view name, std::string& into) {
  const Json* member = find_member(object, name);
  if (member == nullptr) return true;
  if (!member->is_string()) return false;
  into = member->get<std::string>();
  return true;
}

const Reason* take_tokens(const Json& object, TokenBody& body) {
  std::string access, refresh, type;
  if (!take_string(object, "access_token", access) ||
      !take_string(object, "refresh_token", refresh) || !take_string(object, "token_type", type) ||
      !take_string(object, "instance_url", body.tokens.instance_url) ||
      !take_string(object, "id", body.tokens.identity_url) ||
      !take_string(object, "scope", body.tokens.scope) ||
      !take_string(object, "issued_at", body.tokens.issued_at) ||
      !take_string(object, "signature", body.signature))
    return &reason::engine_answer_wrong_type;
  if (access.empty()) return &reason::engine_answer_no_token;
  if (!is_token_text(access) || !is_token_text(refresh)) return &reason::engine_answer_bad_token;
  // RFC 6749 section 7.1: a client must not use a token of a type it does not know.
  if (lower(type) != "bearer") return &reason::engine_answer_token_type;
  body.has_expires_in = find_member(object, "expires_in") != nullptr;
  body.tokens.access = AccessToken(std::move(access));
  body.tokens.refresh = RefreshToken(std::move(refresh));
  return nullptr;
}

}  // namespace

Result<TokenBody, const Reason*> read_token_body(std::string_view text) {
  if (text.size() > kMaxBody) return &reason::engine_answer_too_large;
  const auto json = parse_json(text);
  if (!json.ok()) return &reason::engine_answer_not_json;
  if (!json.value().is_object()) return &reason::engine_answer_wrong_type;
  if (find_member(json.value(), "error") != nullptr) return &reason::engine_answer_contradicts;
  TokenBody body;
  if (const Reason* problem = take_tokens(json.value(), body)) return problem;
  return body;
}

ErrorBody read_error_body(std::string_view text) {
  if (text.size() > kMaxBody) return {};
  const auto json = parse_json(text);
  if (!json.ok()) return {};
  return {string_member(json.value(), "error").value_or(""),
          string_member(json.value(), "error_description").value_or("")};
}

std::optional<bool> read_active(std::string_view text) {
  if (text.size() > kMaxBody) return std::nullopt;
  const auto json = parse_json(text);
  return json.ok() ? bool_member(json.value(), "active") : std::nullopt;
}

bool says_session_invalid(std::string_view text) {
  if (text.size() > kMaxBody) return false;
  const auto json = parse_json(text);
  if (!json.ok() || !json.value().is_array()) return false;
  return std::ranges::any_of(json.value(), [](const Json& entry) {
    return string_member(entry, "errorCode") == "INVALID_SESSION_ID";
  });
}

}  // namespace rehearse::workato
