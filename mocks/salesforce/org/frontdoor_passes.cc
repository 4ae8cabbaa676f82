#include "mocks/salesforce/org/frontdoor_passes.h"

#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons_frontdoor.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kKept = 1'000;
constexpr size_t kLength = 96;
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

}  // namespace

FrontdoorPasses::FrontdoorPasses(uint64_t seed, std::string_view organization_id)
    : entropy_(seed, "salesforce frontdoor"), prefix_(short_id(organization_id) + "!") {}

std::string FrontdoorPasses::issue(FrontdoorPass pass, TimePoint now) {
  if (passes_.size() == kKept) {
    by_otp_.erase(passes_.front().otp);
    passes_.pop_front();
  }
  passes_.push_back({prefix_ + entropy_.text(kAlphabet, kLength), std::move(pass), now, nullptr});
  by_otp_[passes_.back().otp] = std::prev(passes_.end());
  return passes_.back().otp;
}

Result<FrontdoorPass, const Reason*> FrontdoorPasses::claim(std::string_view otp, Duration lifetime,
                                                            TimePoint now) {
  const auto found = by_otp_.find(std::string(otp));
  if (found == by_otp_.end()) return &reason::frontdoor_otp_unknown;
  Pass& pass = *found->second;
  if (pass.spent != nullptr) return pass.spent;
  // What has been seen dead stays dead, even when virtual time is set back.
  if (now > pass.issued_at + lifetime) {
    pass.spent = &reason::frontdoor_otp_expired;
    return pass.spent;
  }
  pass.spent = &reason::frontdoor_otp_used;
  return pass.opens;
}

}  // namespace rehearse::salesforce
