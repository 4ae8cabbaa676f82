#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why identity verification does not let a session on.
namespace rehearse::salesforce::reason {

inline constexpr Reason otp_required{
    "otp_required",
    "The session has not verified its identity within the last five minutes.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Enter the verification code that was just sent, or the authenticator's.",
    {Basis::documented, "Salesforce help, Get Your Consumer Key"}};
inline constexpr Reason otp_missing{
    "otp_missing",
    "The form came without a verification code.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Enter the six digits.",
    {Basis::inferred, "KB 000395187"}};
inline constexpr Reason otp_wrong{
    "otp_wrong",
    "The verification code is not the one that was sent.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Enter the newest code, or ask for another.",
    {Basis::documented, "KB 000395187"}};
inline constexpr Reason otp_expired{
    "otp_expired",
    "The verification code is older than it may be.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Ask for another code.",
    {Basis::documented, "Salesforce help, Verify Identity with SMS; KB 005239145"}};
inline constexpr Reason otp_replaced{
    "otp_replaced",
    "The verification code was replaced by one sent later.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Enter the newest code.",
    {Basis::inferred, "Salesforce voids a code when it sends another"}};
inline constexpr Reason otp_used{
    "otp_used",
    "The verification code was used before.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Ask for another code, or wait for the authenticator's next one.",
    {Basis::inferred, "RFC 6238 section 5.2"}};
inline constexpr Reason otp_other_activity{
    "otp_other_activity",
    "The verification code was sent for another page than the one it was entered for.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Open Consumer Key and Secret again and use the code sent then.",
    {Basis::inferred, "A verification is bound to its activity"}};
inline constexpr Reason otp_no_challenge{
    "otp_no_challenge",
    "A verification code came in a session to which none was sent.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Open Consumer Key and Secret and use the code sent then.",
    {Basis::inferred, "A verification is bound to its session"}};
inline constexpr Reason otp_tries_exceeded{
    "otp_tries_exceeded",
    "The verification code was void after too many wrong tries.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Ask for another code, and read it again before entering it.",
    {Basis::documented, "KB 000395187"}};
inline constexpr Reason otp_locked{"otp_locked",
                                   "Verification is locked after too many failed challenges.",
                                   "The consumer key and secret stay hidden for about an hour; "
                                   "connections that exist are not touched.",
                                   "Wait an hour, then open Consumer Key and Secret again.",
                                   {Basis::observed, "KB 000395009"}};
inline constexpr Reason otp_too_many_sends{
    "otp_too_many_sends",
    "The user asked for more verification codes than Salesforce sends in an hour.",
    "The consumer key and secret stay hidden; connections that exist are not touched.",
    "Wait an hour after the last code, then ask again.",
    {Basis::documented, "Salesforce help, Verify Identity with SMS; KB 005239145"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kOtpReasons = std::to_array<const Reason*>({
    &reason::otp_required,
    &reason::otp_missing,
    &reason::otp_wrong,
    &reason::otp_expired,
    &reason::otp_replaced,
    &reason::otp_used,
    &reason::otp_other_activity,
    &reason::otp_no_challenge,
    &reason::otp_tries_exceeded,
    &reason::otp_locked,
    &reason::otp_too_many_sends,
});

}  // namespace rehearse::salesforce
