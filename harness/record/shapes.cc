#include "harness/record/shapes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "mocks/core/redact.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using View = std::string_view;

constexpr size_t kShortId = 15, kLongId = 18, kFewestInId = 3;
constexpr size_t kShortestOpaque = 32, kFewestDigits = 4;
constexpr size_t kShortestMixed = 20, kFewestInMixed = 3;  // of capital and small letters
constexpr View kConsumerKeyPrefix = "3MVG9";
constexpr size_t kShortestConsumerKey = 40;

// The first three characters of ids (Salesforce help 000385203); ids that begin with a 0 besides.
constexpr std::array<std::pair<View, View>, 9> kPrefixes{{{"00D", "organization_id"},
                                                          {"005", "user_id"},
                                                          {"0Af", "job_id"},
                                                          {"09S", "job_id"},
                                                          {"707", "job_id"},
                                                          {"750", "job_id"},
                                                          {"0xI", "app_id"},
                                                          {"888", "app_id"},
                                                          {"0H4", "app_id"}}};

// The hosts that begin with an org's My Domain name.
constexpr std::array<std::pair<View, View>, 8> kDomains{{{".my.salesforce.com", "my_domain"},
                                                         {".my.salesforce-setup.com", "setup_host"},
                                                         {".lightning.force.com", "lightning_host"},
                                                         {".my.salesforce-scrt.com", "scrt_host"},
                                                         {".my.site.com", "site_host"},
                                                         {".my.salesforce-sites.com", "sites_host"},
                                                         {".file.force.com", "file_host"},
                                                         {".vf.force.com", "visualforce_host"}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_upper(c) || is_lower(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_alnum(char c) { return is_digit(c) || is_letter(c); }
bool is_host_char(char c) { return is_alnum(c) || c == '.' || c == '-'; }
bool is_mail_char(char c) { return is_alnum(c) || View("._%+-").find(c) != View::npos; }
bool is_opaque_char(char c) { return is_alnum(c) || View("_+=~!").find(c) != View::npos; }

template <class Member, class Each>
void each_run(View text, Member is_member, Each each) {
  for (size_t at = 0; at < text.size();) {
    if (!is_member(text[at])) {
      ++at;
      continue;
    }
    size_t end = at;
    while (end < text.size() && is_member(text[end])) ++end;
    each(at, end);
    at = end;
  }
}

size_t count_digits(View text) { return size_t(std::count_if(text.begin(), text.end(), is_digit)); }

// The three characters that make an id of 15 safe where case is lost.
std::string id_suffix(View id) {
  constexpr View kCodes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  std::string suffix;
  for (size_t group = 0; group < kShortId; group += 5) {
    size_t bits = 0;
    for (size_t i = 0; i < 5; ++i) bits |= is_upper(id[group + i]) ? size_t{1} << i : 0;
    suffix += kCodes[bits];
  }
  return suffix;
}

// Nothing that people or programmers would call something.
bool is_opaque(View run) {
  const size_t digits = count_digits(run);
  if (run.size() >= kShortestOpaque && digits >= kFewestDigits) return true;
  const bool is_mixed = std::any_of(run.begin(), run.end(), is_upper) &&
                        std::any_of(run.begin(), run.end(), is_lower);
  return run.size() >= kShortestMixed && digits >= kFewestInMixed && is_mixed;
}

void find_tokens(View text, std::vector<Shape>& found) {
  for (const TokenShape& token : find_token_shapes(text)) {
    const View kind = token.prefix == "00D"    ? "access_token"
                      : token.prefix == "aPrx" ? "code"
                      : token.prefix == "eyJ"  ? "jwt"
                                               : "refresh_token";
    found.push_back({token.begin, token.end, kind});
  }
  each_run(
      text, [](char c) { return is_alnum(c) || c == '.' || c == '_'; },
      [&](size_t begin, size_t end) {
        const View run = text.substr(begin, end - begin);
        if (run.starts_with(kConsumerKeyPrefix) && run.size() >= kShortestConsumerKey)
          found.push_back({begin, end, "consumer_key"});
      });
}

void find_mail(View text, std::vector<Shape>& found) {
  for (size_t at = text.find('@'); at != View::npos; at = text.find('@', at + 1)) {
    size_t begin = at, end = at + 1;
    while (begin > 0 && is_mail_char(text[begin - 1])) --begin;
    while (end < text.size() && is_host_char(text[end])) ++end;
    while (end > at + 1 && !is_alnum(text[end - 1])) --end;
    const View domain = text.substr(at + 1, end - at - 1);
    const size_t dot = domain.rfind('.');
    if (begin == at || dot == View::npos || dot == 0 || dot + 1 == domain.size()) continue;
    found.push_back({begin, end, "email"});
  }
}

// What a run on a sandbox calls its apps: the prefix, then _r…p…_ with the time and the process.
void find_run_names(View text, std::vector<Shape>& found) {
  constexpr View kLike = "_rxxxxxxxxpxxxxxx_";
  for (size_t at = text.find("_r"); at != View::npos; at = text.find("_r", at + 1)) {
    size_t begin = at, end = at + kLike.size();
    if (end > text.size()) return;
    bool is_name = true;
    for (size_t i = 0; i < kLike.size(); ++i)
      is_name = is_name && (kLike[i] == 'x' ? is_hex(text[at + i]) : text[at + i] == kLike[i]);
    while (begin > 0 && (is_alnum(text[begin - 1]) || text[begin - 1] == '_')) --begin;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (is_name && begin < at && end > at + kLike.size()) found.push_back({begin, end, "app_name"});
  }
}

bool is_uuid(View run) {
  constexpr View kLike = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (run.size() != kLike.size()) return false;
  for (size_t i = 0; i < run.size(); ++i) {
    if (kLike[i] == '-' ? run[i] != '-' : !is_hex(run[i])) return false;
  }
  return true;
}

std::optional<int> number_in(View text, int most) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < 0 || number > most) return {};
  return number;
}

std::optional<uint32_t> read_address(View text) {
  const std::vector<std::string> parts = split(text, '.');
  if (parts.size() != 4) return {};
  uint32_t address = 0;
  for (const std::string& part : parts) {
    const auto number = number_in(part, 255);
    if (!number || part.size() > 3 || (part.size() > 1 && part[0] == '0')) return {};
    address = address << 8 | uint32_t(*number);
  }
  return address;
}

// RFC 4291 section 2.2 without the dotted form: eight groups, or fewer with one `::`.
bool is_ipv6(View text) {
  const std::vector<std::string> groups = split(text, ':');
  const bool is_short = text.find("::") != View::npos;
  if (groups.size() > 9 || (is_short ? groups.size() < 3 : groups.size() != 8)) return false;
  return std::all_of(groups.begin(), groups.end(),
                     [](const std::string& group) {
                       return group.size() <= 4 && std::all_of(group.begin(), group.end(), is_hex);
                     }) &&
         std::any_of(groups.begin(), groups.end(),
                     [](const std::string& group) { return !group.empty(); });
}

bool is_within(uint32_t address, View range) {
  const size_t slash = range.find('/');
  const auto network = read_address(range.substr(0, slash));
  const auto bits = slash == View::npos ? 32 : number_in(range.substr(slash + 1), 32);
  if (!network || !bits) return false;
  const uint32_t mask = *bits == 0 ? 0 : ~uint32_t{0} << (32 - *bits);
  return (address & mask) == (*network & mask);
}

bool may_stay(uint32_t address, const std::vector<std::string>& kept) {
  constexpr View kHarmless[] = {"127.0.0.0/8",  "0.0.0.0",         "255.255.255.255",
                                "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"};
  const auto holds = [&](View range) { return is_within(address, range); };
  return std::any_of(std::begin(kHarmless), std::end(kHarmless), holds) ||
         std::any_of(kept.begin(), kept.end(), holds);
}

// The length of what follows the pattern at the start: 9 a digit, A a letter, the rest itself.
bool follows(View text, View pattern) {
  if (text.size() < pattern.size()) return false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool fits = pattern[i] == '9'   ? is_digit(text[i])
                      : pattern[i] == 'A' ? is_letter(text[i])
                                          : text[i] == pattern[i];
    if (!fits) return false;
  }
  return true;
}

