#include "mocks/salesforce/metadata/package.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "mocks/core/text.h"
#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr int kVersionLeast = 8;  // the first Metadata API

// The files that list deletions, and when those happen (Metadata API Developer Guide, Deleting
// Components from an Organization: the plain one before everything else).
struct DestructiveFile {
  std::string_view name{};
  bool is_after = false;
};
constexpr DestructiveFile kDestructiveFiles[] = {{"destructiveChangesPre.xml", false},
                                                 {"destructiveChanges.xml", false},
                                                 {"destructiveChangesPost.xml", true}};

// What a Package may hold beside `types` and `version`; none of it acts on a deploy of unpackaged
// components.
constexpr std::string_view kOtherElements[] = {
    "fullName",          "apiAccessLevel",   "description",   "namespacePrefix",
    "objectPermissions", "postInstallClass", "setupWeblinks", "uninstallClass"};

DeployMessage problem_of(std::string file, std::string full_name, std::string problem,
                         const Reason& reason, XmlPlace place = {0, 0}) {
  DeployMessage message;
  message.file_name = std::move(file);
  message.full_name = std::move(full_name);
  message.problem = std::move(problem);
  message.problem_type = DeployMessage::ProblemType::error;
  message.line = place.line;
  message.column = place.column;
  message.reason = &reason;
  return message;
}

struct Listed {
  std::string type{}, name{};
};

// Manifest is what package.xml or a destructive file says.
struct Manifest {
  std::vector<Listed> members{};
  std::string version{};
  XmlPlace version_place{};
};

// ManifestReader reads one of these files; what it cannot take it reports and leaves out.
class ManifestReader {
 public:
  ManifestReader(std::string file, std::vector<DeployMessage>& problems)
      : file_(std::move(file)), problems_(problems) {}

  bool read(std::string_view xml, Manifest& manifest) {
    const auto parsed = parse_xml(xml);
    if (!parsed) {
      return report(fmt::format("Error parsing file: {}", parsed.error().what),
                    reason::package_xml_malformed, parsed.error().place);
    }
    const XmlElement& root = parsed.value();
    if (root.name != "Package" || root.space != kMetadataNamespace) {
      return report(fmt::format("Error parsing file: Unexpected element {{{}}}{}, expected {{{}}}"
                                "Package",
                                root.space, root.name, kMetadataNamespace),
                    reason::package_xml_malformed, root.place);
    }
    return std::ranges::all_of(
        root.children, [&](const XmlElement& element) { return read_element(element, manifest); });
  }

  bool report(std::string problem, const Reason& reason, XmlPlace place) {
    problems_.push_back(problem_of(file_, file_, std::move(problem), reason, place));
    return false;
  }

 private:
  bool read_element(const XmlElement& element, Manifest& manifest) {
    const bool is_ours = element.space == kMetadataNamespace;
    if (is_ours && element.name == "types") return read_types(element, manifest);
    if (is_ours && element.name == "version") {
      manifest.version = trim(element.text);
      manifest.version_place = element.place;
      return true;
    }
    if (is_ours && std::ranges::find(kOtherElements, element.name) != std::end(kOtherElements))
      return true;
    return unknown(element, "Package");
  }

  bool read_types(const XmlElement& types, Manifest& manifest) {
    for (const XmlElement& element : types.children) {
      if (element.space != kMetadataNamespace ||
          (element.name != "members" && element.name != "name"))
        return unknown(element, "PackageTypeMembers");
    }
    const std::string type = types.text_of("name");
    if (type.empty())
      return report("Required field is missing: name", reason::package_xml_malformed, types.place);
    for (const XmlElement& element : types.children) {
      if (element.name != "members") continue;
      Listed listed{type, std::string(trim(element.text))};
      const bool is_known = std::ranges::any_of(manifest.members, [&](const Listed& other) {
        return other.type == listed.type && other.name == listed.name;
      });
      if (!is_known) manifest.members.push_back(std::move(listed));
    }
    return true;
  }

