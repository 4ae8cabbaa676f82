#include "mocks/salesforce/metadata/soap_jobs.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/user_facts.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

void leaf_unless_empty(XmlWriter& writer, std::string_view name, std::string_view text) {
  if (!text.empty()) writer.leaf(name, text);
}

void write_message(XmlWriter& writer, std::string_view name, const DeployMessage& message,
                   TimePoint at) {
  writer.open(name).leaf("changed", soap_text(message.changed));
  if (message.line > 0) writer.leaf("columnNumber", std::to_string(message.column));
  writer.leaf("componentType", message.component_type);
  writer.leaf("created", soap_text(message.created)).leaf("createdDate", soap_time(at));
  writer.leaf("deleted", soap_text(message.deleted));
  writer.leaf("fileName", message.file_name).leaf("fullName", message.full_name);
  leaf_unless_empty(writer, "id", message.id);
  if (message.line > 0) writer.leaf("lineNumber", std::to_string(message.line));
  leaf_unless_empty(writer, "problem", message.problem);
  leaf_unless_empty(writer, "problemType", to_text(message.problem_type));
  writer.leaf("success", soap_text(message.success)).close();
}

void write_details(XmlWriter& writer, const DeployJob& job) {
  writer.open("details");
  for (const DeployMessage& message : job.outcome.failures)
    write_message(writer, "componentFailures", message, job.done_at);
  for (const DeployMessage& message : job.outcome.successes)
    write_message(writer, "componentSuccesses", message, job.done_at);
  // The org has no Apex, so that no test is ever run.
  writer.open("runTestResult").leaf("numFailures", "0").leaf("numTestsRun", "0");
  writer.leaf("totalTime", "0.0").close().close();
}

void write_numbers(XmlWriter& writer, const DeployJob& job) {
  const DeployOutcome& outcome = job.outcome;
  writer.leaf("numberComponentErrors", std::to_string(outcome.failures.size()));
  writer.leaf("numberComponentsDeployed", std::to_string(outcome.components_deployed));
  writer.leaf("numberComponentsTotal", std::to_string(outcome.components_total));
  writer.leaf("numberTestErrors", "0").leaf("numberTestsCompleted", "0");
  writer.leaf("numberTestsTotal", "0");
}

// The children of a DeployResult, in the WSDL's order.
void write_result(XmlWriter& writer, const DeployJob& job, const Users& users, TimePoint now,
                  bool has_details) {
  const JobStatus status = status_of(job, now);
  const bool is_success = status == JobStatus::succeeded || status == JobStatus::succeeded_partial;
  leaf_unless_empty(writer, "canceledBy", short_id(job.canceled_by.value));
  leaf_unless_empty(writer, "canceledByName", full_name(users, job.canceled_by));
  writer.leaf("checkOnly", soap_text(job.options.check_only));
  if (job.is_done) writer.leaf("completedDate", soap_time(job.done_at));
  writer.leaf("createdBy", short_id(job.created_by.value));
  writer.leaf("createdByName", full_name(users, job.created_by));
  writer.leaf("createdDate", soap_time(job.created_at));
  if (has_details) write_details(writer, job);
  writer.leaf("done", soap_text(job.is_done));
  leaf_unless_empty(writer, "errorMessage", job.outcome.error_message);
  leaf_unless_empty(writer, "errorStatusCode", job.outcome.error_status_code);
  writer.leaf("id", job.id).leaf("ignoreWarnings", soap_text(job.options.ignore_warnings));
  writer.leaf("lastModifiedDate", soap_time(modified_at(job, now)));
  write_numbers(writer, job);
  writer.leaf("rollbackOnError", soap_text(job.options.rollback_on_error));
  writer.leaf("runTestsEnabled", soap_text(runs_tests(job)));
  if (job.is_done || now >= job.starts_at) writer.leaf("startDate", soap_time(job.starts_at));
  writer.leaf("status", to_text(status)).leaf("success", soap_text(is_success));
}

}  // namespace

wire::WireResponse soap_check_deploy_status(MetadataCall& call) {
  const auto has_details = soap_boolean(call.operation(), "includeDetails", false);
  if (!has_details) return call.refuse(has_details.error());
  const std::string id = call.operation().text_of("asyncProcessId");
  if (const auto fault = why_no_id(id)) return call.refuse(*fault);
  const DeployJob* job = call.tx.metadata_jobs().find_deploy(id);
  if (job == nullptr) return call.refuse(no_such_job(reason::deploy_id_unknown));
  // The poll is no refusal, but the journal tells why the deployment failed.
  if (!job->outcome.success && job->outcome.reason != nullptr)
    call.call.refuse(*job->outcome.reason);
  XmlWriter writer = call.answer();
  writer.open("result");
  write_result(writer, *job, call.tx.users(), call.actor.now, has_details.value());
  return soap_answer(std::move(writer));
}

wire::WireResponse queued_answer(const MetadataCall& call, const std::string& id) {
  XmlWriter writer = call.answer();
  writer.open("result").leaf("done", "false").leaf("id", id).leaf("state", "Queued");
  return soap_answer(std::move(writer));
}

std::optional<SoapFault> why_no_id(std::string_view id) {
  if (is_record_id(id)) return std::nullopt;
  // Salesforce, observed in many faults of its SOAP APIs.
  return metadata_fault("MALFORMED_ID", "bad id " + std::string(id.substr(0, 80)),
                        reason::deploy_id_malformed);
}

SoapFault no_such_job(const Reason& why) {
  // Salesforce, observed: salesforcedx-vscode#1529.
  return metadata_fault("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", why);
}

SoapFault queue_full(const Reason& why) {
  return metadata_fault("REQUEST_LIMIT_EXCEEDED", "Too many metadata requests are in progress",
                        why);
}

}  // namespace rehearse::salesforce
