#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/salesforce/metadata/soap_call.h"

namespace rehearse::salesforce {

// What SOAP answers about asynchronous requests.

// The AsyncResult of one that was just made: Queued, whatever it does next.
wire::WireResponse queued_answer(const MetadataCall& call, const std::string& id);
// The fault of an id that has not the form of one; nothing if it has.
std::optional<SoapFault> why_no_id(std::string_view id);
// There is no request of that id.
SoapFault no_such_job(const Reason& why);
// No more requests are taken for now.
SoapFault queue_full(const Reason& why);

}  // namespace rehearse::salesforce