  bool unknown(const XmlElement& element, std::string_view type) {
    return report(fmt::format("Error parsing file: Element {{{}}}{} invalid at this location in "
                              "type {}",
                              element.space, element.name, type),
                  reason::package_xml_malformed, element.place);
  }

  std::string file_;
  std::vector<DeployMessage>& problems_;
};

// `67.0`, as a number; nothing for another form.
std::optional<int> version_number(std::string_view text) {
  int version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc() || std::string_view(end, text.data() + text.size()) != ".0")
    return std::nullopt;
  return version;
}

using Files = std::map<std::string, std::string>;  // path without the folder, content

// The component whose file has that path; no type if it is none.
PackagedComponent component_at(const std::string& path) {
  for (const MetadataType& type : all_types()) {
    const std::string head = std::string(type.directory) + "/",
                      tail = "." + std::string(type.suffix);
    if (!path.starts_with(head) || !path.ends_with(tail) ||
        path.size() <= head.size() + tail.size())
      continue;
    std::string name = path.substr(head.size(), path.size() - head.size() - tail.size());
    if (!type.part && type.member != name) continue;
    return {&type, std::move(name), path};
  }
  return {nullptr, "", path};
}

// PackageReader turns one package's files into components.
class PackageReader {
 public:
  PackageReader(const Files& files, const DeployOptions& options, int api_version)
      : files_(files), options_(options) {
    package_.api_version = api_version;
    package_.files = int(files.size());
  }

  Package read() {
    const auto file = files_.find(std::string(kPackageFile));
    Manifest manifest;
    ManifestReader reader(std::string(kPackageFile), package_.problems);
    if (!reader.read(file->second, manifest) || !read_version(manifest, reader))
      return std::move(package_);
    for (const Listed& listed : manifest.members) take(listed);
    for (const DestructiveFile& row : kDestructiveFiles) read_removals(row);
    warn_of_the_rest();
    return std::move(package_);
  }

 private:
  bool read_version(const Manifest& manifest, ManifestReader& reader) {
    if (manifest.version.empty()) {
      return reader.report("Required field is missing: version", reason::package_version_missing,
                           {0, 0});
    }
    const auto version = version_number(manifest.version);
    if (!version || *version < kVersionLeast || *version > kNewestVersion) {
      return reader.report(fmt::format("Invalid version specified: {}", manifest.version),
                           reason::package_version_unknown, manifest.version_place);
    }
    package_.api_version = *version;
    return true;
  }

  // Salesforce, observed (scolladon/sfdx-git-delta#1130); the message names no component.
  void report_type(const std::string& type, std::string_view file) {
    const bool is_new = unknown_types_.insert(type).second;
    if (!is_new) return;
    package_.problems.push_back(problem_of(
        std::string(file), "", fmt::format("Unknown type name '{}' specified in {}", type, file),
        reason::metadata_type_unknown));
  }

  void take(const Listed& listed) {
    if (!is_type_known(listed.type, package_.api_version)) {
      report_type(listed.type, kPackageFile);
      return;
    }
    if (listed.name == "*") {
      for (const auto& [path, content] : files_) {
        PackagedComponent component = component_at(path);
        if (component.type == nullptr || listed_name(*component.type) != listed.type) continue;
        take_file(std::move(component), content);
      }
      return;
    }
    const MetadataType* type = find_type(listed.type, listed.name);
    const auto file =
        type == nullptr
            ? files_.end()
            : files_.find(fmt::format("{}/{}.{}", type->directory, listed.name, type->suffix));
    if (file != files_.end()) {
      take_file({type, listed.name, file->first}, file->second);
    } else if (!options_.allow_missing_files) {
      // Salesforce, observed (forcedotcom/cli#2182).
      package_.problems.push_back(
          problem_of(std::string(kPackageFile), listed.name,
                     fmt::format("An object '{}' of type {} was named in package.xml, but was not "
                                 "found in zipped directory",
                                 listed.name, listed.type),
                     reason::component_missing));
    }
  }

