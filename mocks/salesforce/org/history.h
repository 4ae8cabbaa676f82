#pragma once

#include <deque>

#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// History is what LoginHistory and VerificationHistory show, and the mailbox: bounded, newest last.
class History {
 public:
  void login(HistoryRow row) { push(logins_, std::move(row)); }
  void verification(HistoryRow row) { push(verifications_, std::move(row)); }
  void mail(Message message) { push(mailbox_, std::move(message)); }
  const std::deque<HistoryRow>& logins() const { return logins_; }
  const std::deque<HistoryRow>& verifications() const { return verifications_; }
  const std::deque<Message>& mailbox() const { return mailbox_; }

 private:
  static constexpr size_t kKept = 1'000;
  template <class Row>
  static void push(std::deque<Row>& rows, Row row) {
    if (rows.size() == kKept) rows.pop_front();
    rows.push_back(std::move(row));
  }
  std::deque<HistoryRow> logins_, verifications_;
  std::deque<Message> mailbox_;
};

}  // namespace rehearse::salesforce
