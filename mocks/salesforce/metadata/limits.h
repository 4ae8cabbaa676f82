#pragma once

#include <cstddef>

namespace rehearse::salesforce {

// kMostZipBytes is how large a package may be (Salesforce, documented: 39 MB for deploy and
// retrieve alike).
inline constexpr size_t kMostZipBytes = 39u << 20;

// The body that carries one by REST, with 1 MiB for what stands around it.
inline constexpr size_t kRestDeployBody = kMostZipBytes + (1u << 20);
// A SOAP message, the package in base64 in it (Salesforce, documented: 50 MB, "approximately 39 MB"
// before encoding; its fault says 52428800 bytes).
inline constexpr size_t kSoapBody = 50u << 20;

}  // namespace rehearse::salesforce
