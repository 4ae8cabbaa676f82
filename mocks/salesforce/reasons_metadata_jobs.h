#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why a request about deployments and retrievals is refused. Why a deployment itself fails is a
// matter of its components.
namespace rehearse::salesforce::reason {

inline constexpr Fidelity kRecentValidation{
    Basis::documented, "Metadata API guide: Deploy a Recently Validated Component Set"};

// The requests themselves, whichever API they come by.
inline constexpr Reason metadata_queue_full{
    "metadata_queue_full",
    "More deployments and retrievals wait than the mock org takes.",
    "This request is refused; those before it go on.",
    "Wait until some are done, or move the clock.",
    {Basis::inferred, "the mock's own bound: 100 requests, 256 MiB of packages"}};
inline constexpr Reason deploy_id_malformed{
    "deploy_id_malformed",
    "The id is no Salesforce id: 15 or 18 letters and digits, the last three of 18 a check.",
    "Nothing is done.",
    "Use the id that the deployment's answer gave.",
    {Basis::observed, "MALFORMED_ID in public reports"}};
inline constexpr Reason deploy_id_unknown{
    "deploy_id_unknown",
    "The org has no deployment of that id, or has forgotten it.",
    "Nothing is done.",
    "Use the id that the deployment's answer gave; the mock keeps the last 200.",
    {Basis::documented, "Metadata API guide, cancelDeploy(): Invalid deploy ID"}};
inline constexpr Reason deploy_already_completed{
    "deploy_already_completed",
    "The deployment is over and can't be canceled any more.",
    "What it did stays.",
    "Deploy the former state, or destructive changes.",
    {Basis::documented, "Metadata API guide, cancelDeploy(): Deployment already completed"}};

// Quick deployments.
inline constexpr Reason validation_unknown{
    "validation_unknown", "The org has no validation of that id.", "Nothing is deployed.",
    "Use the id of a deployment with checkOnly.", kRecentValidation};
inline constexpr Reason validation_unsuccessful{
    "validation_unsuccessful", "The validation failed, was canceled or isn't over yet.",
    "Nothing is deployed.", "Wait for it, or mend the package and validate it again.",
    kRecentValidation};
inline constexpr Reason validation_without_tests{
    "validation_without_tests", "The validation ran no Apex tests.", "Nothing is deployed.",
    "Validate with a testLevel other than NoTestRun, such as RunLocalTests.", kRecentValidation};
inline constexpr Reason validation_expired{
    "validation_expired", "The validation is more than 10 days old.", "Nothing is deployed.",
    "Validate the package again.", kRecentValidation};
inline constexpr Reason validation_superseded{
    "validation_superseded",
    "Something was deployed after the validation.",
    "Nothing is deployed.",
    "Validate the package again.",
    {Basis::documented, "Salesforce help, Quick Deployments: validations no longer qualify"}};

// The REST resource deployRequest.
inline constexpr Reason deploy_media_type{
    "deploy_media_type",
    "The body is neither multipart/form-data nor JSON.",
    "Nothing is deployed.",
    "Send the package as multipart/form-data with the parts file and entity_content.",
    {Basis::observed, "nforce#74: MediaType of '…' is not supported by this resource"}};
inline constexpr Reason deploy_multipart_malformed{
    "deploy_multipart_malformed",
    "The multipart body breaks RFC 7578 or 2046.",
    "Nothing is deployed.",
    "Check the boundary, the parts' heads and the package's filename.",
    {Basis::observed, "INVALID_MULTIPART_REQUEST in public reports"}};
inline constexpr Reason deploy_package_missing{"deploy_package_missing",
                                               "No part of the body is a package.",
                                               "Nothing is deployed.",
                                               "Add the zip as the part file, with a filename.",
                                               {Basis::observed, "INVALID_MULTIPART_REQUEST"}};
inline constexpr Reason deploy_options_missing{
    "deploy_options_missing",
    "No part of the body holds the options.",
    "Nothing is deployed.",
    "Add the part entity_content with {\"deployOptions\":{}}.",
    {Basis::observed, "SalesforceMobileSDK-ReactNative#237"}};
inline constexpr Reason deploy_part_repeated{"deploy_part_repeated",
                                             "The body has two packages, or two sets of options.",
                                             "Nothing is deployed.",
                                             "Send one of each.",
                                             {Basis::observed, "frankframework#3917"}};
inline constexpr Reason deploy_package_too_large{
    "deploy_package_too_large",
    "The package is larger than 39 MB.",
    "Nothing is deployed.",
    "Deploy in parts.",
    {Basis::documented, "Metadata API guide: the maximum size of the .zip file is 39 MB"}};
inline constexpr Reason deploy_json_malformed{"deploy_json_malformed",
                                              "The JSON of the request can't be read.",
                                              "Nothing is done.",
                                              "Send one JSON object.",
                                              {Basis::observed, "JSON_PARSER_ERROR"}};
inline constexpr Reason deploy_option_unknown{
    "deploy_option_unknown",
    "The JSON has a member that the resource doesn't know.",
    "Nothing is done.",
    "Compare it with the guide's list of deployOptions.",
    {Basis::observed, "JSON_PARSER_ERROR in public reports of other resources"}};
inline constexpr Reason deploy_option_invalid{
    "deploy_option_invalid",
    "A member of the JSON has the wrong type, or a value outside its list.",
    "Nothing is done.",
    "Options are true or false, runTests a list of names, testLevel one of the guide's levels.",
    {Basis::observed, "restforce#619: Cannot deserialize instance of … from …"}};
inline constexpr Reason deploy_tests_missing{
    "deploy_tests_missing",
    "The test level is RunSpecifiedTests and no test is specified.",
    "Nothing is deployed.",
    "Name the tests in runTests.",
    {Basis::observed, "haoide#138: runTests must not be empty"}};
inline constexpr Reason deploy_tests_unasked{
    "deploy_tests_unasked",
    "Tests are specified and the test level is not RunSpecifiedTests.",
    "Nothing is deployed.",
    "Set testLevel to RunSpecifiedTests.",
    {Basis::observed, "MavensMate-SublimeText#766: runTests can only be used with …"}};
inline constexpr Reason deploy_cancel_status{
    "deploy_cancel_status",
    "The change asked of the deployment is not its cancellation.",
    "The deployment goes on.",
    "Send {\"deployResult\":{\"status\":\"Canceling\"}}.",
    {Basis::documented, "Metadata API guide: Cancel a Deployment in Progress Using REST"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kMetadataJobReasons = std::to_array<const Reason*>({
    &reason::metadata_queue_full,        &reason::deploy_id_malformed,
    &reason::deploy_id_unknown,          &reason::deploy_already_completed,
    &reason::validation_unknown,         &reason::validation_unsuccessful,
    &reason::validation_without_tests,   &reason::validation_expired,
    &reason::validation_superseded,      &reason::deploy_media_type,
    &reason::deploy_multipart_malformed, &reason::deploy_package_missing,
    &reason::deploy_options_missing,     &reason::deploy_part_repeated,
    &reason::deploy_package_too_large,   &reason::deploy_json_malformed,
    &reason::deploy_option_unknown,      &reason::deploy_option_invalid,
    &reason::deploy_tests_missing,       &reason::deploy_tests_unasked,
    &reason::deploy_cancel_status,
});

}  // namespace rehearse::salesforce
