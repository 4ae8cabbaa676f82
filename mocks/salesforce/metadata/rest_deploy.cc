// The resource deployRequest of the Metadata API over REST.
#include <charconv>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/metadata/deploy_options.h"
#include "mocks/salesforce/metadata/limits.h"
#include "mocks/salesforce/metadata/rest_deploy_json.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using Refused = wire::WireResponse;

wire::WireResponse bad_request(const RequestProblem& problem, wire::Call& call) {
  return data_error(400, problem.code, problem.message, *problem.reason, call);
}

wire::WireResponse bad_parts(std::string_view message, const Reason& why, wire::Call& call) {
  return data_error(400, "INVALID_MULTIPART_REQUEST", message, why, call);
}

// Lets a call of the Metadata API in, and whatever was due by now take effect.
Result<MetadataActor, Refused> admit(Org& org, Org::Transaction& tx, wire::Call& call) {
  const auto bearer = admit_data_call(org, tx, call);
  if (!bearer) return bearer.error();
  MetadataActor actor{.user = bearer.value().user->id, .now = call.request.received_at};
  const std::string version = api_version(wire::value_of(call.params, "version").value_or(""));
  std::from_chars(version.data(), version.data() + version.size(), actor.api_version);
  if (const Reason* why = metadata_refusal(tx, actor.user))
    return data_error(403, kInsufficientAccess, kMetadataNotPermitted, *why, call);
  tx.metadata_jobs().run_due(org, tx, actor.now);
  return actor;
}

std::string url_of(const wire::Call& call, const MetadataActor& actor, const DeployJob& job) {
  return call.request.origin + "/services/data/v" + std::to_string(actor.api_version) +
         ".0/metadata/deployRequest/" + job.id;
}

wire::WireResponse answer(int status, const Json& json, Org::Transaction& tx) {
  wire::WireResponse response = data_answer(tx, json);
  response.status = status;
  return response;
}

wire::WireResponse created(const DeployJob& job, const MetadataActor& actor, Org::Transaction& tx,
                           const wire::Call& call) {
  return answer(201, created_deploy_json(job, url_of(call, actor, job)), tx);
}

wire::WireResponse malformed_id(std::string_view id, wire::Call& call) {
  return data_error(400, "MALFORMED_ID", "malformed id " + std::string(id.substr(0, 80)),
                    reason::deploy_id_malformed, call);
}

wire::WireResponse unknown_deployment(wire::Call& call) {
  return data_error(404, "NOT_FOUND", "The requested resource does not exist",
                    reason::deploy_id_unknown, call);
}

wire::WireResponse queue_full(wire::Call& call) {
  return data_error(403, "REQUEST_LIMIT_EXCEEDED", "Too many metadata requests are in progress",
                    reason::metadata_queue_full, call);
}

// The parts of a deployment. Salesforce tells the package by being a file; public clients call it
// `file` and the options `entity_content` or, as the guide does, `json`.
struct Parts {
  const wire::Field* package = nullptr;
  const wire::Field* options = nullptr;
};

Result<Parts, Refused> read_parts(wire::Call& call) {
  if (call.request.form_state != wire::FormState::parsed) {
    return bad_parts("The multipart message cannot be read", reason::deploy_multipart_malformed,
                     call);
  }
  Parts parts;
  for (const wire::Field& part : call.request.form) {
    const bool is_options = !part.is_file || part.name == "entity_content" || part.name == "json";
    const wire::Field*& place = is_options ? parts.options : parts.package;
    // Salesforce, observed: frankframework#3917, SalesforceMobileSDK-ReactNative#181.
    if (place != nullptr) {
      return bad_parts(is_options ? "Cannot include more than one non-binary part"
                                  : "Cannot include more than one binary part",
                       reason::deploy_part_repeated, call);
    }
    place = &part;
  }
  // Salesforce, observed: SalesforceMobileSDK-ReactNative#237. Its opposite is inferred.
  if (parts.options == nullptr) {
    return bad_parts("Multipart message must include a non-binary part",
                     reason::deploy_options_missing, call);
  }
  if (parts.package == nullptr) {
    return bad_parts("Multipart message must include a binary part", reason::deploy_package_missing,
                     call);
  }
  return parts;
}

