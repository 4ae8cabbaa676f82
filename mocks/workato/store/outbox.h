#pragma once

#include <deque>
#include <string>

#include "mocks/core/time.h"

namespace rehearse::workato {

// Mail is a message to the workspace's owner.
struct Mail {
  std::string to{}, subject{}, body{};
  TimePoint sent_at{};
};

// Outbox remembers the last 1,000 messages that the workspace sent.
class Outbox {
 public:
  void send(Mail mail) {
    constexpr size_t kKept = 1'000;
    if (mails_.size() == kKept) mails_.pop_front();
    mails_.push_back(std::move(mail));
  }
  const std::deque<Mail>& all() const { return mails_; }

 private:
  std::deque<Mail> mails_{};
};

}  // namespace rehearse::workato
