#include "mocks/salesforce/metadata/deploy_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/reasons_metadata_jobs.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kLongestEcho = 80;

struct Switch {
  std::string_view name{};
  bool DeployOptions::*member = nullptr;
};
constexpr std::array kSwitches{
    Switch{"allowMissingFiles", &DeployOptions::allow_missing_files},
    Switch{"autoUpdatePackage", &DeployOptions::auto_update_package},
    Switch{"checkOnly", &DeployOptions::check_only},
    Switch{"ignoreWarnings", &DeployOptions::ignore_warnings},
    Switch{"performRetrieve", &DeployOptions::perform_retrieve},
    Switch{"purgeOnDelete", &DeployOptions::purge_on_delete},
    Switch{"rollbackOnError", &DeployOptions::rollback_on_error},
    Switch{"singlePackage", &DeployOptions::single_package},
};

struct TestLevel {
  std::string_view name{};
  int since = 0;  // API version
};
constexpr std::array kTestLevels{
    TestLevel{"NoTestRun"},        TestLevel{"RunSpecifiedTests"},    TestLevel{"RunLocalTests"},
    TestLevel{"RunAllTestsInOrg"}, TestLevel{"RunRelevantTests", 66},
};

RequestProblem parser_error(std::string message, const Reason& why) {
  return {"JSON_PARSER_ERROR", std::move(message), &why};
}

// Where the member of that name is written: ` at [line:1, column:17]`, the column counted in bytes.
std::string place_of(std::string_view json, std::string_view name) {
  const size_t found = json.find(fmt::format("\"{}\"", name));
  const std::string_view before = json.substr(0, found == std::string_view::npos ? 0 : found);
  const size_t start = before.rfind('\n');
  return fmt::format(" at [line:{}, column:{}]", 1 + std::ranges::count(before, '\n'),
                     before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1);
}

std::string token_of(const Json& value) {
  if (value.is_string()) return "VALUE_STRING";
  if (value.is_boolean()) return value.get<bool>() ? "VALUE_TRUE" : "VALUE_FALSE";
  return value.is_number_integer() ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
}

// Observed texts: cli#870 for arrays and objects, restforce#619 for the others.
RequestProblem wrong_type(std::string_view json, std::string_view name, const Json& value,
                          std::string_view wanted) {
  const std::string place = place_of(json, name);
  std::string message;
  if (value.is_array() || value.is_object()) {
    message = fmt::format("Can not deserialize: unexpected {}{}",
                          value.is_array() ? "array" : "object", place);
  } else {
    const std::string shown = value.is_string() ? value.get<std::string>() : dump_json(value);
    message = fmt::format(
        "Cannot deserialize instance of {} from {} value {} or request may be missing a required "
        "field{}",
        wanted, token_of(value), shown.substr(0, kLongestEcho), place);
  }
  return parser_error(std::move(message), reason::deploy_option_invalid);
}

RequestProblem unknown_member(std::string_view json, std::string_view name) {
  return parser_error(fmt::format("Unrecognized field \"{}\"{}", name.substr(0, kLongestEcho),
                                  place_of(json, name)),
                      reason::deploy_option_unknown);
}

Result<Json, RequestProblem> read_object(std::string_view json) {
  if (trim(json).empty()) {
    return parser_error("The HTTP entity body is required, but this request has no entity body.",
                        reason::deploy_json_malformed);
  }
  Result<Json, std::string> parsed = parse_json(json);
  if (!parsed) return parser_error(parsed.error(), reason::deploy_json_malformed);
  if (parsed.value().is_object()) return std::move(parsed).value();
  return parser_error(parsed.value().is_array()
                          ? "Can not deserialize: unexpected array at [line:1, column:1]"
                          : "Unexpected value: a JSON object is wanted at [line:1, column:1]",
                      reason::deploy_json_malformed);
}

std::optional<RequestProblem> read_tests(std::string_view json, const Json& value,
                                         DeployOptions& options) {
  if (!value.is_array()) return wrong_type(json, "runTests", value, "list");
  for (const Json& test : value) {
    if (!test.is_string()) return wrong_type(json, "runTests", test, "string");
    options.run_tests.push_back(test.get<std::string>());
  }
  return std::nullopt;
}

