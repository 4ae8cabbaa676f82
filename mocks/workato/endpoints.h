#pragma once

#include "mocks/workato/pages/page_shell.h"

namespace rehearse::workato {

// Pages for anybody.
wire::WireResponse home(Workspace& workspace, wire::Call& call);
wire::WireResponse sign_in(Workspace& workspace, wire::Call& call);
wire::WireResponse oauth_callback(Workspace& workspace, wire::Call& call);

// Pages for a signed-in visitor; the route table puts the guard in front.
using PageEndpoint = wire::WireResponse (*)(Workspace&, wire::Call&, const Visitor&);
wire::WireResponse sign_out(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse tools(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse ip_addresses(Workspace& workspace, wire::Call& call, const Visitor& visitor);

wire::WireResponse profile_list(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse profile_new(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse profile_new_app(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse profile_create(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse profile_saved(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse profile_show(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse profile_update(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse profile_delete(Workspace& workspace, wire::Call& call, const Visitor& visitor);

wire::WireResponse connection_list(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse connection_search(Workspace& workspace, wire::Call& call,
                                     const Visitor& visitor);
wire::WireResponse connection_new(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse connection_create(Workspace& workspace, wire::Call& call,
                                     const Visitor& visitor);
wire::WireResponse connection_show(Workspace& workspace, wire::Call& call, const Visitor& visitor);
wire::WireResponse connection_connect(Workspace& workspace, wire::Call& call,
                                      const Visitor& visitor);
wire::WireResponse connection_disconnect(Workspace& workspace, wire::Call& call,
                                         const Visitor& visitor);
wire::WireResponse connection_run_job(Workspace& workspace, wire::Call& call,
                                      const Visitor& visitor);
wire::WireResponse connection_last_job(Workspace& workspace, wire::Call& call,
                                       const Visitor& visitor);
wire::WireResponse connection_delete(Workspace& workspace, wire::Call& call,
                                     const Visitor& visitor);

}  // namespace rehearse::workato
