#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/oauth/authorize.h"
#include "mocks/oauth/client_auth_rules.h"
#include "mocks/oauth/code_rules.h"
#include "mocks/oauth/mutants.h"
#include "mocks/oauth/refresh_rules.h"

namespace rehearse::oauth {

// The judges as mutants have them: the judge itself stays as it is, but is told a lie, or its
// verdict is twisted. With no mutant each is the judge, at the price of one comparison.
Result<AuthorizeRequest, Rejection> judge_authorize(const Mutants& mutants,
                                                    const AuthorizeParameters& parameters,
                                                    const AskedApp* app, const Dials& dials,
                                                    TimePoint now);
Result<std::vector<std::string>, ApprovalRefusal> judge_approval(const Mutants& mutants,
                                                                 const AuthorizeRequest& request,
                                                                 const AppSettings& app,
                                                                 const Approver& approver);
Result<Done, Rejection> judge_client(const Mutants& mutants, const PresentedClient& client,
                                     const KnownClient* known, SecretNeed need, const Dials& dials,
                                     TimePoint now);
Result<Done, CodeRefusal> judge_exchange(const Mutants& mutants, const CodeFacts& code,
                                         const Exchange& exchange, const AppSettings& settings,
                                         const Dials& dials, TimePoint now);
Result<std::vector<std::string>, RefreshRefusal> judge_refresh(const Mutants& mutants,
                                                               const RefreshFacts& token,
                                                               const Refresh& refresh,
                                                               const AppSettings& settings,
                                                               const Dials& dials, TimePoint now);

// The registered callback that the asked one passes for, or null: without a mutant the very same.
const std::string* registered_callback(const Mutants& mutants,
                                       const std::vector<std::string>& registered,
                                       std::string_view asked);

}  // namespace rehearse::oauth
