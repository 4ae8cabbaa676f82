#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::workato {

// kApiBehaviours are the Developer API's rules that are neither a rejection nor a dial.
inline constexpr std::array kApiBehaviours{
    Behaviour{"workato.api.envelopes",
              "Profiles answer within result, runtime user connections and pick lists within data, "
              "connections and folders bare.",
              {Basis::documented, "docs.workato.com and workato-api-spec.yaml"}},
    Behaviour{"workato.api.profile_delete",
              "Deleting a profile answers {\"result\":{\"success\":true}}.",
              {Basis::inferred, "the documented answer of assign; that of delete is not public"}},
    Behaviour{"workato.api.profile_provider",
              "The application of a profile cannot change.",
              {Basis::inferred, "PUT takes the application; what a change does is not public"}},
    Behaviour{"workato.api.profile_secrets",
              "Client secret and token of a profile are never returned.",
              {Basis::documented, "docs.workato.com, Custom OAuth profiles API"}},
    Behaviour{
        "workato.api.profile_counts",
        "shared_accounts_count counts the connections that use a profile, "
        "oem_customers_count the customers that it is assigned to.",
        {Basis::inferred, "the members are documented, their meaning follows from the names"}},
    Behaviour{"workato.api.released_profile",
              "When a profile is deleted or unassigned by force, its connections fall back to "
              "Workato's own app and are disconnected; unassigning spares those that another "
              "customer's assignment gave it to.",
              {Basis::inferred, "not documented; the tokens belong to the profile's app"}},
    Behaviour{
        "workato.api.adopted_profile",
        "Assigning a profile gives it to the application's connections that use Workato's "
        "own app; a connection that has a profile keeps it.",
        {Basis::inferred,
         "docs.workato.com, Embedded: it replaces Workato's app; the mock has one workspace"}},
    Behaviour{"workato.api.profile_projects",
              "An API client that is limited to projects may read custom OAuth profiles and put "
              "them into its connections, but not create, change, delete, assign or unassign them.",
              {Basis::inferred, "profiles belong to the workspace; not documented"}},
    Behaviour{"workato.api.customers",
              "Every well-formed id is a customer of the Embedded partner, and the one workspace "
              "stands for the workspace of each; 333 and 333_dev are one customer's environments, "
              "each with one profile for each application. An external id with a slash cannot be "
              "named.",
              {Basis::inferred, "the mock has one workspace"}},
    Behaviour{
        "workato.api.validation",
        "Refused members come with 400 as {\"message\":\"Validation failed\",\"errors\":{…}}, "
        "all at once.",
        {Basis::observed, "workato-platform-cli, workato-api-spec.yaml, ValidationError"}},
    Behaviour{"workato.api.unknown_members",
              "Members that the API does not know are ignored, and null counts as absent.",
              {Basis::inferred, "not documented"}},
    Behaviour{"workato.api.timestamps",
              "Profiles, folders and the workspace have instants with the offset -07:00, "
              "connections with Z, both with milliseconds.",
              {Basis::documented, "docs.workato.com, samples of both"}},
    Behaviour{"workato.api.profile_key_places",
              "custom_oauth_key_id is read at the top, in input and in input.advanced_settings.",
              {Basis::inferred, "the key's place is not public"}},
    Behaviour{"workato.api.connected_settings",
              "While a connection is connected, its host, scopes and profile cannot change.",
              {Basis::inferred, "Workato's form asks for a disconnect first"}},
    Behaviour{"workato.api.token_import",
              "An imported token pair makes a connection connected, with the login host as its "
              "instance.",
              {Basis::inferred, "oauth_token_pair is listed, its effect is not described"}},
    Behaviour{"workato.api.oauth_url",
              "get_oauth_url gives the provider's authorize URL; the trip is bound to no browser "
              "and can be finished once.",
              {Basis::observed, "workato-api-spec.yaml; the CLI opens the URL in any browser"}},
    Behaviour{"workato.api.one_per_second",
              "Calls at the very same virtual instant count towards 60 a minute alone: they cannot "
              "be told from a clock that stands still. A call less than a second after the last "
              "one is refused.",
              {Basis::inferred, "docs.workato.com says one request per second; the rest is ours"}},
    Behaviour{"workato.api.rate_window",
              "60 a minute are the calls of the last 60 seconds, of one API client and one group "
              "of endpoints: a call's place is free again exactly 60 seconds after it. Refused "
              "calls do not count.",
              {Basis::inferred, "docs.workato.com gives the numbers, not how they are counted"}},
    Behaviour{"workato.api.rate_rest",
              "Connectors, folders and the workspace allow 60 calls a minute each.",
              {Basis::inferred, "documented for connectors"}},
    Behaviour{"workato.api.updated_at",
              "updated_at of a connection moves whenever it changes: settings, authorization, a "
              "failed one, refresh, problem, loss, disconnect. It never moves back.",
              {Basis::inferred, "the member is documented, what moves it is not"}},
    Behaviour{"workato.api.names",
              "Names of profiles, connections and folders are not blank, have up to 255 bytes and "
              "no control characters; no project is called Home.",
              {Basis::inferred, "Rails validations; the rules are not public"}},
    Behaviour{"workato.api.unpaged_connections",
              "The list of connections is whole; page and per_page change nothing.",
              {Basis::documented, "docs.workato.com has no paging there; wk sends it"}},
    Behaviour{"workato.api.privileges",
              "Embedded, runtime user connections, folders and connectors have privileges named "
              "after their endpoints.",
              {Basis::inferred, "public for profiles and connections only"}},
};

// kApiCannotShow says what the mock's Developer API leaves out.
inline constexpr std::array kApiCannotShow{
    Behaviour{"workato.cannot.redirect_url",
              "Where a runtime user connection's redirect_url and callback_url lead after consent.",
              {Basis::documented, "docs.workato.com, runtime user connections"}},
    Behaviour{"workato.cannot.connectors",
              "The triggers and actions of connectors, and pick lists but for two of Salesforce.",
              {Basis::documented, "docs.workato.com, connectors"}},
};

}  // namespace rehearse::workato
