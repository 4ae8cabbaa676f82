#include <algorithm>

#include "mocks/core/crypto.h"
#include "mocks/workato/engine/authorize.h"
#include "mocks/workato/engine/callback.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/engine/misbehave.h"
#include "mocks/workato/engine/requests.h"
#include "mocks/workato/engine/store_tokens.h"
#include "mocks/workato/engine/trip.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {
namespace {

Refusal refusal(const Reason& reason) { return {&reason, plain_text(reason)}; }

// Everything the exchange needs, read under the lock.
struct Trip {
  Authorization authorization{};
  Credentials credentials{};
  std::string connection_name{};
  uint64_t slips_before = 0;
  TimePoint now{};
};

// What is to be done the page says by itself.
CallbackReport refused(const Reason& reason) {
  return {.reason = &reason, .text = std::string(reason.meaning)};
}

// Fails the trip's connection, if it is still there, and reports it.
CallbackReport fail(Workspace& workspace, const Trip& trip, const Reason& reason,
                    std::string text) {
  CallbackReport report{.reason = &reason,
                        .text = std::move(text),
                        .connection = trip.authorization.connection,
                        .connection_name = trip.connection_name};
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(report.connection);
  if (connection == nullptr) return report;
  tx.connections().fail_authorization(*connection, reason, report.text, trip.now);
  report.bug = tx.slips().blame(*connection, trip.slips_before, trip.now);
  return report;
}

Result<Authorization, const Reason*> claim(Workspace& workspace, Workspace::Transaction& tx,
                                           const wire::Fields& query, const SessionId& browser,
                                           TimePoint now) {
  // RFC 9700 section 4.7.1: the state comes before anything else.
  const auto state = sole_state(query);
  auto claimed = state.ok() ? tx.authorizations().claim(state.value(), browser, now)
                            : Result<Authorization, const Reason*>(state.error());
  if (claimed.ok()) return claimed;
  const Authorization* trip = trip_regardless(workspace, tx, *claimed.error(),
                                              wire::value_of(query, "state").value_or(""), now);
  if (trip != nullptr) return *trip;
  return claimed.error();
}

Result<Trip, const Reason*> claim_trip(Workspace& workspace, const wire::Fields& query,
                                       const SessionId& browser, TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  Trip trip{.slips_before = tx.slips().count(), .now = now};
  auto claimed = claim(workspace, tx, query, browser, now);
  if (!claimed.ok()) return claimed.error();
  trip.authorization = std::move(claimed.value());
  Connection* connection = tx.connections().edit(trip.authorization.connection);
  const Profile* profile = tx.profiles().find(trip.authorization.profile);
  if (connection == nullptr || profile == nullptr ||
      connection->settings.profile != trip.authorization.profile)
    return &reason::callback_connection_gone;
  trip.credentials =
      as_pasted(workspace, tx, *connection, {profile->client_id, profile->client_secret}, now);
  trip.connection_name = connection->settings.name;
  // Mistakes that were made before the person left for the org come to light now.
  trip.slips_before = std::min(trip.slips_before, trip.authorization.slips_before);
  prepare_exchange(workspace, tx, *connection, trip.authorization, now);
  return trip;
}

struct Exchanged {
  TokenAnswer answer{};
  TimePoint at{};
};

Task<Exchanged> exchange(Workspace& workspace, const Trip& trip, const AuthorizationCode& code,
                         Sender sender) {
  Exchanged exchanged{.at = trip.now};
  // One more attempt only if no byte was sent: the code is single use.
  for (int attempt = 0; attempt < 2; ++attempt) {
    {
      Workspace::Transaction tx = workspace.begin();
      if (Connection* connection = tx.connections().edit(trip.authorization.connection))
        ++connection->requests.exchange;
    }
    wire::HttpRequest request = exchange_request(trip.authorization, trip.credentials, code);
    if (misbehaves(workspace, trip.authorization.connection, &ClientBugs::secret_in_url, trip.now))
      request = with_secret_in_url(std::move(request));
    const Answered answered =
        co_await workspace.answer_to(std::move(request), sender, exchanged.at);
    exchanged = {read_token_answer(answered.outcome, GrantKind::code), answered.at};
    if (exchanged.answer.signal != Signal::not_sent) break;
  }
  co_return exchanged;
}

// omniauth-salesforce: signature = BASE64(HMAC-SHA256(client_secret, id + issued_at)). An answer
// without one is taken.
bool signature_holds(const TokenAnswer& answer, const ClientSecret& secret) {
  if (answer.signature.empty()) return true;
  const Digest digest =
      hmac_sha256(secret.value, answer.tokens.identity_url + answer.tokens.issued_at);
  return constant_time_equal(base64_encode(digest, Base64::standard), answer.signature);
}

// What is wrong with a success, or null. Makes the instance URL an origin.
const Reason* check_tokens(Workspace& workspace, const Trip& trip, TokenAnswer& answer) {
  if (!signature_holds(answer, trip.credentials.client_secret))
    return &reason::engine_signature_wrong;
  if (!answer.has_expires_in && misbehaves(workspace, trip.authorization.connection,
                                           &ClientBugs::requires_expires_in, trip.now))
    return &reason::bug_requires_expires_in;
  std::string& instance = answer.tokens.instance_url;
  if (instance.empty()) {
    instance = trip.authorization.login_base;
    return nullptr;
  }
  const std::optional<std::string> origin = checked_origin(instance, workspace.origins());
  if (!origin && !misbehaves(workspace, trip.authorization.connection,
                             &ClientBugs::follows_foreign_instance_url, trip.now))
    return &reason::engine_instance_url_refused;
  instance = origin.value_or(instance);
  return nullptr;
}

// The others with the same Salesforce user and app.
void displace_others(Workspace::Transaction& tx, const Connection& connection, TimePoint now) {
  for (const Connection& row : tx.connections().all()) {
    const bool same = row.id != connection.id && row.tokens &&
                      row.settings.profile == connection.settings.profile &&
                      row.tokens->identity_url == connection.tokens->identity_url;
    if (!same) continue;
    lose_connection(tx, *tx.connections().edit(row.id), reason::engine_connection_displaced,
                    plain_text(reason::engine_connection_displaced), now);
  }
}

CallbackReport store(Workspace& workspace, const Trip& trip, Tokens tokens, TimePoint now) {
  CallbackReport report{.connection = trip.authorization.connection,
                        .connection_name = trip.connection_name};
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(report.connection);
  if (connection == nullptr || connection->settings.profile != trip.authorization.profile)
    return refused(reason::engine_connection_changed);
  connection->slip = nullptr;  // what went wrong with the tokens before is over
  tokens = as_stored(workspace, tx, *connection, std::move(tokens), now);
  tx.connections().authorize(*connection, std::move(tokens), trip.authorization.login_base, now);
  if (workspace.dials().is(oauth::Dial::workato_second_connection, "invalidates_first"))
    displace_others(tx, *connection, now);
  report.ok = true;
  report.text = "Connection " + trip.connection_name + " is connected.";
  return report;
}

}  // namespace

