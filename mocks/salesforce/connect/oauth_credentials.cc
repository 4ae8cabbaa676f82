#include <nlohmann/json.hpp>

#include "mocks/salesforce/connect/connect_call.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// Connect REST API Developer Guide: App Oauth Credentials. What is not asked for is left out.
Json credentials_json(const ConnectCaller& caller, const App& app, bool with_key,
                      bool with_secret) {
  const std::string url = caller.base + "/credentials/" + app.id.value + "/" + app.consumer_id;
  Json json{{"id", app.consumer_id}};
  if (with_key) json["key"] = app.consumer_key.value;
  json["name"] = app.settings.label;
  if (with_secret) json["secret"] = app.consumer_secret.value;
  if (caller.knows_staged) json["stagedCredentialsUrl"] = url + "/staged";
  json["url"] = url;
  return json;
}

}  // namespace

// GET …/apps/oauth/credentials/APP: the app's consumers. An external client app has one.
wire::WireResponse connect_consumers(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto caller = admit_connect_call(org, tx, call, ConnectUse::read_credentials);
  if (!caller) return caller.error();
  const auto app = named_app(tx, call);
  if (!app) return app.error();
  return data_answer(
      tx,
      {{"consumers", Json::array({credentials_json(caller.value(), *app.value(), true, false)})},
       {"currentPageUrl", caller.value().base + "/credentials/" + app.value()->id.value},
       {"nextPageUrl", nullptr}});
}

// GET …/apps/oauth/credentials/APP/CONSUMER?part=key|secret|keyandsecret
wire::WireResponse connect_credentials(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto caller = admit_connect_call(org, tx, call, ConnectUse::read_credentials);
  if (!caller) return caller.error();
  const auto app = named_consumer(tx, call);
  if (!app) return app.error();
  // The guide: "If this parameter is excluded from the request, then the key is provided".
  const std::string part = wire::value_of(call.request.query, "part").value_or("key");
  if (part != "key" && part != "secret" && part != "keyandsecret")
    return data_error(
        400, "ILLEGAL_QUERY_PARAMETER_VALUE",
        "Invalid value for the query parameter part. Use key, secret or keyandsecret.",
        reason::connect_parameter_invalid, call);
  return data_answer(
      tx, credentials_json(caller.value(), *app.value(), part != "secret", part != "key"));
}

}  // namespace rehearse::salesforce
