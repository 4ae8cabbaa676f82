#pragma once

#include <optional>
#include <string_view>

#include "mocks/core/json.h"
#include "mocks/core/time.h"

namespace rehearse::workato {

class Workspace;

// FacadeAnswer is a status and a JSON body; errors are {"error":{"code","message"}}.
struct FacadeAnswer {
  int status = 200;
  std::string json{};
};

// facade_call is the workspace's part of the control facade: shortcuts for drivers and scenarios,
// with the same checks as the pages. Nothing if the path is none of these:
//   GET, POST /workato/profiles                {"name","provider","client_id","client_secret"}
//   GET, PATCH, DELETE /workato/profiles/ID    {"name","client_id","client_secret"}
//   GET, POST /workato/connections {"name","sandbox","custom_domain","scopes","profile",…} GET,
//   PATCH, DELETE /workato/connections/ID `profile` is a profile's id or name POST
//   /workato/connections/ID/connect       → {"authorize_url"} POST /workato/callback {"location"}
//   finishes in the browser that connect began with POST /workato/connections/ID/jobs          runs
//   a job → {"ok","refreshed","reason","text",…} POST /workato/connections/ID/disconnect POST
//   /workato/connections/ID/backup | restore   an old copy of the tokens is put aside | comes back
//   POST /workato/connections/ID/clone         the connection and its tokens exist twice
// Answers are snapshots (snapshot.h).
std::optional<FacadeAnswer> facade_call(Workspace& workspace, std::string_view method,
                                        std::string_view path, std::string_view body,
                                        TimePoint now);

}  // namespace rehearse::workato
