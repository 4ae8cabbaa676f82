#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kConnectBehaviours are the rules of consumer keys and secrets over the Connect REST API, and of
// staged credentials, that are neither a refusal, a dial nor a route.
inline constexpr std::array kConnectBehaviours{
    Behaviour{"connect.usage_list",
              "The usage lists every external client app of the org with developerName, identifier "
              "and label, used or not; Salesforce's own apps are not listed.",
              {Basis::observed, "sfdx-hardis and Infisical find a new app there by its name"}},
    Behaviour{"connect.usage_pages",
              "Lists of apps and users come in pages from 0, 100 entries each unless pageSize says "
              "otherwise; nextPageUrl is there on the last page too, and leads to an empty one.",
              {Basis::documented, "Connect REST API Developer Guide, of users; apps alike"}},
    Behaviour{"connect.usage_token",
              "A refresh token shows format, app, owner, creation, last use, use count and the "
              "address that revokes it; never its value.",
              {Basis::documented, "Connect REST API Developer Guide: App OAuth Usage Token"}},
    Behaviour{"connect.usage_user",
              "A user of an app shows the format, the app, userIdentifier and username.",
              {Basis::documented, "Connect REST API Developer Guide; the last two are inferred"}},
    Behaviour{"connect.token_id",
              "The id in a revocation URL begins with 0CQ and stays the same over rotations.",
              {Basis::inferred, "the guide speaks of a token identifier only"}},
    Behaviour{"connect.permission_usage",
              "External client app viewers, developers and admins read the usage; admins revoke.",
              {Basis::inferred, "help: an External Client App admin needs nothing else"}},
    Behaviour{"connect.secret_access",
              "A new org lets the REST API read consumer secrets, so that a rehearsal can begin at "
              "once; in a real one somebody turns that on.",
              {Basis::inferred, "the setting is documented, its value in a new org is not"}},
    Behaviour{"connect.gate",
              "The setting and the permissions stand before keys and secrets alike; what is "
              "missing answers 403 FUNCTIONALITY_NOT_ENABLED.",
              {Basis::inferred, "status and code seen at other Connect resources"}},
    Behaviour{"connect.scope",
              "A token needs the scope chatter_api, which api and full include.",
              {Basis::documented, "help: OAuth tokens and scopes"}},
    Behaviour{"connect.consumer",
              "An app has one consumer, whose id begins with 888; name is the app's label; what "
              "part does not ask for is left out.",
              {Basis::observed, "public code that reads consumers by id, key, name and url"}},
    Behaviour{"connect.id_forms",
              "Ids in paths are taken with 15 and with 18 characters.",
              {Basis::observed, "public code that compares both forms"}},
    Behaviour{"staged.pair",
              "A staged pair has a key and a secret of its own and is good at every OAuth endpoint "
              "as soon as it is there, beside the main pair.",
              {Basis::observed, "lekkimworld.com: both sets can be used at the same time"}},
    Behaviour{"staged.life",
              "A staged pair is good for 30 days, a former one for 30 days from the rotation; then "
              "the former is gone and an unused one is listed as Expired.",
              {Basis::documented, "30 days and the states; that they count anew is observed"}},
    Behaviour{"staged.expired_stays",
              "Expired staged credentials fill the slot until they are deleted.",
              {Basis::inferred, "the state is documented, what ends it is not"}},
    Behaviour{"staged.rotation",
              "A rotation swaps the two pairs: the staged slot keeps its id and holds the former "
              "pair, state Rotated, which works until its end or its deletion.",
              {Basis::observed, "sfdx-hardis; that the id stays is inferred"}},
    Behaviour{
        "staged.at_once",
        "Staging, rotating and deleting act at once everywhere; the minutes of mixed behaviour "
        "that connected apps have after new details are not played.",
        {Basis::inferred, "said of connected apps only: up to ten minutes"}},
    Behaviour{"staged.url",
              "url is the staged pair's own address, stagedCredentialsUrl that of the slot.",
              {Basis::observed, "Infisical rotates and deletes by url; the guide says otherwise"}},
    Behaviour{"staged.empty",
              "Without staged credentials the list is empty, not missing.",
              {Basis::inferred, "clients cope with both"}},
    Behaviour{"staged.created",
              "Staging answers 201 with the list, whose pair holds key and secret; reading it "
              "later shows them again.",
              {Basis::documented, "Connect REST API Developer Guide; the status is inferred"}},
    Behaviour{"staged.length",
              "A POST that says no length is refused with 411 at once.",
              {Basis::inferred, "a real org keeps the client waiting and resets the connection"}},
    Behaviour{"staged.grants",
              "Codes and grants belong to the app: what was got with one pair is redeemed and "
              "refreshed with the other as well.",
              {Basis::inferred, "otherwise both pairs could not serve one connection in turn"}},
    Behaviour{"staged.answers",
              "signature and the ID token's aud go by the pair that the client used; introspection "
              "shows the main key.",
              {Basis::inferred, "no source shows it"}},
    Behaviour{
        "staged.setup_page",
        "The Setup page shows the main pair alone; staged credentials are a matter of the API.",
        {Basis::documented, "help eca_stage_oauth_credentials"}},
    Behaviour{"staged.new_secret",
              "A new consumer secret on the Setup page replaces that of the main pair alone.",
              {Basis::inferred, "no source shows both together"}},
};

}  // namespace rehearse::salesforce
