#include "harness/sandbox/metadata_api.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "harness/sandbox/zip_file.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kResource = "/metadata/deployRequest";
constexpr size_t kMostProblems = 5;
// The cadence of the Salesforce CLI is a second; a small package is often done sooner.
constexpr milliseconds kFirstWait{250}, kLongestWait{2'000};

// Parts as the CLI's library sends them: the file first. The boundary must not turn up inside.
std::string multipart(const std::string& zip, const std::string& options, std::string& boundary) {
  boundary = "rehearse-part";
  while (zip.find(boundary) != std::string::npos) boundary += "-x";
  return fmt::format(
             "--{0}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"package.zip\"\r\n"
             "Content-Type: application/zip\r\n\r\n",
             boundary) +
         zip +
         fmt::format(
             "\r\n--{0}\r\nContent-Disposition: form-data; name=\"entity_content\"\r\n"
             "Content-Type: application/json\r\n\r\n{1}\r\n--{0}--\r\n",
             boundary, options);
}

std::string said_by(const wire::WireResponse& answer) {
  const auto json = parse_json(answer.body);
  const bool is_list = json && json.value().is_array() && !json.value().empty();
  const std::string message =
      is_list ? string_member(json.value().front(), "message").value_or("") : "";
  return message.empty() ? fmt::format("HTTP {}", answer.status) : message;
}

std::vector<Json> failures_in(const Json& result) {
  const Json* details = find_member(result, "details");
  const Json* failures = details == nullptr ? nullptr : find_member(*details, "componentFailures");
  if (failures == nullptr) return {};
  if (!failures->is_array()) return {*failures};
  return {failures->begin(), failures->end()};
}

std::string problem_of(const Json& result) {
  std::vector<std::string> lines;
  for (const Json& failure : failures_in(result)) {
    if (lines.size() == kMostProblems) break;
    lines.push_back(fmt::format("{} {}: {}", string_member(failure, "componentType").value_or(""),
                                string_member(failure, "fullName").value_or(""),
                                string_member(failure, "problem").value_or("no reason given")));
  }
  if (!lines.empty()) return join(lines, " ");
  const auto message = string_member(result, "errorMessage");
  return message.value_or("the deployment ended as " +
                          string_member(result, "status").value_or("nothing known"));
}

}  // namespace

Result<Json, Trouble> MetadataApi::call(std::string_view method, const std::string& below,
                                        std::string content_type, std::string body) {
  wire::HttpRequest request{.method = std::string(method)};
  request.url =
      fmt::format("{}/services/data/v{}{}{}", org_.base, org_.api_version, kResource, below);
  request.headers = {{"Authorization", "Bearer " + org_.access_token},
                     {"Accept", "application/json"}};
  if (!content_type.empty()) request.headers.push_back({"Content-Type", std::move(content_type)});
  request.body = std::move(body);
  const auto sent = http_.send(request);
  if (!sent) return sent.error();
  const auto json = parse_json(sent.value().body);
  if (sent.value().status < 400 && json && json.value().is_object()) return json.value();
  return Trouble{Trouble::Kind::bad_answer,
                 "the org does not take the deployment: " + said_by(sent.value()),
                 org_.base + std::string(kResource), true};
}

Result<Deployed, Trouble> MetadataApi::deploy(const MetadataPackage& package, const Begun& begun) {
  // That there is nothing to delete is a warning.
  const Json options{{"deployOptions",
                      {{"rollbackOnError", true},
                       {"singlePackage", true},
                       {"ignoreWarnings", package.is_deletion}}}};
  std::string boundary;
  std::string body = multipart(zip_of(package.files), dump_json(options), boundary);
  const auto answer =
      call("POST", "", "multipart/form-data; boundary=" + boundary, std::move(body));
  if (!answer) return answer.error();
  const std::string id = string_member(answer.value(), "id").value_or("");
  if (id.empty())
    return Trouble{Trouble::Kind::bad_answer, "the org's answer to the deployment names no job",
                   org_.base, true};
  if (begun) {
    if (const auto heard = begun(id); !heard) return heard.error();
  }
  return wait_for(id);
}

Result<Deployed, Trouble> MetadataApi::wait_for(const std::string& id) {
  const auto end = std::chrono::steady_clock::now() + at_most_;
  milliseconds waited{0}, next = kFirstWait;
  while (true) {
    const auto told = call("GET", "/" + wire::percent_encode(id) + "?includeDetails=true", "", "");
    if (!told) return told.error();
    const Json* result = find_member(told.value(), "deployResult");
    if (result != nullptr && bool_member(*result, "done").value_or(false)) {
      const bool ok = bool_member(*result, "success").value_or(false);
      return Deployed{ok, id, ok ? "" : problem_of(*result)};
    }
    if (waited >= at_most_ || std::chrono::steady_clock::now() >= end)
      return Trouble{
          Trouble::Kind::timeout,
          fmt::format("the deployment {} was not done within {} s", id, at_most_.count()),
          org_.base, true};
    if (!wait_(next))
      return Trouble{Trouble::Kind::interrupted, "the run was interrupted during a deployment",
                     org_.base, true};
    waited += next;
    next = std::min(next * 2, kLongestWait);
  }
}

}  // namespace rehearse::harness
