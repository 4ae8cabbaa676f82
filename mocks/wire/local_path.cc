#include "mocks/wire/local_path.h"

#include "mocks/core/text.h"

namespace rehearse::wire {

std::string local_path(std::string_view path, std::string_view otherwise) {
  const bool is_local = path.starts_with('/') && !path.starts_with("//") &&
                        path.find('\\') == std::string_view::npos && !has_control(path);
  return std::string(is_local ? path : otherwise);
}

}  // namespace rehearse::wire
