#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/support/own_form.h"
#include "mocks/core/time.h"
#include "mocks/wire/http_call.h"
#include "mocks/workato/workspace.h"

namespace rehearse::fuzz {

// StubOrg answers the client's requests by a function, and remembers them.
class StubOrg final : public wire::HttpCall {
 public:
  using Answer = Result<wire::WireResponse, Trouble>;
  explicit StubOrg(std::function<Answer(const wire::HttpRequest&)> answer)
      : answer_(std::move(answer)) {}
  Answer send(const wire::HttpRequest& request) override;
  const std::vector<wire::HttpRequest>& requests() const { return requests_; }

 private:
  std::function<Answer(const wire::HttpRequest&)> answer_;
  std::vector<wire::HttpRequest> requests_{};
};

inline constexpr std::string_view kLoginBase = "https://login.salesforce.com";
inline constexpr std::string_view kClientId = "3MVG9rehearsal-client";
inline constexpr std::string_view kClientSecret = "secret-of-the-profile";
inline constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";
inline constexpr std::string_view kBrowser = "browser-of-the-trip";

// A workspace with a profile and one connection that uses it; the mistakes are the planted ones.
class TripWorkspace {
 public:
  explicit TripWorkspace(wire::HttpCall& org);
  workato::Workspace& workspace() { return workspace_; }
  int64_t connection() const { return connection_; }
  workato::Connection state();
  // Where the browser is sent; its query, as the fuzzers read it.
  OwnForm start();

 private:
  workato::Workspace workspace_;
  int64_t connection_ = 0;
};

// What every token request must be (facts on OAuth: C10, C11): where it goes, how it proves itself.
// Gives its form.
OwnForm check_token_request(const wire::HttpRequest& request);

}  // namespace rehearse::fuzz
