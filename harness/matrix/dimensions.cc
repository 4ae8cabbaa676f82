#include "harness/matrix/dimensions.h"

#include <fmt/format.h>

#include "harness/scenario/problem.h"

namespace rehearse::harness {
namespace {

using simulation::LifePlan;
using simulation::Settings;

// clang-format off
constexpr DimensionValue kPkceRequired[] = {
    {"on", "The app requires PKCE of every authorization."},
    {"off", "The app takes authorizations with and without PKCE."}};
constexpr DimensionValue kClientPkce[] = {
    {"none", "The client sends no code challenge."},
    {"s256", "The client sends an S256 challenge and its verifier."},
    {"s256_without_method", "The client sends an S256 challenge, but not its method."},
    {"wrong", "The client sends a verifier that does not belong to its challenge."}};
constexpr DimensionValue kRotation[] = {
    {"on", "Each refresh replaces the refresh token."},
    {"off", "The refresh token stays the same."}};
constexpr DimensionValue kIdleLimit[] = {
    {"on", "A refresh token that lies unused for more than 30 days ends."},
    {"off", "Disuse alone does not end a refresh token."}};
constexpr DimensionValue kRefreshPolicy[] = {
    {"until_revoked", "Refresh tokens are valid until somebody revokes them."},
    {"immediately", "Refresh tokens expire at once."},
    {"lifetime_30", "Refresh tokens end 30 days after the authorization."},
    {"lifetime_90", "Refresh tokens end 90 days after the authorization."},
    {"lifetime_365", "Refresh tokens end 365 days after the authorization."},
    {"unused_7", "Refresh tokens end after 7 days without use."},
    {"unused_30", "Refresh tokens end after 30 days without use."}};
constexpr DimensionValue kAllowlist[] = {
    {"off", "Any address may use a refresh token."},
    {"all_three", "The list has all three addresses that Workato calls from."},
    {"two_of_three", "The list lacks one of the three addresses that Workato calls from."},
    {"other_data_centre", "The list has the addresses of another data centre of Workato."},
    {"trial", "The list has the addresses of Workato's trial accounts."}};
constexpr DimensionValue kWebServerSecret[] = {
    {"on", "The exchange of a code needs the consumer secret."},
    {"off", "The exchange of a code needs no secret."}};
constexpr DimensionValue kRefreshSecret[] = {
    {"on", "A refresh needs the consumer secret."},
    {"off", "A refresh needs no secret."}};
constexpr DimensionValue kJwt[] = {
    {"off", "Access tokens are opaque."},
    {"on", "Access tokens are JSON Web Tokens."}};
constexpr DimensionValue kScopes[] = {
    {"standard", "The app has the scopes that Workato asks for by default."},
    {"subset", "The connection asks for less than the app has."},
    {"wider", "The connection asks for a scope that the app does not have."},
    {"without_refresh", "The app lacks the scope refresh_token."}};
constexpr DimensionValue kOrgMode[] = {
    {"legacy", "The org is of before the changes of 2026."},
    {"locked_2026", "The org enforces the changes of 2026."}};
constexpr DimensionValue kUsage[] = {
    {"every_15_minutes", "A job every 15 minutes."},
    {"daily", "A job a day."},
    {"monthly", "A job a month."},
    {"idle_29_days", "A job a day, with one pause of 29 days after the first week."},
    {"idle_31_days", "A job a day, with one pause of 31 days after the first week."},
    {"two_workers", "Two jobs a day at the same instant."},
    {"one_lost_response", "A job a day; the answer to the third refresh is lost on its way."}};
constexpr DimensionValue kClient[] = {
    {"correct", "The client does what the RFCs ask."},
    {"drops_rotated_token", "The client keeps the refresh token it sent and drops the new one."},
    {"double_refresh", "The client refreshes twice at once."}};
// clang-format on

// A setting that is a bool; `kOn` is the index of its value on.
template <bool Settings::*kMember, size_t kOn>
size_t get_flag(const LifePlan& plan) {
  return plan.settings.*kMember ? kOn : 1 - kOn;
}
template <bool Settings::*kMember, size_t kOn>
void set_flag(LifePlan& plan, size_t value) {
  plan.settings.*kMember = value == kOn;
}
// An enumeration, whose values are in the order of the table.
template <auto kMember>
size_t get_setting(const LifePlan& plan) {
  return size_t(plan.settings.*kMember);
}
template <auto kMember>
void set_setting(LifePlan& plan, size_t value) {
  auto& member = plan.settings.*kMember;
  member = std::remove_reference_t<decltype(member)>(value);
}
template <auto kMember>
size_t get_client(const LifePlan& plan) {
  return size_t(plan.*kMember);
}
template <auto kMember>
void set_client(LifePlan& plan, size_t value) {
  auto& member = plan.*kMember;
  member = std::remove_reference_t<decltype(member)>(value);
}

template <bool Settings::*kMember, size_t kOn>
constexpr Dimension flag(std::string_view name, std::string_view meaning, std::string_view step,
                         bool fixed, std::span<const DimensionValue> values) {
  return {name,
          meaning,
          step,
          Hand::admin,
          fixed,
          values,
          get_flag<kMember, kOn>,
          set_flag<kMember, kOn>};
}
template <auto kMember>
constexpr Dimension setting(std::string_view name, std::string_view meaning, std::string_view step,
                            std::span<const DimensionValue> values) {
  return {
      name, meaning, step, Hand::admin, false, values, get_setting<kMember>, set_setting<kMember>};
}
template <auto kMember>
constexpr Dimension client(std::string_view name, std::string_view meaning, Hand hand,
                           std::span<const DimensionValue> values) {
  return {name, meaning, {}, hand, false, values, get_client<kMember>, set_client<kMember>};
}

// The numbers of cells count in this order, the last dimension fastest: a new dimension or value
// gives every cell another number.
constexpr std::array<Dimension, kDimensions> kTable{
    flag<&Settings::pkce_required, 0>("pkce_required", "Whether the app requires PKCE.",
                                      "sf.11.security.pkce", false, kPkceRequired),
    client<&LifePlan::client_pkce>("client_pkce", "What the client sends of PKCE.", Hand::engineer,
                                   kClientPkce),
    flag<&Settings::rotation, 0>("rotation", "Whether refresh tokens are rotated.",
                                 "sf.11.security.rotation", false, kRotation),
    flag<&Settings::idle_limit, 0>("idle_limit", "Whether refresh tokens end after 30 idle days.",
                                   "sf.11.security.idle", false, kIdleLimit),
    setting<&Settings::refresh_policy>("refresh_policy", "The app's Refresh Token Policy.", "",
                                       kRefreshPolicy),
    setting<&Settings::allowlist>("allowlist", "What the app's refresh token allowlist holds.",
                                  "sf.11.security.allowlist", kAllowlist),
    flag<&Settings::secret_for_web_server, 0>("secret_for_web_server",
                                              "Whether the exchange of a code needs the secret.",
                                              "sf.11.security.secrets", true, kWebServerSecret),
    flag<&Settings::secret_for_refresh, 0>("secret_for_refresh",
                                           "Whether a refresh needs the secret.",
                                           "sf.11.security.secrets", true, kRefreshSecret),
    flag<&Settings::jwt, 1>("jwt", "Whether access tokens are JSON Web Tokens.",
                            "sf.11.security.jwt", true, kJwt),
    setting<&Settings::scopes>("scopes", "What the connection asks for beside what the app has.",
                               "sf.10", kScopes),
    flag<&Settings::locked_2026, 1>("org_mode", "Which rules the org itself enforces.", "", true,
                                    kOrgMode),
    client<&LifePlan::usage>("usage", "How the connection is used.", Hand::nobody, kUsage),
    client<&LifePlan::client>("client", "How the client treats its tokens.", Hand::engineer,
                              kClient),
};

}  // namespace

std::string_view to_text(Hand hand) {
  switch (hand) {
    case Hand::admin:
      return "admin";
    case Hand::engineer:
      return "engineer";
    case Hand::nobody:
      return "nobody";
  }
  return "";
}

std::optional<size_t> Dimension::find(std::string_view value) const {
  for (size_t index = 0; index < values.size(); ++index) {
    if (values[index].name == value) return index;
  }
  return {};
}

const std::array<Dimension, kDimensions>& dimensions() { return kTable; }

std::optional<size_t> find_dimension(std::string_view name) {
  for (size_t index = 0; index < kTable.size(); ++index) {
    if (kTable[index].name == name) return index;
  }
  return {};
}

std::string no_such_dimension(std::string_view name) {
  std::vector<std::string> known;
  for (const Dimension& dimension : kTable) known.emplace_back(dimension.name);
  const std::string meant = did_you_mean(name, known);
  return fmt::format("there is no dimension \"{}\"{}", name,
                     meant.empty() ? fmt::format("; there are {}", fmt::join(known, ", ")) : meant);
}

std::string no_such_value(const Dimension& dimension, std::string_view value) {
  std::vector<std::string> known;
  for (const DimensionValue& one : dimension.values) known.emplace_back(one.name);
  const std::string meant = did_you_mean(value, known);
  return fmt::format("{} has no value \"{}\"{}", dimension.name, value,
                     meant.empty() ? fmt::format("; it has {}", fmt::join(known, ", ")) : meant);
}

}  // namespace rehearse::harness
