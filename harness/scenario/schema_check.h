#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "harness/scenario/problem.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// Schema is the published JSON Schema of scenario files (scenarios/schema.json), compiled once.
class Schema {
 public:
  // The error is a sentence that says why the text is no schema.
  static Result<Schema, std::string> compile(std::string_view text);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  // Adds what the schema objects to and `problems` doesn't mention yet.
  void check(const Json& file, Problems& problems) const;
  // True if the file fits.
  bool accepts(const Json& file) const;

 private:
  struct Compiled;
  explicit Schema(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace rehearse::harness
