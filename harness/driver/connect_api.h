#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "harness/target/target.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// ConnectAnswer is an answer of Salesforce's Connect REST API. An error is an array of one on the
// wire; here its code and words.
struct ConnectAnswer {
  int status = 0;
  Json body{};
  std::string error{}, message{};  // empty: no error
  bool ok() const { return error.empty() && status < 400; }
};

// ConnectApi reads and changes the consumer key and secret of the org's apps as an administrator's
// script does: over the Connect REST API, with the session it is given.
class ConnectApi {
 public:
  ConnectApi(Target& target, std::string session) : target_(target), session_(std::move(session)) {}

  // `below` follows `…/apps/oauth`, or is a whole path that an answer gave.
  Result<ConnectAnswer, Trouble> call(std::string_view method, const std::string& below,
                                      const Json& body = nullptr);
  // The app of that label; its `identifier` is "" if there is none.
  Result<ConnectAnswer, Trouble> find_app(std::string_view label);
  // The app's consumer: `id`, `key`, `url`, `stagedCredentialsUrl`.
  Result<ConnectAnswer, Trouble> consumer_of(const std::string& app_id);

 private:
  Target& target_;
  std::string session_;
};

}  // namespace rehearse::harness
