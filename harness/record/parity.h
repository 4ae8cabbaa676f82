#pragma once

#include <string>
#include <vector>

#include "harness/record/difference.h"
#include "harness/record/recording.h"

namespace rehearse::harness {

// Compares what was recorded with the same scenario on the mock, step by step; steps that were not
// performed when it was recorded are left out. Within a step exchanges belong together that were
// asked by the same side, with the same method and path, in their order; a GET that is repeated
// may be repeated more or less often. Where a person did a step on a real org's pages, the mock's
// pages are left out. What is asked only serves to tell which reference is which:
// compared are the answers.
std::vector<Difference> compare_recordings(const Recording& recorded, const Recording& mock);

// The path of an exchange with references without their numbers and without an API version:
// `/services/data/v{version}/sobjects/User/<user_id>`.
std::string path_template(const std::string& url);

}  // namespace rehearse::harness
