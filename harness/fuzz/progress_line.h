#pragma once

#include <chrono>
#include <string>

#include "harness/fuzz/campaign.h"

namespace rehearse::harness {

// `form: 1,204,311 executions, 68,102/s, coverage 512, corpus 133, 0 findings, 9 min 12 s left`
std::string progress_text(const std::string& target, const CampaignProgress& now);
// `1,204,311 executions in 60 s, 20,071/s, coverage 512, corpus 133, 0 findings`
std::string end_text(const CampaignProgress& end, double seconds);

// ProgressLine keeps that line up to date on standard error: in place on a terminal, else a line
// twice a minute.
class ProgressLine {
 public:
  static constexpr std::chrono::seconds kEach{30};
  explicit ProgressLine(bool wanted);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const std::string& target, const CampaignProgress& now);
  void clear();

 private:
  bool wanted_, is_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace rehearse::harness
