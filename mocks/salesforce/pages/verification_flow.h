#pragma once

#include <string_view>

#include "mocks/salesforce/org/org.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/wire/call.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// Asks the visitor to verify their identity before `target` (a path of this site) opens: starts a
// challenge, sends its code, and leads the browser to the page that takes it. Answers with a page
// instead while verification is locked or no more codes may be sent.
wire::WireResponse ask_to_verify(Org& org, Org::Transaction& tx, const Visitor& visitor,
                                 std::string_view target, wire::Call& call);

}  // namespace rehearse::salesforce
