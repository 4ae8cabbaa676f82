#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/record/difference.h"
#include "harness/record/recording.h"
#include "harness/record/reference_text.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// ValueCompare compares recorded values and collects what differs, each with its path.
class ValueCompare {
 public:
  explicit ValueCompare(ReferencePairs& pairs) : pairs_(pairs) {}

  void values(const Json& recorded, const Json& mock, const std::string& where);
  void texts(const std::string& recorded, const std::string& mock, const std::string& where);
  void headers(const RecordedPart& recorded, const RecordedPart& mock, const std::string& where);
  // Addresses with their query and fragment, parameter by parameter.
  void addresses(const std::string& recorded, const std::string& mock, const std::string& where);
  void parts(const RecordedPart& recorded, const RecordedPart& mock, const std::string& where);
  void add(Difference::What what, std::string where, std::string recorded, std::string mock);
  std::vector<Difference> take() { return std::move(found_); }

 private:
  struct Member {
    std::string name{};
    const Json* value = nullptr;
  };
  using Members = std::vector<Member>;

  bool another_error(const Json& recorded, const Json& mock, const std::string& where);
  void objects(const Json& recorded, const Json& mock, const std::string& where);
  void lists(const Json& recorded, const Json& mock, const std::string& where);
  bool alike(const Json& recorded, const Json& mock) const;
  void unpaired(Members missing, Members extra, const std::string& where);

  ReferencePairs& pairs_;
  std::vector<Difference> found_{};
};

}  // namespace rehearse::harness
