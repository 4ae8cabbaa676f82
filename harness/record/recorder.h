#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/record/recording.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// Recorder keeps every exchange that passes through it, by the step in which it happened, for
// `--record DIR`. Safe from several threads.
class Recorder {
 public:
  Recorder();
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // What follows belongs to this step; "" before the first one and after the last.
  void step_begins(std::string_view id);
  // What is a secret besides what the recorder finds by itself (names, shapes, tokens in answers).
  void hide(std::string_view secret);
  // An address or range ("192.0.2.0/24") that everybody may know: of an allowlist.
  void keep_address(std::string_view range);
  // A port that records on its way to `inner`; `by` says who asks: "harness" or "workato". The
  // recorder outlives it.
  std::unique_ptr<wire::HttpCall> on(wire::HttpCall& inner, std::string by);
  // The same, and the port owns what it goes through.
  std::unique_ptr<wire::HttpCall> around(std::unique_ptr<wire::HttpCall> inner, std::string by);

  // Where and how the scenario runs; all but the scenario.
  void describe(RecordingMeta meta);
  // The recording of one scenario's run: secrets, tokens, ids, times and personal data are replaced
  // by stable references such as `<access_token 2>`, the same value by the same reference.
  Recording recording(std::string_view scenario) const;
  // The same as a file of JSON (harness/record/recording.h).
  std::string document(std::string_view scenario) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rehearse::harness
