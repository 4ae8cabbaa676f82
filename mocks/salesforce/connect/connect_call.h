#pragma once

#include <string>
#include <string_view>

#include "mocks/salesforce/data/data_answers.h"

namespace rehearse::salesforce {

// What the resources of the Connect REST API under `apps/oauth` share: who is let in, the app that
// the path names, and the shapes of answers.

// ConnectUse is what a call is for; the version it takes and the permissions go by it.
enum class ConnectUse { view_usage, revoke_usage, read_credentials, stage_credentials };

// ConnectCaller is somebody who was let in.
struct ConnectCaller {
  Bearer bearer{};
  std::string base{};  // `/services/data/v66.0/apps/oauth`
  bool knows_staged = false;
};

// Lets a call in: token, scope, API version, the org's setting and the user's permissions, in this
// order. Otherwise the answer that says why not.
Result<ConnectCaller, wire::WireResponse> admit_connect_call(Org& org, Org::Transaction& tx,
                                                             wire::Call& call, ConnectUse use);

// The app of the path's `:app`, or 404. Salesforce's own apps are none of the org's.
Result<const App*, wire::WireResponse> named_app(Org::Transaction& tx, wire::Call& call);
// The app of the path, if the path's `:consumer` is its consumer; or 404.
Result<const App*, wire::WireResponse> named_consumer(Org::Transaction& tx, wire::Call& call);

// A time as Connect REST writes it: `2026-05-12T09:00:00.000Z`.
std::string connect_time(TimePoint instant);
// 404 NOT_FOUND with a reason of its own.
wire::WireResponse connect_missing(wire::Call& call, const Reason& why);
// 204, as every successful DELETE.
wire::WireResponse connect_deleted(Org::Transaction& tx);

}  // namespace rehearse::salesforce