Result<std::string, Refusal> start_authorization(Workspace& workspace, int64_t id,
                                                 const SessionId& browser, TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  return start_authorization(workspace, tx, id, browser, now);
}

Result<std::string, Refusal> start_authorization(Workspace& workspace, Workspace::Transaction& tx,
                                                 int64_t id, const SessionId& browser,
                                                 TimePoint now) {
  Connection* connection = tx.connections().edit(id);
  if (connection == nullptr) return refusal(reason::workato_not_found);
  if (connection->status == ConnectionStatus::connected)
    return refusal(reason::workato_connection_active);
  if (connection->settings.profile == 0) return refusal(reason::workato_profile_not_chosen);
  const Profile* profile = tx.profiles().find(connection->settings.profile);
  if (profile == nullptr || profile->provider != connection->settings.provider)
    return refusal(reason::workato_profile_missing);
  const std::optional<std::string> login_base = workspace.login_base(connection->settings);
  if (!login_base) return refusal(reason::workato_connection_invalid);
  const uint64_t slips_before = tx.slips().count();
  const Proof proof = make_proof(workspace, tx, *connection, now);
  Authorization trip{.state = new_state(tx.states()),
                     .connection = id,
                     .profile = profile->id,
                     .browser = browser,
                     .verifier = proof.verifier,
                     .login_base = *login_base,
                     .redirect_uri = redirect_uri_of(workspace, tx, *connection, now),
                     .started_at = now,
                     .slips_before = slips_before};
  const std::string url = authorize_url({.login_base = trip.login_base,
                                         .client_id = profile->client_id,
                                         .redirect_uri = trip.redirect_uri,
                                         .scopes = requested_scopes(connection->settings.scopes),
                                         .state = trip.state,
                                         .challenge = proof.challenge,
                                         .challenge_method = proof.method});
  tx.authorizations().start(std::move(trip));
  return url;
}

