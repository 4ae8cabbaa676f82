#include "mocks/workato/engine/refresh.h"

#include <algorithm>
#include <optional>

#include "mocks/core/result.h"
#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/engine/requests.h"
#include "mocks/workato/engine/token_answer.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {
namespace {

// Lease is the right to refresh one connection, and what was read when it was taken.
struct Lease {
  int64_t connection = 0;
  uint64_t version = 0;
  std::string login_base{};
  Credentials credentials{};
  RefreshToken token{};
  bool unsettled = false;
};

RefreshReport failed(const Reason& reason) {
  return {.reason = &reason, .text = plain_text(reason)};
}

Result<Lease, RefreshReport> take_lease(Workspace& workspace, int64_t id, uint64_t seen_version,
                                        TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(id);
  if (connection == nullptr || !connection->tokens)
    return failed(reason::engine_connection_changed);
  if (connection->version != seen_version) return RefreshReport{.usable = true};
  if (connection->refresh_in_flight) return failed(reason::engine_refresh_in_flight);
  if (connection->tokens->refresh.empty()) {
    tx.connections().lose(*connection, reason::engine_no_refresh_token,
                          std::string(reason::engine_no_refresh_token.meaning), now);
    return failed(reason::engine_no_refresh_token);
  }
  const Profile* profile = tx.profiles().find(connection->settings.profile);
  if (profile == nullptr) {
    RefreshReport report = failed(reason::workato_profile_missing);
    tx.connections().report_problem(*connection, *report.reason, report.text);
    return report;
  }
  connection->refresh_in_flight = true;
  return Lease{.connection = id,
               .version = connection->version,
               .login_base = connection->login_base,
               .credentials = {profile->client_id, profile->client_secret},
               .token = connection->tokens->refresh,
               .unsettled = connection->refresh_unsettled};
}

void count(Workspace& workspace, const Lease& lease, uint64_t RequestCounts::*which) {
  Workspace::Transaction tx = workspace.begin();
  if (Connection* connection = tx.connections().edit(lease.connection))
    ++(connection->requests.*which);
}

TokenAnswer request_tokens(Workspace& workspace, const Lease& lease) {
  TokenAnswer answer;
  for (int attempt = 0; attempt < 2; ++attempt) {
    count(workspace, lease, &RequestCounts::refresh);
    answer = read_token_answer(
        workspace.send(refresh_request(lease.login_base, lease.credentials, lease.token)),
        GrantKind::refresh);
    // RFC 9110 section 9.2.2: a POST may be repeated only if it cannot have been applied.
    if (answer.signal != Signal::not_sent) break;
  }
  return answer;
}

// Asks whether the refresh token is still good, which consumes nothing. Nothing to say means: go
// on.
std::optional<TokenAnswer> probe(Workspace& workspace, const Lease& lease) {
  count(workspace, lease, &RequestCounts::introspect);
  TokenAnswer stop;
  switch (read_introspection(
      workspace.send(introspect_request(lease.login_base, lease.credentials, lease.token)))) {
    case Activity::active:
      return std::nullopt;
    case Activity::inactive:
      stop.signal = Signal::grant_dead;
      stop.reason = &reason::engine_token_inactive;
      return stop;
    case Activity::unknown:
      break;
  }
  stop.signal = Signal::ambiguous;
  stop.reason = &reason::engine_refresh_unsettled;
  return stop;
}

TokenAnswer obtain(Workspace& workspace, const Lease& lease) {
  if (lease.unsettled) {
    if (const auto stop = probe(workspace, lease)) return *stop;
  }
  TokenAnswer answer = request_tokens(workspace, lease);
  if (answer.signal != Signal::ambiguous) return answer;
  // RFC 9700 section 4.14.2: resending a rotated token revokes the grant, so ask first.
  if (const auto stop = probe(workspace, lease)) return *stop;
  return request_tokens(workspace, lease);
}

RefreshReport store(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                    Tokens tokens, TimePoint now) {
  bool instance_allowed = true;
  if (!tokens.instance_url.empty()) {
    const auto origin = checked_origin(tokens.instance_url, workspace.origins());
    instance_allowed = origin.has_value();
    tokens.instance_url = origin.value_or("");
  }
  // The new refresh token is kept whatever else is wrong: the old one may be spent.
  tx.connections().renew(connection, std::move(tokens), now);
  if (instance_allowed) return {.renewed = true, .usable = true};
  RefreshReport report = failed(reason::engine_instance_url_refused);
  report.renewed = true;
  tx.connections().report_problem(connection, *report.reason, report.text);
  return report;
}

// Somebody changed the tokens while the request was under way: what they stored stands.
RefreshReport yield_to(const Connection& connection) {
  if (connection.tokens) return {.usable = true};
  return failed(reason::engine_connection_changed);
}

RefreshReport settle(Workspace& workspace, const Lease& lease, TokenAnswer answer, TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(lease.connection);
  if (connection == nullptr) return failed(reason::engine_connection_changed);
  connection->refresh_in_flight = false;
  const bool same_token = connection->tokens && connection->tokens->refresh == lease.token;
  const bool changed = connection->version != lease.version;

  if (answer.signal == Signal::tokens)
    return same_token ? store(workspace, tx, *connection, std::move(answer.tokens), now)
                      : yield_to(*connection);
  // A dead token is only the connection's end if it is still the stored one.
  if (changed && !same_token) return yield_to(*connection);

  const Reason& reason = *answer.reason;
  RefreshReport report{.reason = &reason,
                       .text = failure_text(reason, answer.error, answer.description,
                                            {lease.credentials.client_secret.value,
                                             lease.token.value, connection->tokens->access.value})};
  if (answer.signal == Signal::grant_dead) {
    tx.connections().lose(*connection, reason, report.text, now);
    return report;
  }
  if (answer.signal == Signal::throttled)
    throttle(*connection, answer.retry_after, tx.jitter(), now);
  if (answer.signal == Signal::ambiguous || answer.signal == Signal::concurrent)
    connection->refresh_unsettled = true;
  tx.connections().report_problem(*connection, reason, report.text);
  return report;
}

}  // namespace

RefreshReport refresh(Workspace& workspace, int64_t id, uint64_t seen_version, TimePoint now) {
  const auto lease = take_lease(workspace, id, seen_version, now);
  if (!lease.ok()) return lease.error();
  return settle(workspace, lease.value(), obtain(workspace, lease.value()), now);
}

void throttle(Connection& connection, Duration asked, Entropy& jitter, TimePoint now) {
  constexpr Duration kFirst = std::chrono::seconds(30), kMost = std::chrono::hours(1);
  constexpr Duration kMostAsked = std::chrono::hours(24);
  const int doublings = std::min(connection.throttled, 7);
  // RFC 9110 section 10.2.3: not before the time the server names.
  Duration wait = asked > Duration::zero() ? std::min(asked, kMostAsked)
                                           : std::min(kFirst * (1 << doublings), kMost);
  wait += Duration(int64_t(jitter.below(uint64_t(wait.count()) / 10 + 1)));
  connection.not_before = now + wait;
  ++connection.throttled;
}

}  // namespace rehearse::workato
