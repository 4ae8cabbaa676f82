#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "harness/fuzz/probe_target.h"
#include "harness/target/curl_call.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// `localhost` is this machine, whatever a name server says.
std::vector<HostRoute> localhost_routes(const ProbeTarget& target);

// Waits that long, unless the run is to end before.
using Waiter = std::function<void(std::chrono::milliseconds)>;

// ProbeCall is the only way to the server that is probed. Nothing passes that the target file and
// the rules for servers of others do not allow: only the addresses of the file, only so many
// requests a run, only so many a second.
class ProbeCall final : public wire::HttpCall {
 public:
  // `stopped` is asked after each wait; empty: never.
  ProbeCall(wire::HttpCall& http, const ProbeTarget& target, Waiter wait,
            std::function<bool()> stopped = {})
      : http_(http), target_(target), wait_(std::move(wait)), stopped_(std::move(stopped)) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;

  int sent() const { return sent_; }
  // Requests that were not sent, because they may not be or the run is to end.
  int kept_back() const { return kept_back_; }
  // From here on the control listener, which is on this machine, is asked whatever was sent before:
  // what the run made there is to be taken away.
  void begin_clean_up() { is_cleaning_ = true; }
  // True once the run has had all the requests it may send.
  bool is_used_up() const { return target_.most_requests > 0 && sent_ >= target_.most_requests; }

 private:
  Trouble keep_back(std::string why, const std::string& where);

  wire::HttpCall& http_;
  const ProbeTarget& target_;
  Waiter wait_;
  std::function<bool()> stopped_;
  int sent_ = 0, kept_back_ = 0;
  bool is_cleaning_ = false;
};

}  // namespace rehearse::harness
