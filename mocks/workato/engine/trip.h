#pragma once

#include "mocks/workato/engine/authorize.h"
#include "mocks/workato/engine/callback.h"
#include "mocks/workato/store/authorizations.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// Trip parts that a mistaken engine gets wrong; a correct one gets them right here as well.

// The verifier for a new authorization, and the challenge that goes into the URL.
struct Proof {
  CodeVerifier verifier{};
  CodeChallenge challenge{};
  std::string_view method{"S256"};
};
Proof make_proof(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                 TimePoint now);
// The callback that the authorize URL names.
std::string redirect_uri_of(Workspace& workspace, Workspace::Transaction& tx,
                            Connection& connection, TimePoint now);
// What goes out with the code.
void prepare_exchange(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                      Authorization& trip, TimePoint now);
// The trip that a response with an unacceptable state is taken for; null: it is refused.
const Authorization* trip_regardless(Workspace& workspace, Workspace::Transaction& tx,
                                     const Reason& refused, const std::string& state,
                                     TimePoint now);
// The code that a response with several is taken to bring; empty: it is refused.
AuthorizationCode code_regardless(Workspace& workspace, int64_t connection,
                                  const wire::Fields& query, TimePoint now);

}  // namespace rehearse::workato
