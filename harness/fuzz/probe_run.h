#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/fuzz/probe_call.h"
#include "harness/fuzz/probe_list.h"
#include "harness/fuzz/probe_target.h"
#include "harness/fuzz/probe_verdict.h"
#include "harness/target/target.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// So many requests in a row without an answer end a run; with a failure (5xx) of a server that is
// not on this machine as well.
inline constexpr int kMostTroubles = 3;

// ProbeRow is one probe's result: what the server made of it, what the mock did, what differs.
struct ProbeRow {
  const Probe* probe = nullptr;
  ProbeAnswer server{}, mock{};
  std::vector<std::string> differs{};
};

// ProbeResult is what came of a run, whole or not.
struct ProbeResult {
  enum class End {
    whole,        // every probe that was to be sent
    used_up,      // the requests that a run may send
    slow_down,    // the server asked for fewer requests (429)
    interrupted,  // by a signal
    gave_up,      // no answer, or failures, so many times in a row
    unreachable,  // nothing could be sent, or nothing be made to probe with
  };
  End end = End::whole;
  std::string why{};                // why it ended early, a sentence
  std::string target{};             // origin
  size_t chosen = 0, requests = 0;  // probes, and what was sent for them
  size_t left_out = 0;              // probes that this server's material gives no meaning
  std::vector<ProbeRow> rows{};
  size_t different() const;
};
std::string_view to_text(ProbeResult::End end);

struct ProbeRunOptions {
  std::string only{};               // what the ids of probes begin with; empty: all
  std::function<bool()> stopped{};  // asked before each probe, and after each wait
  std::function<void(size_t done, size_t of)> progress{};  // after each
  Waiter wait{};
};

// The probes that go to that target, in the order of the list: all of them to a mock that can be
// steered, else those that need nothing and change nothing, spread over the list where not all of
// them may be sent.
std::vector<const Probe*> chosen_probes(const ProbeTarget& target, std::string_view only = {});

// Sends them through `http` to the target and to the mock, one after the other.
ProbeResult run_probes(const ProbeTarget& target, wire::HttpCall& http, Target& mock,
                       const ProbeRunOptions& options);

}  // namespace rehearse::harness
