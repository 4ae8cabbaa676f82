#pragma once

#include <memory>
#include <string>

#include "mocks/simulation/life_plan.h"
#include "mocks/wire/http_call.h"

namespace rehearse::simulation {

// The two mistakes with PKCE that the engine cannot be told to make are made of what it sends.

// The authorize URL as that client would send a browser to it.
std::string as_sent(std::string authorize_url, ClientPkce pkce);

// WrongVerifier sends with each code a verifier that does not belong to its challenge.
class WrongVerifier final : public wire::HttpCall {
 public:
  // `by` carries the requests; none: call carry_by() before the first.
  explicit WrongVerifier(std::unique_ptr<wire::HttpCall> by)
      : owned_(std::move(by)), by_(owned_.get()) {}
  void carry_by(wire::HttpCall& by) { by_ = &by; }
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;

 private:
  std::unique_ptr<wire::HttpCall> owned_;
  wire::HttpCall* by_;
};

}  // namespace rehearse::simulation
