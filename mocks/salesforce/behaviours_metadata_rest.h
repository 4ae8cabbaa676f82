#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kMetadataRestBehaviours are the rules of the Metadata API's asynchronous requests, of its REST
// resource and of the sizes of requests that are neither a rejection, a dial nor a route.
inline constexpr std::array kMetadataRestBehaviours{
    // Requests that take their time.
    Behaviour{"metadata.virtual_time",
              "A deployment or retrieval takes effect at its due instant of virtual time (dial "
              "metadata.duration), whether somebody polls or not; several in order of those "
              "instants.",
              {Basis::inferred, "the guide says only that deployments are asynchronous"}},
    Behaviour{"metadata.statuses",
              "Statuses are Pending, InProgress, Succeeded, SucceededPartial, Failed, Canceling "
              "and Canceled; Finalizing and FinalizingFailed never occur.",
              {Basis::inferred, "the guide lists them; when an org finalizes isn't public"}},
    Behaviour{"metadata.cancel",
              "A deployment that waits is Canceled at once; one in progress is Canceling until it "
              "would have been done. Neither takes effect.",
              {Basis::documented, "Metadata API guide, cancelDeploy(); how long it takes is not"}},
    Behaviour{"metadata.partial",
              "A deployment without rollbackOnError of which a part failed is SucceededPartial and "
              "counts as success.",
              {Basis::observed, "@salesforce/source-deploy-retrieve"}},
    Behaviour{"metadata.quick_deploy",
              "A quick deployment takes a successful validation that ran tests, at most 10 days "
              "old, with no deployment since; it runs no tests.",
              {Basis::documented, "Metadata API guide; Salesforce help, Quick Deployments"}},
    Behaviour{"metadata.kept",
              "The org remembers the last 200 finished requests and 256 MiB of packages.",
              {Basis::inferred, "the mock's own bound; real orgs keep deployments for weeks"}},
    Behaviour{"metadata.tests_enabled",
              "There is no Apex: a test level only shows in runTestsEnabled, and no test is run or "
              "fails.",
              {Basis::inferred, "the mock has no Apex"}},
    Behaviour{"metadata.test_levels",
              "NoTestRun is taken, as in an org that is no production org; RunRelevantTests exists "
              "from API version 66.0.",
              {Basis::documented, "Metadata API guide, deployOptions"}},

    // REST.
    Behaviour{"metadata.rest.parts",
              "A deployment is multipart/form-data with one file, the package, and one part that "
              "is none, the options, in either order; a part named entity_content or json is the "
              "options even with a filename.",
              {Basis::observed, "jsforce's deployRest; refusals of other multipart resources"}},
    Behaviour{"metadata.rest.created",
              "A deployment and a quick deployment answer 201 with the request as it waits; a "
              "cancellation answers 202.",
              {Basis::documented, "Metadata API guide, REST Resources"}},
    Behaviour{
        "metadata.rest.details",
        "details is there with includeDetails=true and in the answer to a cancellation; its "
        "tests are in runTestResult.",
        {Basis::observed, "public clients read runTestResult; the guide prints another name"}},
    Behaviour{"metadata.rest.quick_options",
              "A quick deployment shows the validation's options, checkOnly true included.",
              {Basis::documented, "Metadata API guide: Deploy a Recently Validated Component Set"}},
    Behaviour{"metadata.rest.json_type",
              "JSON is taken as application/json, text/plain or without a media type.",
              {Basis::observed, "jsforce's deployRecentValidation sends text/plain"}},
    Behaviour{"metadata.rest.null",
              "An option of null is left out; options that are left out take the guide's defaults.",
              {Basis::inferred, "usual for the parser whose messages Salesforce shows"}},
    Behaviour{"metadata.rest.dates",
              "Dates are written as by the data API, 2026-05-12T09:00:00.000+0000.",
              {Basis::inferred, "the guide's sample has minutes only"}},

    // Sizes.
    Behaviour{"request.body_limit",
              "A body may have 1 MiB, a form with a token 64 KiB, one with a package 39 MB and "
              "what stands around it; a longer one is refused with 413 before it is read.",
              {Basis::documented, "Metadata API guide: 39 MB; the other limits are inferred"}},
    Behaviour{"request.body_limit.text",
              "The data API words that refusal as LIMIT_EXCEEDED.",
              {Basis::inferred, "no public report quotes it"}},
};

}  // namespace rehearse::salesforce
