#include "mocks/workato/store/slips.h"

#include <algorithm>

namespace rehearse::workato {
namespace {

constexpr size_t kKept = 1'000;

}  // namespace

void Slips::add(Slip slip) {
  if (slips_.size() == kKept) slips_.pop_front();
  slips_.push_back(slip);
  ++count_;
}

void Slips::made(Connection& connection, const ClientBugInfo& bug, TimePoint now) {
  if (bug.lasts) connection.slip = bug.reason;
  add({now, connection.id, bug.reason, false});
}

const Reason* Slips::blame(const Connection& connection, uint64_t seen, TimePoint now) {
  const Reason* bug = connection.slip;
  const size_t fresh = size_t(std::min<uint64_t>(count_ - seen, slips_.size()));
  for (size_t back = 1; back <= fresh; ++back) {
    const Slip& slip = slips_[slips_.size() - back];
    if (slip.connection != connection.id) continue;
    bug = slip.bug;
    break;
  }
  if (bug != nullptr) add({now, connection.id, bug, true});
  return bug;
}

}  // namespace rehearse::workato
