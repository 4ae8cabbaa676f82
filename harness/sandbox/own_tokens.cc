#include "harness/sandbox/own_tokens.h"

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

// How Salesforce's refresh tokens begin. What doesn't look like one opens nothing, and may be sent.
constexpr std::string_view kRefreshTokens = "5Aep861";

struct Sent {
  bool refreshes = false, revokes = false;
  std::string token{};
};

Sent sent_in(const wire::HttpRequest& request, const wire::Uri& uri) {
  const std::string path = lower(wire::path_of_target(uri.target()));
  Sent sent{.revokes = path.find("/oauth2/revoke") != std::string::npos};
  wire::Fields fields = wire::parse_urlencoded(request.body).value_or(wire::Fields{});
  for (wire::Field& field : wire::parse_urlencoded(uri.query).value_or(wire::Fields{}))
    fields.push_back(std::move(field));
  sent.refreshes =
      path.ends_with("/oauth2/token") && wire::value_of(fields, "grant_type") == "refresh_token";
  sent.token = wire::value_of(fields, sent.revokes ? "token" : "refresh_token").value_or("");
  return sent;
}

}  // namespace

std::optional<OwnTokens::Whose> OwnTokens::find(std::string_view token) const {
  const auto found = tokens_.find(sha256(token));
  if (found == tokens_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> OwnTokens::why_not(const wire::HttpRequest& request,
                                              const wire::Uri& uri, bool is_login) const {
  const Sent sent = sent_in(request, uri);
  if (sent.token.empty()) return std::nullopt;
  const auto whose = find(sent.token);
  if (sent.revokes && whose != Whose::the_runs)
    return "a revocation of a token that this run did not get would end a connection of somebody "
           "else's";
  if (sent.refreshes && !whose && !is_login && sent.token.starts_with(kRefreshTokens))
    return "a refresh token that this run did not get may be a retired one, whose replay would end "
           "a connection of somebody else's";
  return std::nullopt;
}

void OwnTokens::learn(const wire::HttpRequest& request, const wire::Uri& uri,
                      const wire::WireResponse& answer) {
  if (!lower(uri.path).ends_with("/oauth2/token")) return;
  const Sent sent = sent_in(request, uri);
  const auto body = parse_json(answer.body);
  if (!body) return;
  // What a refresh gives belongs to whom the token it took belonged.
  const Whose whose =
      sent.refreshes ? find(sent.token).value_or(Whose::the_logins) : Whose::the_runs;
  if (sent.refreshes) tokens_.emplace(sha256(sent.token), whose);
  for (const char* name : {"access_token", "refresh_token"}) {
    if (const auto token = string_member(body.value(), name))
      tokens_.emplace(sha256(*token), whose);
  }
}

}  // namespace rehearse::harness
