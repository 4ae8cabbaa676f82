#include "harness/driver/cookie_jar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

// RFC 6265 section 5.1.3; an address literal only matches itself.
bool domain_matches(std::string_view host, std::string_view domain) {
  if (host == domain) return true;
  const bool is_address =
      host.find_first_not_of("0123456789.") == std::string_view::npos || host.starts_with('[');
  return !is_address && host.size() > domain.size() && host.ends_with(domain) &&
         host[host.size() - domain.size() - 1] == '.';
}

// RFC 6265 section 5.1.4
bool path_matches(std::string_view path, std::string_view cookie_path) {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.ends_with('/') ||
         path[cookie_path.size()] == '/';
}

std::string default_path(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (path.empty() || path[0] != '/' || slash == 0) return "/";
  return std::string(path.substr(0, slash));
}

std::optional<int64_t> number_in(std::string_view text) {
  int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return {};
  return number;
}

// An HTTP date, `Thu, 01 Jan 1970 00:00:00 GMT`, dashes allowed (RFC 6265 section 5.1.1).
std::optional<TimePoint> parse_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto words = split_words(replace_all(replace_all(lower(text), "-", " "), ":", " "));
  if (words.size() < 7) return {};
  const auto month = std::find(kMonths.begin(), kMonths.end(), words[2]);
  const auto day = number_in(words[1]), year = number_in(words[3]), hour = number_in(words[4]),
             minute = number_in(words[5]), second = number_in(words[6]);
  if (month == kMonths.end() || !day || !year || !hour || !minute || !second) return {};
  const std::chrono::year_month_day date{std::chrono::year(int(*year)),
                                         std::chrono::month(unsigned(month - kMonths.begin()) + 1),
                                         std::chrono::day(unsigned(*day))};
  if (!date.ok()) return {};
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

std::pair<std::string_view, std::string_view> halves(std::string_view text) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {trim(text), {}};
  return {trim(text.substr(0, equals)), trim(text.substr(equals + 1))};
}

}  // namespace

void CookieJar::apply(Cookie& cookie, std::string_view attribute, TimePoint now) {
  const auto [raw_name, value] = halves(attribute);
  const std::string name = lower(raw_name);
  if (name == "secure") cookie.secure = true;
  if (name == "path" && value.starts_with('/')) cookie.path = value;
  if (name == "domain" && !value.empty()) {
    cookie.host = lower(value.starts_with('.') ? value.substr(1) : value);
    cookie.host_only = false;
  }
  if (name == "max-age") {
    const auto seconds = number_in(value);
    if (!seconds) return;
    cookie.persistent = true;
    cookie.expires_at = now + std::chrono::seconds(std::min<int64_t>(*seconds, 400 * 86'400));
  }
}

void CookieJar::store(std::string_view url, std::string_view set_cookie, TimePoint now) {
  const auto uri = wire::parse_uri(url);
  if (!uri) return;
  std::vector<std::string> parts = split(set_cookie, ';');
  const auto [name, value] = halves(parts.front());
  if (name.empty()) return;
  Cookie cookie{.name = std::string(name),
                .value = std::string(value),
                .host = uri->host,
                .path = default_path(uri->path)};
  for (size_t i = 1; i < parts.size(); ++i) {
    // Max-Age wins over Expires (RFC 6265 section 5.3 step 3), in whatever order they come.
    const auto [attribute, when] = halves(parts[i]);
    if (lower(attribute) != "expires" || cookie.persistent) continue;
    const auto date = parse_date(when);
    if (!date) continue;
    cookie.persistent = true;
    cookie.expires_at = *date;
  }
  for (size_t i = 1; i < parts.size(); ++i) apply(cookie, parts[i], now);

  const bool is_https = uri->scheme == "https";
  if (cookie.secure && !is_https) return;
  if (!cookie.host_only &&
      (!domain_matches(uri->host, cookie.host) || cookie.host.find('.') == std::string::npos)) {
    return;
  }
  if (name.starts_with("__Secure-") && !cookie.secure) return;
  if (name.starts_with("__Host-") && (!cookie.secure || !cookie.host_only || cookie.path != "/")) {
    return;
  }
  std::erase_if(cookies_, [&](const Cookie& old) {
    return old.name == cookie.name && old.host == cookie.host && old.path == cookie.path;
  });
  if (cookie.persistent && cookie.expires_at <= now) return;
  cookies_.push_back(std::move(cookie));
}

std::string CookieJar::header_for(std::string_view url, TimePoint now) const {
  const auto uri = wire::parse_uri(url);
  if (!uri) return {};
  const std::string path = uri->path.empty() ? "/" : uri->path;
  std::vector<const Cookie*> sent;
  for (const Cookie& cookie : cookies_) {
    const bool host_fits =
        cookie.host_only ? uri->host == cookie.host : domain_matches(uri->host, cookie.host);
    if (!host_fits || !path_matches(path, cookie.path)) continue;
    if (cookie.secure && uri->scheme != "https") continue;
    if (cookie.persistent && cookie.expires_at <= now) continue;
    sent.push_back(&cookie);
  }
  // RFC 6265 section 5.4: longer paths first, then in order of creation.
  std::stable_sort(sent.begin(), sent.end(), [](const Cookie* left, const Cookie* right) {
    return left->path.size() > right->path.size();
  });
  std::string header;
  for (const Cookie* cookie : sent) {
    header += (header.empty() ? "" : "; ") + cookie->name + "=" + cookie->value;
  }
  return header;
}

}  // namespace rehearse::harness
