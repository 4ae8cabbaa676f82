#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/xml.h"
#include "mocks/salesforce/metadata/operations.h"
#include "mocks/salesforce/metadata/types.h"
#include "mocks/salesforce/metadata/zip_archive.h"

namespace rehearse::salesforce {

inline constexpr std::string_view kPackageFile = "package.xml";

// PackagedComponent is a component that a package lists, with its file.
struct PackagedComponent {
  const MetadataType* type = nullptr;
  std::string name{};
  std::string file{};  // without the package's folder
  std::string xml{};
};

// Removal is a component that a package wants deleted.
struct Removal {
  std::string type{};  // as listed
  std::string name{};
  std::string file{};     // `destructiveChanges.xml`
  bool is_after = false;  // once the rest is deployed
};

// Package is one folder of a deploy's zip, or the whole of it.
struct Package {
  int api_version = 67;
  int files = 0;
  std::vector<PackagedComponent> components{};
  std::vector<Removal> removals{};
  // What is wrong with the package itself, warnings included; their `success` is not set yet.
  std::vector<DeployMessage> problems{};
};

// Sorts an archive's files into packages: a single one, or one for each folder of the top.
std::vector<Package> read_packages(const std::vector<ZipEntry>& files, const DeployOptions& options,
                                   int api_version);

// The text of a package.xml that lists these.
std::string package_xml(const std::vector<TypeMembers>& types, std::string_view version);

}  // namespace rehearse::salesforce
