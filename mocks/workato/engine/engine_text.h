#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/token_answer.h"

namespace rehearse::workato {

// failure_text is what a person reads about a refused or failed request: the reason's meaning, and
// the server's own words with every given secret hidden.
std::string failure_text(const Reason& reason, std::string_view error, std::string_view description,
                         const std::vector<std::string_view>& secrets);
// The plain text of a reason: what happened, then what to do.
std::string plain_text(const Reason& reason);

}  // namespace rehearse::workato
