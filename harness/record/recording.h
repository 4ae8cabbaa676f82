#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// kRecordingVersion is the version of the file's layout; a file of another one is not read.
inline constexpr int64_t kRecordingVersion = 1;
// A longer file isn't a recording.
inline constexpr size_t kLongestRecording = 64 * 1024 * 1024;

// RecordedPart is what a request or an answer carried.
struct RecordedPart {
  std::vector<std::pair<std::string, std::string>> headers{};  // in order, duplicates included
  // "none", "json", "form", "xml", "page", "text" or "bytes"
  std::string kind{"none"};
  // json: the value; form: a list of [name, value]; xml: nested objects, attributes as "@name";
  // page: {"title", "alerts"}; text: a text; bytes: how many, not which.
  Json body{};
};

// RecordedExchange is one request and what came back.
struct RecordedExchange {
  std::string step{};  // "": before the first one or after the last
  std::string by{};    // who asked: "harness" or "workato"
  std::string method{};
  std::string url{};  // without its query
  std::vector<std::pair<std::string, std::string>> query{};
  RecordedPart request{};
  int status = 0;
  std::string trouble{};  // what happened instead of an answer; empty: there is one
  RecordedPart response{};
};

// RecordingMeta says what was run, where and when.
struct RecordingMeta {
  std::string scenario{};
  std::vector<std::pair<std::string, std::string>> variant{};
  uint64_t seed = 1;
  std::string driver{};
  std::vector<std::string> settings{}, dials{};  // of the command line, each NAME=VALUE
  std::string data_centre{};                     // of the command line
  std::string date{};                            // of the first request, 2026-05-12
  std::string target{};                          // what kind it was: "mock", "sandbox", …
  std::string api_version{};                     // that was asked for: 67.0; empty: none was
  std::string program{};                         // the version of this program
};

// Recording is the file of `--record`: a JSON object with `version`, `meta`, `steps` and
// `exchanges`. In it everything secret, personal or different from run to run is a reference,
// `<access_token 2>`; a JSON number that became one says so: `<epoch_ms 1 as number>`.
struct Recording {
  RecordingMeta meta{};
  std::vector<std::string> steps{};  // those that were performed, in order
  std::vector<RecordedExchange> exchanges{};
};

std::string write_recording(const Recording& recording);
// Reads such a file; `shown` is how messages call it. The error has a line for each thing that is
// wrong: file, line, path and what.
Result<Recording, std::string> read_recording(std::string_view text, const std::string& shown);

}  // namespace rehearse::harness
