#pragma once

#include <array>

#include "mocks/core/reason.h"

namespace rehearse::wire {

// reason holds why a request got no answer from an endpoint: HTTP's own rules, and the mocks' bugs.
namespace reason {

inline constexpr Reason route_unknown{
    "route_unknown",
    "No endpoint of the mock has this path.",
    "The request reached the mock and did nothing.",
    "Compare the path with the documented one; `rehearse fidelity` lists the mocks' routes.",
    {Basis::inferred, "RFC 9110 section 15.5.5"}};
inline constexpr Reason method_not_allowed{"method_not_allowed",
                                           "The endpoint exists, but not for this method.",
                                           "The request reached the mock and did nothing.",
                                           "Use one of the methods in the answer's Allow header.",
                                           {Basis::documented, "RFC 9110 section 15.5.6"}};
inline constexpr Reason request_malformed{
    "request_malformed",
    "The request broke the rules of HTTP itself, or its head was too large.",
    "No endpoint has seen the request.",
    "Mend the client; the answer's body names the fault.",
    {Basis::documented, "RFC 9112 sections 2, 3.2, 6 and 7"}};
inline constexpr Reason body_too_large{
    "body_too_large",
    "The request's body is longer than its endpoint takes.",
    "The body was not read; no endpoint has seen the request.",
    "Send less: 1 MiB is enough for everything but metadata, whose packages may have 39 MB.",
    {Basis::documented, "RFC 9110 section 15.5.14; the limits of all but packages are inferred"}};
inline constexpr Reason mock_bug{
    "mock_bug",
    "The mock met a mistake of its own while serving the request.",
    "The answer, with the reserved status 599, says nothing about the real system.",
    "Report it with the seed and the scenario; a run that meets it can't be trusted.",
    {Basis::inferred, "The mocks' own rule: a bug shows up as one"}};

}  // namespace reason

inline constexpr std::array<const Reason*, 5> kReasons{
    &reason::route_unknown, &reason::method_not_allowed, &reason::request_malformed,
    &reason::body_too_large, &reason::mock_bug};

}  // namespace rehearse::wire
