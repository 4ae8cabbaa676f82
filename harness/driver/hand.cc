#include "harness/driver/hand.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rehearse::harness {
namespace {

// People type names and paste keys.
constexpr size_t kLongestTyped = 48;

}  // namespace

// What is covered by its own look is clicked by its label, as a person does it.
PageResult MouseHand::press(WebDriver& driver, const PagePart& part, std::string_view what) {
  const std::string tried = fmt::format("click {}", what);
  auto found = find_part(driver, part, tried);
  if (!found) return std::move(found).error();
  auto done = driver.click(found.value(), tried);
  if (done || done.error().trouble || part.kind != PagePart::Kind::control) return done;
  const auto label = find_label(driver, part, tried);
  return label ? driver.click(label.value(), tried) : done;
}

PageResult MouseHand::write(WebDriver& driver, const PagePart& field, std::string_view text,
                            std::string_view what) {
  const std::string tried = fmt::format("fill in {}", what);
  auto found = find_part(driver, field, tried);
  if (!found) return std::move(found).error();
  if (auto done = driver.clear(found.value(), tried); !done || text.empty()) return done;
  if (!driver.is_chromium() || text.size() <= kLongestTyped)
    return driver.type(found.value(), text, tried);
  if (auto done = driver.click(found.value(), tried); !done) return done;
  auto pasted = driver.cdp("Input.insertText", {{"text", text}}, tried);
  if (!pasted) return std::move(pasted).error();
  return Done{};
}

PageResult MouseHand::choose(WebDriver& driver, const PagePart&, const std::vector<Choice>& choices,
                             std::string_view what) {
  const std::string tried = fmt::format("choose in {}", what);
  for (const Choice& choice : choices) {
    if (choice.is_chosen == choice.is_wanted) continue;
    auto found = find_part(driver, choice.option, tried);
    if (!found) return std::move(found).error();
    if (auto done = driver.click(found.value(), tried); !done) return done;
  }
  return Done{};
}

}  // namespace rehearse::harness
