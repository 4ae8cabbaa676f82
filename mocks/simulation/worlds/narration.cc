#include <fmt/format.h>

#include "mocks/core/json.h"
#include "mocks/simulation/worlds/execution.h"

// What happens in an execution, told for people. Tokens go by their names.
namespace rehearse::simulation {
namespace {

std::string who(const Message& message) { return fmt::format("worker {}", message.worker); }

}  // namespace

std::string Execution::sentence(const Choice& choice) const {
  using Kind = Choice::Kind;
  switch (choice.kind) {
    case Kind::start:
      return fmt::format("Worker {} begins {}.", choice.subject,
                         to_text(crew_.workers[size_t(choice.subject) - 1]->operation()));
    case Kind::give_up:
      return fmt::format("Worker {} waits no longer for its answer; its request is under way.",
                         choice.subject);
    case Kind::crash:
      return fmt::format("Worker {} dies; what it has sent is under way.", choice.subject);
    case Kind::wait:
      return "Two minutes pass.";
    default:
      break;
  }
  const Message& it = message(choice.subject);
  const std::string what =
      fmt::format("{} of {} with {}", to_text(it.errand), who(it),
                  it.errand == Errand::exchange ? "the code" : oracle_.book().name_of(it.token));
  switch (choice.kind) {
    case Kind::arrive:
      return fmt::format("The {} reaches the org and waits there.", what);
    case Kind::serve:
      return fmt::format("The org serves the {}", what);
    case Kind::answer:
      return fmt::format("The answer to the {} reaches {}.", what, who(it));
    case Kind::lose:
      return fmt::format("The answer to the {} is lost.", what);
    case Kind::truncate:
      return fmt::format("The answer to the {} is cut off.", what);
    case Kind::drop:
      return fmt::format("The {} is lost before the org has seen it.", what);
    case Kind::repeat:
      return fmt::format("The network delivers the {} once more.", what);
    default:
      return "";
  }
}

std::string Execution::outcome_of(const Message& it) const {
  const wire::WireResponse& response = it.outcome->value();
  if (response.status == 200 && it.gives != 0) {
    const std::string refresh = member_of(it, "refresh_token");
    return fmt::format(": {}{}.", oracle_.book().name_of(member_of(it, "access_token")),
                       refresh.empty() ? "" : " and " + oracle_.book().name_of(refresh));
  }
  std::string said = member_of(it, "error_description");
  if (it.errand == Errand::introspect) said = it.says_active() ? "active" : "inactive";
  return said.empty() ? fmt::format(": {}.", response.status)
                      : fmt::format(": {}, {}.", response.status, said);
}

}  // namespace rehearse::simulation
