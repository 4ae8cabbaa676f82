#include "mocks/simulation/worlds/message.h"

#include <fmt/format.h>

#include "mocks/wire/form.h"

namespace rehearse::simulation {

std::string_view to_text(Errand errand) {
  switch (errand) {
    case Errand::data:
      return "data call";
    case Errand::refresh:
      return "refresh";
    case Errand::exchange:
      return "exchange";
    case Errand::introspect:
      return "introspection";
    case Errand::revoke:
      return "revocation";
  }
  return "";
}

// The whole of a JSON reader would be most of a step's cost; the org's answers are flat.
std::string member_of(const Message& message, std::string_view name) {
  if (!message.outcome || !message.outcome->ok()) return {};
  return text_member(message.outcome->value().body, name);
}

std::string text_member(const std::string& body, std::string_view name) {
  const std::string opening = fmt::format("\"{}\":\"", name);
  const size_t start = body.find(opening);
  if (start == std::string::npos) return {};
  const size_t from = start + opening.size();
  return body.substr(from, body.find('"', from) - from);
}

void read_errand(Message& message) {
  const wire::HttpRequest& request = message.request;
  if (request.method == "GET") {
    constexpr std::string_view kBearer = "Bearer ";
    message.errand = Errand::data;
    message.token = wire::header_of(request.headers, "Authorization").value_or("");
    if (message.token.starts_with(kBearer)) message.token.erase(0, kBearer.size());
    return;
  }
  const wire::Fields form = wire::parse_urlencoded(request.body).value_or(wire::Fields{});
  const auto value = [&form](std::string_view name) {
    return wire::value_of(form, name).value_or("");
  };
  if (request.url.ends_with("/introspect") || request.url.ends_with("/revoke")) {
    message.errand = request.url.ends_with("/revoke") ? Errand::revoke : Errand::introspect;
    message.token = value("token");
  } else if (value("grant_type") == "refresh_token") {
    message.errand = Errand::refresh;
    message.token = value("refresh_token");
    message.scope = value("scope");
  } else {
    message.errand = Errand::exchange;
    message.token = value("code");
  }
}

}  // namespace rehearse::simulation
