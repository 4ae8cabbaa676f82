#pragma once

#include <string>

namespace rehearse::harness {

// Asks the desktop to show the address, if there is a display and xdg-open. Says whether it did;
// never waits and never fails for want of either.
bool open_browser(const std::string& address);

}  // namespace rehearse::harness