std::optional<RequestProblem> read_option(std::string_view json, const std::string& name,
                                          const Json& value, int api_version,
                                          DeployOptions& options) {
  const auto found = std::ranges::find(kSwitches, name, &Switch::name);
  const bool is_switch = found != kSwitches.end();
  if (!is_switch && name != "testLevel" && name != "runTests") return unknown_member(json, name);
  if (value.is_null()) return std::nullopt;
  if (name == "runTests") return read_tests(json, value, options);
  if (is_switch) {
    if (!value.is_boolean()) return wrong_type(json, name, value, "boolean");
    options.*(found->member) = value.get<bool>();
    return std::nullopt;
  }
  if (!value.is_string() || !is_test_level(value.get<std::string>(), api_version))
    return wrong_type(json, name, value, "testlevel");
  options.test_level = value.get<std::string>();
  return std::nullopt;
}

}  // namespace

bool is_test_level(std::string_view name, int api_version) {
  return std::ranges::any_of(kTestLevels, [&](const TestLevel& level) {
    return level.name == name && level.since <= api_version;
  });
}

std::optional<RequestProblem> judge_tests(const DeployOptions& options) {
  const bool specifies = options.test_level == "RunSpecifiedTests";
  // Salesforce, observed: haoide#138.
  if (specifies && options.run_tests.empty()) {
    return RequestProblem{
        "INVALID_OPERATION",
        "runTests must not be empty when a testLevel of RunSpecifiedTests is used",
        &reason::deploy_tests_missing};
  }
  // Salesforce, observed: MavensMate-SublimeText#766, from API version 34.0.
  if (!specifies && !options.run_tests.empty()) {
    return RequestProblem{"INVALID_OPERATION",
                          "runTests can only be used with a testLevel of RunSpecifiedTests",
                          &reason::deploy_tests_unasked};
  }
  return std::nullopt;
}

Result<DeployOptions, RequestProblem> read_deploy_options(std::string_view json, int api_version) {
  const auto body = read_object(json);
  if (!body) return body.error();
  DeployOptions options;
  for (const auto& [name, value] : body.value().items()) {
    if (name != "deployOptions") return unknown_member(json, name);
    if (value.is_null()) continue;
    if (!value.is_object()) return wrong_type(json, name, value, "deployoptions");
    for (const auto& [option, set_to] : value.items()) {
      if (auto problem = read_option(json, option, set_to, api_version, options)) return *problem;
    }
  }
  if (auto problem = judge_tests(options)) return *problem;
  return options;
}

Result<std::string, RequestProblem> read_validated_id(std::string_view json) {
  const auto body = read_object(json);
  if (!body) return body.error();
  std::string id;
  for (const auto& [name, value] : body.value().items()) {
    if (name != "validatedDeployRequestId") return unknown_member(json, name);
    if (!value.is_string()) return wrong_type(json, name, value, "id");
    id = value.get<std::string>();
  }
  if (!id.empty()) return id;
  return parser_error("Required member validatedDeployRequestId is missing",
                      reason::deploy_json_malformed);
}

std::optional<RequestProblem> read_cancellation(std::string_view json) {
  const auto body = read_object(json);
  if (!body) return body.error();
  for (const auto& [name, value] : body.value().items()) {
    if (name != "deployResult") return unknown_member(json, name);
    if (!value.is_object()) return wrong_type(json, name, value, "deployresult");
    for (const auto& [field, set_to] : value.items()) {
      if (field != "status") return unknown_member(json, field);
      if (!set_to.is_string()) return wrong_type(json, field, set_to, "status");
    }
    if (string_member(value, "status") == "Canceling") return std::nullopt;
  }
  return RequestProblem{"INVALID_OPERATION",
                        "The only change of a deployment is its status, to Canceling",
                        &reason::deploy_cancel_status};
}

}  // namespace rehearse::salesforce
