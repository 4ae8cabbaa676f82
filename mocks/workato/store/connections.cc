#include "mocks/workato/store/connections.h"

#include <algorithm>

namespace rehearse::workato {
namespace {

void settle(Connection& connection) {
  connection.leased_until.reset();
  connection.refresh_unsettled = false;
  connection.not_before = {};
  connection.throttled = 0;
}

// The clock may be set back, what has changed stays changed.
void touch(Connection& connection, TimePoint now) {
  connection.changed_at = std::max(connection.changed_at, now);
}

void clear_problem(Connection& connection) {
  connection.authorization_error.clear();
  connection.error_reason = nullptr;
}

}  // namespace

Connection& Connections::create(ConnectionSettings settings, TimePoint now) {
  connections_.push_back(
      {.id = next_id_++, .settings = std::move(settings), .created_at = now, .changed_at = now});
  return connections_.back();
}

bool Connections::remove(int64_t id) {
  return std::erase_if(connections_, [id](const Connection& c) { return c.id == id; }) > 0;
}

// Ids are given out in order, so the list is sorted by them.
const Connection* Connections::find(int64_t id) const {
  const auto found = std::ranges::lower_bound(connections_, id, {}, &Connection::id);
  return found == connections_.end() || found->id != id ? nullptr : &*found;
}

Connection* Connections::edit(int64_t id) { return const_cast<Connection*>(find(id)); }

bool Connections::uses_profile(int64_t profile) const {
  return std::ranges::any_of(
      connections_, [profile](const Connection& c) { return c.settings.profile == profile; });
}

void Connections::change_settings(Connection& connection, ConnectionSettings settings,
                                  TimePoint now) {
  if (settings.profile != connection.settings.profile) connection.placement.customer.clear();
  connection.settings = std::move(settings);
  touch(connection, now);
}

void Connections::authorize(Connection& connection, Tokens tokens, std::string login_base,
                            TimePoint now) {
  tokens.obtained_at = now;
  connection.tokens = std::move(tokens);
  connection.login_base = std::move(login_base);
  ++connection.version;
  connection.status = ConnectionStatus::connected;
  connection.former.reset();
  connection.authorized_at = now;
  connection.lost_at.reset();
  connection.lost_reason.clear();
  clear_problem(connection);
  settle(connection);
  touch(connection, now);
}

void Connections::fail_authorization(Connection& connection, const Reason& reason, std::string text,
                                     TimePoint now) {
  report_problem(connection, reason, std::move(text), now);
}

void Connections::renew(Connection& connection, Tokens tokens, TimePoint now) {
  tokens.obtained_at = now;
  if (connection.tokens) {
    Tokens& old = *connection.tokens;
    // RFC 6749 section 6: a returned refresh token replaces the old one; otherwise it is kept.
    if (tokens.refresh.empty()) tokens.refresh = std::move(old.refresh);
    if (tokens.instance_url.empty()) tokens.instance_url = std::move(old.instance_url);
    if (tokens.identity_url.empty()) tokens.identity_url = std::move(old.identity_url);
    if (tokens.scope.empty()) tokens.scope = std::move(old.scope);
  }
  connection.tokens = std::move(tokens);
  ++connection.version;
  clear_problem(connection);
  settle(connection);
  touch(connection, now);
}

void Connections::lose(Connection& connection, const Reason& reason, std::string text,
                       TimePoint now) {
  connection.status = ConnectionStatus::lost;
  connection.tokens.reset();
  ++connection.version;
  connection.lost_at = now;
  connection.lost_reason = text;
  report_problem(connection, reason, std::move(text), now);
  settle(connection);
}

void Connections::disconnect(Connection& connection, TimePoint now) {
  connection.status = ConnectionStatus::disconnected;
  connection.tokens.reset();
  ++connection.version;
  connection.authorized_at.reset();
  connection.lost_at.reset();
  connection.lost_reason.clear();
  clear_problem(connection);
  settle(connection);
  touch(connection, now);
}

void Connections::report_problem(Connection& connection, const Reason& reason, std::string text,
                                 TimePoint now) {
  connection.error_reason = &reason;
  connection.authorization_error = std::move(text);
  touch(connection, now);
}

void Connections::recover(Connection& connection, TimePoint now) {
  connection.throttled = 0;
  if (connection.error_reason == nullptr && connection.authorization_error.empty()) return;
  clear_problem(connection);
  touch(connection, now);
}

bool Connections::back_up_tokens(Connection& connection) {
  if (!connection.tokens) return false;
  connection.backup = connection.tokens;
  connection.backup_login_base = connection.login_base;
  connection.backup_authorized_at = connection.authorized_at;
  return true;
}

bool Connections::restore_tokens(Connection& connection, TimePoint now) {
  if (!connection.backup) return false;
  connection.tokens = connection.backup;
  connection.login_base = connection.backup_login_base;
  connection.authorized_at = connection.backup_authorized_at;
  ++connection.version;
  connection.status = ConnectionStatus::connected;
  connection.lost_at.reset();
  connection.lost_reason.clear();
  clear_problem(connection);
  settle(connection);
  touch(connection, now);
  return true;
}

Connection* Connections::clone(int64_t id, TimePoint now) {
  const Connection* original = find(id);
  if (original == nullptr) return nullptr;
  Connection copy{.id = next_id_++,
                  .settings = original->settings,
                  .status = original->status,
                  .tokens = original->tokens,
                  .version = 1,
                  .login_base = original->login_base,
                  .authorized_at = original->authorized_at,
                  .lost_at = original->lost_at,
                  .lost_reason = original->lost_reason,
                  .authorization_error = original->authorization_error,
                  .error_reason = original->error_reason,
                  .created_at = now,
                  .changed_at = now};
  copy.settings.name += " (copy)";
  connections_.push_back(std::move(copy));
  return &connections_.back();
}

}  // namespace rehearse::workato
