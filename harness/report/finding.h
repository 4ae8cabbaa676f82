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
  std::string expected{}, actual{};  // sentences or values, without secrets
  std::string reason{};              // the mock's own reason, if it refused something
  std::string why{};                 // the reason's meaning
  std::string consequence{};         // what it means for the connection
  std::string hint{};                // what to do
  std::string repeat{};              // the command line that runs this again
  std::string virtual_time{};        // when, ISO 8601
};

}  // namespace rehearse::harness
