#pragma once

#include <vector>

#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/workato/model.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// read_profile reads a profile draft; what is left out keeps the profile's value, the secret's by
// staying empty. `application` may stand for `provider`, with the drop-down's text.
ProfileDraft read_profile(const Json& body, const Profile& before = {});

// read_connection reads connection settings; what is left out keeps `before`. Unknown members,
// wrong types and unusable values are reported all at once. The caller holds the transaction that
// `profiles` comes from.
Result<ConnectionSettings, std::vector<FieldProblem>> read_connection(
    const Json& body, const ConnectionSettings& before, const Workspace& workspace,
    Profiles& profiles);

}  // namespace rehearse::workato
