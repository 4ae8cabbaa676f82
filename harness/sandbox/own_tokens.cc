#include "harness/sandbox/own_tokens.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

// How Salesforce's refresh tokens begin. What doesn't look like one opens nothing, and may be sent.
constexpr std::string_view kRefreshTokens = "5Aep861";

struct Sent {
  bool refreshes = false, revokes = false;
  bool is_unread = false;             // a body that is no plain form, with a token in it
  std::vector<std::string> tokens{};  // all that are named: which one counts is for the org to say
};

bool is_plain_form(const wire::HttpRequest& request) {
  const auto type = wire::header_of(request.headers, "Content-Type");
  return (!type || lower(*type).starts_with("application/x-www-form-urlencoded")) &&
         wire::parse_urlencoded(request.body).has_value();
}

Sent sent_in(const wire::HttpRequest& request, const wire::Uri& uri) {
  const std::string path = lower(wire::path_of_target(uri.target()));
  Sent sent{.revokes = path.find("/oauth2/revoke") != std::string::npos};
  wire::Fields fields = wire::parse_urlencoded(request.body).value_or(wire::Fields{});
  for (wire::Field& field : wire::parse_urlencoded(uri.query).value_or(wire::Fields{}))
    fields.push_back(std::move(field));
  const bool is_token = path.find("/oauth2/token") != std::string::npos;
  for (const wire::Field& field : fields) {
    sent.refreshes |= is_token && field.name == "grant_type" && field.value == "refresh_token";
    if (field.name == (sent.revokes ? "token" : "refresh_token"))
      sent.tokens.push_back(field.value);
  }
  sent.is_unread = (sent.revokes || is_token) && !request.body.empty() && !is_plain_form(request) &&
                   (sent.revokes || request.body.find(kRefreshTokens) != std::string::npos);
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
  if (sent.is_unread)
    return "a request about tokens is a plain form, so that it can be told whose they are";
  for (const std::string& token : sent.tokens) {
    const auto whose = find(token);
    if (sent.revokes && whose != Whose::the_runs)
      return "a revocation of a token that this run did not get would end a connection of somebody "
             "else's";
    if (sent.refreshes && !whose && !is_login && token.starts_with(kRefreshTokens))
      return "a refresh token that this run did not get may be a retired one, whose replay would "
             "end a connection of somebody else's";
  }
  return std::nullopt;
}

void OwnTokens::learn(const wire::HttpRequest& request, const wire::Uri& uri,
                      const wire::WireResponse& answer) {
  if (!lower(uri.path).ends_with("/oauth2/token")) return;
  const Sent sent = sent_in(request, uri);
  const auto body = parse_json(answer.body);
  if (!body) return;
  // What a refresh gives belongs to whom the token it took belonged.
  const std::string taken = sent.tokens.empty() ? "" : sent.tokens.front();
  const Whose whose = sent.refreshes ? find(taken).value_or(Whose::the_logins) : Whose::the_runs;
  if (sent.refreshes) tokens_.emplace(sha256(taken), whose);
  for (const char* name : {"access_token", "refresh_token"}) {
    if (const auto token = string_member(body.value(), name))
      tokens_.emplace(sha256(*token), whose);
  }
}

}  // namespace rehearse::harness
