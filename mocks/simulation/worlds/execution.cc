#include "mocks/simulation/worlds/execution.h"

#include <fmt/format.h>

#include <algorithm>

namespace rehearse::simulation {
namespace {

using Kind = Choice::Kind;
using State = Message::State;

// Past the access token's life, so that the first job needs a refresh.
constexpr Duration kUnused = std::chrono::hours(3);
// Longer than a dead worker's lease (workato::kLeaseLifetime).
constexpr Duration kWait = std::chrono::seconds(121);

bool may_be_repeated(const Message& message) {
  return message.state == State::sent &&
         (message.errand == Errand::refresh || message.errand == Errand::exchange);
}

}  // namespace

Execution::Execution(SmallStage& stage)
    : stage_(stage), oracle_(stage), crew_(stage, oracle_), left_(stage.small.budget) {
  for (int made = 0; made < stage.small.connections; ++made) {
    const int64_t id = stage.new_connection();
    crew_.connections.push_back(id);
    if (stage.small.waits_for_callback && made == 0) {
      crew_.returning = stage.set_out(id);
    } else {
      oracle_.adopt(id, stage.connect(id));
    }
  }
  if (!stage.small.waits_for_callback) {
    stage.world().clock.advance(kUnused);
    auto tx = stage.world().workspace.begin();
    if (const auto* first = tx.connections().find(crew_.connections.front())) {
      for (auto& worker : crew_.workers) {
        if (first->tokens) worker->copied = *first->tokens;
      }
    }
  }
  began_ = stage.now();
}

Execution::~Execution() {
  // The tasks go before the messages they wait for.
  crew_.workers.clear();
  stage_.clear();
}

bool Execution::somebody_waits() const {
  return std::ranges::any_of(crew_.messages,
                             [](const Message& one) { return one.waiting != nullptr; });
}

void Execution::add_message_options(const Message& it, bool every_kind,
                                    std::vector<Choice>& options) const {
  if (it.state == State::gone) return;
  if (it.state == State::answered) {
    options.push_back({Kind::answer, it.number});
    if (left_.losses == 0) return;
    options.push_back({Kind::lose, it.number});
    if (every_kind) options.push_back({Kind::truncate, it.number});
    return;
  }
  // Only refreshes are told apart by when they arrived.
  if (it.state == State::sent && it.errand == Errand::refresh)
    options.push_back({Kind::arrive, it.number});
  options.push_back({Kind::serve, it.number});
  if (left_.repeats > 0 && may_be_repeated(it)) options.push_back({Kind::repeat, it.number});
  if (left_.losses == 0 || it.waiting == nullptr) return;
  options.push_back({Kind::give_up, it.worker});
  if (every_kind && it.state == State::sent) options.push_back({Kind::drop, it.number});
}

// A step that touches nothing others see may as well come first: whatever else can happen can
// happen after it, to the same end (a persistent set). Its own alternatives come along.
std::vector<Choice> Execution::private_options() const {
  std::vector<Choice> options;
  if (left_.waits > 0) return options;  // no time passes while a request is under way
  for (const auto& worker : crew_.workers) {
    if (worker->can_start() && worker->is_private()) return {{Kind::start, worker->number()}};
  }
  for (const Message& it : crew_.messages) {
    if (it.state != State::answered || !crew_.workers[size_t(it.worker) - 1]->is_private())
      continue;
    add_message_options(it, false, options);
    if (left_.crashes > 0) options.push_back({Kind::crash, it.worker});
    return options;
  }
  return options;
}

std::vector<Choice> Execution::reduced_options() const {
  std::vector<Choice> options = private_options();
  return options.empty() ? this->options(false) : options;
}

std::vector<Choice> Execution::options(bool every_kind) const {
  std::vector<Choice> options;
  for (size_t index = 0; index < crew_.workers.size(); ++index) {
    const Worker& worker = *crew_.workers[index];
    if (worker.can_start()) {
      // Of workers that are alike in everything, the first goes first.
      const bool alike = std::any_of(
          crew_.workers.begin(), crew_.workers.begin() + long(index), [&](const auto& other) {
            return other->can_start() && other->state() == worker.state();
          });
      if (!alike || every_kind) options.push_back({Kind::start, worker.number()});
    }
    if (worker.is_running() && left_.crashes > 0) options.push_back({Kind::crash, worker.number()});
  }
  for (const Message& it : crew_.messages) add_message_options(it, every_kind, options);
  // A worker that waits gives up long before two minutes have passed.
  const bool goes_on =
      std::ranges::any_of(crew_.workers, [](const auto& one) { return one->can_start(); });
  if (left_.waits > 0 && goes_on && !somebody_waits()) options.push_back({Kind::wait, 0});
  return options;
}

void Execution::resume(Message& it) {
  workato::Sending& waiting = *std::exchange(it.waiting, nullptr);
  it.state = State::gone;
  Worker& worker = *crew_.workers[size_t(it.worker) - 1];
  Hash seen;
  seen.add(uint64_t(it.errand)).add(crew_.store_state());
  if (it.outcome->ok()) {
    const wire::WireResponse& response = it.outcome->value();
    seen.add(uint64_t(response.status));
    seen.add(it.says_active() ? 1 : 0);
    // What it says of tokens is told by the store and by the worker's own copy.
    if (response.status != 200) seen.add(response.body);
  } else {
    seen.add(uint64_t(it.outcome->error().kind) + 1'000);
  }
  worker.saw(seen.value());
  waiting.arrive({*it.outcome, stage_.now()});
  oracle_.received(it);
  worker.check();
}

void Execution::serve(Message& it) {
  if (it.arrival == 0) {
    it.arrival = stage_.world().direct.arrive();
    it.arrived_step = oracle_.now();
  }
  it.outcome.emplace(stage_.world().direct.send(it.request, it.arrival));
  it.state = it.waiting != nullptr ? State::answered : State::gone;
  oracle_.served(it);
  if (it.is_granted() && (it.errand == Errand::refresh || it.errand == Errand::exchange)) {
    const TokenBook& book = oracle_.book();
    it.gives = Hash()
                   .add(book.name_of(member_of(it, "access_token")))
                   .add(book.name_of(member_of(it, "refresh_token")))
                   .value();
  }
}

void Execution::fail(Message& it, Trouble::Kind kind) {
  it.outcome.emplace(Trouble{kind, "The answer did not come.", "", true});
  resume(it);
}

void Execution::repeat(const Message& it) {
  Message copy = it;
  copy.number = int(crew_.messages.size()) + 1;
  copy.waiting = nullptr;
  crew_.messages.push_back(std::move(copy));
}

void Execution::pass_time() {
  stage_.world().clock.advance(kWait);
  oracle_.world_changed(false);
}

void Execution::give_up(int worker) {
  const auto waiting = std::ranges::find_if(crew_.messages, [worker](const Message& one) {
    return one.worker == worker && one.waiting != nullptr;
  });
  Message& it = *waiting;
  const State state = it.state;
  fail(it, Trouble::Kind::timeout);
  it.state = state;  // it is under way still
  it.outcome.reset();
}

void Execution::happen(const Choice& choice) {
  switch (choice.kind) {
    case Kind::start:
      return crew_.workers[size_t(choice.subject) - 1]->start();
    case Kind::arrive: {
      Message& it = message(choice.subject);
      it.state = State::arrived;
      it.arrival = stage_.world().direct.arrive();
      it.arrived_step = oracle_.now();
      return;
    }
    case Kind::serve:
      return serve(message(choice.subject));
    case Kind::answer:
      return resume(message(choice.subject));
    case Kind::lose:
    case Kind::truncate:
    case Kind::drop:
      --left_.losses;
      return fail(message(choice.subject),
                  choice.kind == Kind::drop ? Trouble::Kind::timeout : Trouble::Kind::bad_answer);
    case Kind::repeat:
      --left_.repeats;
      return repeat(message(choice.subject));
    case Kind::give_up:
      --left_.losses;
      return give_up(choice.subject);
    case Kind::crash:
      --left_.crashes;
      return crew_.workers[size_t(choice.subject) - 1]->crash();
    case Kind::wait:
      --left_.waits;
      return pass_time();
  }
}

void Execution::apply(const Choice& choice) {
  oracle_.step();
  if (tells_) told_ = sentence(choice);
  happen(choice);
  if (tells_ && choice.kind == Kind::serve) told_ += outcome_of(message(choice.subject));
  oracle_.look();
}

void Execution::go(const Schedule& way) {
  oracle_.rest();
  for (const Choice& choice : way) apply(choice);
  oracle_.go_on();
}

uint64_t Execution::org_state() const {
  auto tx = stage_.world().org.begin();
  Hash hash;
  for (const KnownToken& token : oracle_.book().tokens()) {
    hash.add(token.is_refresh ? 1 : 0).add(uint64_t(token.grant)).add(uint64_t(token.number));
    if (!token.is_refresh) continue;
    const auto found = tx.grants().find_refresh(token.value);
    if (found.grant == nullptr) continue;
    const salesforce::Grant& grant = *found.grant;
    hash.add(grant.generation).add(grant.access_issued).add(grant.ended != nullptr ? 1 : 0);
    hash.add(grant.refresh_ended != nullptr ? 1 : 0);
    hash.add(uint64_t((grant.last_used_at - began_).count()));
    hash.add(uint64_t((grant.refresh_issued_at - began_).count()));
  }
  return hash.value();
}

uint64_t Execution::message_state(const Message& it) const {
  Hash hash;
  hash.add(uint64_t(it.errand)).add(uint64_t(it.state)).add(oracle_.book().name_of(it.token));
  hash.add(it.scope).add(uint64_t(it.worker)).add(it.waiting != nullptr ? 1 : 0);
  if (it.state == State::answered && it.outcome) {
    const bool ok = it.outcome->ok();
    hash.add(ok ? uint64_t(it.outcome->value().status) : 1);
    if (ok && it.outcome->value().status != 200) hash.add(it.outcome->value().body);
    hash.add(it.gives).add(it.says_active() ? 1 : 0);
  }
  if (it.state == State::arrived) hash.add(oracle_.is_beside(it) ? 1 : 2);
  return hash.value();
}

uint64_t Execution::state() const {
  Hash hash;
  hash.add(uint64_t((stage_.now() - began_).count()));
  hash.add(uint64_t(left_.losses)).add(uint64_t(left_.crashes));
  hash.add(uint64_t(left_.repeats)).add(uint64_t(left_.waits));
  hash.add(org_state()).add(oracle_.state()).add(crew_.store_state());
  for (const auto& worker : crew_.workers) hash.add(worker->state());
  // The order in which they were sent makes no difference.
  uint64_t messages = 0;
  for (const Message& it : crew_.messages) {
    if (it.state != State::gone) messages += message_state(it);
  }
  return hash.add(messages).value();
}

}  // namespace rehearse::simulation
