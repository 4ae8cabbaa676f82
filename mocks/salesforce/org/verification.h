#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/core/entropy.h"
#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/oauth/dials.h"
#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// Challenge is one request for a verification code, bound to a session and to what the user was
// about to open.
struct Challenge {
  SessionId session{};
  UserId user{};
  std::string target{};  // the page behind the verification: the bound activity
  VerificationMethod method = VerificationMethod::email;
  std::string code{};  // empty for an authenticator app
  TimePoint sent_at{};
  int wrong_tries = 0;
  const Reason* voided_by = nullptr;    // null while the challenge is open
  std::vector<std::string> replaced{};  // codes that this one replaced, for the journal's reason
};

// Verification judges Salesforce's identity verification: who gets a code, what a code is good for,
// when it is locked. Limits are the dials otp.*; it sends nothing itself.
class Verification {
 public:
  Verification(uint64_t seed, const oauth::Dials& dials);

  // True if the session verified within otp.trusted_window.
  bool trusted(const WebSession& session, TimePoint now) const;

  // Starts a challenge, which voids the session's former one. The error is otp_locked or
  // otp_too_many_sends; then the former challenge stays as it is. The pointer is good until the
  // next call.
  Result<const Challenge*, const Reason*> begin(const WebSession& session, const User& user,
                                                std::string_view target, TimePoint now);
  // The session's challenge, open or void; null if there never was one.
  const Challenge* find(const SessionId& session) const;
  // Judges a code. Done: it was right and is used up. The error says why not.
  Result<Done, const Reason*> verify(const WebSession& session, const User& user,
                                     std::string_view target, std::string_view code, TimePoint now);
  bool locked(const UserId& user, TimePoint now) const;

 private:
  struct Person {
    int sends = 0;  // since the last hour without a send
    std::optional<TimePoint> last_send{};
    int voids = 0;  // challenges lost to wrong tries since the last success or lock
    std::optional<TimePoint> locked_at{};
    std::deque<int64_t> used_steps{};  // authenticator time steps already used
  };
  const Reason* judge(Challenge& challenge, const User& user, std::string_view code, TimePoint now);
  const Reason* judge_authenticator(const User& user, std::string_view code, TimePoint now);
  const Reason* count_wrong(Challenge& challenge, const Reason& reason, TimePoint now);
  void forget_oldest();

  const oauth::Dials& dials_;
  SeededEntropy entropy_;
  std::unordered_map<std::string, Challenge> challenges_;  // by session
  std::unordered_map<std::string, Person> people_;         // by user
};

}  // namespace rehearse::salesforce
