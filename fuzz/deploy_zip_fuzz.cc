// The package of a deployment. Input: the bytes of a zip archive; or files as text, each begun by a
// line `== PATH`, which are zipped first.
// Holds: an archive is read within its limits or refused for a reason; no name climbs out, is
// absolute or stands twice; what was zipped comes out as it was; each component of a package is one
// of its files and of a known type, and what is wrong with the package has a reason.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/metadata/component_xml.h"
#include "mocks/salesforce/metadata/package.h"

namespace {

using namespace rehearse;
using namespace rehearse::salesforce;
using fuzz::require;
using Entries = std::vector<ZipEntry>;

constexpr ZipLimits kLimits{.archive = 16'384, .unpacked = 65'536, .files = 32};

Entries files_of(fuzz::Input input) {
  Entries files;
  while (!input.rest().empty() && files.size() < 40) {
    const std::string_view line = input.line();
    if (line.starts_with("== ")) {
      files.push_back({std::string(line.substr(3)), ""});
    } else if (!files.empty()) {
      files.back().content += std::string(line) + "\n";
    }
  }
  return files;
}

void check_entries(const Entries& entries) {
  std::set<std::string> names;
  size_t bytes = 0;
  for (const ZipEntry& entry : entries) {
    bytes += entry.content.size();
    require(names.insert(entry.path).second, "twice", "No name stands twice.");
    const std::string path = "/" + entry.path + "/";
    require(path.find("//") == std::string::npos && path.find("/../") == std::string::npos &&
                path.find('\\') == std::string::npos && path.find('\0') == std::string::npos,
            "climbs", "No name climbs out or is absolute.");
  }
  require(bytes <= kLimits.unpacked && entries.size() <= kLimits.files, "bounded",
          "No more comes out than the limits allow.");
}

void check_packages(const Entries& entries, bool is_single) {
  DeployOptions options;
  options.single_package = is_single;
  const auto packages = read_packages(entries, options, 67);
  require(!packages.empty() && packages.size() <= entries.size() + 1, "packages",
          "There is a package, and no more than files.");
  for (const Package& package : packages) {
    require(package.api_version >= 8 && package.components.size() <= entries.size(), "package",
            "A package has no more components than files.");
    for (const DeployMessage& message : package.problems)
      require(message.reason != nullptr && !message.problem.empty(), "reason",
              "What is wrong with a package has a reason.");
    for (const PackagedComponent& component : package.components) {
      const auto holds = [&](const ZipEntry& entry) {
        return entry.path.ends_with(component.file) && entry.content == component.xml;
      };
      require(component.type != nullptr && !component.name.empty() &&
                  std::ranges::any_of(entries, holds),
              "component", "A component is a file of a known type.");
      const auto content = read_component_file(*component.type, component.xml, package.api_version);
      require(content.ok() || content.error().reason != nullptr, "reason",
              "A component is refused for a reason.");
    }
  }
}

void check_archive(std::string_view bytes, const Entries* expected) {
  const auto entries = read_zip(bytes, kLimits);
  if (!entries) {
    require(entries.error().reason != nullptr && !entries.error().message.empty(), "reason",
            "An archive is refused for a reason.");
    return;
  }
  check_entries(entries.value());
  const auto same = [](const ZipEntry& left, const ZipEntry& right) {
    return left.path == right.path && left.content == right.content;
  };
  require(expected == nullptr || std::ranges::equal(entries.value(), *expected, same), "round-trip",
          "What was zipped comes out as it was.");
  check_packages(entries.value(), true);
  check_packages(entries.value(), false);
}

// True if write_zip takes all of them: no directory, which comes out as nothing, no name twice and
// none that the library does not take.
bool is_whole(const Entries& files) {
  std::set<std::string> names;
  return std::ranges::all_of(files, [&](const ZipEntry& entry) {
    return !entry.path.empty() && !entry.path.ends_with('/') && !has_control(entry.path) &&
           fuzz::second::is_utf8(entry.path) && names.insert(entry.path).second;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::Input input(data, size);
  if (!input.rest().starts_with("== ")) {
    check_archive(input.rest(), nullptr);
    return 0;
  }
  const Entries files = files_of(input);
  const std::string bytes = write_zip(files);
  check_archive(bytes, is_whole(files) ? &files : nullptr);
  return 0;
}
