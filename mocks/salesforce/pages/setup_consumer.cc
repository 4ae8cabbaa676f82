#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/pages/verification_flow.h"

namespace rehearse::salesforce {
namespace {

wire::WireResponse details_page(const Visitor& visitor, const App& app,
                                const wire::WireRequest& request) {
  wire::Markup content;
  if (wire::value_of(request.query, "saved") == "secret") {
    content += wire::notice("The app has a new consumer secret. The former one no longer works.");
  }
  wire::Markup pair =
      wire::copied_detail(label::kConsumerKey, app.consumer_key.value, "consumer-key");
  pair += wire::copied_detail(label::kConsumerSecret, app.consumer_secret.value, "consumer-secret");
  content += wire::card(pair);
  content += wire::form(app_path(app, "consumerDetails"), visitor.session->csrf,
                        wire::bar(wire::button("Generate New Consumer Secret", "newSecret", "1",
                                               wire::Look::danger)));
  return setup_page(200, "Consumer Details", content,
                    {wire::link(app_path(app, "detail"), app.settings.label)});
}

}  // namespace

wire::WireResponse consumer_details(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::develop,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  // Salesforce help, "Get Your Consumer Key": it asks to verify the identity first.
                  if (!tx.verification().trusted(*visitor.session, call.request.received_at)) {
                    return ask_to_verify(org, tx, visitor, app_path(app, "consumerDetails"), call);
                  }
                  return details_page(visitor, app, call.request);
                });
}

wire::WireResponse new_consumer_secret(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::develop,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  const std::string here = app_path(app, "consumerDetails");
                  if (!tx.verification().trusted(*visitor.session, call.request.received_at)) {
                    return ask_to_verify(org, tx, visitor, here, call);
                  }
                  if (call.stopped_before_commit()) return wire::WireResponse{};
                  tx.apps().replace_secret(AppId(app.id));
                  return wire::redirect_response(here + "?saved=secret");
                });
}

}  // namespace rehearse::salesforce
