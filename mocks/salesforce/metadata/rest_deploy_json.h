#pragma once

#include <string_view>

#include "mocks/core/json.h"
#include "mocks/salesforce/metadata/jobs.h"

namespace rehearse::salesforce {

// What the resource deployRequest answers about a deployment (Metadata API Developer Guide, "Deploy
// Metadata with Apex Testing Using REST" and the pages after it).

// As the request that made it answers: waiting, whatever it does next.
Json created_deploy_json(const DeployJob& job, std::string_view url);
// As a poll answers: all of its result, and per component where details are asked for.
Json deploy_json(const DeployJob& job, std::string_view url, const Users& users, TimePoint now,
                 bool has_details);

}  // namespace rehearse::salesforce
