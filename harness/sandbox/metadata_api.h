#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "harness/sandbox/app_package.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// Waiting passes time while the org works. False: the run was interrupted.
using Waiting = std::function<bool(std::chrono::milliseconds)>;

// OrgAddress is where an org's API is, and who asks.
struct OrgAddress {
  std::string base{};         // the My Domain's origin
  std::string api_version{};  // 67.0
  std::string access_token{};
};

// Deployed is what came of a deployment: `problem` is the org's own words about each component that
// failed, a sentence each; empty where all went well.
struct Deployed {
  bool ok = false;
  std::string id{};
  std::string problem{};
};

// MetadataApi deploys packages over the Metadata API's REST resource deployRequest, and waits for
// the end.
class MetadataApi {
 public:
  MetadataApi(OrgAddress org, wire::HttpCall& http, Waiting wait, std::chrono::seconds at_most)
      : org_(std::move(org)), http_(http), wait_(std::move(wait)), at_most_(at_most) {}

  // `begun` hears the job's id before anything waits for it; its Trouble ends the deployment's
  // being waited for, not the deployment.
  using Begun = std::function<Result<Done, Trouble>(const std::string& id)>;
  Result<Deployed, Trouble> deploy(const MetadataPackage& package, const Begun& begun = {});
  // What became of a deployment.
  Result<Deployed, Trouble> wait_for(const std::string& id);

 private:
  Result<Json, Trouble> call(std::string_view method, const std::string& below,
                             std::string content_type, std::string body);

  OrgAddress org_;
  wire::HttpCall& http_;
  Waiting wait_;
  std::chrono::seconds at_most_;
};

}  // namespace rehearse::harness
