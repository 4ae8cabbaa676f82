#include "mocks/workato/engine/store_tokens.h"

#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/engine/misbehave.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

constexpr size_t kShortColumn = 64;
constexpr Duration kReplicaLag = std::chrono::seconds(60);

// What the store makes of the tokens, once they are in it.
void keep(Workspace& workspace, Workspace::Transaction& tx, Connection& connection, Tokens tokens,
          TimePoint now) {
  const bool without_refresh = tokens.refresh.empty();
  const bool without_instance = tokens.instance_url.empty();
  const bool rotated =
      connection.tokens && !without_refresh && tokens.refresh != connection.tokens->refresh;
  if (workspace.config().bugs.reads_lagging_replica) {
    connection.former = connection.tokens;
    connection.replica_catches_up = now + kReplicaLag;
  }
  if (rotated && misbehaves(workspace, tx, connection, &ClientBugs::drops_rotated_token, now))
    tokens.refresh = RefreshToken();
  tx.connections().renew(connection, as_stored(workspace, tx, connection, std::move(tokens), now),
                         now);
  if (without_refresh &&
      misbehaves(workspace, tx, connection, &ClientBugs::forgets_kept_token, now))
    connection.tokens->refresh = RefreshToken();
  if (without_instance &&
      misbehaves(workspace, tx, connection, &ClientBugs::loses_instance_url, now))
    connection.tokens->instance_url.clear();
}

}  // namespace

RefreshReport store_tokens(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                           TokenAnswer answer, TimePoint now) {
  Tokens& tokens = answer.tokens;
  bool instance_allowed = true;
  if (!tokens.instance_url.empty()) {
    const auto origin = checked_origin(tokens.instance_url, workspace.origins());
    instance_allowed =
        origin.has_value() ||
        misbehaves(workspace, tx, connection, &ClientBugs::follows_foreign_instance_url, now);
    if (!instance_allowed || origin) tokens.instance_url = origin.value_or("");
  }
  if (misbehaves(workspace, tx, connection, &ClientBugs::saves_after_use, now))
    return {.renewed = true, .usable = true, .unsaved = std::move(tokens)};
  keep(workspace, tx, connection, std::move(tokens), now);
  if (instance_allowed) return {.renewed = true, .usable = true};
  RefreshReport report{.renewed = true,
                       .reason = &reason::engine_instance_url_refused,
                       .text = plain_text(reason::engine_instance_url_refused)};
  tx.connections().report_problem(connection, *report.reason, report.text, now);
  return report;
}

void store_unsaved(Workspace& workspace, int64_t id, Tokens tokens, TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(id);
  if (connection != nullptr && connection->tokens)
    keep(workspace, tx, *connection, std::move(tokens), now);
}

Credentials as_pasted(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                      Credentials credentials, TimePoint now) {
  std::string& secret = credentials.client_secret.value;
  if (misbehaves(workspace, tx, connection, &ClientBugs::pastes_secret_with_blank, now))
    secret += ' ';
  if (!secret.empty() &&
      misbehaves(workspace, tx, connection, &ClientBugs::cuts_pasted_secret, now))
    secret.pop_back();
  return credentials;
}

Tokens as_stored(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                 Tokens tokens, TimePoint now) {
  std::string& text = tokens.refresh.value;
  if (text.size() > kShortColumn &&
      misbehaves(workspace, tx, connection, &ClientBugs::truncates_tokens, now))
    text.resize(kShortColumn);
  return tokens;
}

}  // namespace rehearse::workato
