#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/salesforce/metadata/operations.h"

namespace rehearse::salesforce {

// RequestProblem is why a request about a deployment is refused: the error's code and message as
// the Metadata API words them, and the journal's reason.
struct RequestProblem {
  std::string_view code{};
  std::string message{};
  const Reason* reason = nullptr;
};

// True if that API version has that test level.
bool is_test_level(std::string_view name, int api_version);

// Whether test level and tests go together. The same for every API.
std::optional<RequestProblem> judge_tests(const DeployOptions& options);

// These read the JSON of the resource deployRequest. Members that it doesn't know are refused, and
// values of another type; null counts as left out.

// `{"deployOptions":{…}}`
Result<DeployOptions, RequestProblem> read_deploy_options(std::string_view json, int api_version);
// `{"validatedDeployRequestId":"0Af…"}`
Result<std::string, RequestProblem> read_validated_id(std::string_view json);
// `{"deployResult":{"status":"Canceling"}}`: nothing if it is that.
std::optional<RequestProblem> read_cancellation(std::string_view json);

}  // namespace rehearse::salesforce
