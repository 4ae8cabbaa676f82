#include "harness/report/report_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

namespace rehearse::harness {
namespace {

std::string why(int error) { return std::generic_category().message(error); }

using Fill = std::function<void(const ReportFolder::Put&)>;

// Writes all of it to a new file beside `file`; the error is errno. Only the owner may read a
// report: it tells how an org is set up.
int write_beside(std::vector<char>& name, const Fill& fill) {
  const int descriptor = mkstemp(name.data());
  if (descriptor < 0) return errno;
  std::FILE* file = fdopen(descriptor, "w");
  int error = 0;
  fill([&](std::string_view content) {
    if (error == 0 && std::fwrite(content.data(), 1, content.size(), file) != content.size())
      error = errno;
  });
  if (error == 0 && std::fflush(file) != 0) error = errno;
  if (error == 0 && fsync(descriptor) != 0) error = errno;
  if (std::fclose(file) != 0 && error == 0) error = errno;
  if (error != 0) unlink(name.data());
  return error;
}

std::vector<char> name_beside(const std::string& file) {
  const std::string pattern = file + ".XXXXXX";
  std::vector<char> name(pattern.begin(), pattern.end());
  name.push_back('\0');
  return name;
}

}  // namespace

Result<ReportFolder, std::string> ReportFolder::open(std::string path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!std::filesystem::is_directory(path)) {
    const std::string because = error ? error.message() : "it is not a folder";
    return fmt::format("the report folder \"{}\" can't be made: {}", path, because);
  }
  auto name = name_beside(path + "/report");
  if (const int failed = write_beside(name, [](const Put& put) { put("{}"); }); failed != 0)
    return fmt::format("the report folder \"{}\" can't be written: {}", path, why(failed));
  unlink(name.data());
  return ReportFolder(std::move(path));
}

Result<Done, std::string> ReportFolder::write(std::string_view name,
                                              std::string_view content) const {
  return write(name, [&](const Put& put) { put(content); });
}

Result<Done, std::string> ReportFolder::write(std::string_view name, const Fill& fill) const {
  const std::string file = fmt::format("{}/{}", path_, name);
  std::error_code ignored;  // what can't be made can't be written either
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  auto beside = name_beside(file);
  int error = write_beside(beside, fill);
  if (error == 0 && std::rename(beside.data(), file.c_str()) != 0) {
    error = errno;
    unlink(beside.data());
  }
  if (error != 0) return fmt::format("the report \"{}\" can't be written: {}", file, why(error));
  return Done{};
}

}  // namespace rehearse::harness
