#pragma once

#include <string_view>

#include "mocks/core/reason.h"

namespace rehearse {

// Sight is what a person sees of a refusal, a sentence for each side: on Workato's pages and in the
// mails of the workspace; on Salesforce's pages, in the login history and on the OAuth Usage page.
struct Sight {
  std::string_view workato{};
  std::string_view salesforce{};
};

// The sight of the reason itself, else of its family; there is one for every reason.
Sight sight_of(const Reason& reason);

// True if a row of the table is for that very reason.
bool has_own_sight(const Reason& reason);

}  // namespace rehearse
