#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/wire/message.h"

namespace rehearse::wire {

// CommitPoint is where in a request's life a fault can strike.
enum class CommitPoint { before, validated, committed, mid_body, sent };

// FaultProbe asks whether a planned fault stops the request between judgement and commit.
class FaultProbe {
 public:
  virtual ~FaultProbe() = default;
  virtual bool stops(CommitPoint point) = 0;
};

// Call is one request being served: what an endpoint may read, and what it reports to the journal.
class Call {
 public:
  // `arrivals` is the instance's counter that `the_arrival` was drawn from; null where requests
  // come one by one.
  Call(const WireRequest& the_request, uint64_t the_arrival, FaultProbe* probe = nullptr,
       const std::atomic<uint64_t>* arrivals = nullptr)
      : request(the_request), arrival(the_arrival), probe_(probe), arrivals_(arrivals) {}

  const WireRequest& request;
  const uint64_t arrival;  // order in which requests reached this instance
  Fields params{};         // the values of the route's `:name` segments

  // Says why the request was refused. The first reason stays: later ones are its consequences.
  void refuse(const Reason& reason) {
    if (reason_ == nullptr) reason_ = &reason;
  }
  // A remark for the journal that is no refusal, e.g. "stray code_verifier ignored".
  void note(std::string_view text) { note_ = text; }
  void client(std::string_view client_id) { client_ = client_id; }

  // Between judgement and commit: true means "commit nothing and return an empty response".
  bool stopped_before_commit() {
    return probe_ != nullptr && probe_->stops(CommitPoint::validated);
  }

  // The newest request that had arrived by now: those up to here run beside this one.
  uint64_t latest_arrival() const { return arrivals_ != nullptr ? arrivals_->load() : arrival; }

  const Reason* reason() const { return reason_; }
  const std::string& note() const { return note_; }
  const std::string& client() const { return client_; }

 private:
  FaultProbe* probe_ = nullptr;
  const std::atomic<uint64_t>* arrivals_ = nullptr;
  const Reason* reason_ = nullptr;
  std::string note_{}, client_{};
};

}  // namespace rehearse::wire
