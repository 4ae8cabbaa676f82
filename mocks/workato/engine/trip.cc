#include "mocks/workato/engine/trip.h"

#include "mocks/core/crypto.h"
#include "mocks/workato/engine/misbehave.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

constexpr size_t kTooShort = 42;  // RFC 7636 section 4.1: at least 43

CodeVerifier make_verifier(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                           TimePoint now) {
  if (misbehaves(workspace, tx, connection, &ClientBugs::reuses_verifier, now)) {
    SeededEntropy same(workspace.config().seed, "workato verifier for all");
    return new_verifier(same);
  }
  CodeVerifier verifier = new_verifier(tx.verifiers());
  if (misbehaves(workspace, tx, connection, &ClientBugs::short_verifier, now))
    verifier.value.resize(kTooShort);
  return verifier;
}

}  // namespace

Proof make_proof(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                 TimePoint now) {
  Proof proof{.verifier = make_verifier(workspace, tx, connection, now)};
  if (misbehaves(workspace, tx, connection, &ClientBugs::no_pkce, now)) return {};
  if (misbehaves(workspace, tx, connection, &ClientBugs::plain_pkce, now))
    return {proof.verifier, CodeChallenge(proof.verifier.value), "plain"};
  proof.challenge = challenge_of(proof.verifier);
  if (misbehaves(workspace, tx, connection, &ClientBugs::standard_base64_challenge, now))
    proof.challenge = CodeChallenge(base64_encode(sha256(proof.verifier.value), Base64::standard));
  return proof;
}

std::string redirect_uri_of(Workspace& workspace, Workspace::Transaction& tx,
                            Connection& connection, TimePoint now) {
  if (misbehaves(workspace, tx, connection, &ClientBugs::per_data_centre_callback, now))
    return std::string(workspace.data_centre().own_callback);
  return workspace.config().callback_url;
}

void prepare_exchange(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                      Authorization& trip, TimePoint now) {
  if (misbehaves(workspace, tx, connection, &ClientBugs::loses_verifier, now)) trip.verifier = {};
  if (misbehaves(workspace, tx, connection, &ClientBugs::wrong_redirect_at_exchange, now))
    trip.redirect_uri += '/';
}

const Authorization* trip_regardless(Workspace& workspace, Workspace::Transaction& tx,
                                     const Reason& refused, const std::string& state,
                                     TimePoint now) {
  const bool is_replay = &refused == &reason::callback_state_replayed;
  const Authorization* trip =
      is_replay ? tx.authorizations().find(state) : tx.authorizations().newest();
  Connection* connection = trip != nullptr ? tx.connections().edit(trip->connection) : nullptr;
  if (connection == nullptr) return nullptr;
  const bool taken =
      misbehaves(workspace, tx, *connection,
                 is_replay ? &ClientBugs::exchanges_on_reload : &ClientBugs::ignores_state, now);
  return taken ? trip : nullptr;
}

AuthorizationCode code_regardless(Workspace& workspace, int64_t connection,
                                  const wire::Fields& query, TimePoint now) {
  if (wire::count_of(query, "code") < 2 ||
      !misbehaves(workspace, connection, &ClientBugs::takes_repeated_code, now))
    return {};
  std::string last;
  for (const wire::Field& field : query) {
    if (field.name == "code") last = field.value;
  }
  return AuthorizationCode(last);
}

}  // namespace rehearse::workato
