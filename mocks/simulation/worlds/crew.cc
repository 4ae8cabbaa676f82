#include "mocks/simulation/worlds/crew.h"

#include "mocks/salesforce/org/user_admin.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/job.h"
#include "mocks/workato/engine/refresh.h"
#include "mocks/workato/engine/requests.h"
#include "mocks/workato/engine/token_answer.h"

namespace rehearse::simulation {

using workato::Answered;

void Worker::start() {
  running_.emplace(perform(plan_[next_]));
  seen_.add(crew_.store_state());
  running_->start();
  check();
}

void Worker::crash() {
  running_.reset();
  seen_ = Hash();
  ++next_;
}

void Worker::check() {
  if (!running_ || !running_->over()) return;
  Task<Done> over = std::move(*running_);
  running_.reset();
  over.take();  // rethrows what went wrong
  seen_ = Hash();
  ++next_;
}

uint64_t Worker::state() const {
  Hash hash;
  for (const Operation operation : plan_) hash.add(uint64_t(operation));
  hash.add(next_).add(is_running() ? 1 : 0);
  if (is_running()) hash.add(seen_.value());
  const TokenBook& book = crew_.oracle.book();
  hash.add(book.name_of(copied.refresh.value)).add(book.name_of(copied.access.value));
  return hash.value();
}

void Worker::carry(wire::HttpRequest request, workato::Sending& sending) {
  Message message{.worker = number_,
                  .connection = about_,
                  .by_workato = for_workato_,
                  .request = std::move(request),
                  .waiting = &sending};
  read_errand(message);
  crew_.post(*this, std::move(message));
}

void Worker::forget(workato::Sending& sending) { crew_.forget(sending); }

Task<Done> Worker::perform(Operation operation) {
  about_ = crew_.connections.front();
  for_workato_ = false;
  switch (operation) {
    case Operation::job:
      co_return co_await run_job(about_);
    case Operation::other_job:
      co_return co_await run_job(crew_.connections.back());
    case Operation::keep_alive:
      co_return co_await keep_alive(about_);
    case Operation::callback:
      co_return co_await come_back();
    case Operation::copied_refresh:
      co_return co_await refresh_copy("");
    case Operation::narrow_refresh:
      co_return co_await refresh_copy("api");
    case Operation::wide_refresh:
      co_return co_await refresh_copy("api web");
    case Operation::redeem:
      co_return co_await redeem();
    case Operation::revoke:
      co_return co_await revoke();
    case Operation::reconnect:
      crew_.reconnect();
      break;
    case Operation::disconnect:
      crew_.disconnect();
      break;
    case Operation::authorize:
      crew_.authorize();
      break;
    case Operation::deactivate_user:
      crew_.deactivate_user();
      break;
  }
  co_return Done{};
}

Task<Done> Worker::run_job(int64_t connection) {
  about_ = connection;
  for_workato_ = true;
  workato::Workspace& workspace = crew_.stage.world().workspace;
  TimePoint now = crew_.stage.now();
  const uint64_t slips = workspace.begin().slips().count();
  workato::Job job(workspace, slips, connection, {.sender = sender()}, now);
  while (!job.over()) now = co_await job.stepping(now);
  co_return Done{};
}

Task<Done> Worker::keep_alive(int64_t connection) {
  about_ = connection;
  for_workato_ = true;
  workato::Workspace& workspace = crew_.stage.world().workspace;
  workato::RefreshCall call{.connection = connection, .sender = sender()};
  {
    auto tx = workspace.begin();
    const workato::Connection* stored = tx.connections().find(connection);
    if (stored == nullptr || !stored->tokens) co_return Done{};
    call.seen_version = stored->version;
    if (!workspace.is_correct()) call.held = stored->tokens->refresh;
  }
  const workato::RefreshReport report =
      co_await workato::refreshing(workspace, std::move(call), crew_.stage.now());
  if (report.unsaved)
    workato::store_unsaved(workspace, connection, *report.unsaved, crew_.stage.now());
  co_return Done{};
}

Task<Done> Worker::come_back() {
  if (!crew_.returning) co_return Done{};
  for_workato_ = true;
  const SmallStage::Returning& returning = *crew_.returning;
  const workato::CallbackReport report =
      co_await workato::finishing_authorization(crew_.stage.world().workspace, returning.query,
                                                returning.browser, sender(), crew_.stage.now());
  saw(report.ok ? 1 : 2);
  co_return Done{};
}

Task<Done> Worker::refresh_copy(std::string scope) {
  if (copied.refresh.empty()) co_return Done{};
  about_ = 0;
  SmallStage& stage = crew_.stage;
  wire::HttpRequest request =
      workato::refresh_request(stage.login_base, {stage.key, stage.secret}, copied.refresh, scope);
  const Answered answered =
      co_await stage.world().workspace.answer_to(std::move(request), sender(), stage.now());
  workato::TokenAnswer answer =
      workato::read_token_answer(answered.outcome, workato::GrantKind::refresh);
  if (answer.signal != workato::Signal::tokens) co_return Done{};
  copied.access = answer.tokens.access;
  if (!answer.tokens.refresh.empty()) copied.refresh = answer.tokens.refresh;
  co_return Done{};
}

Task<Done> Worker::redeem() {
  if (!crew_.returning) co_return Done{};
  about_ = 0;
  SmallStage& stage = crew_.stage;
  wire::HttpRequest request = workato::exchange_request(
      crew_.returning->trip, {stage.key, stage.secret}, crew_.returning->code);
  const Answered answered =
      co_await stage.world().workspace.answer_to(std::move(request), sender(), stage.now());
  workato::TokenAnswer answer =
      workato::read_token_answer(answered.outcome, workato::GrantKind::code);
  if (answer.signal == workato::Signal::tokens) copied = std::move(answer.tokens);
  co_return Done{};
}

Task<Done> Worker::revoke() {
  SmallStage& stage = crew_.stage;
  RefreshToken token;
  {
    auto tx = stage.world().workspace.begin();
    const workato::Connection* connection = tx.connections().find(about_);
    if (connection == nullptr || !connection->tokens) co_return Done{};
    token = connection->tokens->refresh;
  }
  const Answered answered = co_await stage.world().workspace.answer_to(
      workato::revoke_request(stage.login_base, token), sender(), stage.now());
  saw(answered.outcome.ok() ? 1 : 2);
  co_return Done{};
}

Crew::Crew(SmallStage& the_stage, Oracle& the_oracle) : stage(the_stage), oracle(the_oracle) {
  for (size_t index = 0; index < stage.small.workers.size(); ++index)
    workers.push_back(std::make_unique<Worker>(*this, int(index) + 1, stage.small.workers[index]));
}

void Crew::post(Worker& worker, Message message) {
  message.number = int(messages.size()) + 1;
  messages.push_back(std::move(message));
  const Message& sent = messages.back();
  worker.saw(Hash().add(uint64_t(sent.errand)).add(oracle.book().name_of(sent.token)).value());
  oracle.sent(sent, messages);
}

void Crew::forget(workato::Sending& sending) {
  for (Message& message : messages) {
    if (message.waiting != &sending) continue;
    message.waiting = nullptr;
    if (message.state == Message::State::answered) message.state = Message::State::gone;
  }
}

void Crew::disconnect() {
  workato::disconnect(stage.world().workspace, connections.front(), stage.now());
  oracle.connection_changed(connections.front());
}

void Crew::connect(int64_t id) {
  const auto gone = stage.set_out(id);
  if (!gone) return;
  const workato::CallbackReport report = workato::finish_authorization(
      stage.world().workspace, gone->query, gone->browser, stage.now());
  if (!report.ok) return;
  oracle.connection_changed(id);
  oracle.adopt(id, gone->code.value);
}

void Crew::reconnect() { connect(connections.front()); }

void Crew::authorize() { connect(stage.new_connection()); }

void Crew::deactivate_user() {
  auto tx = stage.world().org.begin();
  const std::string name = tx.users().find(stage.user)->username;
  salesforce::apply_user_change(tx, name, {.is_active = false}, stage.now());
  oracle.world_changed(true);
}

uint64_t Crew::store_state() const {
  const TokenBook& book = oracle.book();
  const TimePoint now = stage.now();
  auto tx = stage.world().workspace.begin();
  Hash hash;
  for (const int64_t id : connections) {
    const workato::Connection* stored = tx.connections().find(id);
    if (stored == nullptr) {
      hash.add(0);
      continue;
    }
    const workato::Connection& it = *stored;
    hash.add(uint64_t(it.status)).add(it.version).add(it.refresh_unsettled ? 1 : 0);
    hash.add(it.leased_until ? uint64_t((*it.leased_until - now).count()) : 1);
    hash.add(it.leases).add(uint64_t(std::max(Duration::zero(), it.not_before - now).count()));
    hash.add(uint64_t(it.throttled)).add(it.tokens ? 1 : 0);
    if (it.tokens)
      hash.add(book.name_of(it.tokens->access.value)).add(book.name_of(it.tokens->refresh.value));
    if (it.former) hash.add(book.name_of(it.former->refresh.value));
  }
  return hash.value();
}

}  // namespace rehearse::simulation
