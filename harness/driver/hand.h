#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/browser_page.h"
#include "harness/driver/web_driver.h"

namespace rehearse::harness {

// Choice is one option of a list, and whether it is chosen and is to be.
struct Choice {
  PagePart option{};
  bool is_chosen = false, is_wanted = false;
};

// Hand is how a person touches a page.
class Hand {
 public:
  virtual ~Hand() = default;
  // A button, a link, a checkbox, the title of a section.
  virtual PageResult press(WebDriver& driver, const PagePart& part, std::string_view what) = 0;
  // Puts the text where another one stood.
  virtual PageResult write(WebDriver& driver, const PagePart& field, std::string_view text,
                           std::string_view what) = 0;
  virtual PageResult choose(WebDriver& driver, const PagePart& list,
                            const std::vector<Choice>& choices, std::string_view what) = 0;
};

// MouseHand points, clicks and types; a long text it pastes.
class MouseHand final : public Hand {
 public:
  PageResult press(WebDriver& driver, const PagePart& part, std::string_view what) override;
  PageResult write(WebDriver& driver, const PagePart& field, std::string_view text,
                   std::string_view what) override;
  PageResult choose(WebDriver& driver, const PagePart& list, const std::vector<Choice>& choices,
                    std::string_view what) override;
};

}  // namespace rehearse::harness
