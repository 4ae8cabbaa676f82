#include "harness/sandbox/request_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/target/hosts.h"
#include "mocks/core/record_id.h"
#include "mocks/core/redact.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kToken = "/services/oauth2/token";
constexpr std::string_view kIntrospect = "/services/oauth2/introspect";

bool has_secret_name(std::string_view text) {
  const auto fields = wire::parse_urlencoded(text);
  return fields && std::any_of(fields->begin(), fields->end(),
                               [](const wire::Field& field) { return is_secret_name(field.name); });
}

// What a run has to change: deployments, the keys of its apps, authorizations and what they need.
bool is_known_change(std::string_view method, std::string_view path) {
  constexpr std::string_view kData = "/services/data/v";
  constexpr std::array<std::string_view, 6> kPosts{
      "/services/oauth2/token",     "/services/oauth2/introspect",
      "/services/oauth2/authorize", "/services/oauth2/singleaccess",
      "/secur/frontdoor.jsp",       "/setup/secur/remoteaccessauthorizationpage.apexp"};
  if (path == "/services/oauth2/revoke") return method == "POST" || method == "GET";
  if (!path.starts_with(kData))
    return method == "POST" && std::find(kPosts.begin(), kPosts.end(), path) != kPosts.end();
  const size_t slash = path.find('/', kData.size());
  const std::string_view below = path.substr(std::min(slash, path.size()));
  return below.starts_with("/apps/oauth/credentials/") ||
         (method == "POST" && below == "/metadata/deployrequest");
}

}  // namespace

// Salesforce takes PATCH and DELETE by POST with `_HttpMethod`, some servers by a header.
bool names_another_method(const wire::HttpRequest& request, const wire::Uri& uri) {
  return lower(uri.query).find("_httpmethod") != std::string::npos ||
         std::any_of(request.headers.begin(), request.headers.end(), [](const wire::Field& field) {
           return lower(field.name).find("method-override") != std::string::npos;
         });
}

RequestKind kind_of_request(const wire::HttpRequest& request, const wire::Uri& uri) {
  RequestKind kind;
  const bool asks = request.method == "GET" || request.method == "HEAD";
  const bool posts = request.method == "POST" && !names_another_method(request, uri);
  const std::string path = lower(wire::path_of_target(uri.target()));
  kind.is_token = posts && uri.path == kToken;
  kind.is_known = is_known_change(request.method, path);
  if (asks) {
    kind.is_changing =
        path.find("/oauth2/revoke") != std::string::npos || names_another_method(request, uri);
  } else {
    kind.is_changing = !kind.is_token && !(posts && uri.path == kIntrospect);
  }
  if (!kind.is_token) return kind;
  const auto form = wire::parse_urlencoded(request.body);
  const std::string grant = form ? wire::value_of(*form, "grant_type").value_or("") : "";
  kind.is_login = grant != "refresh_token" && grant != "authorization_code";
  return kind;
}

bool holds_credential(const wire::HttpRequest& request, const wire::Uri& uri) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [](const wire::Field& field) { return is_secret_name(field.name); }) ||
         has_secret_name(request.body) || has_secret_name(uri.query);
}

std::string why_no_pin(const TargetFile& target, bool second_flag) {
  if (target.salesforce != TargetFile::Salesforce::sandbox)
    return "the target file names no sandbox";
  const auto uri = origin_of(target.my_domain);
  if (!uri || uri->scheme != "https" || !is_my_domain_host(uri->host))
    return "the target file's \"my_domain\" is no My Domain over https";
  if (target.organization_id.size() != 18 || !is_record_id(target.organization_id))
    return "the target file pins no organization id of 18 characters";
  if (is_sandbox_host(uri->host)) return {};
  if (!target.allow_developer_edition)
    return fmt::format(
        "{} is no host that only sandboxes and scratch orgs have; pin one under "
        ".sandbox.my.salesforce.com or .scratch.my.salesforce.com",
        uri->host);
  if (!second_flag)
    return fmt::format(
        "{} may be a Developer Edition or production; for a Developer Edition add "
        "--developer-edition to the command line",
        uri->host);
  return {};
}

}  // namespace rehearse::harness
