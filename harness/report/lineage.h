#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

// Lineage is what GET /lineage tells: which code became which grant, which token came from which,
// who used it when, and why it ended. Ids, never values. What a document leaves out is empty.

// Presentation is that somebody presented a code or a token.
struct Presentation {
  std::optional<TimePoint> at{};
  std::string by{};   // the address
  std::string how{};  // exchange, refresh, introspect, revoke or use
};

struct LineageCode {
  std::string id{}, app{}, user{}, grant{};
  std::optional<TimePoint> issued_at{};
  Presentation spent{};
  int64_t replays = 0;
  Presentation replayed{};  // the newest
  std::string ended{};      // why it was of no use; empty where it was redeemed
};

struct LineageToken {
  std::string id{};
  bool is_refresh = false;
  std::string parent{};  // of a refresh token: the one that it followed
  std::string beside{};  // of an access token: the refresh token that came with it, or was there
  std::optional<TimePoint> issued_at{}, expires_at{}, retired_at{}, ended_at{};
  // Of a refresh token that is not the newest, where its own retirement is not kept: it was no
  // later.
  std::optional<TimePoint> retired_by{};
  std::string issued_to{};  // the address
  Presentation used{};      // the newest
  std::string ended{};      // the reason
};

struct LineageEvent {
  std::optional<TimePoint> at{};
  std::string what{}, by{}, how{}, refresh_token{}, access_token{}, reason{};
  bool rotated = false;
};

struct LineageGrant {
  std::string id{}, code{}, app{}, user{}, flow{};  // app and user by name; no app: an org session
  std::optional<TimePoint> opened_at{}, ended_at{};
  std::string ended{};
  std::string ended_by{};  // the code or token whose presentation ended it
  Presentation ending{};
  std::vector<LineageToken> refresh{}, access{};  // oldest first
  std::vector<LineageEvent> events{};
};

struct Lineage {
  std::optional<TimePoint> at{};
  std::vector<LineageCode> codes{};    // those that became no grant
  std::vector<LineageGrant> grants{};  // those of apps
  std::vector<LineageCode> redeemed{};
  size_t sessions = 0;  // grants without an app

  const LineageCode* code_of(const LineageGrant& grant) const;
  bool empty() const { return codes.empty() && grants.empty(); }
};

// Reads the document. The error is a sentence that names the place and what should stand there.
Result<Lineage, std::string> read_lineage(std::string_view json);

}  // namespace rehearse::harness
