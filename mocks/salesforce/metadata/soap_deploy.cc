#include <array>

#include "mocks/salesforce/metadata/deploy_options.h"
#include "mocks/salesforce/metadata/soap_call.h"
#include "mocks/salesforce/metadata/soap_jobs.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

// Flag is one boolean of DeployOptions.
struct Flag {
  std::string_view name{};
  bool DeployOptions::*member = nullptr;
};
constexpr std::array kFlags{
    Flag{"allowMissingFiles", &DeployOptions::allow_missing_files},
    Flag{"autoUpdatePackage", &DeployOptions::auto_update_package},
    Flag{"checkOnly", &DeployOptions::check_only},
    Flag{"ignoreWarnings", &DeployOptions::ignore_warnings},
    Flag{"performRetrieve", &DeployOptions::perform_retrieve},
    Flag{"purgeOnDelete", &DeployOptions::purge_on_delete},
    Flag{"rollbackOnError", &DeployOptions::rollback_on_error},
    Flag{"singlePackage", &DeployOptions::single_package},
};

Result<DeployOptions, SoapFault> read_options(const XmlElement& deploy, int api_version) {
  DeployOptions options;
  const XmlElement* sent = deploy.child("DeployOptions");
  if (sent == nullptr) return options;
  for (const Flag& flag : kFlags) {
    const auto value = soap_boolean(*sent, flag.name, options.*flag.member);
    if (!value) return value.error();
    options.*flag.member = value.value();
  }
  options.run_tests = soap_texts(*sent, "runTests");
  options.test_level = sent->text_of("testLevel");
  // Inferred: worded as Salesforce words every other enum.
  if (!options.test_level.empty() && !is_test_level(options.test_level, api_version)) {
    return client_fault(
        "'" + options.test_level + "' is not a valid value for the enum 'TestLevel'",
        reason::soap_test_level_invalid);
  }
  if (const auto problem = judge_tests(options))
    return SoapFault{std::string(problem->code), problem->message, problem->reason};
  return options;
}

Result<std::string, SoapFault> read_zip(const XmlElement& deploy) {
  const XmlElement* sent = deploy.child("ZipFile");
  auto zip = sent == nullptr ? std::nullopt : soap_bytes(sent->text);
  // Inferred: the words of XML Schema's types as Salesforce uses them for booleans.
  if (!zip)
    return client_fault("ZipFile is not valid for type xsd:base64Binary",
                        reason::soap_zip_malformed);
  return std::move(*zip);
}

SoapFault validation_fault(const Reason& why) {
  if (&why == &reason::validation_unknown) return no_such_job(why);
  // Salesforce, observed: this text for a validation without tests. The other is inferred.
  if (&why == &reason::validation_without_tests)
    return metadata_fault("INVALID_ID_FIELD", "Source validate did not run tests in the org", why);
  return metadata_fault("INVALID_ID_FIELD",
                        "Source validate is no successful validation of the last 10 days", why);
}

}  // namespace

wire::WireResponse soap_deploy(MetadataCall& call) {
  const auto options = read_options(call.operation(), call.actor.api_version);
  if (!options) return call.refuse(options.error());
  auto zip = read_zip(call.operation());
  if (!zip) return call.refuse(zip.error());
  if (call.call.stopped_before_commit()) return {};
  const auto job =
      call.tx.metadata_jobs().deploy(std::move(zip).value(), options.value(), call.actor);
  if (!job) return call.refuse(queue_full(*job.error()));
  return queued_answer(call, job.value()->id);
}

wire::WireResponse soap_deploy_recent_validation(MetadataCall& call) {
  const std::string id = call.operation().text_of("validationId");
  if (const auto fault = why_no_id(id)) return call.refuse(*fault);
  MetadataJobs& jobs = call.tx.metadata_jobs();
  if (const Reason* why = jobs.why_not_quick(id, call.actor.now))
    return call.refuse(validation_fault(*why));
  if (call.call.stopped_before_commit()) return {};
  const auto job = jobs.quick_deploy(id, call.actor);
  if (!job) return call.refuse(queue_full(*job.error()));
  XmlWriter writer = call.answer();
  writer.leaf("result", job.value()->id);
  return soap_answer(std::move(writer));
}

// The WSDL calls the parameter String, jsforce and the CLI id; either is taken.
wire::WireResponse soap_cancel_deploy(MetadataCall& call) {
  std::string id = call.operation().text_of("String");
  if (id.empty()) id = call.operation().text_of("id");
  if (const auto fault = why_no_id(id)) return call.refuse(*fault);
  MetadataJobs& jobs = call.tx.metadata_jobs();
  const DeployJob* job = jobs.find_deploy(id);
  // Salesforce, documented: both texts of cancelDeploy().
  if (job == nullptr)
    return call.refuse(
        metadata_fault("INVALID_ID_FIELD", "Invalid deploy ID", reason::deploy_id_unknown));
  if (job->is_done)
    return call.refuse(metadata_fault("INVALID_ID_FIELD", "Deployment already completed",
                                      reason::deploy_already_completed));
  if (call.call.stopped_before_commit()) return {};
  job = jobs.cancel(id, call.actor).value();
  XmlWriter writer = call.answer();
  writer.open("result").leaf("done", soap_text(job->is_done)).leaf("id", job->id);
  return soap_answer(std::move(writer));
}

}  // namespace rehearse::salesforce
