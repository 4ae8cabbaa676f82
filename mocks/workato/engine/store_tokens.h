#pragma once

#include "mocks/workato/engine/refresh.h"
#include "mocks/workato/engine/requests.h"
#include "mocks/workato/engine/token_answer.h"

namespace rehearse::workato {

// store_tokens keeps what a refresh brought. The new refresh token is kept whatever else is wrong
// with the answer: the old one may be spent.
RefreshReport store_tokens(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                           TokenAnswer answer, TimePoint now);

// as_pasted gives the credentials that the engine sends: the profile's, unless it is told to mangle
// them.
Credentials as_pasted(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                      Credentials credentials, TimePoint now);

// as_stored gives the tokens that the engine's store keeps: all of them, unless it is told to cut.
Tokens as_stored(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                 Tokens tokens, TimePoint now);

}  // namespace rehearse::workato
