#include "mocks/control_http.h"

#include <optional>
#include <string>

#include "mocks/control_members.h"
#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse {
namespace {

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]" || host == "::1") return true;
  // 127.0.0.0/8, written as four numbers: a name such as 127.0.0.1.example.com is none.
  return host.starts_with("127.") &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_foreign_origin(const wire::WireRequest& request) {
  const std::optional<std::string> origin = wire::header_of(request.headers, "Origin");
  if (!origin) return false;
  const std::optional<wire::Uri> uri = wire::parse_uri(*origin);
  return !uri || !is_loopback(uri->host);
}

bool is_json_body(const wire::WireRequest& request) {
  if (request.body.empty()) return true;
  const std::optional<std::string> type = wire::header_of(request.headers, "Content-Type");
  if (!type) return true;
  const std::string media = lower(trim(std::string_view(*type).substr(0, type->find(';'))));
  return media == "application/json" || media == "application/x-www-form-urlencoded";
}

ControlAnswer judge(Control& control, const wire::WireRequest& request) {
  if (!is_loopback(request.host)) {
    return control_error(403, "foreign_host",
                         "The control listener answers to loopback names only; call it by the "
                         "address that `rehearse serve` printed.");
  }
  if (is_foreign_origin(request)) {
    return control_error(403, "foreign_origin", "Web pages may not call the control listener.");
  }
  if (!is_json_body(request)) {
    return control_error(415, "not_json", "Send the body as JSON: Content-Type application/json.");
  }
  return control.call(request.method, request.target, request.body);
}

}  // namespace

wire::WireResponse serve_control(Control& control, const wire::WireRequest& request) {
  ControlAnswer answer = judge(control, request);
  wire::WireResponse response = wire::json_response(answer.status, std::move(answer.json));
  if (!answer.allow.empty()) response.headers.push_back({"Allow", std::move(answer.allow)});
  return response;
}

}  // namespace rehearse
