#pragma once

#include <deque>
#include <string>

#include "mocks/core/reason.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// Connections keeps the workspace's connections. Each change of one is a verb here and moves its
// changed_at; one of its tokens counts up its version.
class Connections {
 public:
  Connection& create(ConnectionSettings settings, TimePoint now);
  bool remove(int64_t id);
  const Connection* find(int64_t id) const;
  Connection* edit(int64_t id);  // for the verbs, counters and the engine's own state
  const std::deque<Connection>& all() const { return connections_; }
  bool uses_profile(int64_t profile) const;

  // A profile that is chosen is no longer one that was assigned.
  void change_settings(Connection& connection, ConnectionSettings settings, TimePoint now);
  // A person authorised the connection.
  void authorize(Connection& connection, Tokens tokens, std::string login_base, TimePoint now);
  // The attempt failed; what the connection had before stays.
  void fail_authorization(Connection& connection, const Reason& reason, std::string text,
                          TimePoint now);
  // A refresh succeeded. Members the answer lacks keep their stored value: the refresh token when
  // none is returned (RFC 6749 section 6), the instance URL when it is left out.
  void renew(Connection& connection, Tokens tokens, TimePoint now);
  // The refresh token is dead: forget the tokens, make no further request.
  void lose(Connection& connection, const Reason& reason, std::string text, TimePoint now);
  void disconnect(Connection& connection, TimePoint now);
  // A job went well: no problem is left to report.
  void recover(Connection& connection, TimePoint now);
  // A configuration or network problem: nothing but the message changes.
  void report_problem(Connection& connection, const Reason& reason, std::string text,
                      TimePoint now);

  // What happens when an old copy of the workspace's data comes back, or a connection is copied to
  // another environment: the same tokens exist twice.
  bool back_up_tokens(Connection& connection);
  bool restore_tokens(Connection& connection, TimePoint now);
  Connection* clone(int64_t id, TimePoint now);

 private:
  std::deque<Connection> connections_;
  int64_t next_id_ = 18'001;
};

}  // namespace rehearse::workato
