#pragma once

#include <map>
#include <string>

namespace rehearse::harness {

// The bytes of a zip file that holds these files, by their paths. Nothing in it depends on the time
// at which it was made.
std::string zip_of(const std::map<std::string, std::string>& files);

}  // namespace rehearse::harness
