#include "harness/sandbox/operator_driver.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

namespace rehearse::harness {
namespace {

std::unique_ptr<OperatorSession> session_for(SandboxRun& run) {
  return std::make_unique<OperatorSession>(run.terminal(), run.options().target.limits.a_wait);
}

constexpr std::chrono::milliseconds kGlance{1'500};

Act refused(std::string why) { return {.ok = false, .said = std::move(why)}; }

}  // namespace

OperatorDriver::OperatorDriver(SandboxTarget& target, SandboxRun& run)
    : target_(target),
      run_(run),
      workato_(target),
      session_(session_for(run).release()),
      salesforce_(target, std::unique_ptr<PageSession>(session_)) {}

ActResult OperatorDriver::act(const PageResult& done) {
  if (done) return Act{.ok = true};
  if (done.error().trouble) return *done.error().trouble;
  return refused(done.error().what);
}

// Whoever the login is of has to be who clicks; the password is theirs alone.
ActResult OperatorDriver::salesforce_sign_in(const std::string&, const std::string&) {
  return salesforce_.salesforce_sign_in(run_.identity().username, "");
}

// The run's own name goes in as the API name: by that, and by who made it, it is taken away again.
Result<Done, Trouble> OperatorDriver::announce() {
  if (!app_.name.empty()) return Done{};
  auto announced = target_.facade().announce_app();
  if (!announced) return announced.error();
  app_ = std::move(announced).value();
  settings_ = Json::object();
  return Done{};
}

ActResult OperatorDriver::app_set(const Json& settings) {
  if (const auto announced = announce(); !announced) return announced.error();
  auto own = target_.facade().with_own_addresses(settings);
  if (!own) return refused(fmt::format("a sandbox has no way to {}", kAddressesNeeded));
  if (own->contains("apiName")) (*own)["apiName"] = app_.name;
  settings_.update(*own);
  return salesforce_.app_set(*own);
}

ActResult OperatorDriver::app_create() {
  if (const auto announced = announce(); !announced) return announced.error();
  if (!settings_.contains("apiName")) {
    const ActResult named = app_set({{"apiName", ""}});
    if (!named || !named.value().ok) return named;
  }
  ActResult created = salesforce_.app_create();
  if (!created || !created.value().ok) return created;
  OrgFacade& facade = target_.facade();
  auto id = facade.adopt_app(app_, settings_, kGlance);
  // What the person made meanwhile under another name is not waited for.
  const std::string instead = id && id.value().empty() ? facade.note_strays() : "";
  if (id && id.value().empty() && instead.empty()) id = facade.adopt_app(app_, settings_);
  if (!id) return id.error();
  if (id.value().empty())
    return refused(fmt::format(
        "the org lists no app with the API name {}{}{}: see that it was typed exactly so, and that "
        "Create was clicked",
        app_.name, instead.empty() ? "" : "; ", instead));
  app_name_ = app_.name;
  app_ = {};
  app_id_ = id.value();
  return Act{.ok = true, .said = "the org lists the app"};
}

// Other apps may have the same label: a sandbox is often a copy of production.
void OperatorDriver::say_which_app() const {
  run_.terminal().say(
      fmt::format("\n    The app whose API name is {} (id {}), and no other of that name:\n",
                  app_name_, app_id_));
}

ActResult OperatorDriver::app_open(const std::string& label) {
  if (app_name_.empty()) return refused("this run made no app");
  say_which_app();
  return salesforce_.app_open(label);
}

ActResult OperatorDriver::app_edit(const Json& settings) {
  if (app_name_.empty()) return refused("this run made no app");
  auto own = target_.facade().with_own_addresses(settings);
  if (!own) return refused(fmt::format("a sandbox has no way to {}", kAddressesNeeded));
  say_which_app();
  return salesforce_.app_edit(*own);
}

ActResult OperatorDriver::app_open_credentials() {
  has_tried_code_ = has_resent_code_ = false;
  if (app_name_.empty()) return refused("this run made no app");
  say_which_app();
  return salesforce_.app_open_credentials();
}

// One try and one more code for a challenge: wrong codes lock people out of the org.
ActResult OperatorDriver::app_verify_identity(const std::string& code) {
  if (!code.empty())
    return refused("no code is made up for a real org: it could lock the user out");
  if (has_tried_code_)
    return refused("the code was tried once; a second try could lock the user out");
  has_tried_code_ = true;
  return act(session_->enter_secret("Verification Code", "the code from the e-mail"));
}

ActResult OperatorDriver::app_resend_code() {
  if (has_resent_code_)
    return refused("a code was sent again once; more could block the user for an hour");
  has_resent_code_ = true;
  has_tried_code_ = false;
  return salesforce_.app_resend_code();
}

// The key that is pasted must be the run's own app's, as far as the org tells.
ActResult OperatorDriver::app_read_key() {
  ActResult read = salesforce_.app_read_key();
  if (!read || !read.value().ok) return read;
  const auto consumer = target_.facade().apps().consumer_of(app_id_);
  if (!consumer) return consumer.error();
  if (consumer.value().refused.empty() && consumer.value().key != read.value().value)
    return refused("the key that was pasted is not that of the app that this run made");
  // Where the org tells no API, the person is the only one who can see whose key that is.
  if (!consumer.value().refused.empty() &&
      !session_->confirm(fmt::format("Is it the key of the app with the API name {}", app_name_)))
    return refused("nobody confirmed whose key was pasted; it is not used");
  run_.org().allow(read.value().value);
  return read;
}

ActResult OperatorDriver::workato_begin(const std::string&, const std::string& decision) {
  if (run_.org().is_live()) return refused("a run holds one authorization at a time on a sandbox");
  const ActResult asked = workato_.workato_authorize_url();
  if (!asked || !asked.value().ok) return asked;
  if (decision == "deny") run_.terminal().say("\n    This time click Deny instead of Allow.\n");
  const auto address =
      session_->paste_address(asked.value().value, target_.sites().workato_callback);
  if (address) return Act{.ok = true, .value = address.value()};
  if (address.error().trouble) return *address.error().trouble;
  return refused(address.error().what);
}

ActResult OperatorDriver::workato_connect(const std::string& username,
                                          const std::string& decision) {
  const ActResult begun = workato_begin(username, decision);
  if (!begun || !begun.value().ok) return begun;
  return workato_respond(begun.value().value);
}

}  // namespace rehearse::harness
