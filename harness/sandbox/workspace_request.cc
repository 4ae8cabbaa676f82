#include "harness/sandbox/workspace_request.h"

#include <algorithm>

#include "harness/sandbox/request_kind.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using Act = WorkspaceRequest::Act;

constexpr std::string_view kRuntime = "runtime_user_connections", kOAuthUrl = "get_oauth_url";

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= 18 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Two readers of such a path may see two.
bool is_plain_path(const std::vector<std::string>& segments) {
  return std::none_of(segments.begin(), segments.end(), [](const std::string& segment) {
    return segment == "." || segment == ".." || segment.find('%') != std::string::npos;
  });
}

// Rails takes the member `_method` for the method.
bool is_disguised(const wire::HttpRequest& request, const wire::Uri& uri) {
  const auto query = wire::parse_urlencoded(uri.query);
  return !query || wire::value_of(*query, "_method").has_value() ||
         names_another_method(request, uri);
}

std::optional<Resource::Kind> kind_in(const std::string& segment) {
  if (segment == "custom_oauth_profiles") return Resource::Kind::profile;
  if (segment == "connections") return Resource::Kind::connection;
  return std::nullopt;
}

// `segments` are those after /api.
Act act_of(const std::string& method, const std::vector<std::string>& segments,
           WorkspaceRequest& request) {
  const auto kind = segments.empty() ? std::nullopt : kind_in(segments[0]);
  const bool asks = method == "GET" || method == "HEAD";
  request.kind = kind.value_or(Resource::Kind::profile);
  if (asks) {
    const bool begins = !segments.empty() && segments.back() == kOAuthUrl;
    if (!begins) return Act::read;
    if (method != "GET" || kind != Resource::Kind::connection || segments.size() != 4 ||
        segments[1] != kRuntime || !is_id(segments[2]))
      return Act::unknown;
    request.id = segments[2];
    return Act::authorize;
  }
  if (!kind) return Act::unknown;
  if (segments.size() == 1) return method == "POST" ? Act::make : Act::unknown;
  if (!is_id(segments[1])) return Act::unknown;
  request.id = segments[1];
  if (segments.size() == 2 && method == "PUT") return Act::change;
  if (segments.size() == 2 && method == "DELETE") return Act::remove;
  const bool disconnects = segments.size() == 3 && segments[2] == "disconnect" &&
                           method == "POST" && kind == Resource::Kind::connection;
  return disconnects ? Act::change : Act::unknown;
}

}  // namespace

WorkspaceRequest workspace_request(const wire::HttpRequest& request, const wire::Uri& uri,
                                   const wire::Uri& callback) {
  WorkspaceRequest read;
  std::vector<std::string> segments = split(uri.path, '/');
  if (is_disguised(request, uri) || !is_plain_path(segments)) return read;
  read.is_api = segments.size() > 1 && segments[1] == "api";
  if (read.is_api) {
    segments.erase(segments.begin(), segments.begin() + 2);
    read.act = act_of(request.method, segments, read);
  } else if (uri.path == callback.path) {
    read.act = request.method == "GET" ? Act::respond : Act::unknown;
  } else if (request.method == "GET") {
    read.act = Act::read;
  }
  return read;
}

std::string_view path_of(Resource::Kind kind) {
  return kind == Resource::Kind::connection ? "/api/connections" : "/api/custom_oauth_profiles";
}

}  // namespace rehearse::harness
