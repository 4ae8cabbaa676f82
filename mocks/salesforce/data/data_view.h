#pragma once

#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/data/objects.h"

namespace rehearse::salesforce {

// Serves a data call that is let in: `serve` gets who looks, when and at which version, within one
// transaction. The answer says how many calls of the daily limit are used, errors too.
template <class Serve>
wire::WireResponse with_view(Org& org, wire::Call& call, Serve serve) {
  auto tx = org.begin();
  const auto bearer = admit_data_call(org, tx, call);
  if (!bearer) return bearer.error();
  const DataView view{org, tx, *bearer.value().user, call.request.received_at,
                      version_number(call)};
  wire::WireResponse response = serve(view);
  add_limit_header(tx, response);
  return response;
}

}  // namespace rehearse::salesforce
