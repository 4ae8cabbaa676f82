#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "mocks/core/task.h"
#include "mocks/simulation/hash.h"
#include "mocks/simulation/worlds/message.h"
#include "mocks/simulation/worlds/oracle.h"
#include "mocks/simulation/worlds/small_stage.h"
#include "mocks/workato/store/model.h"

namespace rehearse::simulation {

class Crew;

// Worker performs the operations of one worker of a small world. While a request of its is under
// way, the worker waits.
class Worker final : public workato::Carrier {
 public:
  Worker(Crew& crew, int number, const std::vector<Operation>& plan)
      : crew_(crew), number_(number), plan_(plan) {}

  bool can_start() const { return !running_ && next_ < plan_.size(); }
  bool is_running() const { return running_.has_value(); }
  Operation operation() const { return plan_[next_]; }
  // True if what the worker does between two requests touches nothing that others see.
  bool is_private() const {
    const Operation now = operation();
    return now == Operation::copied_refresh || now == Operation::narrow_refresh ||
           now == Operation::wide_refresh || now == Operation::redeem;
  }
  const std::vector<Operation>& plan() const { return plan_; }
  int number() const { return number_; }
  void start();
  void crash();
  // Who it is, where it stands, and what it has seen on its way there.
  uint64_t state() const;
  // What the worker saw last.
  void saw(uint64_t what) { seen_.add(what); }
  // The operation may be over now.
  void check();

  void carry(wire::HttpRequest request, workato::Sending& sending) override;
  void forget(workato::Sending& sending) override;

  workato::Tokens copied{};  // somebody else's copy of the tokens

 private:
  Task<Done> perform(Operation operation);
  Task<Done> run_job(int64_t connection);
  Task<Done> keep_alive(int64_t connection);
  Task<Done> come_back();
  Task<Done> refresh_copy(std::string scope);
  Task<Done> redeem();
  Task<Done> revoke();
  workato::Sender sender() { return {.host = 0, .in_process = true, .carrier = this}; }

  Crew& crew_;
  const int number_;
  const std::vector<Operation>& plan_;
  size_t next_ = 0;
  std::optional<Task<Done>> running_{};
  Hash seen_{};
  int64_t about_ = 0;  // the connection that the operation is about
  bool for_workato_ = false;
};

// Crew is the workers, what they have sent, and what they share.
class Crew {
 public:
  Crew(SmallStage& stage, Oracle& oracle);

  // Sends a message for a worker.
  void post(Worker& worker, Message message);
  void forget(workato::Sending& sending);
  // What a person does, at one instant.
  void disconnect();
  void reconnect();
  void authorize();
  void deactivate_user();
  // A person connects a connection, without a pause.
  void connect(int64_t connection);

  // The connection's stored state, without what differs from one execution to the next.
  uint64_t store_state() const;

  SmallStage& stage;
  Oracle& oracle;
  std::vector<int64_t> connections{};
  std::optional<SmallStage::Returning> returning{};
  std::deque<Message> messages{};
  std::vector<std::unique_ptr<Worker>> workers{};
};

}  // namespace rehearse::simulation
