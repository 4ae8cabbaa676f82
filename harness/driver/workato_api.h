#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "harness/target/target.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// WorkatoAnswer is an answer of Workato's Developer API. A refusal may come with status 200 and
// success false; `message` has its words, those of single fields included.
struct WorkatoAnswer {
  int status = 0;
  Json body{};
  std::string message{};
  bool ok = false;
};

// WorkatoApi calls Workato's Developer API as a script does, with an API client's token.
class WorkatoApi {
 public:
  explicit WorkatoApi(Target& target) : target_(&target) {}
  // Without a target: where the API is, below /api, and an API client's token.
  WorkatoApi(wire::HttpCall& http, std::string origin, std::string token)
      : http_(&http), origin_(std::move(origin)), token_(std::move(token)) {}

  // `path` is below /api.
  Result<WorkatoAnswer, Trouble> call(std::string_view method, const std::string& path,
                                      const Json& body = nullptr);
  // The profile of that name, from whichever page of the list; an empty object if there is none.
  Result<WorkatoAnswer, Trouble> find_profile(std::string_view name);
  // The connection as the list has it, runtime user connections included; an empty object if there
  // is none.
  Result<WorkatoAnswer, Trouble> find_connection(int64_t id);

 private:
  Target* target_ = nullptr;
  wire::HttpCall* http_ = nullptr;
  std::string origin_{}, token_{};
};

// what_is_inside takes an envelope off: the member `result` or `data`, or the body itself where
// there is neither.
Json what_is_inside(const Json& body);

}  // namespace rehearse::harness
