#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/sandbox/metadata_api.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// OrgApp is an external client app as the org lists it.
struct OrgApp {
  std::string id{};          // 18 characters
  std::string created_by{};  // the user's id
};

// OrgApps finds and changes the external client apps of a run in the org: by SOQL, Connect REST and
// deployments.
class OrgApps {
 public:
  OrgApps(OrgAddress org, wire::HttpCall& http, Waiting wait, std::chrono::seconds at_most)
      : org_(org),
        http_(http),
        wait_(wait),
        metadata_(std::move(org), http, std::move(wait), at_most) {}

  // The app of that API name; nothing if the org says that there is none. Trouble if it does not
  // say: then nobody may take it for gone.
  Result<std::optional<OrgApp>, Trouble> find(const std::string& api_name);
  // The API names of the apps that this user made since then and that begin with none of ours; at
  // most a few.
  Result<std::vector<std::string>, Trouble> made_by(const std::string& user_id,
                                                    const std::string& since,
                                                    const std::string& ours);
  // The consumer key and secret, which the API gives without a one-time password.
  struct Consumer {
    std::string key{}, secret{};
    std::string refused{};  // the org's words, where it does not give them
  };
  Result<Consumer, Trouble> consumer_of(const std::string& app_id);

  // False: the run was interrupted.
  bool wait(std::chrono::milliseconds length) { return wait_(length); }
  MetadataApi& metadata() { return metadata_; }
  const OrgAddress& org() const { return org_; }

  // A GET whose answer is JSON; `refused` is the org's words for a status of 400 or above.
  struct Read {
    Json body{};
    std::string refused{};
  };
  Result<Read, Trouble> read(const std::string& path);

 private:
  OrgAddress org_;
  wire::HttpCall& http_;
  Waiting wait_;
  MetadataApi metadata_;
};

}  // namespace rehearse::harness
