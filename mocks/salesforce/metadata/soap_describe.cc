#include <algorithm>

#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/metadata/soap_call.h"
#include "mocks/salesforce/org/listing.h"
#include "mocks/salesforce/org/user_facts.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

// Salesforce, documented: listMetadata() takes at most three queries.
constexpr size_t kMostQueries = 3;

// Null: the org has the type at that version.
std::optional<SoapFault> why_no_type(std::string_view type, int version) {
  const auto has = [&](int at) {
    const auto types = metadata_types(at);
    return std::ranges::find(types, type, &MetadataTypeInfo::name) != types.end();
  };
  if (has(version)) return std::nullopt;
  const std::string name(type);
  // Salesforce, observed: CumulusCI#259 and jetstream's tests have the two texts.
  if (has(kNewestVersion)) {
    return metadata_fault("INVALID_TYPE", "Cannot use: " + name + " in this version",
                          reason::soap_type_too_new);
  }
  return metadata_fault("INVALID_TYPE", "Unknown type:" + name, reason::metadata_type_unknown);
}

}  // namespace

wire::WireResponse soap_describe_metadata(MetadataCall& call) {
  const auto version = version_parameter(call.operation(), "asOfVersion", call.actor.api_version);
  if (!version) return call.refuse(version.error());
  XmlWriter writer = call.answer();
  writer.open("result");
  for (const MetadataTypeInfo& type : metadata_types(version.value())) {
    writer.open("metadataObjects").leaf("directoryName", type.directory);
    writer.leaf("inFolder", "false").leaf("metaFile", "false");
    writer.leaf("suffix", type.suffix).leaf("xmlName", type.name).close();
  }
  writer.leaf("organizationNamespace", "");
  writer.leaf("partialSaveAllowed", "true").leaf("testRequired", "false");
  return soap_answer(std::move(writer));
}

wire::WireResponse soap_list_metadata(MetadataCall& call) {
  const auto version = version_parameter(call.operation(), "asOfVersion", call.actor.api_version);
  if (!version) return call.refuse(version.error());
  std::vector<std::string> types;
  for (const XmlElement& child : call.operation().children) {
    if (child.name == "queries") types.push_back(child.text_of("type"));
  }
  if (types.size() > kMostQueries) {
    return call.refuse(
        metadata_fault("EXCEEDED_ID_LIMIT",
                       "record limit reached. cannot submit more than 3 queries into this call",
                       reason::soap_too_many_queries));
  }
  XmlWriter writer = call.answer();
  for (const std::string& type : types) {
    if (const auto fault = why_no_type(type, version.value())) return call.refuse(*fault);
    for (const FileProperties& file : list_components(call.org, call.tx, type)) {
      if (!is_listed(file.created_at, call.org.dials(), call.actor.now)) continue;
      writer.open("result");
      write_file_properties(writer, call.tx.users(), file);
      writer.close();
    }
  }
  return soap_answer(std::move(writer));
}

void write_file_properties(XmlWriter& writer, const Users& users, const FileProperties& file) {
  writer.leaf("createdById", file.created_by.value);
  writer.leaf("createdByName", full_name(users, file.created_by));
  writer.leaf("createdDate", soap_time(file.created_at));
  writer.leaf("fileName", file.file_name).leaf("fullName", file.full_name).leaf("id", file.id);
  writer.leaf("lastModifiedById", file.last_modified_by.value);
  writer.leaf("lastModifiedByName", full_name(users, file.last_modified_by));
  writer.leaf("lastModifiedDate", soap_time(file.last_modified_at));
  writer.leaf("manageableState", "unmanaged").leaf("type", file.type);
}

}  // namespace rehearse::salesforce
