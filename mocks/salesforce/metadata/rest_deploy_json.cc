#include "mocks/salesforce/metadata/rest_deploy_json.h"

#include <nlohmann/json.hpp>

#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/org/user_facts.h"

namespace rehearse::salesforce {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json options_json(const DeployJob& job) {
  const DeployOptions& options = job.options;
  // Salesforce, documented: a quick deployment shows the options of the validation it repeats.
  const bool check_only = options.check_only || !job.validated_id.empty();
  return {{"allowMissingFiles", options.allow_missing_files},
          {"autoUpdatePackage", options.auto_update_package},
          {"checkOnly", check_only},
          {"ignoreWarnings", options.ignore_warnings},
          {"performRetrieve", options.perform_retrieve},
          {"purgeOnDelete", options.purge_on_delete},
          {"rollbackOnError", options.rollback_on_error},
          {"runTests", options.run_tests.empty() ? Json() : Json(options.run_tests)},
          {"singlePackage", options.single_package},
          {"testLevel", text_or_null(options.test_level)}};
}

// What every answer says of the result.
Json result_json(const DeployJob& job, JobStatus status) {
  const bool is_done = status != JobStatus::pending && status != JobStatus::in_progress &&
                       status != JobStatus::canceling;
  return {{"id", job.id},
          {"success", status == JobStatus::succeeded || status == JobStatus::succeeded_partial},
          {"checkOnly", job.options.check_only},
          {"ignoreWarnings", job.options.ignore_warnings},
          {"rollbackOnError", job.options.rollback_on_error},
          {"status", to_text(status)},
          {"runTestsEnabled", runs_tests(job)},
          {"done", is_done}};
}

Json messages_json(const std::vector<DeployMessage>& messages, TimePoint at) {
  Json list = Json::array();
  for (const DeployMessage& message : messages) {
    list.push_back({{"changed", message.changed},
                    {"columnNumber", message.column > 0 ? Json(message.column) : Json()},
                    {"componentType", message.component_type},
                    {"created", message.created},
                    {"createdDate", data_time(at)},
                    {"deleted", message.deleted},
                    {"fileName", message.file_name},
                    {"fullName", message.full_name},
                    {"id", text_or_null(message.id)},
                    {"lineNumber", message.line > 0 ? Json(message.line) : Json()},
                    {"problem", text_or_null(message.problem)},
                    {"problemType", text_or_null(std::string(to_text(message.problem_type)))},
                    {"success", message.success}});
  }
  return list;
}

// The org has no Apex, so that no test is ever run.
Json test_result() {
  Json result{{"apexLogId", nullptr}};
  for (const char* list : {"codeCoverage", "codeCoverageWarnings", "failures", "flowCoverage",
                           "flowCoverageWarnings", "successes"})
    result[list] = Json::array();
  result["numFailures"] = 0;
  result["numTestsRun"] = 0;
  result["totalTime"] = 0.0;
  return result;
}

void add_numbers(const DeployJob& job, Json& result) {
  const DeployOutcome& outcome = job.outcome;
  result["numberComponentErrors"] = outcome.failures.size();
  result["numberComponentsDeployed"] = outcome.components_deployed;
  result["numberComponentsTotal"] = outcome.components_total;
  result["numberTestErrors"] = 0;
  result["numberTestsCompleted"] = 0;
  result["numberTestsTotal"] = 0;
  result["numberFiles"] = outcome.files;
  result["zipSize"] = job.zip_size;
}

void add_history(const DeployJob& job, const Users& users, TimePoint now, Json& result) {
  const bool is_started = (job.is_done ? job.done_at : now) >= job.starts_at;
  result["createdBy"] = job.created_by.value;
  result["createdByName"] = full_name(users, job.created_by);
  result["createdDate"] = data_time(job.created_at);
  result["startDate"] = is_started ? Json(data_time(job.starts_at)) : Json();
  result["lastModifiedDate"] = data_time(modified_at(job, now));
  result["completedDate"] = job.is_done ? Json(data_time(job.done_at)) : Json();
  result["canceledBy"] = text_or_null(job.canceled_by.value);
  result["canceledByName"] = text_or_null(full_name(users, job.canceled_by));
  result["errorMessage"] = text_or_null(job.outcome.error_message);
  result["errorStatusCode"] = text_or_null(job.outcome.error_status_code);
  result["stateDetail"] = nullptr;
  result["notifications"] = Json::array();
}

Json answer(const DeployJob& job, std::string_view url) {
  return {{"id", job.id},
          {"url", url},
          {"validatedDeployRequestId", text_or_null(job.validated_id)},
          {"deployOptions", options_json(job)}};
}

}  // namespace

Json created_deploy_json(const DeployJob& job, std::string_view url) {
  Json json = answer(job, url);
  json["deployResult"] = result_json(job, JobStatus::pending);
  return json;
}

Json deploy_json(const DeployJob& job, std::string_view url, const Users& users, TimePoint now,
                 bool has_details) {
  Json json = answer(job, url);
  Json& result = json["deployResult"] = result_json(job, status_of(job, now));
  add_numbers(job, result);
  add_history(job, users, now, result);
  if (has_details) {
    result["details"] = {{"componentFailures", messages_json(job.outcome.failures, job.done_at)},
                         {"componentSuccesses", messages_json(job.outcome.successes, job.done_at)},
                         {"retrieveResult", nullptr},
                         {"runTestResult", test_result()}};
  }
  return json;
}

}  // namespace rehearse::salesforce
