#pragma once

#include <string>

#include "harness/sandbox/target_file.h"
#include "harness/sandbox/terminal.h"
#include "harness/target/curl_call.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// How the target's hosts are reached: its proxy with its password, its authorities, its addresses.
// Each request reaches the org once at most. The error is a sentence that names the file or the
// variable, and the remedy.
Result<CurlOptions, std::string> curl_options_of(const TargetFile& target, Terminal& terminal);

}  // namespace rehearse::harness
