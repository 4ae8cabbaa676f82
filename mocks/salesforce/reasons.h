#pragma once

#include <algorithm>
#include <array>

#include "mocks/salesforce/reasons_connect.h"
#include "mocks/salesforce/reasons_data.h"
#include "mocks/salesforce/reasons_metadata.h"
#include "mocks/salesforce/reasons_metadata_jobs.h"
#include "mocks/salesforce/reasons_otp.h"
#include "mocks/salesforce/reasons_session.h"
#include "mocks/salesforce/reasons_setup.h"
#include "mocks/salesforce/reasons_soap.h"

namespace rehearse::salesforce {

template <size_t... kSizes>
constexpr auto joined(const std::array<const Reason*, kSizes>&... arrays) {
  std::array<const Reason*, (kSizes + ...)> all{};
  auto* at = all.begin();
  ((at = std::copy(arrays.begin(), arrays.end(), at)), ...);
  return all;
}

// kReasons are all reasons of the org's pages and stores, for `rehearse explain` and the ledger. A
// new header of reasons adds its array here.
// clang-format off
inline constexpr auto kReasons = joined(
    kSetupReasons,
    kOtpReasons,
    kSessionReasons,
    kSoapReasons,
    kConnectReasons,
    kDataReasons,
    kMetadataReasons,
    kMetadataJobReasons);
// clang-format on

}  // namespace rehearse::salesforce
