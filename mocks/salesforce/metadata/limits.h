#pragma once

#include <cstddef>

namespace rehearse::salesforce {

// kMostZipBytes is how large a package may be (Salesforce, documented: 39 MB for deploy and
// retrieve alike).
inline constexpr size_t kMostZipBytes = 39u << 20;

// The bodies that carry one, with 1 MiB for what stands around it. SOAP writes the package in
// base64 (Salesforce, documented: 50 MB a message, "approximately 39 MB" before encoding).
inline constexpr size_t kRestDeployBody = kMostZipBytes + (1u << 20);
inline constexpr size_t kSoapBody = kMostZipBytes / 3 * 4 + (1u << 20);

}  // namespace rehearse::salesforce
