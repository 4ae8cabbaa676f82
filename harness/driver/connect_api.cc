#include "harness/driver/connect_api.h"

#include "mocks/wire/form.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {
namespace {

// The version that staged credentials came with, or a later one.
constexpr std::string_view kBase = "/services/data/v66.0/apps/oauth";
constexpr int kMostPages = 100;

std::string text(const Json& object, std::string_view name) {
  return string_member(object, name).value_or("");
}

}  // namespace

Result<ConnectAnswer, Trouble> ConnectApi::call(std::string_view method, const std::string& below,
                                                const Json& body) {
  const bool is_whole = below.starts_with("/services/");
  wire::HttpRequest request{.method = std::string(method)};
  request.url = target_.sites().salesforce + (is_whole ? "" : std::string(kBase)) + below;
  request.headers = {{"Authorization", "Bearer " + session_}, {"Accept", "application/json"}};
  if (!body.is_null()) {
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = dump_json(body);
  }
  const auto sent = target_.http().send(request);
  if (!sent) return sent.error();
  ConnectAnswer answer{sent.value().status, Json::object()};
  if (auto json = parse_json(sent.value().body)) answer.body = std::move(json).value();
  if (answer.status < 400) return answer;
  const bool is_known = answer.body.is_array() && !answer.body.empty();
  const Json error = is_known ? answer.body.front() : Json::object();
  answer.error = string_member(error, "errorCode").value_or("unknown");
  answer.message = text(error, "message");
  return answer;
}

Result<ConnectAnswer, Trouble> ConnectApi::find_app(std::string_view label) {
  ConnectAnswer found{200, Json::object()};
  std::string page = "/usage";
  for (int turned = 0; turned < kMostPages; ++turned) {
    auto listed = call("GET", page);
    if (!listed || !listed.value().ok()) return listed;
    const Json* apps = find_member(listed.value().body, "apps");
    // The last page names a next one too, which is empty (Salesforce, documented).
    if (apps == nullptr || !apps->is_array() || apps->empty()) return found;
    for (const Json& app : *apps) {
      if (string_member(app, "label") != label) continue;
      found.body = app;
      return found;
    }
    page = text(listed.value().body, "nextPageUrl");
    if (page.empty()) break;
  }
  return found;
}

Result<ConnectAnswer, Trouble> ConnectApi::consumer_of(const std::string& app_id) {
  auto listed = call("GET", "/credentials/" + wire::percent_encode(app_id));
  if (!listed || !listed.value().ok()) return listed;
  const Json* consumers = find_member(listed.value().body, "consumers");
  const bool has_one = consumers != nullptr && consumers->is_array() && !consumers->empty();
  return ConnectAnswer{200, has_one ? consumers->front() : Json::object()};
}

}  // namespace rehearse::harness
