#include "harness/driver/workato_api.h"

#include <fmt/format.h>

#include "mocks/core/text.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {
namespace {

constexpr int64_t kPerPage = 100;
constexpr int64_t kMostPages = 100;

// The words of an error: its message, then what it says about single fields.
std::string words_of(const Json& body) {
  std::vector<std::string> words;
  if (const auto message = string_member(body, "message")) words.push_back(*message);
  const Json* errors = find_member(body, "errors");
  if (errors != nullptr && errors->is_object()) {
    for (const auto& [field, texts] : errors->items()) {
      for (const Json& text : texts)
        words.push_back(
            fmt::format("{} {}", field, text.is_string() ? text.get<std::string>() : ""));
    }
  }
  return join(words, "; ");
}

}  // namespace

Json what_is_inside(const Json& body) {
  for (const char* name : {"result", "data"}) {
    if (const Json* inside = find_member(body, name)) return *inside;
  }
  return body;
}

Result<WorkatoAnswer, Trouble> WorkatoApi::call(std::string_view method, const std::string& path,
                                                const Json& body) {
  const std::string& origin = target_ != nullptr ? target_->sites().workato : origin_;
  const std::string& token = target_ != nullptr ? target_->sites().workato_token : token_;
  wire::HttpRequest request{.method = std::string(method)};
  request.url = origin + "/api" + path;
  request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
  if (!body.is_null()) {
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = dump_json(body);
  }
  wire::HttpCall& http = target_ != nullptr ? target_->http() : *http_;
  const auto sent = http.send(request);
  if (!sent) return sent.error();
  WorkatoAnswer answer{.status = sent.value().status, .body = Json::object()};
  if (auto json = parse_json(sent.value().body)) answer.body = std::move(json).value();
  answer.ok = answer.status < 400 && bool_member(answer.body, "success") != false;
  if (!answer.ok) {
    const std::string words = words_of(answer.body);
    answer.message = fmt::format("{} {}: {}", method, path,
                                 words.empty() ? fmt::format("status {}", answer.status) : words);
  }
  return answer;
}

Result<WorkatoAnswer, Trouble> WorkatoApi::find_profile(std::string_view name) {
  WorkatoAnswer found{.status = 200, .body = Json::object(), .ok = true};
  for (int64_t page = 1; page <= kMostPages; ++page) {
    auto listed =
        call("GET", fmt::format("/custom_oauth_profiles?page={}&per_page={}", page, kPerPage));
    if (!listed || !listed.value().ok) return listed;
    const Json profiles = what_is_inside(listed.value().body);
    for (const Json& profile : profiles) {
      if (string_member(profile, "name") != name) continue;
      found.body = profile;
      return found;
    }
    // Workato names no next page: a short one is the last.
    if (profiles.size() < size_t(kPerPage)) break;
  }
  return found;
}

Result<WorkatoAnswer, Trouble> WorkatoApi::find_connection(int64_t id) {
  auto listed = call("GET", "/connections?include_runtime_connections=true");
  if (!listed || !listed.value().ok) return listed;
  WorkatoAnswer found{.status = 200, .body = Json::object(), .ok = true};
  for (const Json& connection : what_is_inside(listed.value().body)) {
    if (integer_member(connection, "id") == id) found.body = connection;
  }
  return found;
}

}  // namespace rehearse::harness
