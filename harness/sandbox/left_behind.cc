#include "harness/sandbox/left_behind.h"

#include <fmt/format.h>

#include "harness/sandbox/org_facade.h"

namespace rehearse::harness {

TakenAway take_away(SandboxOptions options, Terminal& terminal,
                    std::unique_ptr<RunJournal> journal) {
  TakenAway done;
  auto resumed = SandboxRun::resume(std::move(options), terminal, std::move(journal));
  if (!resumed) {
    done.left.push_back(resumed.error().what);
    done.trouble = true;
    return done;
  }
  SandboxRun& run = *resumed.value();
  const TargetFile& target = run.options().target;
  OrgApps apps({target.my_domain, target.api_version, run.session().access_token}, run.org(),
               run.wait(), target.limits.a_wait);
  const Removal removal{apps, run.guard(), run.identity(), run.journal(), run.workspace()};
  bool is_stopped = false;
  std::vector<std::string> strays;
  for (const auto& [entry, resource] : run.journal().left()) {
    // Told to a person, who may have taken another name; a run that deploys notes what it began.
    if (strays.empty() && resource.kind == Resource::Kind::app && resource.id.empty() &&
        resource.deployment.empty())
      strays = strays_of(apps, run.identity(), run.journal().header());
    const std::string name = fmt::format("{} {}", to_text(resource.kind), resource.name);
    const auto removed =
        is_stopped ? Trouble{Trouble::Kind::interrupted, "it was not tried any more", "", false}
                   : remove_resource(removal, entry, resource);
    if (removed) {
      done.told.push_back(fmt::format("{} is gone", name));
      continue;
    }
    done.left.push_back(fmt::format("{}: {}", name, removed.error().what));
    done.trouble = done.trouble || removed.error().kind != Trouble::Kind::refused;
    is_stopped = is_stopped || removed.error().kind == Trouble::Kind::interrupted;
  }
  for (const std::string& name : strays) done.left.push_back(stray_sentence(name));
  return done;
}

}  // namespace rehearse::harness
