#include "mocks/workato/engine/refresh.h"

#include <algorithm>
#include <optional>

#include "mocks/core/result.h"
#include "mocks/core/task.h"
#include "mocks/core/text.h"
#include "mocks/workato/engine/authorize.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/engine/misbehave.h"
#include "mocks/workato/engine/requests.h"
#include "mocks/workato/engine/store_tokens.h"
#include "mocks/workato/engine/token_answer.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {
namespace {

// Lease is the right to refresh one connection, and what was read when it was taken.
struct Lease {
  int64_t connection = 0;
  uint64_t version = 0;
  uint64_t number = 0;
  std::string login_base{};
  Credentials credentials{};
  RefreshToken token{};
  std::string scope{};  // sent along by a mistaken engine only
  bool secret_in_url = false;
  bool unsettled = false;
  Workspace::Sender sender{};
  TimePoint taken_at{};
};

RefreshReport failed(const Reason& reason) {
  return {.reason = &reason, .text = plain_text(reason)};
}

// The tokens went away meanwhile: another worker met their end, or a person disconnected.
RefreshReport gone(const Connection* connection) {
  const bool lost = connection != nullptr && connection->status == ConnectionStatus::lost;
  return failed(lost ? reason::engine_connection_lost : reason::engine_connection_changed);
}

// A worker of a mistaken engine that refreshes with what it read earlier, although another one has
// stored newer tokens, or is about to.
bool goes_on_regardless(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                        const RefreshCall& call, TimePoint now) {
  const bool outdated = connection.version != call.seen_version || connection.leased_until;
  if (!outdated || call.held.empty()) return false;
  return misbehaves(workspace, tx, connection, &ClientBugs::refreshes_twice_at_once, now) ||
         misbehaves(workspace, tx, connection, &ClientBugs::keeps_stale_snapshot, now) ||
         misbehaves(workspace, tx, connection, &ClientBugs::reads_lagging_replica, now);
}

// Somebody was faster, or is on it: nothing to send then.
std::optional<RefreshReport> another_worker(Connection& connection, const RefreshCall& call,
                                            TimePoint now) {
  if (connection.version != call.seen_version) return RefreshReport{.usable = true};
  // RFC 9110 section 10.2.3: not before the time the org named.
  if (now < connection.not_before) return failed(reason::engine_backing_off);
  if (!connection.leased_until) return std::nullopt;
  if (now < *connection.leased_until) return failed(reason::engine_refresh_in_flight);
  // Whoever held the lease died with it: whether its request was processed is unknown.
  connection.refresh_unsettled = true;
  return std::nullopt;
}

Result<Lease, RefreshReport> take_lease(Workspace& workspace, const RefreshCall& call,
                                        TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(call.connection);
  if (connection == nullptr || !connection->tokens) return gone(connection);
  const bool regardless = goes_on_regardless(workspace, tx, *connection, call, now);
  if (!regardless) {
    if (auto done = another_worker(*connection, call, now)) return *done;
  }
  const RefreshToken& token = regardless ? call.held : connection->tokens->refresh;
  if (token.empty()) {
    lose_connection(tx, *connection, reason::engine_no_refresh_token,
                    std::string(reason::engine_no_refresh_token.meaning), now);
    return failed(reason::engine_no_refresh_token);
  }
  const Profile* profile = tx.profiles().find(connection->settings.profile);
  if (profile == nullptr) {
    RefreshReport report = failed(reason::workato_profile_missing);
    tx.connections().report_problem(*connection, *report.reason, report.text, now);
    return report;
  }
  connection->leased_until = now + kLeaseLifetime;
  ++connection->leases;
  Lease lease{.connection = call.connection,
              .version = connection->version,
              .number = connection->leases,
              .login_base = connection->login_base,
              .credentials = {profile->client_id, profile->client_secret},
              .token = token,
              .unsettled = connection->refresh_unsettled && !regardless,
              .sender = call.sender,
              .taken_at = now};
  lease.credentials = as_pasted(workspace, tx, *connection, std::move(lease.credentials), now);
  lease.secret_in_url = misbehaves(workspace, tx, *connection, &ClientBugs::secret_in_url, now);
  if (misbehaves(workspace, tx, *connection, &ClientBugs::sends_scope_at_refresh, now))
    lease.scope = join(requested_scopes(connection->settings.scopes), " ");
  return lease;
}

void count(Workspace& workspace, const Lease& lease, uint64_t RequestCounts::*which) {
  Workspace::Transaction tx = workspace.begin();
  if (Connection* connection = tx.connections().edit(lease.connection))
    ++(connection->requests.*which);
}

wire::HttpRequest request_of(const Lease& lease) {
  wire::HttpRequest request =
      refresh_request(lease.login_base, lease.credentials, lease.token, lease.scope);
  return lease.secret_in_url ? with_secret_in_url(std::move(request)) : request;
}

// What the engine reads: a mistaken one does not see that a cache answered.
HttpOutcome as_received(Workspace& workspace, const Lease& lease, HttpOutcome outcome) {
  if (outcome.ok() && is_from_cache(outcome.value()) &&
      misbehaves(workspace, lease.connection, &ClientBugs::takes_cached_answers, lease.taken_at))
    std::erase_if(outcome.value().headers,
                  [](const wire::Field& field) { return lower(field.name) == "age"; });
  return outcome;
}

// The judged answer, and when it came.
struct Obtained {
  TokenAnswer answer{};
  TimePoint at{};
};

Task<Obtained> request_tokens(Workspace& workspace, const Lease& lease, TimePoint now) {
  Obtained obtained{.at = now};
  for (int attempt = 0; attempt < 2; ++attempt) {
    count(workspace, lease, &RequestCounts::refresh);
    Answered answered = co_await workspace.answer_to(request_of(lease), lease.sender, obtained.at);
    obtained.at = answered.at;
    obtained.answer = read_token_answer(as_received(workspace, lease, std::move(answered.outcome)),
                                        GrantKind::refresh);
    // RFC 9110 section 9.2.2: a POST may be repeated only if it cannot have been applied.
    if (obtained.answer.signal != Signal::not_sent) break;
  }
  co_return obtained;
}

// Asks whether the refresh token is still good, which consumes nothing. The answer's signal says
// what to do then: `tokens` means go on.
Task<Obtained> probe(Workspace& workspace, const Lease& lease, TimePoint now) {
  count(workspace, lease, &RequestCounts::introspect);
  const Answered answered = co_await workspace.answer_to(
      introspect_request(lease.login_base, lease.credentials, lease.token), lease.sender, now);
  Obtained told{.at = answered.at};
  switch (read_introspection(answered.outcome)) {
    case Activity::active:
      told.answer.signal = Signal::tokens;
      break;
    case Activity::inactive:
      told.answer.signal = Signal::grant_dead;
      told.answer.reason = &reason::engine_token_inactive;
      break;
    case Activity::unknown:
      told.answer.signal = Signal::ambiguous;
      told.answer.reason = &reason::engine_refresh_unsettled;
      break;
  }
  co_return told;
}

// What a mistaken engine sends again without a thought; a correct one never comes here.
bool repeats(Workspace& workspace, const Lease& lease, Signal signal) {
  if (signal == Signal::ambiguous)
    return misbehaves(workspace, lease.connection, &ClientBugs::retries_blindly, lease.taken_at);
  if (signal == Signal::throttled)
    return misbehaves(workspace, lease.connection, &ClientBugs::ignores_retry_after,
                      lease.taken_at);
  return false;
}

Task<Obtained> obtain(Workspace& workspace, const Lease& lease) {
  const bool asks_first = !workspace.config().bugs.retries_blindly;
  Obtained obtained{.at = lease.taken_at};
  if (lease.unsettled &&
      !misbehaves(workspace, lease.connection, &ClientBugs::retries_blindly, lease.taken_at)) {
    obtained = co_await probe(workspace, lease, obtained.at);
    if (obtained.answer.signal != Signal::tokens) co_return obtained;
  }
  obtained = co_await request_tokens(workspace, lease, obtained.at);
  constexpr int kRepetitions = 3;
  for (int again = 0; again < kRepetitions && repeats(workspace, lease, obtained.answer.signal);
       ++again)
    obtained = co_await request_tokens(workspace, lease, obtained.at);
  if (obtained.answer.signal != Signal::ambiguous || !asks_first) co_return obtained;
  // RFC 9700 section 4.14.2: resending a rotated token revokes the grant, so ask first.
  obtained = co_await probe(workspace, lease, obtained.at);
  if (obtained.answer.signal != Signal::tokens) co_return obtained;
  co_return co_await request_tokens(workspace, lease, obtained.at);
}

// Somebody changed the tokens while the request was under way: what they stored stands.
RefreshReport yield_to(const Connection& connection) {
  if (connection.tokens) return {.usable = true};
  return gone(&connection);
}

// Whether a mistaken engine takes the refusal for another one than it is.
Signal as_understood(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                     const TokenAnswer& answer, TimePoint now) {
  const Signal signal = answer.signal;
  if (signal == Signal::network &&
      misbehaves(workspace, tx, connection, &ClientBugs::drops_token_when_blocked, now))
    return Signal::grant_dead;
  if (answer.reason == &reason::engine_client_refused &&
      misbehaves(workspace, tx, connection, &ClientBugs::drops_token_at_wrong_secret, now))
    return Signal::grant_dead;
  if (signal == Signal::grant_dead &&
      misbehaves(workspace, tx, connection, &ClientBugs::retries_dead_token, now))
    return Signal::network;
  return signal;
}

RefreshReport settle_refusal(Workspace& workspace, Workspace::Transaction& tx,
                             Connection& connection, const Lease& lease, const TokenAnswer& answer,
                             TimePoint now) {
  const Reason& reason = *answer.reason;
  RefreshReport report{.reason = &reason,
                       .text = failure_text(reason, answer.error, answer.description,
                                            {lease.credentials.client_secret.value,
                                             lease.token.value, connection.tokens->access.value})};
  const Signal signal = as_understood(workspace, tx, connection, answer, now);
  if (signal == Signal::grant_dead) {
    lose_connection(tx, connection, reason, report.text, now);
    return report;
  }
  if (signal == Signal::throttled && !workspace.config().bugs.ignores_retry_after)
    throttle(connection, answer.retry_after, tx.jitter(), now);
  if (signal == Signal::ambiguous || signal == Signal::concurrent)
    connection.refresh_unsettled = true;
  tx.connections().report_problem(connection, reason, report.text, now);
  return report;
}

RefreshReport settle(Workspace& workspace, const Lease& lease, TokenAnswer answer, TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(lease.connection);
  if (connection == nullptr) return failed(reason::engine_connection_changed);
  const bool changed = connection->version != lease.version;
  // Whoever took the lease over has it still.
  if (connection->leases == lease.number) connection->leased_until.reset();
  const bool same_token = connection->tokens && connection->tokens->refresh == lease.token;

  if (answer.signal == Signal::tokens)
    return same_token ? store_tokens(workspace, tx, *connection, std::move(answer), now)
                      : yield_to(*connection);
  // A dead token is only the connection's end if it is still the stored one. (An engine that goes
  // on regardless does not look.)
  if (!same_token && (changed || !connection->tokens)) return yield_to(*connection);
  return settle_refusal(workspace, tx, *connection, lease, answer, now);
}

}  // namespace

Task<RefreshReport> refreshing(Workspace& workspace, RefreshCall call, TimePoint now) {
  RefreshReport report{.at = now};
  const auto lease = take_lease(workspace, call, now);
  if (!lease.ok()) {
    report = lease.error();
  } else {
    Obtained obtained = co_await obtain(workspace, lease.value());
    now = obtained.at;
    report = call.dies_on_the_way
                 ? failed(reason::engine_worker_died)
                 : settle(workspace, lease.value(), std::move(obtained.answer), now);
  }
  report.at = now;
  co_return report;
}

RefreshReport refresh(Workspace& workspace, const RefreshCall& call, TimePoint now) {
  return run_now(refreshing(workspace, call, now));
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
