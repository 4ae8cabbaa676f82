#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "mocks/salesforce/metadata/operations.h"
#include "mocks/salesforce/metadata/zip_archive.h"
#include "tests/support/app_package.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {

// MetadataSite is an org whose metadata a test deploys, retrieves and edits in process.
class MetadataSite : public OrgSite {
 public:
  using OrgSite::OrgSite;

  DeployOutcome deploy_zip(std::string_view zip, DeployOptions options = {.single_package = true},
                           std::string_view username = "admin@rehearsal.test") {
    const MetadataActor actor{user(username).id, 67, now};
    auto tx = org.begin();
    return deploy_package(org, tx, zip, options, actor);
  }
  DeployOutcome deploy(const rehearse::testing::AppPackage& package,
                       DeployOptions options = {.single_package = true}) {
    options.single_package = true;
    return deploy_zip(package.zip(), options);
  }

  RetrieveOutcome retrieve(std::vector<TypeMembers> unpackaged, std::string version = "67.0") {
    const MetadataActor actor{user().id, 67, now};
    auto tx = org.begin();
    return retrieve_package(org, tx, {true, std::move(unpackaged), std::move(version)}, actor);
  }
  // Every component of every type of an app.
  RetrieveOutcome retrieve_all() {
    std::vector<TypeMembers> types;
    for (const MetadataTypeInfo& type : metadata_types(67)) {
      if (type.name != "Settings") types.push_back({std::string(type.name), {"*"}});
    }
    return retrieve(std::move(types));
  }
  // A retrieved file; empty if it is not there.
  std::string retrieved_file(const std::string& path) {
    const std::vector<ZipEntry> entries = read_zip(retrieve_all().zip).value();
    for (const ZipEntry& entry : entries) {
      if (entry.path == path) return entry.content;
    }
    return "";
  }

  // The app as it is now; without an id if there is none.
  App app(std::string_view name = "Rehearsal") {
    auto tx = org.begin();
    const App* found = tx.apps().find_by_name(name);
    return found == nullptr ? App{} : *found;
  }
  size_t app_count() {
    auto tx = org.begin();
    return tx.apps().all().size();
  }
};

// What failed, one line each: `file:line:column problem [reason]`.
inline std::string describe(const DeployOutcome& outcome) {
  std::string text = outcome.error_message;
  for (const DeployMessage& failure : outcome.failures) {
    text += fmt::format("{}:{}:{} {} [{}]\n", failure.file_name, failure.line, failure.column,
                        failure.problem, failure.reason == nullptr ? "" : failure.reason->name);
  }
  return text;
}

}  // namespace rehearse::salesforce