Task<CallbackReport> finishing_authorization(Workspace& workspace, wire::Fields query,
                                             SessionId browser, Sender sender, TimePoint now) {
  const auto claimed = claim_trip(workspace, query, browser, now);
  if (!claimed.ok()) co_return refused(*claimed.error());
  const Trip& trip = claimed.value();
  auto rest = read_callback(query, trip.authorization.login_base);
  if (!rest.ok()) {
    const AuthorizationCode code =
        code_regardless(workspace, trip.authorization.connection, query, now);
    if (!code.empty()) rest = CallbackRest{.code = code};
  }
  if (!rest.ok())
    co_return fail(workspace, trip, *rest.error(), std::string(rest.error()->meaning));

  const std::vector<std::string_view> secrets{trip.credentials.client_secret.value,
                                              rest.value().code.value,
                                              trip.authorization.verifier.value};
  if (!rest.value().error.empty()) {
    const CallbackRest& said = rest.value();
    const Reason& why = *reason_of_error(said.error, said.error_description);
    co_return fail(workspace, trip, why,
                   failure_text(why, said.error, said.error_description, secrets));
  }
  Exchanged exchanged = co_await exchange(workspace, trip, rest.value().code, sender);
  TokenAnswer& answer = exchanged.answer;
  if (answer.signal != Signal::tokens)
    co_return fail(workspace, trip, *answer.reason,
                   failure_text(*answer.reason, answer.error, answer.description, secrets));
  if (const Reason* problem = check_tokens(workspace, trip, answer))
    co_return fail(workspace, trip, *problem, std::string(problem->meaning));
  co_return store(workspace, trip, std::move(answer.tokens), exchanged.at);
}

CallbackReport finish_authorization(Workspace& workspace, const wire::Fields& query,
                                    const SessionId& browser, TimePoint now) {
  return run_now(finishing_authorization(workspace, query, browser, {}, now));
}

Result<Done, std::vector<FieldProblem>> change_profile(Workspace& workspace,
                                                       Workspace::Transaction& tx, int64_t id,
                                                       const ProfileDraft& draft, TimePoint now) {
  const Profile* profile = tx.profiles().find(id);
  const Profile before = profile != nullptr ? *profile : Profile();
  auto updated = tx.profiles().update(id, draft, now);
  if (!updated) return updated;
  const bool same_pair =
      profile->client_id == before.client_id && profile->client_secret == before.client_secret;
  if (same_pair || workspace.dials().is(oauth::Dial::workato_secret_change, "next_refresh"))
    return updated;
  for (const Connection& row : tx.connections().all()) {
    if (row.settings.profile != id || row.status != ConnectionStatus::connected) continue;
    Connection& connection = *tx.connections().edit(row.id);
    lose_connection(tx, connection, reason::engine_profile_changed,
                    plain_text(reason::engine_profile_changed), now);
  }
  return updated;
}

void lose_connection(Workspace::Transaction& tx, Connection& connection, const Reason& reason,
                     std::string text, TimePoint now) {
  tx.outbox().send({std::string(kUser), "Connection " + connection.settings.name + " was lost",
                    "The connection " + connection.settings.name + " was lost. " + text, now});
  tx.connections().lose(connection, reason, std::move(text), now);
}

std::optional<Refusal> disconnect(Workspace& workspace, int64_t id, TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(id);
  if (connection == nullptr) return refusal(reason::workato_not_found);
  // docs.workato.com: no action is taken if the connection is disconnected already.
  if (connection->status != ConnectionStatus::disconnected)
    tx.connections().disconnect(*connection, now);
  return std::nullopt;
}

}  // namespace rehearse::workato
