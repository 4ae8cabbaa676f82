#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/driver/hand.h"

namespace rehearse::testing {

// KeyboardHand has no mouse: it reaches everything by Tab, and uses Space, Enter and the arrows.
class KeyboardHand final : public harness::Hand {
 public:
  using PagePart = harness::PagePart;
  using PageResult = harness::PageResult;
  using WebDriver = harness::WebDriver;

  PageResult press(WebDriver& driver, const PagePart& part, std::string_view what) override {
    if (auto there = reach(driver, part, what); !there) return there;
    const bool is_box =
        ask(driver, "return ['checkbox', 'radio'].includes(document.activeElement.type)");
    return driver.press({is_box ? kSpace : kEnter}, what);
  }

  PageResult write(WebDriver& driver, const PagePart& field, std::string_view text,
                   std::string_view what) override {
    if (auto there = reach(driver, field, what); !there) return there;
    if (auto all = driver.press({kControl, "a"}, what); !all) return all;
    if (auto none = driver.press({kDelete}, what); !none) return none;
    if (text.empty()) return Done{};
    auto focused = driver.element("return document.activeElement", Json::array(), what);
    if (!focused) return focused.error();
    return driver.type(focused.value(), text, what);
  }

  // A drop-down goes by its arrows; in a list Control keeps what is chosen, and Space changes it.
  PageResult choose(WebDriver& driver, const PagePart& list,
                    const std::vector<harness::Choice>& choices, std::string_view what) override {
    if (auto there = reach(driver, list, what); !there) return there;
    const bool multiple = ask(driver, "return document.activeElement.multiple");
    if (auto top = driver.press(multiple ? Keys{kControl, kHome} : Keys{kHome}, what); !top)
      return top;
    for (size_t at = 0; at < choices.size(); ++at) {
      const harness::Choice& choice = choices[at];
      if (multiple && choice.is_chosen != choice.is_wanted) {
        if (auto done = driver.press({kControl, kSpace}, what); !done) return done;
      }
      if (!multiple && choice.is_wanted) break;
      if (at + 1 == choices.size()) break;
      if (auto down = driver.press(multiple ? Keys{kControl, kDown} : Keys{kDown}, what); !down)
        return down;
    }
    return Done{};
  }

  size_t tabs_pressed() const { return tabs_; }

 private:
  using Keys = std::vector<std::string>;
  // W3C WebDriver, section 17.4.2: keys that are no letters.
  static constexpr const char *kTab = "\uE004", *kEnter = "\uE007", *kSpace = " ",
                              *kControl = "\uE009", *kDelete = "\uE017", *kHome = "\uE011",
                              *kDown = "\uE015";
  static constexpr size_t kMostTabs = 200;

  static bool ask(WebDriver& driver, std::string_view script) {
    auto answer = driver.execute(script, Json::array(), "look at what has the focus");
    return answer && answer.value().is_boolean() && answer.value().get<bool>();
  }

  // Tab goes round the page; what it never comes to cannot be used without a mouse.
  PageResult reach(WebDriver& driver, const PagePart& part, std::string_view what) {
    auto wanted = harness::find_part(driver, part, what);
    if (!wanted) return wanted.error();
    const Json arguments = Json::array({{{"element-6066-11e4-a52e-4f735466cecf", wanted.value()}}});
    for (size_t tab = 0; tab < kMostTabs; ++tab) {
      auto there = driver.execute("return document.activeElement === arguments[0]", arguments,
                                  "look at what has the focus");
      if (!there) return there.error();
      if (there.value() == Json(true)) return Done{};
      ++tabs_;
      if (auto pressed = driver.press({kTab}, "press Tab"); !pressed) return pressed;
    }
    return harness::PageProblem{fmt::format("Tab never comes to {}", what), {}};
  }

  size_t tabs_ = 0;
};

}  // namespace rehearse::testing
