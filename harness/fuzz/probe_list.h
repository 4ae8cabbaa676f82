#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/mutations/mutations.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// ProbeEndpoint is what a probe asks: `code` and `refresh` are the two grants of the token
// endpoint.
enum class ProbeEndpoint { authorize, code, refresh, revoke, introspect };
// As ids begin: `authorize`, `token/code`, …
std::string_view to_text(ProbeEndpoint endpoint);

// ProbeMaterial is what the good request of each endpoint is made from.
struct ProbeMaterial {
  std::string client_id{}, client_secret{}, redirect_uri{};
  std::string code{}, refresh_token{}, access_token{};
};
// Nothing that anybody could take for real: for servers where nothing can be made, and for
// counting.
ProbeMaterial made_up_material();

// ProbeDraft is a request while it is changed: its parameters still apart from its text.
struct ProbeDraft {
  Encoded query{}, form{};
  std::string method{"POST"}, path{};
  wire::Fields headers{};
  std::string body{};  // instead of the form, where `has_body`
  bool has_body = false;
  // The form that holds the endpoint's parameters: the query of authorize, else the body's.
  Encoded& parameters() { return method == "GET" ? query : form; }
};

// Special is a change that is no mutation of one parameter: content types, methods, headers, where
// parameters stand.
struct Special {
  std::string_view id{};
  std::string_view words{};  // what is sent, as in "sent as JSON"
  unsigned endpoints = 0;    // bits of ProbeEndpoint
  void (*change)(ProbeDraft&, const ProbeMaterial&) = nullptr;
  bool is_safe = true;  // may be sent to a server that is not ours
};
std::span<const Special> specials();

// Probe is one entry of the list: which request, and how it is changed.
struct Probe {
  enum class Change { none, mutation, trick, addition, special, sequence };
  std::string id{};  // "token/code/code/m03"
  ProbeEndpoint endpoint = ProbeEndpoint::authorize;
  Change change = Change::none;
  std::string parameter{};  // the one that is changed or added; empty: the request as a whole
  size_t number = 0;        // of the mutation, trick, special or sequence
  uint64_t choice = 0;      // of the mutation
  std::string words{};      // what is sent, a sentence's end: "`code` repeated, same value"
  bool is_safe = false;     // needs no material, changes nothing: may go to a sandbox
};

// The whole list, always the same and in the same order.
const std::vector<Probe>& probe_list();

// The request of a probe, made from the material. False: with this material it would be the good
// request itself.
struct MadeRequest {
  wire::HttpRequest request{};
  bool applies = true;
  std::string query{};  // as sent, for what happens to an authorization request next
};
MadeRequest make_probe_request(const Probe& probe, const ProbeMaterial& material,
                               const std::string& origin);

// The good request, unchanged.
ProbeDraft good_draft(ProbeEndpoint endpoint, const ProbeMaterial& material);
wire::HttpRequest finish(const ProbeDraft& draft, const std::string& origin);

// The verifier of every code that a probe asks for, and the state it asks with.
inline constexpr std::string_view kProbeVerifier =
    "rehearsal-parameter-probe-verifier-of-57-characters-000001";
inline constexpr std::string_view kProbeState = "rehearsal-probe-state";
inline constexpr std::string_view kProbeCallback = "https://www.workato.com/oauth/callback";

}  // namespace rehearse::harness
