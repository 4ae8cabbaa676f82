#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fuzz/sequence/operation.h"
#include "fuzz/sequence/performer.h"
#include "mocks/wire/http_call.h"
#include "mocks/workato/workspace.h"

namespace rehearse::fuzz {

// WorkatoSide is Workato's client in a sequence: two connections of one workspace with the first
// app's profile. What it sends is judged like anybody's requests; beside that it has promises of
// its own: C01 to C14 of an OAuth client, O-20 (how many token requests) and O-21 (what it received
// it holds).
class WorkatoSide final : public wire::HttpCall {
 public:
  explicit WorkatoSide(Performer& performer);

  void perform(const Operation& operation);
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;

 private:
  // A person who was sent to the org, and is on the way back.
  struct Returning {
    int64_t connection = 0;
    SessionId browser{};
    std::string code{}, state{}, challenge{};
    bool came = false;
  };
  void connect(const Operation& operation);
  void come_back(const Operation& operation);
  void job(const Operation& operation);
  void store(const Operation& operation);
  int64_t connection_of(const Operation& operation) const;
  void check_exchange(const model::Pairs& form);
  void check_store(int64_t connection) const;

  Performer& performer_;
  std::unique_ptr<workato::Workspace> workspace_{};
  std::vector<int64_t> connections_{};
  std::vector<Returning> returning_{};
  std::vector<std::string> challenges_{};
  // Of the operation under way.
  int exchanges_ = 0, refreshes_ = 0, introspections_ = 0;
  std::string received_{};  // the newest refresh token
};

}  // namespace rehearse::fuzz
