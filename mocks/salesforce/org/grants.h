#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/core/crypto.h"
#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::salesforce {

// GrantId numbers what one approval gave: the authorization code and, once that is redeemed, the
// grant with its tokens. Lineage writes it as `c7` and `g7`.
using GrantId = uint64_t;

// CodeRequest is what an approved authorization binds to its code.
struct CodeRequest {
  AppId app{};
  UserId user{};
  std::string redirect_uri{};
  std::vector<std::string> scopes{};  // as granted
  CodeChallenge challenge{};          // empty: the request had none
  bool is_challenge_plain = false;
  std::string nonce{};
};

struct Code {
  GrantId id = 0;
  CodeRequest request{};
  TimePoint issued_at{};
  const Reason* spent = nullptr;  // why it is of no more use; null while it may be redeemed
  TimePoint spent_at{};
};

// FoundCode: id 0 means that this org never issued the code; an id without a code that the code is
// too old to be kept.
struct FoundCode {
  GrantId id = 0;
  const Code* code = nullptr;
};

// GrantEvent is one line of a grant's lineage.
struct GrantEvent {
  enum class What { opened, refreshed, refused, access_revoked, refresh_ended, ended };
  What what = What::opened;
  TimePoint at{};
  uint32_t generation = 0;         // the refresh token that was current, or that was presented
  uint32_t access = 0;             // the access token that was issued or revoked; 0: none
  const Reason* reason = nullptr;  // why it was refused or ended
};

// Grant is what a user gave an app: a chain of refresh tokens, of which the newest is good, and the
// access tokens that came from it. A browser-less session (POST /sessions) is a grant without app.
struct Grant {
  GrantId id = 0;
  AppId app{};  // empty: an org session
  UserId user{};
  std::vector<std::string> scopes{};
  bool has_refresh = false;
  bool opened_by_code = false;
  std::string_view flow{};  // how it was opened: `web_server`, `jwt_bearer`, …; of static lifetime
  TimePoint opened_at{};
  TimePoint refresh_issued_at{};  // of the current refresh token
  TimePoint last_used_at{};       // the last successful exchange or refresh
  uint32_t generation = 0;        // of the current refresh token
  uint32_t access_issued = 0;     // access tokens so far
  uint32_t uses = 0;              // successful refreshes
  // Requests that arrived up to here were there before the last rotation was committed.
  uint64_t rotated_at_arrival = 0;
  const Reason* refresh_ended = nullptr;  // the refresh token died; access tokens live on
  const Reason* ended = nullptr;          // everything died
  TimePoint ended_at{};

  // Access tokens that died before their grant, by number: those listed and all up to `dead_up_to`.
  struct DeadAccess {
    uint32_t number = 0;
    const Reason* reason = nullptr;
  };
  std::vector<DeadAccess> dead_access{};
  uint32_t dead_up_to = 0;

  static constexpr size_t kEventsKept = 8;
  std::array<GrantEvent, kEventsKept> events{};
  uint32_t event_count = 0;  // so far; the last eight are kept
  void add_event(const GrantEvent& event) { events[event_count++ % kEventsKept] = event; }
};

// FoundRefresh: id 0 means that this org never issued the token; an id without a grant that the
// grant ended too long ago to be kept.
struct FoundRefresh {
  GrantId id = 0;
  const Grant* grant = nullptr;
  uint32_t generation = 0;
};

// Access is what a good access token stands for.
struct Access {
  GrantId grant = 0;
  uint32_t number = 0;
  UserId user{};
  AppId app{};  // empty: an org session
  std::vector<std::string> scopes{};
  TimePoint issued_at{};
  TimePoint expires_at{};
  bool is_jwt = false;
};

// AccessTerms are what an app's policies say about a new access token.
struct AccessTerms {
  Duration lifetime{std::chrono::hours(2)};
  bool is_jwt = false;      // the text travels inside a JWT and is not good by itself
  uint64_t scope_mask = 0;  // oauth::scope_mask of a narrowed scope; 0: all of the grant
};

struct RefreshTerms {
  AccessTerms access{};
  bool rotate = false;
  uint64_t latest_arrival = 0;  // the newest request that had arrived when this one was judged
};

struct Tokens {
  GrantId grant = 0;
  AccessToken access{};
  RefreshToken refresh{};  // empty: none was issued
  TimePoint issued_at{};
};

// Grants is the org's token store. Tokens are sealed records that name their grant and generation,
// so that every token ever issued is recognised although only grants are kept: memory stays flat
// over any number of refreshes, and each verb takes constant time. What was once seen dead stays
// dead, even if the clock is set back. Limits: kGrantsEnded ended grants, kBearersKept grants that
// have no live refresh token, kCodesKept codes.
class Grants {
 public:
  static constexpr size_t kGrantsEnded = 1'000;
  static constexpr size_t kBearersKept = 4'000;
  static constexpr size_t kCodesKept = 2'000;

  Grants(uint64_t seed, std::string_view organization_id);

