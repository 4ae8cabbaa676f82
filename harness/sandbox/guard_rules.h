#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"

// What the guards of the org and of the workspace have in common.
namespace rehearse::harness {

// RFC 3986: a character that stands in no address. Where two readers of an address differ, one may
// see another host than the other.
bool has_odd_character(std::string_view url);

// Why a request to a host that may be asked is not sent, as a sentence without its end: it goes
// elsewhere than to https at the usual port, or names a user, a fragment or another host.
std::optional<std::string> why_odd_request(const wire::HttpRequest& request, const wire::Uri& uri);

// RFC 9110 section 10.2.3: how long the server wants to be left alone, at most a day; `usual` where
// it does not give seconds. Nothing without the header.
std::optional<std::chrono::seconds> retry_after(const wire::WireResponse& answer,
                                                std::chrono::seconds usual);

// Takes out of a refusal what the request carried as credentials: an org, or a proxy before it, may
// quote what it refuses, and its words are shown.
void blank_echoes(const wire::HttpRequest& request, const wire::Uri& uri,
                  wire::WireResponse& answer);

// FailureRow counts failures of the environment; three in a row are the end.
class FailureRow {
 public:
  void count(const std::string& host, bool failed);
  // Why nothing is sent any more; empty: it still is.
  const std::string& broken() const { return broken_; }

 private:
  int in_a_row_ = 0;
  std::string broken_{};
};

}  // namespace rehearse::harness
