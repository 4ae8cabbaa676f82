#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// Bearer is what a good token stands for. The pointers are good while the transaction lasts.
struct Bearer {
  const User* user = nullptr;
  const App* app = nullptr;  // null: an org session, which may do everything
  std::vector<std::string> scopes{};
  Access access{};  // grant 0: a browser session's cookie
  // True if the token may be used where `scope` is needed.
  bool may(std::string_view scope) const;
};

// The token of `Authorization: Bearer …` (RFC 6750 section 2.1) or `OAuth …`, Salesforce's own
// older scheme; empty if there is none.
std::string header_token(const wire::WireRequest& request);
// The same, or else the parameter `oauth_token` or `access_token` of the query or the form.
std::string token_anywhere(const wire::WireRequest& request);

// The access token, opaque or JWT-based, as the token store knows it.
Result<Access, const Reason*> find_access(Org& org, Org::Transaction& tx, std::string_view token,
                                          TimePoint now);

// Who the token belongs to: an access token, or the id of an org session. The error says why the
// token is of no use, `access_token_missing` among the rest. Every endpoint that takes access
// tokens asks here, so that they agree.
Result<Bearer, const Reason*> find_bearer(Org& org, Org::Transaction& tx, std::string_view token,
                                          TimePoint now);
// The same for whoever makes a request with the token: it must come from where the org's session
// settings allow it.
Result<Bearer, const Reason*> find_bearer(Org& org, Org::Transaction& tx, std::string_view token,
                                          const wire::WireRequest& request);

}  // namespace rehearse::salesforce
