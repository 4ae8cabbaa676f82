#include "mocks/workato/engine/token_answer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "mocks/core/text.h"
#include "mocks/workato/engine/token_json.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

bool mentions(std::string_view text, std::string_view what) {
  return lower(text).find(what) != std::string::npos;
}

std::string printable(std::string_view text) {
  std::string shown(text);
  std::erase_if(shown, [](char c) { return c < 0x20 || c > 0x7e; });
  return shown;
}

// The errors that say "the app, the client or the request is wrong": the token may be fine.
constexpr std::array<std::string_view, 22> kConfigurationErrors{"invalid_client",
                                                                "invalid_client_id",
                                                                "unauthorized_client",
                                                                "invalid_request",
                                                                "invalid_scope",
                                                                "unsupported_grant_type",
                                                                "redirect_uri_missing",
                                                                "redirect_uri_mismatch",
                                                                "oauth_flow_disabled",
                                                                "app_blocked",
                                                                "app_not_found",
                                                                "fail_close_app_blocked",
                                                                "client_blocked",
                                                                "ecapp_policy_not_found",
                                                                "oauth_policy_not_found",
                                                                "invalid_app_access",
                                                                "invalid_basic_auth_header",
                                                                "invalid_distribution_state",
                                                                "installation_error",
                                                                "unsupported_token_type",
                                                                "invalid_session_level",
                                                                "invalid_dpop_proof"};
// The errors that say nothing about what the server has done.
constexpr std::array<std::string_view, 5> kServerErrors{"server_error", "unknown_error",
                                                        "system_down", "service_unavailable",
                                                        "temporarily_unavailable"};

struct Verdict {
  Signal signal = Signal::unreadable;
  const Reason* reason = nullptr;
};

Verdict judge_invalid_grant(std::string_view description, GrantKind grant) {
  // Salesforce, observed: addresses are refused as invalid_grant; the token lives on.
  if (mentions(description, "ip restricted") || mentions(description, "invalid login hours"))
    return {Signal::network, &reason::engine_ip_restricted};
  if (mentions(description, "rate exceeded") || mentions(description, "logins exceeded"))
    return {Signal::throttled, &reason::engine_throttled};
  // Salesforce, documented: two refreshes at once; observed: the other text for the same.
  if (mentions(description, "already being processed") ||
      (grant == GrantKind::refresh && mentions(description, "expired authorization code")))
    return {Signal::concurrent, &reason::engine_refresh_concurrent};
  if (grant == GrantKind::code) {
    if (mentions(description, "verifier"))
      return {Signal::grant_dead, &reason::engine_verifier_refused};
    return {Signal::grant_dead, &reason::engine_code_refused};
  }
  if (mentions(description, "authentication failure"))
    return {Signal::grant_dead, &reason::engine_user_refused};
  return {Signal::grant_dead, &reason::engine_grant_dead};
}

Verdict judge_error(std::string_view error, std::string_view description, GrantKind grant) {
  if (error == "invalid_grant") return judge_invalid_grant(description, grant);
  if (error == "rate_limit_exceeded" || error == "slow_down")
    return {Signal::throttled, &reason::engine_throttled};
  if (error == "invalid_client") return {Signal::configuration, &reason::engine_client_refused};
  if (error == "invalid_client_id") return {Signal::configuration, &reason::engine_client_unknown};
  if (std::ranges::find(kConfigurationErrors, error) != kConfigurationErrors.end())
    return {Signal::configuration, &reason::engine_app_refused};
  if (std::ranges::find(kServerErrors, error) != kServerErrors.end())
    return {Signal::ambiguous, &reason::engine_server_error};
  return {Signal::unreadable, &reason::engine_error_unknown};
}

