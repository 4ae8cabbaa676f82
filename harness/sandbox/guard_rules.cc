#include "harness/sandbox/guard_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "mocks/core/redact.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using std::chrono::seconds;

constexpr int kMostFailures = 3;  // in a row
constexpr seconds kLongestPause{86'400};

}  // namespace

bool has_odd_character(std::string_view url) {
  return std::any_of(url.begin(), url.end(), [](char c) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return !is_plain &&
           std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) == std::string_view::npos;
  });
}

std::optional<std::string> why_odd_request(const wire::HttpRequest& request, const wire::Uri& uri) {
  if (uri.scheme != "https" || (!uri.port.empty() && uri.port != "443"))
    return fmt::format("{} is asked over https at its usual port only", uri.host);
  if (!uri.userinfo.empty() || uri.has_fragment)
    return fmt::format("an address of {} holds no user and no fragment", uri.host);
  for (const wire::Field& field : request.headers) {
    if (lower(trim(field.name)) == "host" && lower(field.value) != uri.host)
      return fmt::format("a request to {} names another host in a header", uri.host);
  }
  return std::nullopt;
}

// A date counts as "it doesn't say".
std::optional<seconds> retry_after(const wire::WireResponse& answer, seconds usual) {
  const auto header = wire::header_of(answer.headers, "Retry-After");
  if (!header) return std::nullopt;
  const std::string_view text = trim(*header);
  int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 0) return usual;
  return std::min(seconds(number), kLongestPause);
}

void blank_echoes(const wire::HttpRequest& request, const wire::Uri& uri,
                  wire::WireResponse& answer) {
  Redactor redactor;
  for (const wire::Field& header : request.headers) {
    if (!is_secret_name(header.name)) continue;
    redactor.add(header.value);
    const size_t blank = header.value.find(' ');  // without the scheme
    if (blank != std::string::npos) redactor.add(std::string_view(header.value).substr(blank + 1));
  }
  for (const std::string& text : {uri.query, request.body}) {
    for (const wire::Field& field : wire::parse_urlencoded(text).value_or(wire::Fields{})) {
      if (is_secret_name(field.name)) redactor.add(field.value);
    }
  }
  answer.body = redactor.redact(answer.body);
  for (wire::Field& header : answer.headers) header.value = redactor.redact(header.value);
}

void FailureRow::count(const std::string& host, bool failed) {
  in_a_row_ = failed ? in_a_row_ + 1 : 0;
  if (in_a_row_ >= kMostFailures && broken_.empty())
    broken_ = fmt::format("{} failed {} times in a row, which ended the run; try again later", host,
                          in_a_row_);
}

}  // namespace rehearse::harness
