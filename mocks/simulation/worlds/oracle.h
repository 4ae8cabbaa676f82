#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/simulation/hash.h"
#include "mocks/simulation/worlds/message.h"
#include "mocks/simulation/worlds/small_stage.h"
#include "mocks/simulation/worlds/token_book.h"

namespace rehearse::simulation {

// Violation is a broken promise. The invariants are those of any OAuth server with rotation (O-R1
// to O-R9, O-07, O-08, O-13, O-14) and of its client (O-20, O-21).
struct Violation {
  std::string_view invariant{};
  std::string text{};  // one sentence, tokens by their names
  friend bool operator==(const Violation&, const Violation&) = default;
};

// kInvariants are the ids and what each promises, one sentence each.
struct Invariant {
  std::string_view id{}, promise{};
};
std::span<const Invariant> invariants();

// Oracle watches a small world from outside: it reads requests and answers, asks the org's own
// introspection about every token ever given out, and knows the rules by itself. The first
// violation stays.
class Oracle {
 public:
  explicit Oracle(SmallStage& stage);

  // Tokens that a connection got before the oracle watched.
  void adopt(int64_t connection, const std::string& code);
  // A step begins; steps are counted from 1.
  void step() { ++step_; }
  uint64_t now() const { return step_; }

  // Workato's worker sends; `under_way` are all messages, that one included.
  void sent(const Message& message, const std::deque<Message>& under_way);
  void served(const Message& message);
  // A worker has its answer, and has acted on it.
  void received(const Message& message);
  // Time has passed, or a person has done something to the org.
  void world_changed(bool user_left);
  // A person's doing ends what a connection had.
  void connection_changed(int64_t connection) { received_.erase(connection); }
  // After everything else of a step.
  void look();
  // Steps that were watched before need not be judged again: between these two nothing is broken.
  void rest() { rests_ = true; }
  void go_on();

  // What the oracle remembers, as a number.
  uint64_t state() const;
  // True if the token's successor was issued after the request had arrived.
  bool is_beside(const Message& message) const;
  const TokenBook& book() const { return book_; }
  const std::optional<Violation>& violation() const { return violation_; }

 private:
  struct Seen {
    bool active = false;
    std::string scope{};
  };
  Seen introspect(const KnownToken& token);
  void survey();
  void look_at(KnownToken& token, const Seen& seen);
  void count_live();
  void served_refresh(const Message& message);
  void served_exchange(const Message& message);
  void served_revocation(const Message& message);
  void issue(const Message& message, int grant);
  bool is_overtaken(const Message& message, const KnownToken& token) const;
  int oldest_if_full() const;
  bool is_reuse(const Message& message, const KnownToken& token) const;
  // What the next survey may find changed.
  struct Expected {
    bool changes = false;     // something may
    int grant = -1;           // of that grant alone; -1: of all
    std::string_view rule{};  // that is broken otherwise
    int displaced = -1;       // and of this one, which gives way
  };
  void expect_nothing(std::string_view rule) { expected_ = {.rule = rule}; }
  void expect(int grant) { expected_ = {.changes = true, .grant = grant, .rule = "O-R8"}; }
  void must_die(int grant, std::string_view rule);
  void broken(std::string_view invariant, std::string text);

  SmallStage& stage_;
  TokenBook book_{};
  uint64_t step_ = 0;
  bool user_active_ = true;
  bool rests_ = false;
  wire::WireRequest asking_{};  // an introspection; the token is its first parameter
  bool stale_ = false;          // the org may have changed since the last survey
  Expected expected_{};
  std::map<std::string, int> redeemed_{};      // codes, and the grants they led to
  std::map<std::string, int> callbacks_{};     // codes, and how often Workato sent them
  std::map<int64_t, std::string> received_{};  // the newest refresh token a connection's worker got
  std::optional<Violation> violation_{};
};

}  // namespace rehearse::simulation