TokenAnswer judge_trouble(const Trouble& trouble) {
  TokenAnswer answer;
  if (!trouble.bytes_sent) {
    answer.signal = Signal::not_sent;
    answer.reason = &reason::engine_unreachable;
    return answer;
  }
  answer.signal = Signal::ambiguous;
  answer.reason = trouble.kind == Trouble::Kind::timeout ? &reason::engine_answer_late
                                                         : &reason::engine_answer_lost;
  return answer;
}

void judge_refusal(const wire::WireResponse& response, GrantKind grant, TokenAnswer& answer) {
  const ErrorBody body = read_error_body(response.body);
  answer.error = body.error;
  answer.description = body.description;
  if (body.error.empty()) {
    answer.signal = Signal::unreadable;
    answer.reason = &reason::engine_answer_not_oauth;
    return;
  }
  const Verdict verdict = judge_error(body.error, body.description, grant);
  answer.signal = verdict.signal;
  answer.reason = verdict.reason;
}

}  // namespace

// RFC 9111 section 5.1: only a cache adds an Age; RFC 6749 section 5.1: no cache may hold tokens.
bool is_from_cache(const wire::WireResponse& response) {
  return response.status == 200 && wire::header_of(response.headers, "Age").has_value();
}

TokenAnswer read_token_answer(const HttpOutcome& outcome, GrantKind grant) {
  if (!outcome.ok()) return judge_trouble(outcome.error());
  const wire::WireResponse& response = outcome.value();
  TokenAnswer answer;
  answer.status = response.status;
  answer.retry_after = retry_after(response.headers);
  // RFC 9110 sections 10.2.3, 15.6.4: wait, then the same request with the same token.
  if (response.status == 429 || response.status == 503) {
    answer.signal = Signal::throttled;
    answer.reason = &reason::engine_throttled;
  } else if (response.status >= 500 || response.status == 408) {
    // Whether the token was rotated before the failure cannot be told from here.
    answer.signal = Signal::ambiguous;
    answer.reason = &reason::engine_server_error;
  } else if (is_from_cache(response)) {
    answer.signal = Signal::ambiguous;
    answer.reason = &reason::engine_answer_from_cache;
  } else if (response.status == 200) {
    Result<TokenBody, const Reason*> body = read_token_body(response.body);
    if (body.ok()) {
      answer.signal = Signal::tokens;
      answer.signature = std::move(body.value().signature);
      answer.has_expires_in = body.value().has_expires_in;
      answer.tokens = std::move(body.value().tokens);
    } else {
      // A success that cannot be read: the old token may be spent already.
      answer.signal = Signal::ambiguous;
      answer.reason = body.error();
    }
  } else {
    judge_refusal(response, grant, answer);
  }
  return answer;
}

Activity read_introspection(const HttpOutcome& outcome) {
  if (!outcome.ok() || outcome.value().status != 200) return Activity::unknown;
  const std::optional<bool> active = read_active(outcome.value().body);
  if (!active) return Activity::unknown;
  return *active ? Activity::active : Activity::inactive;
}

Duration retry_after(const wire::Fields& headers) {
  const std::string text = wire::header_of(headers, "Retry-After").value_or("");
  constexpr uint64_t kDay = 86'400;
  uint64_t seconds = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failed == std::errc::invalid_argument || end != text.data() + text.size()) return {};
  // More seconds than a number holds are a day as well, not none.
  if (failed == std::errc::result_out_of_range) seconds = kDay;
  return std::chrono::seconds(std::min(seconds, kDay));
}

std::string displayable(std::string_view text, const std::vector<std::string_view>& secrets) {
  // First what cannot be shown: without it, a secret may be whole that was not before.
  std::string shown = printable(text);
  shown.resize(std::min<size_t>(shown.size(), 65'536));
  for (std::string_view secret : secrets) {
    const std::string hidden = printable(secret);
    if (hidden.size() >= 4) shown = replace_all(std::move(shown), hidden, "[hidden]");
  }
  if (shown.size() > 200) shown = shown.substr(0, 197) + "...";
  return shown;
}

}  // namespace rehearse::workato
