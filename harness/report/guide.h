#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"

namespace rehearse::harness {

// Guide is the outline of the documented setup in our own words (fixtures/guide_steps.json): its
// sections, and the numbered steps and bullets of each.
struct Guide {
  struct Step {
    std::string id{};      // `sf.5.a`
    std::string text{};    // one sentence
    std::string demand{};  // "required" or "optional", as the guide has it
  };
  struct Section {
    std::string id{};  // `sf`
    std::string title{};
    std::vector<Step> steps{};
  };
  std::vector<Section> sections{};

  const Step* find_step(std::string_view id) const;
  // The section a step's or a section's id belongs to, or null.
  const Section* section_of(std::string_view id) const;
  // Every id that a scenario may refer to, sections included.
  std::vector<std::string> ids() const;
};

// The error is a sentence that names what is wrong with the text.
Result<Guide, std::string> read_guide(std::string_view text);

}  // namespace rehearse::harness
