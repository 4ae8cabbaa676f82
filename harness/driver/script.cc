#include "harness/driver/script.h"

#include <algorithm>

#include "mocks/core/text.h"

namespace rehearse::harness {

Script& Script::act(const std::function<PageResult()>& what) {
  if (!ok()) return *this;
  auto done = what();
  if (!done) problem_ = std::move(done.error());
  return *this;
}

ActResult Script::end() {
  if (problem_ && problem_->trouble) return *problem_->trouble;
  if (problem_) return Act{.ok = false, .said = problem_->what};
  // The same error may stand above the form and beside its field.
  std::vector<std::string> alerts;
  for (std::string& alert : session_.alerts()) {
    if (std::find(alerts.begin(), alerts.end(), alert) == alerts.end()) {
      alerts.push_back(std::move(alert));
    }
  }
  const std::string notices = join(session_.notices(), " ");
  if (auto trouble = session_.take_trouble()) return *std::move(trouble);
  if (!alerts.empty()) return Act{.ok = false, .said = join(alerts, " ")};
  return Act{.ok = true, .said = notices};
}

ActResult Script::end_reading(std::string_view id_or_label) {
  ActResult ended = end();
  if (!ended || !ended.value().ok) return ended;
  auto read = session_.read(id_or_label);
  if (!read) return Act{.ok = false, .said = read.error().what};
  ended.value().value = std::move(read.value());
  return ended;
}

}  // namespace rehearse::harness
