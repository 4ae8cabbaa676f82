#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mocks/core/json.h"

namespace rehearse::harness {

// SeenExchange is one request and its answer as a report tells of them: redacted already. What the
// journal leaves out is empty.
struct SeenExchange {
  using Fields = std::vector<std::pair<std::string, std::string>>;
  std::string at{};    // virtual time, ISO 8601
  std::string side{};  // who answered: salesforce or workato
  std::string method{}, path{}, host{}, peer{}, client{};
  std::string reason{}, route{}, note{}, fault{};
  std::string step{};  // of the scenario; empty: none had begun
  int status = 0;
  Fields query{}, form{}, headers{}, answer_headers{};
  // JSON is written in one line; anything else as it was sent.
  std::string body{}, answer_body{};

  enum class Party { person, workato, salesforce };
  Party from() const;
  Party to() const;
};
std::string_view to_text(SeenExchange::Party party);  // "Person", "Workato", "Salesforce"

// The first value under that name, in whatever case; empty where there is none.
std::string header_of(const SeenExchange::Fields& headers, std::string_view name);

// Transcript is what one scenario exchanged, oldest first.
struct Transcript {
  bool kept = false;    // a target without a journal has none
  int64_t dropped = 0;  // older exchanges that the journal no longer had
  std::vector<SeenExchange> exchanges{};
};

// Reads what GET /journal answered, with the step of each exchange; members of another type count
// as left out.
Transcript read_transcript(const Json& journal);

}  // namespace rehearse::harness
