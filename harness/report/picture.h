#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"

namespace rehearse::harness {

// Picture is a screenshot for a page that asks for nothing from outside.
struct Picture {
  std::string base64{};  // of the PNG
  uint32_t width = 0, height = 0;
};

// Finds a picture by the name that a finding gives; the error is a sentence for people who look at
// the report.
using FindPicture = std::function<Result<Picture, std::string>(std::string_view name)>;

// Pictures larger than that are not shown.
inline constexpr uint64_t kLargestPicture = 8 * 1024 * 1024;

// Reads a PNG of a report's folder. A name that leads out of the folder is refused, also by way of
// a link.
Result<Picture, std::string> read_picture(const std::string& folder, std::string_view name);

}  // namespace rehearse::harness
