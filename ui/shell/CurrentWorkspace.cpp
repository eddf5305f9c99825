// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CurrentWorkspace.h"

#include "core/api/Tenants.h"
#include "ui/session/Session.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/WindowContext.h"

namespace tabletalk::ui {

void findWorkspace(WindowContext &context, QObject *receiver, std::function<void(const Result<WorkspaceId> &)> done)
{
    context.session.call<api::TenantProfile>(
        "tenant.read", api::Empty{}, receiver,
        [&context, done = std::move(done)](const Result<api::TenantProfile> &answer) {
            if (!answer)
                return done(std::unexpected(answer.error()));
            done(context.workspaces.currentOr(answer->defaultWorkspaceId));
        });
}

} // namespace tabletalk::ui
