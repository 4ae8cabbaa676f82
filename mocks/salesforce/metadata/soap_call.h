#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/salesforce/metadata/jobs.h"
#include "mocks/salesforce/metadata/operations.h"
#include "mocks/salesforce/soap/envelope.h"

namespace rehearse::salesforce {

// MetadataCall is one operation of the Metadata API by SOAP: let in, its user permitted, within one
// transaction.
struct MetadataCall {
  Org& org;
  Org::Transaction& tx;
  wire::Call& call;
  const SoapRequest& request;
  MetadataActor actor{};

  const XmlElement& operation() const { return request.operation; }
  // The response, open for its `<result>`.
  XmlWriter answer() const { return open_soap_answer(SoapApi::metadata, operation().name); }
  wire::WireResponse refuse(const SoapFault& fault) const {
    return soap_fault(SoapApi::metadata, fault, call);
  }
};

// The operations, one a row of the table in soap_endpoint.cc.
wire::WireResponse soap_deploy(MetadataCall& call);
wire::WireResponse soap_check_deploy_status(MetadataCall& call);
wire::WireResponse soap_cancel_deploy(MetadataCall& call);
wire::WireResponse soap_deploy_recent_validation(MetadataCall& call);
wire::WireResponse soap_retrieve(MetadataCall& call);
wire::WireResponse soap_check_retrieve_status(MetadataCall& call);
wire::WireResponse soap_describe_metadata(MetadataCall& call);
wire::WireResponse soap_list_metadata(MetadataCall& call);
wire::WireResponse soap_create_metadata(MetadataCall& call);
wire::WireResponse soap_read_metadata(MetadataCall& call);
wire::WireResponse soap_update_metadata(MetadataCall& call);
wire::WireResponse soap_upsert_metadata(MetadataCall& call);
wire::WireResponse soap_delete_metadata(MetadataCall& call);

// Writes the children of a FileProperties, in the WSDL's order.
void write_file_properties(XmlWriter& writer, const Users& users, const FileProperties& file);

// An API fault of the Metadata API.
SoapFault metadata_fault(std::string code, std::string message, const Reason& reason);
// The API version that a parameter names, or `standard` where the request has none.
Result<int, SoapFault> version_parameter(const XmlElement& parent, std::string_view name,
                                         int standard);

}  // namespace rehearse::salesforce