wire::WireResponse deploy(Org::Transaction& tx, const MetadataActor& actor, wire::Call& call) {
  const auto parts = read_parts(call);
  if (!parts) return parts.error();
  const std::string& zip = parts.value().package->value;
  // Salesforce, documented: the maximum size of the deployed .zip file is 39 MB.
  if (zip.size() > kMostZipBytes) {
    return data_error(413, "LIMIT_EXCEEDED", "The .zip file is larger than 39 MB",
                      reason::deploy_package_too_large, call);
  }
  auto options = read_deploy_options(parts.value().options->value, actor.api_version);
  if (!options) return bad_request(options.error(), call);
  if (call.stopped_before_commit()) return {};
  const auto job = tx.metadata_jobs().deploy(zip, std::move(options).value(), actor);
  return job ? created(*job.value(), actor, tx, call) : queue_full(call);
}

wire::WireResponse quick_deploy(Org::Transaction& tx, const MetadataActor& actor,
                                wire::Call& call) {
  const auto id = read_validated_id(call.request.body);
  if (!id) return bad_request(id.error(), call);
  if (!is_record_id(id.value())) return malformed_id(id.value(), call);
  MetadataJobs& jobs = tx.metadata_jobs();
  if (const Reason* why = jobs.why_not_quick(id.value(), actor.now)) {
    // Salesforce, documented: 404 "if there is no corresponding deployment package that meets the
    // validation requirements". The text is the mock's.
    return data_error(404, "NOT_FOUND",
                      "There is no recent validation of that id that a quick deployment could use",
                      *why, call);
  }
  if (call.stopped_before_commit()) return {};
  const auto job = jobs.quick_deploy(id.value(), actor);
  return job ? created(*job.value(), actor, tx, call) : queue_full(call);
}

std::string media_type(const wire::WireRequest& request) {
  const std::string type = wire::header_of(request.headers, "Content-Type").value_or("");
  return lower(trim(std::string_view(type).substr(0, type.find(';'))));
}

}  // namespace

wire::WireResponse deploy_request(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto actor = admit(org, tx, call);
  if (!actor) return actor.error();
  const std::string type = media_type(call.request);
  const bool is_quick = wire::value_of(call.params, "id").has_value();
  if (type == "multipart/form-data" && !is_quick) return deploy(tx, actor.value(), call);
  // jsforce names no media type for JSON here, so that its HTTP client writes text/plain.
  if (type == "application/json" || type == "text/plain" || type.empty())
    return quick_deploy(tx, actor.value(), call);
  // Salesforce, observed: nforce#74.
  return data_error(415, "UNSUPPORTED_MEDIA_TYPE",
                    "MediaType of '" + type + "' is not supported by this resource",
                    reason::deploy_media_type, call);
}

wire::WireResponse deploy_status(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto actor = admit(org, tx, call);
  if (!actor) return actor.error();
  const std::string id = wire::value_of(call.params, "id").value_or("");
  if (!is_record_id(id)) return malformed_id(id, call);
  const DeployJob* job = tx.metadata_jobs().find_deploy(id);
  if (job == nullptr) return unknown_deployment(call);
  // The poll is no refusal, but the journal tells why the deployment failed.
  if (!job->outcome.success && job->outcome.reason != nullptr) call.refuse(*job->outcome.reason);
  const bool has_details =
      lower(wire::value_of(call.request.query, "includeDetails").value_or("")) == "true";
  const std::string url =
      url_of(call, actor.value(), *job) + (has_details ? "?includeDetails=true" : "");
  return data_answer(tx, deploy_json(*job, url, tx.users(), actor.value().now, has_details));
}

wire::WireResponse cancel_deploy(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto actor = admit(org, tx, call);
  if (!actor) return actor.error();
  const std::string id = wire::value_of(call.params, "id").value_or("");
  if (!is_record_id(id)) return malformed_id(id, call);
  MetadataJobs& jobs = tx.metadata_jobs();
  const DeployJob* job = jobs.find_deploy(id);
  if (job == nullptr) return unknown_deployment(call);
  if (const auto problem = read_cancellation(call.request.body)) return bad_request(*problem, call);
  // Salesforce, documented for cancelDeploy(): this code and text.
  if (job->is_done) {
    return data_error(400, "INVALID_ID_FIELD", "Deployment already completed",
                      reason::deploy_already_completed, call);
  }
  if (call.stopped_before_commit()) return {};
  job = jobs.cancel(id, actor.value()).value();
  // Salesforce, documented: 202, and the status may be Canceling or Canceled.
  return answer(
      202,
      deploy_json(*job, url_of(call, actor.value(), *job), tx.users(), actor.value().now, true),
      tx);
}

}  // namespace rehearse::salesforce
