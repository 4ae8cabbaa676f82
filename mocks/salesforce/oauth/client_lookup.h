#pragma once

#include "mocks/oauth/client_auth_rules.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// FoundClient is the app behind the client id that a request presents, by whichever of the app's
// pairs the id belongs to. Good while the transaction lasts.
struct FoundClient {
  const App* app = nullptr;  // null: no app has the key
  ClientId key{};            // as the app has it: the raw or the decoded reading
  const Reason* retired =
      nullptr;  // why no app has it, where the key belonged to a pair that is gone
};
FoundClient find_client(Org::Transaction& tx, const oauth::PresentedClient& client, TimePoint now);

// Judges the client: its secret is the one that goes with the key it names.
Result<Done, oauth::Rejection> judge_client(const Org& org, const FoundClient& found,
                                            const oauth::PresentedClient& client,
                                            oauth::SecretNeed need,
                                            const wire::WireRequest& request);

}  // namespace rehearse::salesforce
