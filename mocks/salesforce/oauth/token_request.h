#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/oauth/client_auth_rules.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/mutants.h"
#include "mocks/oauth/rejection.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// TokenParameters are the parameters of a POST to one of the token endpoints: those of the form,
// and those of the query that the form does not have. Lives no longer than the request.
class TokenParameters {
 public:
  TokenParameters(const wire::Fields& form, const wire::Fields* query)
      : form_(&form), query_(query) {}
  // Empty values count as absent (RFC 6749 section 3.1).
  std::optional<std::string> value(std::string_view name) const;

 private:
  const wire::Fields* form_;
  const wire::Fields* query_;  // null: the query does not count
};

// Reads the request. A body that is no form, or a broken one, gives unsupported_grant_type
// (Salesforce, observed); repeated parameters give invalid_request (RFC 6749 section 3.2).
Result<TokenParameters, oauth::Rejection> read_token_parameters(const wire::WireRequest& request,
                                                                const oauth::Dials& dials,
                                                                const oauth::Mutants& mutants = {});
// Where the request comes from: its TCP peer, unless a mutant believes a header.
std::string_view believed_peer(const wire::WireRequest& request, const oauth::Mutants& mutants);
// Where the request names its client.
oauth::ClientParameters client_parameters(const wire::WireRequest& request,
                                          const TokenParameters& parameters);

}  // namespace rehearse::salesforce
