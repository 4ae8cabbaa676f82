// Callback URLs. Input: the one that is registered, a line feed, then the redirect_uri that is
// asked for (none if it is empty).
// Holds: a redirect_uri is accepted if it is the registered one byte for byte, and nothing else is;
// a URL can be registered only if it is an absolute URL without control characters, wildcards,
// fragment or user name, of no scheme that runs a script, and https unless it stays on the machine;
// what is sent to it keeps it whole and goes to the same host.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/support/input.h"
#include "fuzz/support/planted.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/core/text.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/salesforce/org/settings_rules.h"
#include "mocks/wire/uri.h"

namespace {

using namespace rehearse;
using fuzz::require;
constexpr size_t kNone = std::string_view::npos;

// Second is a URI taken apart as RFC 3986 appendix B does, with lengths and no judgement.
struct Second {
  std::string_view scheme{}, authority{}, path{};
  std::optional<std::string_view> query{};
  bool has_authority = false, has_fragment = false;
};
Second apart(std::string_view text) {
  Second uri;
  const size_t colon = text.find_first_of(":/?#");
  if (colon != kNone && text[colon] == ':') {
    uri.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  uri.has_authority = text.starts_with("//");
  if (uri.has_authority) {
    text.remove_prefix(2);
    uri.authority = text.substr(0, text.find_first_of("/?#"));
    text.remove_prefix(uri.authority.size());
  }
  uri.path = text.substr(0, text.find_first_of("?#"));
  text.remove_prefix(uri.path.size());
  if (text.starts_with('?')) {
    uri.query = text.substr(1, text.find('#') - 1);
    text.remove_prefix(1 + uri.query->size());
  }
  uri.has_fragment = text.starts_with('#');
  return uri;
}

void check_parts(std::string_view text) {
  const auto uri = wire::parse_uri(text);
  if (!uri) return;
  const Second second = apart(text);
  require(uri->scheme == lower(second.scheme) && uri->path == second.path &&
              uri->has_query == second.query.has_value() &&
              uri->query == second.query.value_or("") && uri->has_fragment == second.has_fragment,
          "second", "A URI comes apart as RFC 3986 appendix B says.");
  const std::string authority = (second.authority.find('@') == kNone ? "" : uri->userinfo + "@") +
                                uri->host +
                                (second.authority.ends_with(':') && uri->port.empty() ? ":" : "") +
                                (uri->port.empty() ? "" : ":" + uri->port);
  require(lower(authority) == lower(second.authority), "second",
          "User, host and port are the authority.");
  require(uri->host.find_first_of("/?#@\\ ") == kNone, "host", "A host holds no delimiter.");
}

// RFC 9700 section 2.6 lets plain http stay on the machine.
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  const std::vector<std::string> parts = split(host, '.');
  const auto is_byte = [](const std::string& part) {
    return !part.empty() && part.size() <= 3 &&
           part.find_first_not_of("0123456789") == std::string::npos && std::stoi(part) < 256;
  };
  return parts.size() == 4 && parts[0] == "127" && std::ranges::all_of(parts, is_byte);
}

bool is_listed(const std::vector<std::string>& list, const std::string& name) {
  return std::ranges::find(list, name) != list.end();
}

// What no callback may be, whatever else it is; empty if nothing speaks against it.
std::string_view objection(std::string_view text) {
  static const std::vector<std::string> kScripts{"javascript", "data", "vbscript",
                                                 "file",       "blob", "about"};
  for (const char character : text) {
    const auto byte = uint8_t(character);
    if (byte <= 0x20 || byte >= 0x7f) return "a byte that no URL holds";
  }
  if (text.find_first_of("\"<>\\^`{|}*") != kNone) return "a character that no callback holds";
  const Second uri = apart(text);
  const std::string scheme = lower(uri.scheme);
  if (scheme.empty()) return "no scheme";
  if (is_listed(kScripts, scheme)) return "a scheme that runs a script or reads a file";
  if (uri.has_fragment) return "a fragment";
  const std::string_view first =
      uri.has_authority ? uri.authority : uri.path.substr(0, uri.path.find('/'));
  if (first.find('@') != kNone) return "a user name";
  if (scheme != "http" && scheme != "https") return {};
  if (uri.authority.empty() || uri.authority.starts_with(':')) return "no host";
  const std::string_view host = uri.authority.substr(
      0, uri.authority.starts_with('[') ? uri.authority.find(']') + 1 : uri.authority.find(':'));
  if (scheme == "http" && !is_loopback(lower(host))) return "http beyond the machine";
  return {};
}

// What is refused although nothing of the above speaks against it: broken escapes and hosts, ports
// that are none, nothing behind the scheme, more characters than the field takes.
bool is_odd(const std::string& callback) {
  const auto uri = wire::parse_uri(callback);
  return !uri || !fuzz::second::unescape(callback, false) || callback.size() > 2'000 ||
         (uri->host.empty() && uri->path.empty()) ||
         (!uri->port.empty() && std::stoi(uri->port) > 65'535);
}

bool check_registration(const std::string& callback) {
  oauth::AppSettings settings;
  settings.callback_urls = {callback};
  salesforce::SettingProblems problems;
  salesforce::check_callbacks(settings, problems);
  for (const salesforce::SettingProblem& problem : problems) {
    require(problem.field == "callbackUrl" && problem.reason != nullptr && !problem.message.empty(),
            "reason", "What is wrong with a callback is said.");
  }
  const std::string_view why_not = objection(callback);
  require(!problems.empty() || why_not.empty(), "registration",
          "What is registered has nothing that no callback may have.");
  require(problems.empty() || !why_not.empty() || is_odd(callback), "registration",
          "What has nothing of that can be registered.");
  return problems.empty();
}

void check_answer(const std::string& callback) {
  const std::string location =
      wire::with_query(callback, {{"code", "aPrx==&"}, {"state", "a b\r\nSet-Cookie: x"}});
  require(location.starts_with(callback), "O-09", "An answer goes to the callback as it stands.");
  require(!has_control(location), "O-11", "No line break of the state gets into a header.");
  const auto from = wire::parse_uri(callback), to = wire::parse_uri(location);
  require(from && to && from->origin() == to->origin() && from->path == to->path, "O-09",
          "An answer goes to the callback's host and path.");
  const auto fields = fuzz::second::form(to->query), before = fuzz::second::form(from->query);
  if (!before) return;
  require(fields && fields->size() == before->size() + 2 &&
              (*fields)[before->size()].value == "aPrx==&" &&
              fields->back().value == "a b\r\nSet-Cookie: x",
          "O-10", "Code and state arrive as they were, behind the query that the callback has.");
  require(wire::resolve("https://login.salesforce.com/a/b?c", callback) == callback, "absolute",
          "An absolute URL stays what it is wherever it is seen.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const oauth::Dials dials;
  fuzz::Input input(data, size);
  const std::string registered(input.line());
  oauth::AppSettings settings;
  settings.is_pkce_required = false;
  settings.callback_urls = {registered};
  const oauth::AskedApp app{&settings, kRunStart};
  oauth::AuthorizeParameters parameters;
  parameters.client_id = "client";
  parameters.response_type = "code";
  parameters.redirect_uri = fuzz::unless_empty(input.rest());
  const auto judged = oauth::judge_authorize(fuzz::planted().mutant, parameters, &app, dials,
                                             kRunStart + std::chrono::hours(24));
  require(judged.ok() == (parameters.redirect_uri == registered), "O-09",
          "A callback is accepted if it is the registered one byte for byte, and no other is.");
  require(!judged || judged.value().redirect_uri == registered, "O-09",
          "The answer goes to the registered callback.");
  check_parts(registered);
  check_parts(input.rest());
  if (check_registration(registered)) check_answer(registered);
  wire::resolve(registered, input.rest());
  return 0;
}
