#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fuzz/support/furnished_org.h"
#include "fuzz/support/own_form.h"
#include "mocks/wire/message.h"

namespace rehearse::fuzz {

// What the furnished org must answer, from the rules (facts on OAuth, section 1) and without the
// mocks' judges: the fuzzers' second opinion about a single request.

// OwnParameters are a request's query and form as the fuzzers read them; a value of the form counts
// before one of the query.
struct OwnParameters {
  OwnForm query{}, form{};
  bool is_certain = true;  // false: a media type or an encoding that the fuzzers do not read
  const std::string& operator[](std::string_view name) const {
    return form.has(name) ? form[name] : query[name];
  }
};
OwnParameters own_parameters(const wire::WireRequest& request);

// The app that the request proves to be, as a number of apps(); nothing if it proves none.
std::optional<size_t> proven_app(const FurnishedOrg& org, const wire::WireRequest& request,
                                 const OwnParameters& parameters, bool always_needs_secret);

// True if the peer may use the app's tokens.
bool is_allowed(const KnownApp& app, const std::string& peer);

// The scopes of a text, each once; nothing if its characters are none of a scope's.
std::optional<std::vector<std::string>> own_scopes(const std::string& text);
// True if all are among those that "api id refresh_token" stands for.
bool are_approved(const std::vector<std::string>& scopes);

// Verdict says whether tokens are given, and what is good afterwards: bits of alive().
struct Verdict {
  bool granted = false;
  std::string scope{};
  const KnownThing* by = nullptr;  // the code or token it is about; null: none that is known
  uint64_t alive = 0;
};
Verdict judge_token_request(const FurnishedOrg& org, const wire::WireRequest& request,
                            const OwnParameters& parameters);

// The bits of all that comes of a grant, and of one thing.
uint64_t bits_of_grant(const FurnishedOrg& org, salesforce::GrantId grant);
uint64_t bit_of(const FurnishedOrg& org, const KnownThing& thing);

}  // namespace rehearse::fuzz
