#pragma once

#include <string>

#include "mocks/oauth/app_settings.h"
#include "mocks/simulation/life_plan.h"
#include "mocks/workato/engine/client_bugs.h"

namespace rehearse::simulation {

// What a plan's words are in the mocks' own terms.

// The settings of the app, as a person enters them who follows the guide but for what the plan
// says.
oauth::AppSettings app_settings(const Settings& settings);
// What the connection asks for, as Workato's connection form takes it; empty: its default.
std::string connection_scopes(Scopes scopes);
// The engine's mistakes. A method that is left out and a wrong verifier are not among them.
workato::ClientBugs client_bugs(const LifePlan& plan);

}  // namespace rehearse::simulation
