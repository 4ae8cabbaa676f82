#pragma once

#include <string_view>

#include "harness/driver/script.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// Which of an app's pages holds a setting.
enum class AppPage { settings, policies };

// True if some of the settings (metadata field names) stand on that page.
bool any_on(const Json& settings, AppPage page);
// Fills in those of the settings that stand on that page, by their labels. A name that stands on
// neither page is refused with the nearest known one.
void fill_app_form(Script& script, PageSession& session, const Json& settings, AppPage page);

}  // namespace rehearse::harness