  // Authorization codes (RFC 6749 section 4.1.2).
  AuthorizationCode issue_code(CodeRequest request, TimePoint now);
  FoundCode find_code(std::string_view code);
  void spend_code(GrantId id, const Reason& why, TimePoint now);
  // Redeems the code for a grant. At most `approvals_kept` grants with a refresh token live per
  // user and app: the oldest gives way.
  Tokens redeem_code(GrantId id, const AccessTerms& terms, size_t approvals_kept, TimePoint now);
  // A grant that needs no code, for the flows without a browser. No refresh token. `flow` is its
  // name in the lineage.
  Tokens open_grant(const AppId& app, const UserId& user, std::vector<std::string> scopes,
                    const AccessTerms& terms, TimePoint now, std::string_view flow = "session");
  // An org session id that works as a bearer token.
  AccessToken open_session_token(const UserId& user, Duration lifetime, TimePoint now);

  // Refresh tokens.
  FoundRefresh find_refresh(std::string_view token);
  // Issues an access token and, with `rotate`, the next refresh token, which retires the present.
  Tokens refresh(GrantId id, const RefreshTerms& terms, TimePoint now);
  void end_refresh(GrantId id, const Reason& why, TimePoint now);
  // Notes an attempt that was refused, for the lineage.
  void note_refused(GrantId id, uint32_t generation, const Reason& why, TimePoint now);

  // Access tokens. The error says why the token is not good; `is_jwt` says that it came in a JWT.
  Result<Access, const Reason*> find_access(std::string_view token, TimePoint now,
                                            bool is_jwt = false);
  void revoke_access(GrantId id, uint32_t number, TimePoint now);

  // Revocation. False or 0: there was nothing alive to revoke. Those of a user or an app also void
  // the codes that wait and forget the approvals.
  bool revoke_grant(GrantId id, const Reason& why, TimePoint now);
  size_t revoke_of_user(const UserId& user, const Reason& why, TimePoint now);
  size_t revoke_of_app(const AppId& app, const Reason& why, TimePoint now);
  size_t revoke_of_user_and_app(const UserId& user, const AppId& app, const Reason& why,
                                TimePoint now);

  // Approvals a person gave on the approval page. Remembered per user, app and scopes; forgotten
  // when the grant they led to is revoked. At most `approvals_kept` per user and app.
  void remember_approval(const UserId& user, const AppId& app,
                         const std::vector<std::string>& scopes, size_t approvals_kept);
  // True if one remembered approval covers the scopes.
  bool has_approved(const UserId& user, const AppId& app,
                    const std::vector<std::string>& scopes) const;
  // The scopes of all remembered approvals together, each once; empty: there is none.
  std::vector<std::string> approved_scopes(const UserId& user, const AppId& app) const;

  // Everything as it is, and back to that, for a world that is lived in more than once
  // (grants_saved.cc). What was issued in between is unknown afterwards.
  class Saved;
  std::shared_ptr<const Saved> save() const;
  void restore(const Saved& saved);
  // As if the grant had been opened that much earlier: for who passes over a time in which nothing
  // happened but what happens again and again.
  void antedate(GrantId id, Duration by);

  const Grant* find(GrantId id) const;
  // The app's live grants, oldest first: its OAuth usage page.
  std::vector<const Grant*> of_app(const AppId& app) const;
  // Codes, grants and tokens as JSON: who begat whom, used when, ended why. Ids, never values.
  std::string lineage() const;

 private:
  struct UserApp {
    UserId user{};
    AppId app{};
    std::vector<GrantId> refreshable{};                 // oldest first
    std::vector<std::vector<std::string>> approvals{};  // sorted scopes, oldest first
  };
  // What an access token's record holds beside its grant's number.
  struct AccessRecord {
    GrantId grant = 0;
    uint32_t number = 0;
    TimePoint issued_at{};
    Duration lifetime{};
    uint64_t scope_mask = 0;
    bool is_jwt = false;
  };
  UserApp& user_app(const UserId& user, const AppId& app);
  static std::string key_of(const UserId& user, const AppId& app);
  std::optional<AccessRecord> open_access(std::string_view token);
  static const Reason* why_dead(const Grant& grant, uint32_t number);
  static void bury_access(Grant& grant, uint32_t number, const Reason& why);
  Grant* find_mutable(GrantId id);
  Grant& open(GrantId id, const AppId& app, const UserId& user, std::vector<std::string> scopes,
              TimePoint now);
  AccessToken issue_access(Grant& grant, const AccessTerms& terms, TimePoint now);
  RefreshToken issue_refresh(Grant& grant, TimePoint now);
  void keep_as_bearer(GrantId id, TimePoint now);
  void leave_user_app(const Grant& grant);
  void forget_approval(const Grant& grant);
  void forget_approvals(const UserId* user, const AppId* app);
  void void_codes(const UserId* user, const AppId* app, const Reason& why, TimePoint now);
  size_t revoke_matching(const UserId* user, const AppId* app, const Reason& why, TimePoint now);

  Seal seal_;
  std::string access_prefix_;  // 00D… with 15 characters, and `!`
  GrantId last_id_ = 0;
  std::unordered_map<GrantId, Code> codes_{};
  std::deque<GrantId> codes_in_order_{};
  std::unordered_map<GrantId, Grant> grants_{};
  std::deque<GrantId> ended_in_order_{};
  std::deque<GrantId> bearers_in_order_{};
  std::unordered_map<std::string, UserApp> by_user_app_{};
};

}  // namespace rehearse::salesforce
