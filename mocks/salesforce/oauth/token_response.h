#pragma once

#include <string>
#include <string_view>

#include "mocks/oauth/rejection.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// AnswerFormat is how the token endpoint writes its answer: the parameter `format`, or else the
// Accept header; JSON if neither names one it knows.
enum class AnswerFormat { json, urlencoded, xml };
AnswerFormat answer_format(const wire::WireRequest& request);

// Writes the members in order, with the headers Salesforce sends on these endpoints (observed).
wire::WireResponse token_answer(AnswerFormat format, int status, const wire::Fields& members);
// error and error_description. With `challenge` the client had used a Basic header and failed: 401
// with WWW-Authenticate (RFC 6749 section 5.2).
wire::WireResponse token_error(AnswerFormat format, const oauth::OAuthError& error,
                               bool challenge = false);
// Salesforce's headers for an answer of the OAuth endpoints that nobody may store.
void add_oauth_headers(wire::WireResponse& response);
// Takes away the headers that keep caches off; a mutant's doing.
void let_caches_keep(wire::WireResponse& response);

}  // namespace rehearse::salesforce
