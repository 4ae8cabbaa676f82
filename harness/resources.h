#pragma once

#include <string>
#include <vector>

#include "harness/report/guide.h"
#include "harness/scenario/schema_check.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// Finds the folder that holds scenarios/ and fixtures/: the one that was asked for (--root), else
// $REHEARSE_ROOT, else beside the executable (../share/rehearse), above it, or where it was built
// from. The current folder plays no part. The error is a sentence.
Result<std::string, std::vector<std::string>> find_root(const std::string& asked);

// Resources are the data files every run needs.
struct Resources {
  std::string root{};
  Guide guide{};
  Schema schema;
};
Result<Resources, std::vector<std::string>> load_resources(const std::string& asked);

}  // namespace rehearse::harness
