#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/fuzz/probe_list.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/message.h"

namespace rehearse::harness {

// ProbeVerdict is what a server made of a request.
enum class ProbeVerdict { accepted, refused, refused_strangely, error, hang };
// As reports write it: `accepted`, `refused_strangely`, …
std::string_view to_text(ProbeVerdict verdict);

// ProbeAnswer is all that is kept of an answer: no value that the server made up, so no secret.
struct ProbeAnswer {
  ProbeVerdict verdict = ProbeVerdict::error;
  bool applies = true;  // false: with this material the request was the good one
  int status = 0;       // 0: no answer
  std::string error{};  // the code of the error, where it is one; "?" if it is none that is known
  // What else tells answers apart, in order: "caches" "kept off", "leads to" "a page of the org".
  std::vector<std::pair<std::string, std::string>> facts{};

  void note(std::string_view name, std::string value);
  friend bool operator==(const ProbeAnswer&, const ProbeAnswer&) = default;
};
// "refused, 400 invalid_grant".
std::string sentence_of(const ProbeAnswer& observation);

// What an answer is held against.
struct Asked {
  ProbeEndpoint endpoint = ProbeEndpoint::authorize;
  std::string method{"POST"};
  std::string origin{};        // of the server
  std::string redirect_uri{};  // registered
  std::string state{};         // as the request has it, decoded; empty: none
};
ProbeAnswer observe(const Asked& asked, const Result<wire::WireResponse, Trouble>& answer);
// A Location that an approval ended with: `code` gets the code, where there is one.
ProbeAnswer observe_callback(const Asked& asked, const std::string& location, std::string* code);

// The names of what differs: "verdict", "status", "error" and of facts. Only the verdict and the
// error's code where `coarsely`: another server is free to word the rest.
std::vector<std::string> differences(const ProbeAnswer& server, const ProbeAnswer& mock,
                                     bool coarsely);

}  // namespace rehearse::harness
