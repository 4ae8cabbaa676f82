#include <algorithm>

#include "mocks/salesforce/metadata/soap_call.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

// Salesforce, documented: at most ten components a call.
constexpr size_t kMostComponents = 10;
// Salesforce, documented: before this version one failure undoes the call, header or not.
constexpr int kPartialSaveSince = 34;

SoapFault too_many() {
  return metadata_fault(
      "EXCEEDED_ID_LIMIT",
      "record limit reached. cannot submit more than 10 records in this operation",
      reason::soap_too_many_components);
}

// Components are those of a call, `<metadata xsi:type="…">`.
struct Components {
  std::string type{};
  std::vector<const XmlElement*> elements{};
};

Result<Components, SoapFault> read_components(const XmlElement& operation) {
  Components components;
  for (const XmlElement& child : operation.children) {
    if (child.name != "metadata") continue;
    const std::string_view type = local_type(child.attribute("type"));
    // Salesforce, observed: vpulim/node-soap#606.
    if (type.empty()) {
      return client_fault(
          "Must specify a {http://www.w3.org/2001/XMLSchema-instance}type attribute value for the "
          "{http://soap.sforce.com/2006/04/metadata}metadata element",
          reason::soap_component_untyped);
    }
    if (components.elements.empty()) components.type = type;
    // Salesforce, documented: the components of a call are of one type. The text is inferred.
    if (components.type != type)
      return metadata_fault("INVALID_TYPE", "Only components of one type can be saved in a call",
                            reason::soap_types_mixed);
    components.elements.push_back(&child);
  }
  if (components.elements.size() > kMostComponents) return too_many();
  return components;
}

bool is_all_or_none(const MetadataCall& call) {
  return call.request.all_or_none || call.actor.api_version < kPartialSaveSince;
}

wire::WireResponse answer(const MetadataCall& call, const std::vector<SaveOutcome>& outcomes,
                          bool tells_created) {
  XmlWriter writer = call.answer();
  for (const SaveOutcome& outcome : outcomes) {
    if (!outcome.success && outcome.reason != nullptr) call.call.refuse(*outcome.reason);
    writer.open("result");
    if (tells_created) writer.leaf("created", soap_text(outcome.created));
    if (!outcome.success) {
      writer.open("errors");
      for (const std::string& field : outcome.fields) writer.leaf("fields", field);
      writer.leaf("message", outcome.message).leaf("statusCode", outcome.status_code).close();
    }
    writer.leaf("fullName", outcome.full_name).leaf("success", soap_text(outcome.success)).close();
  }
  return soap_answer(std::move(writer));
}

wire::WireResponse save(MetadataCall& call, SaveVerb verb) {
  const auto components = read_components(call.operation());
  if (!components) return call.refuse(components.error());
  if (call.call.stopped_before_commit()) return {};
  const auto outcomes =
      save_components(call.org, call.tx, components.value().type, components.value().elements, verb,
                      call.actor, is_all_or_none(call));
  return answer(call, outcomes, verb == SaveVerb::upsert);
}

bool is_readable(std::string_view type, int api_version) {
  const auto types = metadata_types(api_version);
  return std::ranges::find(types, type, &MetadataTypeInfo::name) != types.end();
}

}  // namespace

wire::WireResponse soap_create_metadata(MetadataCall& call) { return save(call, SaveVerb::create); }

wire::WireResponse soap_update_metadata(MetadataCall& call) { return save(call, SaveVerb::update); }

wire::WireResponse soap_upsert_metadata(MetadataCall& call) { return save(call, SaveVerb::upsert); }

wire::WireResponse soap_delete_metadata(MetadataCall& call) {
  const std::string type = call.operation().text_of("type");
  const auto names = soap_texts(call.operation(), "fullNames");
  if (names.size() > kMostComponents) return call.refuse(too_many());
  if (call.call.stopped_before_commit()) return {};
  return answer(call,
                delete_components(call.org, call.tx, type, names, call.actor, is_all_or_none(call)),
                false);
}

wire::WireResponse soap_read_metadata(MetadataCall& call) {
  const std::string type = call.operation().text_of("type");
  const auto names = soap_texts(call.operation(), "fullNames");
  if (names.size() > kMostComponents) return call.refuse(too_many());
  // Salesforce, observed: certinia/apex-mdapi#194.
  if (!is_readable(type, call.actor.api_version)) {
    return call.refuse(metadata_fault("UNKNOWN_EXCEPTION",
                                      type + " is not a valid metadata type for reading",
                                      reason::metadata_type_unknown));
  }
  XmlWriter writer = call.answer();
  writer.open("result");
  for (const std::string& name : names) {
    const XmlElement component = read_component(call.org, call.tx, type, name);
    // Inferred from jsforce's reading of nil: a component that isn't there.
    if (component.name.empty()) {
      writer.leaf("records", "", {{"xsi:nil", "true"}});
    } else {
      writer.copy(component);
    }
  }
  return soap_answer(std::move(writer));
}

}  // namespace rehearse::salesforce
