// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tenants.h"

#include <QObject>

#include <vector>

namespace tabletalk::ui {

class Session;

/// The workspaces of the organisation that the window is in, and which of them it works in: the default one until
/// another is chosen. The choice is remembered for each organisation.
class Workspaces : public QObject
{
    Q_OBJECT

public:
    explicit Workspaces(Session &session, QObject *parent = nullptr);

    const std::vector<api::Workspace> &all() const { return m_all; }
    /// Null until they were listed, and where the person may not list them.
    const api::Workspace *current() const;
    /// What lists of the window keep to; absent until it is known, where there is only one, and where the person may
    /// not list workspaces.
    std::optional<WorkspaceId> currentId() const;
    /// The chosen one, or the one that the server works in where none was chosen.
    WorkspaceId currentOr(WorkspaceId standard) const;
    void choose(WorkspaceId id);
    void reload();

Q_SIGNALS:
    /// The list, or a name in it.
    void changed();
    /// Another one was chosen; what was read in the one before is no longer meant.
    void chosen();

private:
    void forget();
    void take(std::vector<api::Workspace> all);

    Session &m_session;
    std::vector<api::Workspace> m_all;
    WorkspaceId m_current;
    TenantId m_organization; ///< whose they are
};

} // namespace tabletalk::ui
