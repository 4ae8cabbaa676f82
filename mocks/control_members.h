#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control.h"
#include "mocks/core/json.h"

namespace rehearse {

ControlAnswer control_json(const Json& value, int status = 200);
ControlAnswer control_error(int status, std::string_view code, std::string_view message);
// `; did you mean "x"?` for the candidate that is close to `name`, or `.`, then ` label: a, b, c.`
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates,
                       std::string_view label);

// Members reads the JSON object of one control call strictly: a member that nobody asked for, one
// of another type and one that is missing are problems, all reported together. Ask for every
// member first, then look at problem(). `place` is what messages begin with, e.g. "POST /clock".
class Members {
 public:
  Members(const Json& object, std::string place);

  std::optional<std::string> text(std::string_view name);
  std::string required_text(std::string_view name);
  // A text that must be one of `choices`.
  std::optional<std::string> choice(std::string_view name,
                                    std::initializer_list<std::string_view> choices);
  std::optional<int64_t> integer(std::string_view name, int64_t least, int64_t most);
  std::optional<bool> flag(std::string_view name);
  const Json* object(std::string_view name);
  const Json* list(std::string_view name);
  const Json* any(std::string_view name);  // any type; the caller judges it
  bool has(std::string_view name) const;

  // Reports a problem with the value of a member, in the words of whoever judged it.
  void bad_value(std::string_view name, std::string_view sentence);
  void missing(std::string_view sentence);

  // The answer to give if anything is wrong: status 400 with the first problem's code and every
  // problem's sentence.
  std::optional<ControlAnswer> problem();

 private:
  const Json* find(std::string_view name);
  void wrong_type(std::string_view name, std::string_view wanted, const Json& given);
  void add(std::string_view code, std::string sentence);

  const Json& object_;
  std::string place_;
  std::vector<std::string> known_{};
  std::string code_{}, message_{};
};

}  // namespace rehearse
