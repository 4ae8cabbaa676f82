#include "harness/report/picture.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "mocks/core/crypto.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;

// PNG (ISO/IEC 15948) section 5.2, and the header chunk that has to come first.
constexpr std::string_view kSignature{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16};
constexpr size_t kHeader = 24;

uint32_t number_at(std::string_view bytes, size_t at) {
  uint32_t number = 0;
  for (size_t next = at; next < at + 4; ++next) number = number << 8 | uint8_t(bytes[next]);
  return number;
}

bool is_within(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error), base = fs::canonical(folder, error);
  const fs::path relative = real.lexically_relative(base);
  return !error && !relative.empty() && *relative.begin() != "..";
}

}  // namespace

Result<Picture, std::string> read_picture(const std::string& folder, std::string_view name) {
  const fs::path file = fs::path(folder) / name;
  std::error_code error;
  if (name.empty() || fs::path(name).is_absolute() || !fs::is_regular_file(file, error))
    return fmt::format("The picture {} is not in the report's folder.", name);
  if (!is_within(file, folder))
    return fmt::format("The picture {} is outside the report's folder.", name);
  if (fs::file_size(file, error) > kLargestPicture || error)
    return fmt::format("The picture {} is larger than 8 MiB.", name);
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(stream)),
                          std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) return fmt::format("The picture {} can't be read.", name);
  if (bytes.size() < kHeader || !bytes.starts_with(kSignature))
    return fmt::format("The picture {} is no PNG.", name);
  return Picture{base64_encode(bytes, Base64::standard), number_at(bytes, 16),
                 number_at(bytes, 20)};
}

}  // namespace rehearse::harness
