#include "mocks/salesforce/oauth/token_request.h"

#include <algorithm>
#include <array>
#include <vector>

#include "mocks/core/text.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr std::array<std::string_view, 9> kOAuthNames{
    "grant_type", "code",  "refresh_token", "client_id",       "client_secret",
    "assertion",  "token", "code_verifier", "client_assertion"};

bool has_repetition(const wire::Fields& fields) {
  if (fields.size() < 2) return false;
  std::vector<std::string_view> names;
  names.reserve(fields.size());
  for (const wire::Field& field : fields) names.push_back(field.name);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

bool names_oauth(const wire::Fields& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const wire::Field& field) {
    return std::find(kOAuthNames.begin(), kOAuthNames.end(), field.name) != kOAuthNames.end();
  });
}

}  // namespace

std::optional<std::string> TokenParameters::value(std::string_view name) const {
  // Salesforce, observed: parameters of the query count too; a value in the body wins.
  if (query_ == nullptr || wire::find_field(*form_, name) != nullptr)
    return wire::value_of(*form_, name);
  return wire::value_of(*query_, name);
}

Result<TokenParameters, oauth::Rejection> read_token_parameters(const wire::WireRequest& request,
                                                                const oauth::Dials& dials,
                                                                const oauth::Mutants& mutants) {
  using oauth::Rejection;
  namespace error = oauth::error;
  namespace reason = oauth::reason;
  // Salesforce, observed: GET, JSON and what cannot be parsed all lack a grant_type.
  if (request.method != "POST" && !mutants.has(oauth::Mutant::token_by_get) &&
      !mutants.has(oauth::Mutant::introspect_by_get))
    return Rejection{&error::grant_type_unsupported, &reason::token_method_get};
  if (request.form_state == wire::FormState::unsupported)
    return Rejection{&error::grant_type_unsupported, &reason::token_body_unsupported};
  if (request.form_state == wire::FormState::malformed)
    return Rejection{&error::grant_type_unsupported, &reason::token_body_malformed};
  if (request.query_malformed)
    return Rejection{&error::query_malformed, &reason::token_query_malformed};
  // RFC 6749 section 3.2: parameters must not be included more than once.
  if (!mutants.has(oauth::Mutant::token_takes_repeated_parameters) &&
      (has_repetition(request.form) || has_repetition(request.query)))
    return Rejection{&error::parameter_repeated, &reason::token_parameter_repeated};
  if (dials.is(oauth::Dial::token_query_parameters, "honour"))
    return TokenParameters(request.form, &request.query);
  // RFC 6749 section 2.3.1: credentials must not be in the URI.
  if (names_oauth(request.query))
    return Rejection{&error::query_refused, &reason::token_query_refused};
  return TokenParameters(request.form, nullptr);
}

std::string_view believed_peer(const wire::WireRequest& request, const oauth::Mutants& mutants) {
  if (!mutants.has(oauth::Mutant::allowlist_believes_header)) return request.peer;
  for (const wire::Field& header : request.headers) {
    if (lower(header.name) == "x-forwarded-for") return header.value;
  }
  return request.peer;
}

oauth::ClientParameters client_parameters(const wire::WireRequest& request,
                                          const TokenParameters& parameters) {
  oauth::ClientParameters client;
  client.client_id = parameters.value("client_id");
  client.client_secret = parameters.value("client_secret");
  for (const wire::Field& header : request.headers) {
    if (header.name.size() == 13 && lower(header.name) == "authorization")
      client.authorization.push_back(header.value);
  }
  return client;
}

}  // namespace rehearse::salesforce
