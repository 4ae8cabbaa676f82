#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/driver.h"
#include "harness/driver/page_session.h"

namespace rehearse::harness {

// Script is a run of acts on a page that ends at the first one that is impossible:
// `Script(session).fill("Name", name).click("Save").end()`.
class Script {
 public:
  explicit Script(PageSession& session) : session_(session) {}

  Script& open(const std::string& url) {
    return act([&] { return session_.open(url); });
  }
  Script& tab(size_t number) {
    return act([&] { return session_.switch_tab(number); });
  }
  Script& fill(std::string_view label, std::string_view text) {
    return act([&] { return session_.fill(label, text); });
  }
  Script& check(std::string_view label, bool on) {
    return act([&] { return session_.check(label, on); });
  }
  Script& select(std::string_view label, const std::vector<std::string>& options) {
    return act([&] { return session_.select(label, options); });
  }
  Script& click(std::string_view text) {
    return act([&] { return session_.click(text); });
  }
  // Any other act, done only if all before it were possible.
  Script& act(const std::function<PageResult()>& what);

  bool ok() const { return !problem_.has_value(); }
  // What came of it: refused if an act was impossible or the page now shows an error.
  ActResult end();
  // The same with what the page shows under a label as the value.
  ActResult end_reading(std::string_view id_or_label);

 private:
  PageSession& session_;
  std::optional<PageProblem> problem_{};
};

}  // namespace rehearse::harness