  void take_file(PackagedComponent component, const std::string& content) {
    if (!taken_.insert(component.file).second) return;
    component.xml = content;
    package_.components.push_back(std::move(component));
  }

  void read_removals(const DestructiveFile& row) {
    const auto file = files_.find(std::string(row.name));
    if (file == files_.end()) return;
    Manifest manifest;
    ManifestReader reader(std::string(row.name), package_.problems);
    if (!reader.read(file->second, manifest)) return;
    for (const Listed& listed : manifest.members) {
      if (!is_type_known(listed.type, package_.api_version)) {
        report_type(listed.type, row.name);
      } else if (listed.name == "*") {
        // Metadata API Developer Guide: no wildcards in these files.
        reader.report(fmt::format("The wildcard * is not allowed in {}", row.name),
                      reason::package_wildcard, {0, 0});
      } else {
        package_.removals.push_back(
            {listed.type, listed.name, std::string(row.name), row.is_after});
      }
    }
  }

  // Salesforce, observed (forcedotcom/cli#1133): a warning, which fails a deploy like an error
  // unless warnings are ignored.
  void warn_of_the_rest() {
    for (const auto& [path, content] : files_) {
      const bool is_manifest = path == kPackageFile ||
                               std::ranges::find(kDestructiveFiles, path, &DestructiveFile::name) !=
                                   std::end(kDestructiveFiles);
      if (is_manifest || taken_.contains(path)) continue;
      const PackagedComponent component = component_at(path);
      DeployMessage message = problem_of(path, component.type == nullptr ? path : component.name,
                                         "Not in package.xml", reason::component_not_listed);
      if (component.type != nullptr) message.component_type = listed_name(*component.type);
      message.problem_type = DeployMessage::ProblemType::warning;
      package_.problems.push_back(std::move(message));
    }
  }

  const Files& files_;
  const DeployOptions& options_;
  Package package_{};
  std::set<std::string> taken_{}, unknown_types_{};
};

}  // namespace

std::vector<Package> read_packages(const std::vector<ZipEntry>& files, const DeployOptions& options,
                                   int api_version) {
  std::map<std::string, Files> folders;  // an empty name: the archive itself
  if (options.single_package) folders[""];
  for (const ZipEntry& entry : files) {
    const size_t slash = options.single_package ? std::string::npos : entry.path.find('/');
    const bool is_top = slash == std::string::npos;
    folders[is_top ? "" : entry.path.substr(0, slash)]
           [is_top ? entry.path : entry.path.substr(slash + 1)] = entry.content;
  }
  // Files beside the folders belong to no package.
  if (!options.single_package) folders.erase("");
  if (folders.empty()) folders[""];
  std::vector<Package> packages;
  for (const auto& [folder, inside] : folders) {
    if (inside.contains(std::string(kPackageFile))) {
      packages.push_back(PackageReader(inside, options, api_version).read());
      continue;
    }
    // Salesforce, observed (forcedotcom/CustomMetadataLoader#34): one for every folder.
    const std::string file = folder.empty() ? "package.xml" : folder + "/package.xml";
    packages.emplace_back().files = int(inside.size());
    packages.back().problems.push_back(problem_of(
        file, std::string(kPackageFile), "No package.xml found", reason::package_xml_missing));
  }
  return packages;
}

std::string package_xml(const std::vector<TypeMembers>& types, std::string_view version) {
  XmlWriter writer(XmlWriter::Layout::indented);
  writer.open("Package", {{"xmlns", std::string(kMetadataNamespace)}});
  for (const TypeMembers& type : types) {
    writer.open("types");
    for (const std::string& member : type.members) writer.leaf("members", member);
    writer.leaf("name", type.type).close();
  }
  writer.leaf("version", version);
  return writer.take();
}

}  // namespace rehearse::salesforce
