#pragma once

#include <span>

#include "harness/steps/verb.h"

// The verbs, one table a topic; verb_table() lists them all in this order.
namespace rehearse::harness {

std::span<const Verb> workato_verbs();     // guide_workato.cc
std::span<const Verb> life_verbs();        // connection_life.cc
std::span<const Verb> recipe_verbs();      // recipes.cc
std::span<const Verb> outcome_verbs();     // connection_outcome.cc
std::span<const Verb> held_job_verbs();    // held_job.cc
std::span<const Verb> salesforce_verbs();  // guide_salesforce.cc
std::span<const Verb> credential_verbs();  // guide_credentials.cc
std::span<const Verb> setup_verbs();       // setup.cc
std::span<const Verb> authorize_verbs();   // client_authorize.cc
std::span<const Verb> token_verbs();       // client_token.cc
std::span<const Verb> grant_verbs();       // client_grants.cc
std::span<const Verb> frontdoor_verbs();   // client_frontdoor.cc
std::span<const Verb> race_verbs();        // client_race.cc
std::span<const Verb> use_verbs();         // client_use.cc
std::span<const Verb> send_verbs();        // client_send.cc
std::span<const Verb> app_verbs();         // world_apps.cc
std::span<const Verb> staged_verbs();      // staged_credentials.cc
std::span<const Verb> world_verbs();       // world.cc
std::span<const Verb> watch_verbs();       // world_watch.cc
std::span<const Verb> simulation_verbs();  // simulation.cc

}  // namespace rehearse::harness
