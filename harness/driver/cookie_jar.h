#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/time.h"

namespace rehearse::harness {

// CookieJar keeps a browser's cookies by the rules of RFC 6265 that a navigation meets: Domain,
// Path, Secure, Max-Age, Expires and the `__Host-` and `__Secure-` prefixes. Values are kept byte
// for byte. HttpOnly changes nothing here (there are no scripts), nor does SameSite (every form is
// posted by a page of its own site).
class CookieJar {
 public:
  // Takes one Set-Cookie header of the answer to `url`; ignores what a browser would ignore.
  void store(std::string_view url, std::string_view set_cookie, TimePoint now);
  // The value of the Cookie header for a request to `url`; empty if no cookie applies.
  std::string header_for(std::string_view url, TimePoint now) const;
  size_t size() const { return cookies_.size(); }

 private:
  struct Cookie {
    std::string name{}, value{}, host{}, path{};
    bool host_only = true;
    bool secure = false;
    bool persistent = false;
    TimePoint expires_at{};
  };
  static void apply(Cookie& cookie, std::string_view attribute, TimePoint now);
  std::vector<Cookie> cookies_{};
};

}  // namespace rehearse::harness
