#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/salesforce/metadata/limits.h"

namespace rehearse::salesforce {

// ZipEntry is a file of an archive; directories are left out.
struct ZipEntry {
  std::string path{};  // relative, with `/` between its parts
  std::string content{};
};

// ZipLimits bound what is read. The defaults are those of the Metadata API Developer Guide.
struct ZipLimits {
  uint64_t archive = kMostZipBytes;         // bytes, as sent
  uint64_t unpacked = uint64_t{400} << 20;  // bytes of all files together
  uint64_t files = 10'000;
};

// ZipProblem says why an archive is not taken.
struct ZipProblem {
  std::string message{};
  const Reason* reason = nullptr;
};

// The files of an archive in memory, in the archive's order. Limits are judged on what really comes
// out, so that an archive that lies about its sizes, or that inflates to terabytes, costs no more
// than the limit. Refused are archives that are broken or encrypted, and names that are absolute,
// climb (`..`), hold a backslash or a control character, are not UTF-8 or stand twice.
Result<std::vector<ZipEntry>, ZipProblem> read_zip(std::string_view bytes,
                                                   const ZipLimits& limits = {});

// An archive with these files, at least one. The same files give the same bytes: every time stamp
// is the same.
std::string write_zip(const std::vector<ZipEntry>& entries);

}  // namespace rehearse::salesforce
