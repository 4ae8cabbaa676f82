// JWT bearer assertions. Input: a header, a line feed, claims, a line feed, a signature, a line
// feed, then the parameter `assertion` as it is sent (none if it is empty). Of the first three an
// assertion is made; the signature $signature is the right one.
// Holds: a second reader of RFC 7515 section 7.1 and RFC 7519 section 4.1 comes to the same claims;
// a member given twice is refused; an assertion is believed only if the app's key signed it with
// RS256, for this org, and it is valid now.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/core/crypto.h"
#include "mocks/core/entropy.h"
#include "mocks/core/json.h"
#include "mocks/oauth/jwt_bearer_rules.h"
#include "mocks/oauth/reasons.h"

namespace {

using namespace rehearse;
using namespace rehearse::oauth;
using fuzz::require;

const std::string kAudience = "https://login.salesforce.com";

const SigningKey& key() {
  static const SigningKey made = [] {
    SeededEntropy entropy(1, "assertion");
    return SigningKey(entropy);
  }();
  return made;
}

std::string encoded(std::string_view text) { return base64_encode(text, Base64::url); }

// Parts is an assertion taken apart.
struct Parts {
  Json header{}, claims{};
  std::string signed_part{}, signature{};
};

std::optional<Json> object_of(std::string_view part) {
  const auto text = fuzz::second::base64(part, "-_", false);
  if (!text) return std::nullopt;
  const auto json = parse_json(*text);
  if (!json || !json.value().is_object()) return std::nullopt;
  return json.value();
}

std::optional<Parts> second(std::string_view text) {
  const size_t first = text.find('.'), last = text.rfind('.');
  if (text.size() > 16'384 || first == last || text.find('.', first + 1) != last)
    return std::nullopt;
  const auto header = object_of(text.substr(0, first));
  const auto claims = object_of(text.substr(first + 1, last - first - 1));
  const auto signature = fuzz::second::base64(text.substr(last + 1), "-_", false);
  if (!header || !claims || !signature || header->contains("crit")) return std::nullopt;
  return Parts{*header, *claims, std::string(text.substr(0, last)), *signature};
}

// The member if it is text, else "".
std::string text_in(const Json& object, const char* name) {
  return object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : "";
}

std::vector<std::string> audiences_of(const Json& claims) {
  std::vector<std::string> audiences;
  if (!claims.contains("aud")) return audiences;
  const Json& named = claims["aud"];
  for (const Json& one : named.is_array() ? named : Json::array({named})) {
    if (one.is_string()) audiences.push_back(one.get<std::string>());
  }
  return audiences;
}

// RFC 7519 section 2, NumericDate.
void check_date(const Json& claims, const char* name, const std::optional<TimePoint>& date) {
  const bool is_number = claims.contains(name) && claims[name].is_number();
  require(date.has_value() == is_number, "second", "A date is read if it is a number.");
  if (!date) return;
  const auto seconds = claims[name].get<long double>();
  const long double expected = std::floor(std::clamp(seconds * 1'000, -1e18L, 1e18L));
  const auto read = static_cast<long double>(date->time_since_epoch().count());
  // A double holds whole numbers of milliseconds up to 2^53; a fraction may come out one less.
  const bool is_whole = seconds == std::floor(seconds) && std::abs(expected) <= 0x1p53L;
  const long double slack = is_whole ? 0 : 1 + std::abs(expected) * 0x1p-52L;
  require(std::abs(read - expected) <= slack, "second",
          "A date is its number of seconds, or the nearest that the clock reaches.");
}

void check_claims(const BearerAssertion& assertion, const Parts& parts) {
  const std::string subject = text_in(parts.claims, "sub");
  require(assertion.signed_part == parts.signed_part && assertion.signature == parts.signature &&
              assertion.algorithm == text_in(parts.header, "alg"),
          "second", "What is signed, how and with what is read as it was sent.");
  require(assertion.issuer == text_in(parts.claims, "iss") &&
              assertion.id == text_in(parts.claims, "jti") &&
              assertion.subject == (subject.empty() ? text_in(parts.claims, "prn") : subject) &&
              assertion.audiences == audiences_of(parts.claims),
          "second", "Issuer, subject, audiences and id are read as they were sent.");
  check_date(parts.claims, "exp", assertion.expires_at);
  check_date(parts.claims, "nbf", assertion.not_before);
}

// Nothing but a right signature is missing.
bool is_due(const BearerAssertion& assertion) {
  const bool is_for_us = std::ranges::any_of(assertion.audiences, [](const std::string& named) {
    return named == kAudience || named == kAudience + "/";
  });
  return assertion.algorithm == "RS256" && is_for_us && !assertion.subject.empty() &&
         assertion.expires_at && *assertion.expires_at > kRunStart &&
         (!assertion.not_before || *assertion.not_before <= kRunStart);
}

void check_judgement(const BearerAssertion& assertion) {
  static const std::vector<std::string> audiences{kAudience};
  static const Dials dials;
  static const AppSettings settings = [] {
    AppSettings made;
    made.certificate = key().certificate("a client", kRunStart - std::chrono::days(1),
                                         kRunStart + std::chrono::days(1));
    return made;
  }();
  AssertionFacts facts;
  facts.audiences = audiences;
  facts.user = {.exists = true, .is_active = true};
  facts.approved = {"api"};
  const auto judged = judge_assertion(assertion, facts, settings, dials, kRunStart);
  // RFC 8017 section 8.2: RS256 gives one signature for a message.
  const bool is_right =
      is_due(assertion) && assertion.signature == key().sign_rs256(assertion.signed_part);
  require(judged.ok() == is_right, "O-06",
          "An assertion is believed if it is signed, for this org and valid now, and only then.");
  require(!judged || judged.value() == facts.approved, "O-R6",
          "It gets the scopes that the user approved.");
}

// RFC 7515 section 4, RFC 7519 section 4: names are unique.
void check_twice(const Parts& parts, bool in_claims) {
  const Json& object = in_claims ? parts.claims : parts.header;
  if (object.empty()) return;
  const std::string name = dump_json(Json(object.begin().key()));
  const std::string twice = encoded("{" + name + ":1," + dump_json(object).substr(1));
  const std::string header = in_claims ? encoded(dump_json(parts.header)) : twice;
  const std::string claims = in_claims ? twice : encoded(dump_json(parts.claims));
  require(!read_assertion(header + "." + claims + "."), "twice", "A member twice is refused.");
}

void check(const std::optional<std::string>& parameter) {
  const auto assertion = read_assertion(parameter);
  const auto parts = parameter ? second(*parameter) : std::nullopt;
  const Reason* expected = !parameter                              ? &reason::jwt_missing
                           : !parts                                ? &reason::jwt_malformed
                           : text_in(parts->claims, "iss").empty() ? &reason::jwt_issuer_missing
                                                                   : nullptr;
  require((assertion ? nullptr : assertion.error().reason) == expected, "second",
          "An assertion is read if a second reader reads it, else refused for the same reason.");
  if (!assertion) return;
  check_claims(assertion.value(), *parts);
  check_judgement(assertion.value());
  check_twice(*parts, false);
  check_twice(*parts, true);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const std::string header = encoded(input.line()), claims = encoded(input.line());
  const std::string message = header + "." + claims;
  std::string signature(input.line());
  // To sign takes a millisecond: only what can be read is signed.
  if (signature == "$signature" && second(message + ".")) signature = key().sign_rs256(message);
  check(message + "." + encoded(signature));
  check(fuzz::unless_empty(input.rest()));
  return 0;
}
