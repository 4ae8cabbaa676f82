#include "harness/record/recording_target.h"

#include <fmt/format.h>

#include <utility>

#include "mocks/core/text.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

RecordingTarget::RecordingTarget(std::unique_ptr<Target> inner, Recorder& recorder)
    : inner_(std::move(inner)),
      recorder_(recorder),
      http_(recorder.on(inner_->http(), "harness")) {}

void RecordingTarget::step_begins(std::string_view id) {
  recorder_.step_begins(id);
  inner_->step_begins(id);
}

Result<Stage, Trouble> RecordingStages::open(const TargetRequest& request) {
  auto recorder = std::make_unique<Recorder>();
  RecordingMeta meta = meta_;
  meta.seed = request.seed;
  if (meta.date.empty()) meta.date = format_time(request.start).substr(0, 10);
  recorder->describe(std::move(meta));
  TargetRequest wrapped = request;
  wrapped.wrapping.target = [&recorder = *recorder, more = request.wrapping.target](
                                std::unique_ptr<Target> target) -> std::unique_ptr<Target> {
    if (more) target = more(std::move(target));
    return std::make_unique<RecordingTarget>(std::move(target), recorder);
  };
  wrapped.wrapping.workato = [&recorder = *recorder, more = request.wrapping.workato](
                                 std::unique_ptr<wire::HttpCall> call) {
    if (more) call = more(std::move(call));
    return recorder.around(std::move(call), "workato");
  };
  wrapped.wrapping.admin = [&recorder = *recorder,
                            more = request.wrapping.admin](std::unique_ptr<wire::HttpCall> call) {
    if (more) call = more(std::move(call));
    return recorder.around(std::move(call), "harness");
  };
  recorder_ = std::move(recorder);
  return inner_.open(wrapped);
}

std::string recording_name(const std::string& scenario,
                           const std::vector<std::pair<std::string, std::string>>& variant) {
  std::string name = replace_all(scenario, "/", "-");
  for (const auto& [key, value] : variant) name += fmt::format(".{}-{}", key, value);
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && c != '-' && c != '.' && c != '_') c = '_';
  }
  return name + ".json";
}

}  // namespace rehearse::harness
