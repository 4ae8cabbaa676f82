#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/problem.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// "a text", "a number", "true or false", "a list", "an object" or "null".
std::string_view kind_of(const Json& value);

// MemberReader reads the members of one object of a scenario. What is absent reads as nothing; what
// has the wrong type is a problem and reads as nothing.
class MemberReader {
 public:
  // `what` names the object in messages ("a step").
  MemberReader(const Json& object, std::string path, std::string_view what, Problems& problems)
      : object_(object), path_(std::move(path)), what_(what), problems_(problems) {}

  enum class Need { optional, required };
  std::string text(std::string_view key, Need need = Need::optional);
  std::optional<std::string> text_if_given(std::string_view key);
  std::optional<int64_t> integer(std::string_view key);
  bool boolean(std::string_view key);
  const Json* object(std::string_view key);
  const Json* list(std::string_view key, Need need = Need::optional);
  // One text or a list of texts.
  std::vector<std::string> texts(std::string_view key);
  const Json* anything(std::string_view key);

  // Reports every member that nobody asked for, with the nearest that somebody did.
  void refuse_others();
  std::string path_of(std::string_view key) const { return member_path(path_, key); }

 private:
  const Json* find(std::string_view key, Need need);
  void wrong(std::string_view key, std::string_view wanted, const Json& value);

  const Json& object_;
  std::string path_;
  std::string_view what_;
  Problems& problems_;
  std::vector<std::string> known_{};
};

}  // namespace rehearse::harness