// 2026-05-12T09:00:00, a fraction, and Z, +00:00 or +0000.
size_t iso_length(View text) {
  constexpr View kPattern = "9999-99-99T99:99:99";
  if (!follows(text, kPattern)) return 0;
  size_t end = kPattern.size();
  if (follows(text.substr(end), ".9")) {
    for (++end; end < text.size() && is_digit(text[end]);) ++end;
  }
  const View zone = text.substr(end);
  if (zone.starts_with('Z')) return end + 1;
  for (const View like : {"+99:99", "-99:99", "+9999", "-9999"}) {
    if (follows(zone, like)) return end + like.size();
  }
  return end;
}

// RFC 9110 section 5.6.7, with the hyphens that cookies use besides.
size_t http_date_length(View text) {
  for (const View like : {"AAA, 99 AAA 9999 99:99:99 GMT", "AAA, 99-AAA-9999 99:99:99 GMT"}) {
    if (follows(text, like) && text.substr(like.size() - 3).starts_with("GMT")) return like.size();
  }
  return 0;
}

size_t epoch_length(View text) {
  constexpr size_t kDigits = 13;
  size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end == kDigits && text[0] == '1' ? end : 0;
}

}  // namespace

std::string_view id_kind(std::string_view text) {
  if (text.size() != kShortId && text.size() != kLongId) return {};
  if (!std::all_of(text.begin(), text.end(), is_alnum)) return {};
  const View base = text.substr(0, kShortId);
  if (text.size() == kLongId && id_suffix(base) != text.substr(kShortId)) return {};
  for (const auto& [prefix, kind] : kPrefixes) {
    if (text.starts_with(prefix)) return kind;
  }
  if (text.size() == kLongId && count_digits(base) > 0) return "id";
  return text[0] == '0' && count_digits(base) >= kFewestInId ? View("id") : View();
}

