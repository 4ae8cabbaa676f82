#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/wire/message.h"

namespace rehearse::fuzz {

// What holds of every answer (facts on OAuth, section 4.3): each asks by fuzz::require.

// O-11: no header holds a control character.
void check_headers(const wire::WireResponse& answer);
// O-02: the status is one of these.
void check_status(const wire::WireResponse& answer, std::initializer_list<int> declared);
// O-05: caches keep nothing of it.
void check_not_stored(const wire::WireResponse& answer);
// O-12: what was sent is not in the page as markup. `plain` is a page that had nothing sent to it.
void check_page(std::string_view page, std::string_view plain,
                const std::vector<std::string>& sent);

// Members are those of an answer in JSON, form encoding or XML, as its media type says. O-03: it
// can be read, and `error` is one that Salesforce has, in the characters of RFC 6749 section 5.2.
wire::Fields check_members(const wire::WireResponse& answer);
// The same of a body that is form-encoded whatever its media type says.
wire::Fields check_form_error(std::string_view body);

}  // namespace rehearse::fuzz
