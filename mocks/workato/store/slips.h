#pragma once

#include <cstdint>
#include <deque>

#include "mocks/workato/engine/client_bugs.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// Slip is a mistake that the engine made because it was told to, or a failure that came of one.
struct Slip {
  TimePoint at{};
  int64_t connection = 0;  // 0: of none in particular
  const Reason* bug = nullptr;
  bool failed = false;  // what came of it, not the mistake itself
};

// Slips remembers the last 1,000 of them.
class Slips {
 public:
  // The connection remembers a mistake whose harm may come later.
  void made(Connection& connection, const ClientBugInfo& bug, TimePoint now);
  // A failure of the connection: blamed on the newest mistake after the first `seen`, else on the
  // one it remembers. Null if there is none.
  const Reason* blame(const Connection& connection, uint64_t seen, TimePoint now);

  uint64_t count() const { return count_; }  // of all time
  const std::deque<Slip>& all() const { return slips_; }

 private:
  void add(Slip slip);

  std::deque<Slip> slips_{};
  uint64_t count_ = 0;
};

}  // namespace rehearse::workato
