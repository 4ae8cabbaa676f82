#include "mocks/oauth/jwt_bearer_rules.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/oauth/authorize.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

constexpr size_t kLongestAssertion = 16'384;

using Judged = Result<Done, Rejection>;

Rejection refuse(const OAuthError& error, const Reason& reason) { return {&error, &reason}; }

// One part of the JWT as an object; nothing if it is none.
std::optional<Json> object_in(std::string_view part) {
  const auto text = base64_decode(part, Base64::url);
  if (!text) return {};
  auto parsed = parse_json(*text);
  if (!parsed || !parsed.value().is_object()) return {};
  return std::move(parsed).value();
}

// RFC 7519 section 2, NumericDate: seconds since 1970, also as a fraction. Instants out of the
// clock's reach become the nearest within it: the Salesforce CLI sends milliseconds.
std::optional<TimePoint> date_member(const Json& claims, std::string_view name) {
  const Json* value = find_member(claims, name);
  if (value == nullptr || !value->is_number()) return {};
  constexpr double kFarthest = 1e15;  // seconds
  const double seconds = std::clamp(value->get<double>(), -kFarthest, kFarthest);
  return TimePoint(Duration(int64_t(std::floor(seconds * 1'000))));
}

// RFC 7519 section 4.1.3: one audience, or a list of them.
std::vector<std::string> audiences_in(const Json& claims) {
  const Json* aud = find_member(claims, "aud");
  if (aud == nullptr) return {};
  if (aud->is_string()) return {aud->get<std::string>()};
  std::vector<std::string> audiences;
  if (!aud->is_array()) return audiences;
  for (const Json& item : *aud) {
    if (item.is_string()) audiences.push_back(item.get<std::string>());
  }
  return audiences;
}

// Addresses are compared as clients write them: with or without a slash at the end.
std::string_view without_slash(std::string_view address) {
  if (address.ends_with('/')) address.remove_suffix(1);
  return address;
}

Judged judge_signature(const BearerAssertion& assertion, const AppSettings& settings,
                       const Dials& dials, TimePoint now) {
  // RFC 7523 section 3 (8); Salesforce, documented: RSA with SHA-256, nothing else. An algorithm
  // that the sender may choose would let them sign with what is public (RFC 8725 section 3.1).
  if (assertion.algorithm != "RS256")
    return refuse(error::assertion_invalid, reason::jwt_algorithm_refused);
  // Salesforce, documented: the app's certificate enables the flow.
  if (settings.certificate.empty()) return refuse(error::assertion_invalid, reason::jwt_flow_off);
  const auto certificate = Certificate::read(settings.certificate);
  if (!certificate || !certificate->is_rsa())
    return refuse(error::assertion_invalid, reason::jwt_certificate_unusable);
  if (!certificate->verifies_rs256(assertion.signed_part, assertion.signature))
    return refuse(error::assertion_invalid, reason::jwt_signature_wrong);
  // Salesforce, observed: a certificate that has expired goes on working.
  const bool is_current = now >= certificate->valid_from() &&
                          now < certificate->valid_until() + std::chrono::seconds(1);
  if (!is_current && dials.is(Dial::jwt_expired_certificate, "reject"))
    return refuse(error::assertion_invalid, reason::jwt_certificate_expired);
  return Done{};
}

Judged judge_claims(const BearerAssertion& assertion, const AssertionFacts& facts,
                    const Dials& dials, TimePoint now) {
  // RFC 7523 section 3 (3); Salesforce, documented: the login host, or the org's own address.
  const bool is_for_us = std::ranges::any_of(assertion.audiences, [&](const std::string& named) {
    return std::ranges::find(facts.audiences, without_slash(named)) != facts.audiences.end();
  });
  if (!is_for_us) return refuse(error::audience_invalid, reason::jwt_audience_wrong);
  // RFC 7523 section 3 (4): exp is required. RFC 7519 section 4.1.4: from that instant on the JWT
  // must not be accepted. Salesforce, observed: a JWT too old is an expired code.
  const Duration skew = dials.duration(Dial::jwt_clock_skew);
  if (!assertion.expires_at) return refuse(error::assertion_invalid, reason::jwt_expiry_missing);
  if (now - skew >= *assertion.expires_at)
    return refuse(error::assertion_expired, reason::jwt_expired);
  // RFC 7519 section 4.1.5: not before nbf.
  if (assertion.not_before && now + skew < *assertion.not_before)
    return refuse(error::assertion_invalid, reason::jwt_not_yet_valid);
  // RFC 7523 section 3 (7): a jti may be good once.
  if (facts.is_replayed && dials.is(Dial::jwt_jti, "once"))
    return refuse(error::jti_used, reason::jwt_replayed);
  return Done{};
}

}  // namespace

Result<BearerAssertion, Rejection> read_assertion(const std::optional<std::string>& parameter) {
  // RFC 7523 section 2.1: assertion is required.
  if (!parameter) return refuse(error::assertion_invalid, reason::jwt_missing);
  const Rejection malformed = refuse(error::assertion_invalid, reason::jwt_malformed);
  if (parameter->size() > kLongestAssertion) return malformed;
  // RFC 7515 section 7.1: header, claims and signature, base64url without padding.
  const std::vector<std::string> parts = split(*parameter, '.');
  if (parts.size() != 3) return malformed;
  const auto header = object_in(parts[0]), claims = object_in(parts[1]);
  auto signature = base64_decode(parts[2], Base64::url);
  if (!header || !claims || !signature) return malformed;
  // RFC 7515 section 4.1.11: a critical extension that is not understood makes the JWT invalid.
  if (find_member(*header, "crit") != nullptr) return malformed;
  BearerAssertion assertion;
  assertion.signed_part = parts[0] + "." + parts[1];
  assertion.signature = std::move(*signature);
  assertion.algorithm = string_member(*header, "alg").value_or("");
  assertion.issuer = string_member(*claims, "iss").value_or("");
  assertion.subject = string_member(*claims, "sub").value_or("");
  if (assertion.subject.empty()) assertion.subject = string_member(*claims, "prn").value_or("");
  assertion.audiences = audiences_in(*claims);
  assertion.expires_at = date_member(*claims, "exp");
  assertion.not_before = date_member(*claims, "nbf");
  assertion.id = string_member(*claims, "jti").value_or("");
  // RFC 7523 section 3 (1): the issuer is required; here it names the client.
  if (assertion.issuer.empty()) return refuse(error::client_unknown, reason::jwt_issuer_missing);
  return assertion;
}

Result<std::vector<std::string>, Rejection> judge_assertion(const BearerAssertion& assertion,
                                                            const AssertionFacts& facts,
                                                            const AppSettings& settings,
                                                            const Dials& dials, TimePoint now) {
  if (auto judged = judge_signature(assertion, settings, dials, now); !judged)
    return judged.error();
  if (auto judged = judge_claims(assertion, facts, dials, now); !judged) return judged.error();
  // RFC 7523 section 3 (2): sub is required. Who signs may not learn which usernames exist.
  if (assertion.subject.empty())
    return refuse(error::assertion_invalid, reason::jwt_subject_missing);
  if (!facts.user.exists) return refuse(error::user_not_approved, reason::jwt_user_unknown);
  if (auto user = judge_user(facts.user); !user) return user.error();
  // Salesforce, observed: the two halves of Permitted Users have an error each.
  if (settings.permitted_users == PermittedUsers::admin_approved_pre_authorized) {
    if (!is_pre_authorized(settings, facts.profile, facts.permission_sets))
      return refuse(error::app_access_invalid, reason::user_not_preauthorized);
    return settings.scopes;
  }
  if (facts.approved.empty())
    return refuse(error::user_not_approved, reason::jwt_user_not_approved);
  return facts.approved;
}

}  // namespace rehearse::oauth
