#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// LiveAuthorization watches the calls to the org's token and revocation endpoints, by the harness
// and by the engine, and knows the one authorization of the run that lives. The org lets five live
// for a user and an app, and drops the oldest for a sixth: a run has one, and revokes it at its
// end. Nor is an app authorized that the run did not make: that could push a connection out that
// somebody needs. Safe from several threads: one request is under way at a time.
class LiveAuthorization final : public wire::HttpCall {
 public:
  // `base` is the org's My Domain.
  LiveAuthorization(wire::HttpCall& inner, std::string base)
      : inner_(inner), base_(std::move(base)) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;

  // An app that the run made: no other is authorized.
  void allow(const std::string& consumer_key);
  // The id of such an app: of no other are the key and the secret read or changed.
  void own(const std::string& app_id);
  // A real workspace got an authorization, whose tokens nobody else sees; or gave it up.
  void set_held(bool is_held);
  bool is_live() const;
  // Why the last authorization was not let out; forgets it.
  std::optional<std::string> take_refusal();
  // Revokes it, if there is one: its refresh token, and everything that came of it.
  Result<Done, Trouble> revoke();
  // Another port on this, for who wants one of its own.
  std::unique_ptr<wire::HttpCall> share();

 private:
  std::optional<std::string> why_not(const wire::HttpRequest& request) const;
  void learn(const wire::HttpRequest& request, const wire::WireResponse& answer);

  wire::HttpCall& inner_;
  const std::string base_;
  mutable std::mutex mutex_;
  std::set<std::string> keys_{}, apps_{};  // apps by the first 15 characters of their ids
  bool is_held_ = false;                   // by a real workspace
  std::optional<std::string> refusal_{};
  std::optional<std::string> token_{};  // its newest refresh token, else its access token
};

}  // namespace rehearse::harness
