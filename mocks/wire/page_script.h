#pragma once

#include <string_view>

namespace rehearse::wire {

// page_script() is the one script of our pages. It only adds comfort, and each thing it does has a
// way without: a double click is met by the form's once-only token, scopes are moved by the server,
// texts are copied by hand, errors are linked from the summary.
std::string_view page_script();

}  // namespace rehearse::wire
