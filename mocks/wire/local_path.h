#pragma once

#include <string>
#include <string_view>

namespace rehearse::wire {

// local_path gives a path of this site that is safe to redirect to, or `otherwise`: never another
// host (RFC 9700 section 4.11).
std::string local_path(std::string_view path, std::string_view otherwise);

}  // namespace rehearse::wire
