#pragma once

#include <cstdint>
#include <deque>

#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// History is what LoginHistory and VerificationHistory show, and the mailbox: bounded, newest last.
// Rows are numbered from 1 on; a number is never used again.
class History {
 public:
  static constexpr size_t kRowsKept = 20'000;
  static constexpr size_t kMessagesKept = 1'000;

  void login(HistoryRow row);
  // A row `Initiated` starts a verification; those that follow for its user belong to it.
  void verification(HistoryRow row);
  void mail(Message message) { push(mailbox_, std::move(message), kMessagesKept); }
  const std::deque<HistoryRow>& logins() const { return logins_; }
  const std::deque<HistoryRow>& verifications() const { return verifications_; }
  const std::deque<Message>& mailbox() const { return mailbox_; }

 private:
  template <class Row>
  static void push(std::deque<Row>& rows, Row row, size_t most) {
    if (rows.size() == most) rows.pop_front();
    rows.push_back(std::move(row));
  }
  std::deque<HistoryRow> logins_, verifications_;
  std::deque<Message> mailbox_;
  uint64_t last_login_ = 0, last_verification_ = 0, last_attempt_ = 0;
};

}  // namespace rehearse::salesforce
