#include "fuzz/model/answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "fuzz/support/promise.h"
#include "mocks/core/json.h"

namespace rehearse::fuzz::model {
namespace {

// RFC 6749 section 5.2: %x20-21 / %x23-5B / %x5D-7E.
bool is_legal(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char one) {
    return one >= ' ' && one <= '~' && one != '"' && one != '\\';
  });
}

std::string member(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

void check_headers(const wire::WireResponse& answer) {
  for (const wire::Field& header : answer.headers) {
    require((header.name + header.value).find_first_of(std::string_view("\r\n\0", 3)) ==
                std::string::npos,
            "O-11", "A header is one line.");
  }
}

// RFC 6749 section 5.1; the answer may be asked for in another format.
Told read_json(const wire::WireResponse& answer, bool is_token) {
  Told told{.granted = answer.status == 200};
  const auto parsed = parse_json(answer.body);
  require(parsed.ok() && parsed.value().is_object(), "O-03", "The body is a JSON object.");
  const Json& json = parsed.value();
  told.access = member(json, "access_token");
  told.refresh = member(json, "refresh_token");
  told.scope = member(json, "scope");
  const auto active = json.find("active");
  told.active = active != json.end() && active->is_boolean() && active->get<bool>();
  const std::string error = member(json, "error");
  require(is_legal(error) && is_legal(member(json, "error_description")), "O-03",
          "An error has the characters that errors may have.");
  if (is_token)
    require(told.granted != told.access.empty() && told.granted == error.empty(), "O-04",
            "There is a token exactly if there is no error.");
  if (active != json.end() && !told.active)
    require(json.size() == 1, "N02", "Nothing more is said of a token that is not active.");
  return told;
}

}  // namespace

Told read_answer(const wire::WireResponse& answer, std::string_view path) {
  require(answer.status == 200 || (answer.status >= 400 && answer.status < 500), "O-02",
          "The status is 200 or says that the request is wrong.");
  check_headers(answer);
  const std::string cache = wire::header_of(answer.headers, "Cache-Control").value_or("");
  require(cache.find("no-store") != std::string::npos, "O-05", "No cache may keep the answer.");
  if (answer.body.starts_with('{')) return read_json(answer, path.ends_with("/token"));
  const std::string media = wire::header_of(answer.headers, "Content-Type").value_or("");
  require(media.find("json") == std::string::npos, "O-03", "The body is a JSON object.");
  Told told{.granted = answer.status == 200};
  const size_t at = answer.body.find("access_token");
  require(!path.ends_with("/token") || told.granted == (at != std::string::npos), "O-04",
          "There is a token exactly if there is no error.");
  return told;
}

std::string read_redirect(const wire::WireResponse& answer, const Pairs& query,
                          std::string_view callback) {
  require(answer.status >= 200 && answer.status < 500, "O-02", "The status is no server's fault.");
  check_headers(answer);
  const std::string location = wire::header_of(answer.headers, "Location").value_or("");
  for (const auto& [name, held] : query) {
    if (held.size() < 3 || held.find_first_of("<>\"'") == std::string::npos) continue;
    require(answer.body.find(held) == std::string::npos, "O-12",
            "Nothing of the request stands unescaped in a page.");
  }
  if (location.empty()) return {};
  if (location.starts_with('/') && !location.starts_with("//")) return {};  // to a page of the org
  const auto asked = value(query, "redirect_uri");
  require(asked && *asked == callback && location.starts_with(callback) &&
              location.size() > callback.size() && location[callback.size()] == '?',
          "O-09", "A browser is sent to the registered callback alone.");
  require(location.find('#') == std::string::npos, "O-10", "Nothing is behind a #.");
  const auto told = decode_form(std::string_view(location).substr(callback.size() + 1));
  require(told && !repeats(*told), "O-10", "Each parameter is there once.");
  const auto code = value(*told, "code"), error = value(*told, "error");
  require(code.has_value() != error.has_value(), "O-10", "There is a code or an error.");
  require(value(*told, "state") == value(query, "state"), "O-10",
          "The state comes back as it was.");
  return code.value_or("");
}

}  // namespace rehearse::fuzz::model
