#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// ApiMembers reads members of a JSON object and collects what is wrong with them. A member that is
// null counts as absent; one that nobody asks for is ignored.
class ApiMembers {
 public:
  // `prefix` goes before the names in problems: "data."
  ApiMembers(const Json& object, std::vector<FieldProblem>& problems, std::string prefix = {})
      : object_(object), problems_(problems), prefix_(std::move(prefix)) {}

  bool has(std::string_view name) const;
  std::optional<std::string> text(std::string_view name, size_t most = 255);
  // A whole number above 0, or its digits as text.
  std::optional<int64_t> id(std::string_view name);
  // true or false, or those words as text.
  std::optional<bool> flag(std::string_view name);
  const Json* object(std::string_view name);  // null if absent
  void problem(std::string_view name, std::string text);

 private:
  const Json* find(std::string_view name) const;

  const Json& object_;
  std::vector<FieldProblem>& problems_;
  std::string prefix_;
};

// digits_of reads a whole number above 0 that is written in digits alone.
std::optional<int64_t> digits_of(std::string_view text);

}  // namespace rehearse::workato
