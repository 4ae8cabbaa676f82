#pragma once

#include <string_view>

#include "mocks/core/reason.h"

namespace rehearse::oauth {

// OAuthError is what the wire says: a row of the one catalogue (errors.h). Many reasons share a
// row.
struct OAuthError {
  std::string_view code{};         // RFC 6749 section 5.2, or Salesforce's own
  std::string_view description{};  // Salesforce's text
  int status = 400;
};

// Rejection is a judge's refusal: the wire's words and the internal reason, both of static
// lifetime.
struct Rejection {
  const OAuthError* error = nullptr;
  const Reason* reason = nullptr;
};

}  // namespace rehearse::oauth
