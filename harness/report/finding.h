#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rehearse::harness {

enum class Verdict { pass, fail, warning, info, not_run, error };
// How bad a broken expectation is; chosen by the scenario, not by the check.
enum class Severity { fail, warning, info };

// Finding is what one step of a scenario found. The verdict starts as *error*: a step that said
// nothing did not pass.
struct Finding {
  std::string step_id{}, title{}, guide{}, clause{};
  Verdict verdict = Verdict::error;
  bool trouble = false;              // the environment failed, not a check
  std::string expected{}, actual{};  // sentences or values, without secrets
  std::string reason{};              // the mock's own reason, if it refused something
  std::string why{};                 // the reason's meaning
  std::string consequence{};         // what it means for the connection
  std::string hint{};                // what to do
  std::string repeat{};              // the command line that runs this again
  std::string virtual_time{};        // when, ISO 8601
  // Where it was seen: mock, sandbox, workspace or person; empty: nowhere, it did not run.
  std::string source{};
  // A picture of the page when the step had ended: a PNG's name within the report folder; empty:
  // there is none.
  std::string screenshot{};
};

// As reports write it: `pass`, `not_run`, …
constexpr std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::warning:
      return "warning";
    case Verdict::info:
      return "info";
    case Verdict::not_run:
      return "not_run";
    case Verdict::error:
      return "error";
  }
  return "error";
}

}  // namespace rehearse::harness
