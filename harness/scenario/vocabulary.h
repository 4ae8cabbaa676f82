#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/report/guide.h"
#include "harness/steps/verb.h"
#include "mocks/core/reason.h"

namespace rehearse::harness {

// Vocabulary holds the names a scenario may use.
struct Vocabulary {
  std::span<const Verb> verbs{};
  std::vector<std::string> settings{};  // metadata names of an app's settings
  std::vector<std::string> dials{};
  std::vector<std::string> data_centres{};  // of Workato
  std::vector<std::string> client_bugs{}, mutants{};
  // These say what is wrong with the value of a known name, or nothing; not set: any value will do.
  std::function<std::optional<std::string>(std::string_view name, const Json& value)>
      check_setting{};
  std::function<std::optional<std::string>(std::string_view name, std::string_view value)>
      check_dial{};
  std::vector<const Reason*> reasons{};
  Guide guide{};

  const Verb* find_verb(std::string_view name) const;
  const Reason* find_reason(std::string_view name) const;
  std::vector<std::string> verb_names() const;
  std::vector<std::string> reason_names() const;
};

}  // namespace rehearse::harness
