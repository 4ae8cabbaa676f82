#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "harness/report/guide.h"
#include "mocks/core/reason.h"

namespace rehearse::harness {

// Wording is where the words for a report come from when it is written: the guide's steps, and the
// reasons by name. Without them a report has names alone.
struct Wording {
  const Guide* guide = nullptr;
  std::function<const Reason*(std::string_view)> find_reason{};  // null for a name it doesn't know
};

// ReportWords are the words that one report needs. They are part of it, so that it reads the same
// wherever it is shown.
struct ReportWords {
  struct ReasonWords {
    std::string meaning{}, consequence{}, remedy{}, basis{}, source{};
  };
  struct GuideWords {
    std::string section{}, text{};  // a section's own id has no text
  };
  std::map<std::string, ReasonWords, std::less<>> reasons{};
  std::map<std::string, GuideWords, std::less<>> guide{};  // by the guide's id: `sf.5.a`
};

}  // namespace rehearse::harness
