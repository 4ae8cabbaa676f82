#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control.h"
#include "mocks/core/entropy.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// Sites are the addresses a browser would use, without a trailing slash, and what opens them to a
// script.
struct Sites {
  std::string salesforce{};        // the org's My Domain
  std::string salesforce_login{};  // https://login.salesforce.com
  std::string workato{};           // https://www.workato.com
  std::string workato_callback{};  // where Workato takes authorization responses
  std::string workato_token{};     // of an API client; empty: the Developer API is closed
};

// Target is where a scenario runs. A step never learns which target it talks to; it asks can().
// Capabilities: "clock", "time" (a pause), "mailbox", "faults", "network", "journal", "users",
// "dials", "org", "apps", "app settings to read".
class Target {
 public:
  virtual ~Target() = default;
  virtual bool can(std::string_view capability) const = 0;
  virtual const Sites& sites() const = 0;
  virtual wire::HttpCall& http() = 0;  // reaches the sites by their names
  // Where the harness's own client draws states and verifiers from: seeded on a mock.
  virtual Entropy& entropy() = 0;
  // One call of the control facade; a status of 400 or above is the answer, not Trouble.
  virtual Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                                 std::string_view body = {}) = 0;
  // Why the step that was just performed cannot be performed on this target, as a sentence; forgets
  // it. Nothing: it was performed, whatever came of it.
  virtual std::optional<std::string> take_inability() { return std::nullopt; }
  // An address that signs a fresh browser in to the org, for where nobody types a password; empty:
  // people log in by name and password.
  virtual Result<std::string, Trouble> browser_entry() { return std::string(); }
  // Where a verb shows what it shows, for the report: "mock", "sandbox", "workspace" or "person".
  virtual std::string source_of(std::string_view) const { return "mock"; }
  // What is asked from here on belongs to this step; "" after the last one.
  virtual void step_begins(std::string_view) {}
  // Takes away what was made here, at the end of a plan: a sentence for each thing that is left.
  virtual std::vector<std::string> leave() { return {}; }
};

}  // namespace rehearse::harness
