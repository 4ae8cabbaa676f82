#pragma once

#include <map>
#include <string>
#include <vector>

#include "mocks/core/json.h"

namespace rehearse::harness {

// MetadataPackage is a deploy package before it is zipped: its files by their paths, and the
// components it names.
struct MetadataPackage {
  std::map<std::string, std::string> files{};
  // In words, for the journal and the console: "ExternalClientApplication X".
  std::vector<std::string> components{};
  bool is_deletion = false;
};

// The parts of an external client app (metadata_field_types of API version 67.0).
enum class AppParts {
  application,  // the app with its global and its own OAuth settings, and the refresh token
                // allowlist
  policies,     // what an administrator of the org decides: the two policy components
};

// True if the settings (metadata field names, design of POST /apps) have something for these parts.
bool has_parts(const Json& settings, AppParts parts);

// Writes these parts of an app as files. `name` is its API name. A setting that has no metadata is
// named in `unknown`.
MetadataPackage app_package(const std::string& name, const Json& settings, AppParts parts,
                            const std::string& api_version, std::vector<std::string>& unknown);

// Deletes the app of that API name, and with it everything that belongs to it.
MetadataPackage deletion_package(const std::string& name, const std::string& api_version);

}  // namespace rehearse::harness