std::vector<Shape> find_identifiers(std::string_view text) {
  std::vector<Shape> found;
  find_tokens(text, found);
  find_mail(text, found);
  find_run_names(text, found);
  each_run(text, is_alnum, [&](size_t begin, size_t end) {
    if (const View kind = id_kind(text.substr(begin, end - begin)); !kind.empty())
      found.push_back({begin, end, kind});
  });
  each_run(text, is_host_char, [&](size_t begin, size_t end) {
    const std::string run = lower(text.substr(begin, end - begin));
    for (const auto& [suffix, kind] : kDomains) {
      if (run.ends_with(suffix) && run.size() > suffix.size() && is_alnum(run[0]))
        found.push_back({begin, end, kind});
    }
    if (is_uuid(run)) found.push_back({begin, end, "uuid"});
  });
  each_run(text, is_opaque_char, [&](size_t begin, size_t end) {
    const View run = text.substr(begin, end - begin);
    if (is_opaque(run)) found.push_back({begin, end, "opaque"});
  });
  // The longest first where several begin together, so that a token is not taken for its org.
  std::stable_sort(found.begin(), found.end(), [](const Shape& left, const Shape& right) {
    return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
  });
  return found;
}

std::vector<Shape> find_times(std::string_view text) {
  std::vector<Shape> found;
  for (size_t at = 0; at < text.size();) {
    const bool starts = at == 0 || !is_alnum(text[at - 1]);
    const View rest = text.substr(at);
    Shape shape{at, at, {}};
    if (starts && is_digit(text[at])) {
      shape = {at, at + iso_length(rest), "iso_time"};
      if (shape.end == at) shape = {at, at + epoch_length(rest), "epoch_ms"};
    } else if (starts && is_upper(text[at])) {
      shape = {at, at + http_date_length(rest), "http_date"};
    }
    if (shape.end > at) found.push_back(shape);
    at = std::max(shape.end, at + 1);
  }
  return found;
}

std::vector<Shape> find_addresses(std::string_view text, const std::vector<std::string>& kept) {
  std::vector<Shape> found;
  each_run(
      text, [](char c) { return is_host_char(c); },
      [&](size_t begin, size_t end) {
        while (end > begin && text[end - 1] == '.') --end;
        const auto address = read_address(text.substr(begin, end - begin));
        if (address && !may_stay(*address, kept)) found.push_back({begin, end, "address"});
      });
  each_run(
      text, [](char c) { return is_alnum(c) || c == ':'; },
      [&](size_t begin, size_t end) {
        const std::string run = lower(text.substr(begin, end - begin));
        const bool is_kept = run == "::1" || run == "::" || run.starts_with("2001:db8:") ||
                             std::find(kept.begin(), kept.end(), run) != kept.end();
        if (is_ipv6(run) && !is_kept) found.push_back({begin, end, "address"});
      });
  std::sort(found.begin(), found.end(),
            [](const Shape& left, const Shape& right) { return left.begin < right.begin; });
  return found;
}

}  // namespace rehearse::harness
