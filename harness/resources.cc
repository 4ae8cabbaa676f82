#include "harness/resources.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "harness/scenario/library.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using Errors = std::vector<std::string>;

bool holds_data(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "scenarios" / "schema.json", error);
}

fs::path folder_of_executable() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : self.parent_path();
}

}  // namespace

Result<std::string, Errors> find_root(const std::string& asked) {
  const char* environment = std::getenv("REHEARSE_ROOT");
  const std::string given = !asked.empty() || environment == nullptr ? asked : environment;
  if (!given.empty()) {
    if (holds_data(given)) return given;
    return Errors{fmt::format("the folder \"{}\" has no scenarios/schema.json", given)};
  }
  const fs::path here = folder_of_executable();
  if (holds_data(here / "../share/rehearse"))
    return fs::weakly_canonical(here / "../share/rehearse").string();
  for (fs::path above = here; above.has_relative_path(); above = above.parent_path()) {
    if (holds_data(above)) return above.string();
  }
  if (holds_data(REHEARSE_SOURCE_DIR)) return std::string(REHEARSE_SOURCE_DIR);
  return Errors{"the scenarios aren't where they were installed; --root names their folder"};
}

Result<Resources, Errors> load_resources(const std::string& asked) {
  const auto root = find_root(asked);
  if (!root) return root.error();
  const std::string schema_file = root.value() + "/scenarios/schema.json";
  const std::string guide_file = root.value() + "/fixtures/guide_steps.json";
  auto schema = Schema::compile(read_text(schema_file).value_or(""));
  if (!schema) return Errors{fmt::format("{}: {}", schema_file, schema.error())};
  auto guide = read_guide(read_text(guide_file).value_or(""));
  if (!guide) return Errors{fmt::format("{}: {}", guide_file, guide.error())};
  return Resources{root.value(), std::move(guide).value(), std::move(schema).value()};
}

}  // namespace rehearse::harness
