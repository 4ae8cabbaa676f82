#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/settings_rules.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

constexpr std::array<std::string_view, 6> kScriptSchemes = {"javascript", "data", "vbscript",
                                                            "file",       "blob", "about"};

// RFC 8252 section 7.3: the loopback addresses; section 8.3 speaks of the name localhost.
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  const std::vector<std::string> parts = split(host, '.');
  return parts.size() == 4 && parts[0] == "127" &&
         std::ranges::all_of(parts, [](const std::string& part) {
           return !part.empty() && part.size() <= 3 &&
                  part.find_first_not_of("0123456789") == std::string::npos &&
                  std::stoi(part) <= 255;
         });
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char character) { return uint8_t(character) < 0x80; });
}

bool is_port(const std::string& port) { return port.empty() || std::stoi(port) <= 65'535; }

// RFC 3986 section 3.2: the authority follows `//` and ends at the next slash, `?` or `#`; an `@`
// in it ends a user name, be that empty. Where there is none, as in mailto:, the path is taken for
// it.
bool has_user(std::string_view line) {
  const size_t colon = line.find(':');
  std::string_view rest = line.substr(colon + 1);
  if (rest.starts_with("//")) rest.remove_prefix(2);
  return rest.substr(0, rest.find_first_of("/?#")).find('@') != rest.npos;
}

struct Complaint {
  std::string_view text{};
  const Reason* reason = nullptr;
};

// What is wrong with one callback URL; no reason if nothing is. The order tells the most useful
// thing first.
Complaint complaint_about(std::string_view line) {
  if (has_control(line)) return {"it holds a control character", &reason::callback_control};
  // Salesforce compares callbacks exactly (RFC 9700 section 4.1.3), so patterns mean nothing.
  if (line.find('*') != line.npos) return {"it holds a wildcard", &reason::callback_wildcard};
  const std::optional<wire::Uri> uri = is_ascii(line) ? wire::parse_uri(line) : std::nullopt;
  if (!uri || !wire::percent_decode(line)) {
    return {"it is not an absolute URL", &reason::callback_malformed};
  }
  if (std::ranges::find(kScriptSchemes, uri->scheme) != kScriptSchemes.end()) {
    return {"this scheme is not allowed", &reason::callback_scheme};
  }
  // RFC 6749 section 3.1.2: the endpoint URI must not include a fragment component.
  if (uri->has_fragment) return {"it holds a fragment (#)", &reason::callback_fragment};
  if (has_user(line)) {
    return {"it holds a user name", &reason::callback_userinfo};
  }
  const bool is_web = uri->scheme == "https" || uri->scheme == "http";
  if (is_web && (uri->host.empty() || !is_port(uri->port))) {
    return {"it names no host", &reason::callback_malformed};
  }
  if (!is_web && uri->host.empty() && uri->path.empty()) {
    return {"nothing follows the scheme", &reason::callback_malformed};
  }
  if (uri->scheme == "http" && !is_loopback(uri->host)) {
    return {"it must use https; http is for localhost and loopback addresses only",
            &reason::callback_not_https};
  }
  return {};
}

}  // namespace

void check_callbacks(const oauth::AppSettings& settings, SettingProblems& problems) {
  const auto report = [&](std::string message, const Reason& reason) {
    problems.push_back(
        {"callbackUrl", std::string(label::kCallbackUrl), std::move(message), &reason});
  };
  if (settings.callback_urls.empty()) {
    if (settings.is_oauth_enabled) {
      report("Complete this field: a Callback URL is required.", reason::callback_missing);
    }
    return;
  }
  // Salesforce help: the limit counts all URLs together; they are stored with line breaks between.
  if (join(settings.callback_urls, "\n").size() > kCallbackUrlsMost) {
    report(
        fmt::format("The callback URLs can have at most {} characters in all.", kCallbackUrlsMost),
        reason::callback_length);
  }
  for (size_t index = 0; index < settings.callback_urls.size(); ++index) {
    const Complaint complaint = complaint_about(settings.callback_urls[index]);
    if (complaint.reason == nullptr) continue;
    report(fmt::format("Line {} is not a valid callback URL: {}.", index + 1, complaint.text),
           *complaint.reason);
  }
}

}  // namespace rehearse::salesforce
