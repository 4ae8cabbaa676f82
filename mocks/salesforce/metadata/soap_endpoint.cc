#include <algorithm>
#include <array>

#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/metadata/soap_call.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/session.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

struct MetadataOperation {
  std::string_view name{};
  wire::WireResponse (*run)(MetadataCall& call) = nullptr;
};
// The operations of the Metadata WSDL, but for describeValueType and renameMetadata. checkStatus is
// in none since API version 31.0.
constexpr std::array kOperations{
    MetadataOperation{"deploy", soap_deploy},
    MetadataOperation{"checkDeployStatus", soap_check_deploy_status},
    MetadataOperation{"cancelDeploy", soap_cancel_deploy},
    MetadataOperation{"deployRecentValidation", soap_deploy_recent_validation},
    MetadataOperation{"retrieve", soap_retrieve},
    MetadataOperation{"checkRetrieveStatus", soap_check_retrieve_status},
    MetadataOperation{"describeMetadata", soap_describe_metadata},
    MetadataOperation{"listMetadata", soap_list_metadata},
    MetadataOperation{"createMetadata", soap_create_metadata},
    MetadataOperation{"readMetadata", soap_read_metadata},
    MetadataOperation{"updateMetadata", soap_update_metadata},
    MetadataOperation{"upsertMetadata", soap_upsert_metadata},
    MetadataOperation{"deleteMetadata", soap_delete_metadata},
};

Result<UserId, SoapFault> admit(Org& org, Org::Transaction& tx, wire::Call& call,
                                const SoapRequest& request) {
  const auto here = check_soap_organization(org, call);
  if (!here) return here.error();
  const auto bearer = admit_soap_call(org, tx, call, request);
  if (!bearer) return bearer.error();
  // Salesforce, observed: forcedotcom/cli#3048, sfdc-soup#8; listing needs it as well.
  const UserId user = bearer.value().user->id;
  if (const Reason* why = metadata_refusal(tx, user))
    return metadata_fault(std::string(kInsufficientAccess), std::string(kMetadataNotPermitted),
                          *why);
  tx.metadata_jobs().run_due(org, tx, call.request.received_at);
  return user;
}

}  // namespace

wire::WireResponse metadata_soap(Org& org, wire::Call& call) {
  const auto request = read_soap(call.request, SoapApi::metadata);
  if (!request) return soap_fault(SoapApi::metadata, request.error(), call);
  const auto version = soap_version(call);
  if (!version) return soap_fault(SoapApi::metadata, version.error(), call);
  const XmlElement& wanted = request.value().operation;
  const auto operation = std::ranges::find(kOperations, wanted.name, &MetadataOperation::name);
  if (operation == kOperations.end())
    return soap_fault(SoapApi::metadata, unknown_operation(wanted, reason::soap_operation_unknown),
                      call);
  auto tx = org.begin();
  const auto user = admit(org, tx, call, request.value());
  if (!user) return soap_fault(SoapApi::metadata, user.error(), call);
  const MetadataActor actor{user.value(), version.value(), call.request.received_at};
  MetadataCall metadata{org, tx, call, request.value(), actor};
  return operation->run(metadata);
}

SoapFault metadata_fault(std::string code, std::string message, const Reason& reason) {
  return {std::move(code), std::move(message), &reason};
}

Result<int, SoapFault> version_parameter(const XmlElement& parent, std::string_view name,
                                         int standard) {
  const std::string text = parent.text_of(name);
  if (text.empty()) return standard;
  const auto number = soap_version_number(text);
  if (number && *number >= kOldestVersion && *number <= kNewestVersion) return *number;
  return metadata_fault("UNSUPPORTED_API_VERSION", "Invalid Api version specified: " + text,
                        reason::soap_version_unknown);
}

}  // namespace rehearse::salesforce
