#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rehearse::harness {

// Captures are the values steps gave, by name. Written once; never printed.
class Captures {
 public:
  // False if the name is taken already.
  bool give(std::string_view name, std::string value);
  std::optional<std::string> find(std::string_view name) const;
  // What a verb wants to give under its own names ("refresh_token"); the runner stores it under the
  // names the step chose.
  void offer(std::string_view name, std::string value) {
    offered_[std::string(name)] = std::move(value);
  }
  std::map<std::string, std::string> take_offered();

 private:
  std::map<std::string, std::string> values_{}, offered_{};
};

}  // namespace rehearse::harness
