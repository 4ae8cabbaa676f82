#include "fuzz/sequence/workato_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "fuzz/support/planted.h"
#include "fuzz/support/promise.h"
#include "mocks/core/json.h"
#include "mocks/workato/data_centres.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/job.h"

namespace rehearse::fuzz {
namespace {

// The address that a call of Workato's comes from, as the org sees it.
std::string peer_of(const wire::HttpRequest& request) {
  const workato::DataCentre& us = workato::data_centres().front();
  for (size_t at = 0; at < us.egress.size(); ++at) {
    if (workato::kLoopbackEgress[at] == request.local_address) return std::string(us.egress[at]);
  }
  return std::string(us.egress[0]);
}

Raw raw_of(const wire::HttpRequest& request) {
  Raw raw{.method = request.method};
  const size_t host = request.url.find("//") + 2;
  const size_t path = std::min(request.url.find('/', host), request.url.size());
  const size_t mark = std::min(request.url.find('?', path), request.url.size());
  raw.path = request.url.substr(path, mark - path);
  if (mark < request.url.size()) raw.query = harness::split_form(request.url.substr(mark + 1));
  if (!request.body.empty()) raw.form = harness::split_form(request.body);
  for (const wire::Field& header : request.headers) {
    if (header.name != "Content-Type") raw.headers.push_back(header);
  }
  raw.peer = peer_of(request);
  return raw;
}

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

WorkatoSide::WorkatoSide(Performer& performer) : performer_(performer) {
  workspace_ = std::make_unique<workato::Workspace>(
      workato::WorkspaceConfig{.bugs = planted().bugs}, *this, kRunStart);
  auto tx = workspace_->begin();
  const auto profile = tx.profiles().create({.provider = "salesforce",
                                             .name = "Rehearsal",
                                             .client_id = performer.app(0).key,
                                             .client_secret = performer.app(0).secret},
                                            kRunStart);
  require(profile.ok(), "set-up", "The workspace takes the profile.");
  for (const char* name : {"Sales", "Service"}) {
    connections_.push_back(
        tx.connections()
            .create({.name = name, .scopes = "api id refresh_token", .profile = profile.value()},
                    kRunStart)
            .id);
  }
}

Result<wire::WireResponse, Trouble> WorkatoSide::send(const wire::HttpRequest& request) {
  Raw raw = raw_of(request);
  const auto form = model::decode_form(raw.form.text());
  require(form.has_value(), "C11", "Workato sends sound forms.");
  require(raw.query.pairs.empty(), "C11", "Nothing of Workato's stands in an address.");
  const std::string grant = model::value(*form, "grant_type").value_or("");
  const bool is_token = raw.path.ends_with("/token");
  if (is_token && grant == "authorization_code") ++exchanges_, check_exchange(*form);
  if (is_token && grant == "refresh_token") {
    ++refreshes_;
    require(!model::value(*form, "scope"), "F03", "Workato asks for no scope when it refreshes.");
  }
  if (raw.path.ends_with("/introspect")) ++introspections_;
  if (is_token)
    require(model::value(*form, "client_secret") == performer_.app(0).secret, "C11",
            "Workato sends the secret of its profile in the body.");
  auto answer = performer_.carry(std::move(raw));
  if (!answer) return Trouble{Trouble::Kind::bad_answer, "The answer was lost.", request.url, true};
  if (is_token && answer->status == 200) {
    const auto told = parse_json(answer->body);
    const std::string refresh = told ? text_of(told.value(), "refresh_token") : "";
    if (!refresh.empty()) received_ = refresh;
  }
  return std::move(*answer);
}

// RFC 6749 section 4.1.3, RFC 7636 section 4.5: what was sent off with is what is exchanged with.
void WorkatoSide::check_exchange(const model::Pairs& form) {
  const auto verifier = model::value(form, "code_verifier");
  const auto code = model::value(form, "code");
  const auto trip = std::find_if(returning_.begin(), returning_.end(),
                                 [&](const Returning& one) { return code && one.code == *code; });
  require(trip != returning_.end(), "C01", "Workato exchanges codes that it was sent alone.");
  require(verifier && model::challenge_of(*verifier) == trip->challenge, "P16",
          "Workato exchanges with the verifier of its own challenge.");
  require(model::value(form, "redirect_uri") == kCallback, "C10",
          "Workato exchanges with the callback that it registered.");
}

int64_t WorkatoSide::connection_of(const Operation& operation) const {
  return connections_[operation.app / 4 % connections_.size()];
}

void WorkatoSide::perform(const Operation& operation) {
  exchanges_ = refreshes_ = introspections_ = 0;
  received_.clear();
  performer_.telling().note(fmt::format("Workato: {}", to_text(operation.doing)));
  switch (operation.doing) {
    case Doing::connect:
      return connect(operation);
    case Doing::come_back:
      return come_back(operation);
    case Doing::job:
      return job(operation);
    case Doing::store:
      return store(operation);
    default:
      return;
  }
}

void WorkatoSide::connect(const Operation& operation) {
  const TimePoint now = performer_.now();
  Returning trip{.connection = connection_of(operation)};
  trip.browser = workspace_->begin().browsers().open(true, now).id;
  const auto started =
      workato::start_authorization(*workspace_, trip.connection, trip.browser, now);
  if (!started) return;
  const std::string& url = started.value();
  const auto query =
      model::decode_form(std::string_view(url).substr(std::min(url.find('?') + 1, url.size())));
  require(query && !model::repeats(*query), "C10", "Workato sends people off with a sound query.");
  trip.state = model::value(*query, "state").value_or("");
  trip.challenge = model::value(*query, "code_challenge").value_or("");
  require(trip.challenge.size() == 43 && model::value(*query, "code_challenge_method") == "S256" &&
              trip.challenge.find_first_of("+/=") == std::string::npos,
          "P16", "Workato sends people off with an S256 challenge.");
  require(std::find(challenges_.begin(), challenges_.end(), trip.challenge) == challenges_.end(),
          "P16", "Workato has a fresh verifier each time.");
  require(!trip.state.empty(), "C01", "Workato sends people off with a state.");
  require(model::value(*query, "redirect_uri") == kCallback, "C10",
          "Workato sends people off with the callback that it registered.");
  challenges_.push_back(trip.challenge);
  const int user = operation.app / 2 % 2;
  if (performer_.shadow().judge_authorize(*query, user) == model::Sure::no) return;
  trip.code = performer_.approve_for(0, user, trip.challenge, {"api", "id", "refresh_token"});
  returning_.push_back(std::move(trip));
}

void WorkatoSide::come_back(const Operation& operation) {
  if (returning_.empty()) return;
  Returning& trip = returning_[returning_.size() - 1 - operation.pick % returning_.size()];
  wire::Fields query{{"code", trip.code}, {"state", trip.state}};
  SessionId browser = trip.browser;
  bool is_right = !trip.came;
  switch (operation.extra % 10) {
    case 5:
      query.pop_back();
      is_right = false;
      break;
    case 6:
      query[1].value += "x";
      is_right = false;
      break;
    case 7:
      query.insert(query.begin(), {"code", "of-somebody-else"});
      is_right = false;
      break;
    case 8:
      query.push_back({"error", "access_denied"});
      is_right = false;
      break;
    case 9:
      browser = workspace_->begin().browsers().open(true, performer_.now()).id;
      is_right = false;
      break;
    default:
      break;
  }
  const workato::CallbackReport report =
      workato::finish_authorization(*workspace_, query, browser, performer_.now());
  require(exchanges_ <= (is_right ? 1 : 0), "O-20",
          "A callback leads to one token request, and one that is wrong to none.");
  require(is_right || !report.ok, "C01", "A callback that is wrong connects nothing.");
  if (is_right) trip.came = true;
  if (report.ok) check_store(trip.connection);
}

void WorkatoSide::job(const Operation& operation) {
  const int64_t id = connection_of(operation);
  workato::ConnectionStatus before = workato::ConnectionStatus::disconnected;
  if (auto tx = workspace_->begin(); const auto* connection = tx.connections().find(id))
    before = connection->status;
  workato::JobOptions options;
  if (operation.extra % 8 == 6) options.crash = workato::Crash::during_refresh;
  if (operation.extra % 8 == 7) options.crash = workato::Crash::after_refresh;
  workato::run_job(*workspace_, id, performer_.now(), options);
  require(refreshes_ <= 1 + introspections_, "O-20",
          "A job refreshes once, and once more after introspection said that it may.");
  require(before == workato::ConnectionStatus::connected ||
              refreshes_ + introspections_ + exchanges_ == 0,
          "O-20", "Nothing is sent for a connection that is not connected.");
  if (options.crash != workato::Crash::during_refresh) check_store(id);
}

void WorkatoSide::store(const Operation& operation) {
  const int64_t id = connection_of(operation);
  const TimePoint now = performer_.now();
  if (operation.extra % 4 == 3) {
    workato::disconnect(*workspace_, id, now);
    return;
  }
  auto tx = workspace_->begin();
  workato::Connection* connection = tx.connections().edit(id);
  if (operation.extra % 4 == 0) tx.connections().back_up_tokens(*connection);
  if (operation.extra % 4 == 1) tx.connections().restore_tokens(*connection, now);
  if (operation.extra % 4 == 2 && connections_.size() < 4) {
    if (const workato::Connection* clone = tx.connections().clone(id, now))
      connections_.push_back(clone->id);
  }
}

// O-21: what was received is stored, before anything else is done with it.
void WorkatoSide::check_store(int64_t id) const {
  if (received_.empty()) return;
  auto tx = workspace_->begin();
  const workato::Connection* connection = tx.connections().find(id);
  require(connection->tokens && connection->tokens->refresh.value == received_, "O-21",
          "Workato stores the refresh token that it received.");
}

}  // namespace rehearse::fuzz
