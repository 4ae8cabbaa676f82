#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "mocks/salesforce/metadata/component_xml.h"
#include "mocks/salesforce/metadata/package.h"
#include "mocks/salesforce/metadata/staging.h"
#include "mocks/salesforce/metadata/zip_archive.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kFolder = "unpackaged/";

// Who did what nobody in particular did: the org's first user.
UserId somebody(Org::Transaction& tx, const UserId& user) {
  return user.empty() && !tx.users().all().empty() ? tx.users().all().front().id : user;
}

FileProperties properties_of(Org::Transaction& tx, const MetadataType& type,
                             const MetadataRecord& record) {
  FileProperties properties;
  properties.type = listed_name(type);
  properties.full_name = record.name;
  properties.file_name = fmt::format("{}/{}.{}", type.directory, record.name, type.suffix);
  properties.id = record.id;
  properties.created_by = somebody(tx, record.created_by);
  properties.last_modified_by = somebody(tx, record.last_modified_by);
  properties.created_at = record.created_at;
  properties.last_modified_at = record.last_modified_at;
  return properties;
}

// The record of a member of Settings, which every org has without deploying it.
MetadataRecord member_record(Org::Transaction& tx, const MetadataType& type) {
  const auto& members = tx.settings().members;
  const auto found = members.find(std::string(type.member));
  MetadataRecord record = found == members.end() ? MetadataRecord{} : found->second;
  record.name = type.member;
  return record;
}

// Found is a component with what it is described by.
struct Found {
  XmlElement component{};
  FileProperties properties{};
};

std::vector<Found> find_components(Org& org, Org::Transaction& tx, std::string_view listed,
                                   std::string_view name, int api_version) {
  std::vector<Found> found;
  const bool is_any = name == "*";
  for (const MetadataType& type : all_types()) {
    if (listed_name(type) != listed || type.since > api_version) continue;
    if (!type.part) {
      if (!is_any && type.member != name) continue;
      found.push_back({settings_member_of(tx.settings(), type, api_version),
                       properties_of(tx, type, member_record(tx, type))});
      continue;
    }
    for (const App* app : tx.apps().all()) {
      const auto record = app->parts.find(*type.part);
      if (app->is_built_in || record == app->parts.end()) continue;
      if (!is_any && record->second.name != name) continue;
      found.push_back({component_of(org, *app, *type.part, api_version),
                       properties_of(tx, type, record->second)});
    }
  }
  return found;
}

int version_of(const RetrieveRequest& request, const MetadataActor& actor) {
  int version = actor.api_version;
  const std::string& text = request.package_version;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

}  // namespace

std::vector<FileProperties> list_components(Org& org, Org::Transaction& tx, std::string_view type) {
  std::vector<FileProperties> list;
  for (Found& found : find_components(org, tx, type, "*", kEveryVersion))
    list.push_back(std::move(found.properties));
  return list;
}

XmlElement read_component(Org& org, Org::Transaction& tx, std::string_view type,
                          std::string_view full_name) {
  std::vector<Found> found = find_components(org, tx, type, full_name, kEveryVersion);
  if (found.empty() || full_name == "*") return {};
  XmlElement component = std::move(found.front().component);
  component.attributes = {{"xsi:type", component.name}};
  component.name = "records";
  XmlElement name;
  name.name = "fullName";
  name.text = full_name;
  component.children.insert(component.children.begin(), std::move(name));
  return component;
}

RetrieveOutcome retrieve_package(Org& org, Org::Transaction& tx, const RetrieveRequest& request,
                                 const MetadataActor& actor) {
  RetrieveOutcome outcome;
  const std::string folder(request.single_package ? "" : kFolder);
  const int version = version_of(request, actor);
  const auto report = [&](std::string problem) {
    outcome.messages.push_back({folder + std::string(kPackageFile), std::move(problem)});
  };
  std::vector<ZipEntry> files;
  std::vector<TypeMembers> listed;
  if (metadata_refusal(tx, actor.user) != nullptr) {
    report(std::string(kMetadataNotPermitted));
    return outcome;
  }
  for (const TypeMembers& wanted : request.unpackaged) {
    // Salesforce, observed (solenopsis#266).
    if (!is_type_known(wanted.type, version)) {
      report(is_type_known(wanted.type, kEveryVersion)
                 ? fmt::format("Entity type '{}' is not available in this api version", wanted.type)
                 : fmt::format("Entity type: '{}' is unknown", wanted.type));
      continue;
    }
    TypeMembers members{wanted.type, {}};
    for (const std::string& name : wanted.members) {
      std::vector<Found> found = find_components(org, tx, wanted.type, name, version);
      if (found.empty() && name != "*")
        report(fmt::format("Entity of type '{}' named '{}' cannot be found", wanted.type, name));
      for (Found& one : found) {
        const std::string& full_name = one.properties.full_name;
        if (std::ranges::find(members.members, full_name) != members.members.end()) continue;
        members.members.push_back(full_name);
        one.properties.file_name = folder + one.properties.file_name;
        files.push_back({one.properties.file_name, file_of(one.component)});
        outcome.files.push_back(std::move(one.properties));
      }
    }
    if (!members.members.empty()) listed.push_back(std::move(members));
  }
  FileProperties manifest;
  manifest.type = "Package";
  manifest.full_name = kPackageFile;
  manifest.file_name = folder + std::string(kPackageFile);
  manifest.created_by = manifest.last_modified_by = actor.user;
  manifest.created_at = manifest.last_modified_at = actor.now;
  outcome.files.push_back(std::move(manifest));
  files.push_back(
      {folder + std::string(kPackageFile),
       package_xml(listed, request.package_version.empty() ? fmt::format("{}.0", version)
                                                           : request.package_version)});
  outcome.zip = write_zip(files);
  return outcome;
}

}  // namespace rehearse::salesforce
