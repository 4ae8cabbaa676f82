#include "mocks/core/crypto.h"
#include "mocks/salesforce/metadata/soap_jobs.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

Result<RetrieveRequest, SoapFault> read_request(const XmlElement& sent, int api_version) {
  RetrieveRequest request;
  const auto single = soap_boolean(sent, "singlePackage", false);
  if (!single) return single.error();
  request.single_package = single.value();
  const auto version = version_parameter(sent, "apiVersion", api_version);
  if (!version) return version.error();
  request.package_version = std::to_string(version.value()) + ".0";
  const XmlElement* package = sent.child("unpackaged");
  if (package == nullptr) return request;
  const auto package_version = version_parameter(*package, "version", version.value());
  if (!package_version) return package_version.error();
  request.package_version = std::to_string(package_version.value()) + ".0";
  for (const XmlElement& child : package->children) {
    if (child.name == "types")
      request.unpackaged.push_back({child.text_of("name"), soap_texts(child, "members")});
  }
  return request;
}

void write_outcome(XmlWriter& writer, const RetrieveJob& job, const Users& users, bool has_zip) {
  for (const FileProperties& file : job.outcome.files) {
    writer.open("fileProperties");
    write_file_properties(writer, users, file);
    writer.close();
  }
  writer.leaf("id", job.id);
  for (const RetrieveMessage& message : job.outcome.messages) {
    writer.open("messages").leaf("fileName", message.file_name);
    writer.leaf("problem", message.problem).close();
  }
  writer.leaf("status", "Succeeded").leaf("success", "true");
  if (has_zip) writer.leaf("zipFile", base64_encode(job.outcome.zip, Base64::standard));
}

}  // namespace

// The WSDL calls the parameter retrieveRequest, jsforce and the CLI request; either is taken.
wire::WireResponse soap_retrieve(MetadataCall& call) {
  const XmlElement* sent = call.operation().child("retrieveRequest");
  if (sent == nullptr) sent = call.operation().child("request");
  const auto request = read_request(sent == nullptr ? XmlElement{} : *sent, call.actor.api_version);
  if (!request) return call.refuse(request.error());
  if (call.call.stopped_before_commit()) return {};
  const auto job = call.tx.metadata_jobs().retrieve(request.value(), call.actor);
  if (!job) return call.refuse(queue_full(*job.error()));
  return queued_answer(call, job.value()->id);
}

wire::WireResponse soap_check_retrieve_status(MetadataCall& call) {
  const auto has_zip = soap_boolean(call.operation(), "includeZip", true);
  if (!has_zip) return call.refuse(has_zip.error());
  const std::string id = call.operation().text_of("asyncProcessId");
  if (const auto fault = why_no_id(id)) return call.refuse(*fault);
  const RetrieveJob* job = call.tx.metadata_jobs().find_retrieve(id);
  if (job == nullptr) return call.refuse(no_such_job(reason::soap_retrieve_unknown));
  XmlWriter writer = call.answer();
  writer.open("result").leaf("done", soap_text(job->is_done));
  if (job->is_done) {
    write_outcome(writer, *job, call.tx.users(), has_zip.value());
  } else {
    writer.leaf("id", job->id).leaf("status", to_text(status_of(*job, call.actor.now)));
    writer.leaf("success", "false").leaf("zipFile", "", {{"xsi:nil", "true"}});
  }
  return soap_answer(std::move(writer));
}

}  // namespace rehearse::salesforce
