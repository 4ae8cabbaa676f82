#include "mocks/salesforce/org/verification.h"

#include <algorithm>

#include "mocks/core/crypto.h"
#include "mocks/salesforce/org/totp.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using oauth::Dial;

constexpr size_t kCodeLength = 6;
constexpr int kDrift = 1;          // steps of an authenticator's clock, either way
constexpr size_t kKept = 1'000;    // challenges; as many as there are sessions
constexpr size_t kStepsKept = 16;  // used authenticator steps remembered for one user
constexpr Duration kSendWindow = std::chrono::hours(1);

bool same_text(std::string_view left, std::string_view right) {
  return constant_time_equal(left, right);
}

}  // namespace

Verification::Verification(uint64_t seed, const oauth::Dials& dials)
    : dials_(dials), entropy_(seed, "salesforce verification") {}

bool Verification::trusted(const WebSession& session, TimePoint now) const {
  return session.verified_at &&
         now <= *session.verified_at + dials_.duration(Dial::otp_trusted_window);
}

bool Verification::locked(const UserId& user, TimePoint now) const {
  const auto found = people_.find(user.value);
  return found != people_.end() && found->second.locked_at &&
         now <= *found->second.locked_at + dials_.duration(Dial::otp_lock_duration);
}

Result<const Challenge*, const Reason*> Verification::begin(const WebSession& session,
                                                            const User& user,
                                                            std::string_view target,
                                                            TimePoint now) {
  if (locked(user.id, now)) return &reason::otp_locked;
  Challenge challenge{session.id, user.id, std::string(target), user.verification};
  challenge.sent_at = now;
  // A method that the user lacks falls back to the next one (security guide: the order of methods).
  if (challenge.method == VerificationMethod::authenticator && user.totp_secret.empty()) {
    challenge.method = VerificationMethod::sms;
  }
  if (challenge.method == VerificationMethod::sms && user.mobile_phone.empty()) {
    challenge.method = VerificationMethod::email;
  }
  if (challenge.method != VerificationMethod::authenticator) {
    // Salesforce help, SMS verification: five codes within one hour, every send restarts the hour.
    Person& person = people_[user.id.value];
    if (person.last_send && now > *person.last_send + kSendWindow) person.sends = 0;
    if (person.sends >= dials_.number(Dial::otp_max_sends_per_hour)) {
      return &reason::otp_too_many_sends;
    }
    person.sends += 1;
    person.last_send = now;
    challenge.code = entropy_.text(kDigits, kCodeLength);
  }
  if (const Challenge* former = find(session.id)) {
    challenge.replaced = former->replaced;
    if (!former->code.empty()) challenge.replaced.push_back(former->code);
    if (challenge.replaced.size() > kStepsKept) {
      challenge.replaced.erase(challenge.replaced.begin());
    }
  } else if (challenges_.size() == kKept) {
    forget_oldest();
  }
  Challenge& kept = challenges_[session.id.value];
  kept = std::move(challenge);
  return &kept;
}

const Challenge* Verification::find(const SessionId& session) const {
  const auto found = challenges_.find(session.value);
  return found == challenges_.end() ? nullptr : &found->second;
}

Result<Done, const Reason*> Verification::verify(const WebSession& session, const User& user,
                                                 std::string_view target, std::string_view code,
                                                 TimePoint now) {
  if (locked(user.id, now)) return &reason::otp_locked;
  const auto found = challenges_.find(session.id.value);
  if (found == challenges_.end() || found->second.user != user.id) {
    return &reason::otp_no_challenge;
  }
  Challenge& challenge = found->second;
  if (challenge.target != target) return &reason::otp_other_activity;
  if (const Reason* refused = judge(challenge, user, code, now)) return refused;
  challenge.voided_by = &reason::otp_used;
  people_[user.id.value].voids = 0;
  return Done{};
}

// Null if the code is right.
const Reason* Verification::judge(Challenge& challenge, const User& user, std::string_view code,
                                  TimePoint now) {
  if (challenge.voided_by != nullptr) return challenge.voided_by;
  if (code.empty()) return &reason::otp_missing;
  if (challenge.method == VerificationMethod::authenticator) {
    const Reason* refused = judge_authenticator(user, code, now);
    return refused == nullptr ? nullptr : count_wrong(challenge, *refused, now);
  }
  // What has been seen dead stays dead, even when virtual time is set back.
  if (now > challenge.sent_at + dials_.duration(Dial::otp_lifetime)) {
    challenge.voided_by = &reason::otp_expired;
    return challenge.voided_by;
  }
  if (same_text(challenge.code, code)) return nullptr;
  const bool was_replaced = std::ranges::any_of(
      challenge.replaced, [&](const std::string& old) { return same_text(old, code); });
  return count_wrong(challenge, was_replaced ? reason::otp_replaced : reason::otp_wrong, now);
}

const Reason* Verification::judge_authenticator(const User& user, std::string_view code,
                                                TimePoint now) {
  const std::optional<int64_t> step = totp_step(user.totp_secret, code, now, kDrift);
  if (!step) return &reason::otp_wrong;
  // RFC 6238 section 5.2: the second attempt of the same code must not be accepted.
  std::deque<int64_t>& used = people_[user.id.value].used_steps;
  if (std::ranges::find(used, *step) != used.end()) return &reason::otp_used;
  used.push_back(*step);
  if (used.size() > kStepsKept) used.pop_front();
  return nullptr;
}

const Reason* Verification::count_wrong(Challenge& challenge, const Reason& reason, TimePoint now) {
  challenge.wrong_tries += 1;
  if (challenge.wrong_tries < dials_.number(Dial::otp_max_tries)) return &reason;
  challenge.voided_by = &reason::otp_tries_exceeded;
  Person& person = people_[challenge.user.value];
  person.voids += 1;
  if (person.voids >= dials_.number(Dial::otp_voids_before_lock)) {
    person.voids = 0;
    person.locked_at = now;
  }
  return challenge.voided_by;
}

void Verification::forget_oldest() {
  const auto oldest = std::ranges::min_element(
      challenges_, {}, [](const auto& entry) { return entry.second.sent_at; });
  challenges_.erase(oldest);
}

}  // namespace rehearse::salesforce
