#pragma once

#include <optional>
#include <string>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/core/task.h"
#include "mocks/core/time.h"
#include "mocks/wire/message.h"
#include "mocks/workato/store/model.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// The OAuth engine: the client that Workato is. That Workato's closed Salesforce connector behaves
// so is inferred from its published connector SDK and from the RFCs; see behaviours.h.

// Refusal says why something was not done; the text is for people.
struct Refusal {
  const Reason* reason = nullptr;
  std::string text{};
};

// start_authorization begins a trip and gives the authorize URL for the browser.
Result<std::string, Refusal> start_authorization(Workspace& workspace, int64_t connection,
                                                 const SessionId& browser, TimePoint now);
// The same for who holds the transaction.
Result<std::string, Refusal> start_authorization(Workspace& workspace, Workspace::Transaction& tx,
                                                 int64_t connection, const SessionId& browser,
                                                 TimePoint now);

// CallbackReport is what the callback page shows.
struct CallbackReport {
  bool ok = false;
  const Reason* reason = nullptr;
  const Reason* bug = nullptr;  // the mistake it is blamed on, where the engine made one
  std::string text{};
  int64_t connection = 0;  // 0 if the state did not lead to one
  std::string connection_name{};
};
// finish_authorization takes the authorization response: state first, then the rest, then at most
// one exchange (one more attempt if no byte was sent).
CallbackReport finish_authorization(Workspace& workspace, const wire::Fields& query,
                                    const SessionId& browser, TimePoint now);
// The same where the exchange is under way for a while (the sender has a carrier).
Task<CallbackReport> finishing_authorization(Workspace& workspace, wire::Fields query,
                                             SessionId browser, Sender sender, TimePoint now);

// change_profile edits a profile; what that does to its live connections is the dial
// workato.secret_change.
Result<Done, std::vector<FieldProblem>> change_profile(Workspace& workspace,
                                                       Workspace::Transaction& tx, int64_t profile,
                                                       const ProfileDraft& draft, TimePoint now);

// lose_connection ends a connection for good, and tells the workspace's owner.
void lose_connection(Workspace::Transaction& tx, Connection& connection, const Reason& reason,
                     std::string text, TimePoint now);

// A person's Disconnect: the tokens are forgotten, not revoked.
std::optional<Refusal> disconnect(Workspace& workspace, int64_t connection, TimePoint now);

}  // namespace rehearse::workato
