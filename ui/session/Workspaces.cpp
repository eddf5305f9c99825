// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Workspaces.h"

#include "ui/session/Session.h"

#include <QSettings>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int mostWorkspaces = 200;

QString keyOf(TenantId organization)
{
    return QStringLiteral("workspace/") + organization.toString();
}

} // namespace

Workspaces::Workspaces(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state != Session::State::Ready)
            return;
        if (m_session.organization().id != m_organization)
            forget();
        reload();
    });
}

/// Of another organisation nothing holds.
void Workspaces::forget()
{
    m_organization = m_session.organization().id;
    m_all.clear();
    m_current = {};
    Q_EMIT changed();
}

const api::Workspace *Workspaces::current() const
{
    const auto found = std::ranges::find(m_all, m_current, &api::Workspace::id);
    return found == m_all.end() ? nullptr : &*found;
}

std::optional<WorkspaceId> Workspaces::currentId() const
{
    const api::Workspace *chosen = current();
    return chosen && m_all.size() > 1 ? std::optional(chosen->id) : std::nullopt;
}

WorkspaceId Workspaces::currentOr(WorkspaceId standard) const
{
    const api::Workspace *chosen = current();
    return chosen ? chosen->id : standard;
}

void Workspaces::choose(WorkspaceId id)
{
    if (id == m_current || std::ranges::find(m_all, id, &api::Workspace::id) == m_all.end())
        return;
    m_current = id;
    QSettings().setValue(keyOf(m_session.organization().id), id.toString());
    Q_EMIT changed();
    Q_EMIT chosen();
}

void Workspaces::reload()
{
    const TenantId organization = m_session.organization().id;
    m_session.call<api::WorkspaceList>("workspaces.list", api::WorkspaceListRequest{organization, mostWorkspaces, {}},
                                       this, [this, organization](Result<api::WorkspaceList> answer) {
                                           if (organization != m_session.organization().id)
                                               return; // it is another one by now
                                           if (!answer && !m_all.empty())
                                               return; // what is known holds until it can be asked again
                                           take(answer ? std::move(answer->items) : std::vector<api::Workspace>());
                                       });
}

void Workspaces::take(std::vector<api::Workspace> all)
{
    std::erase_if(all, [](const api::Workspace &each) { return each.archivedAt.has_value(); });
    m_all = std::move(all);
    const auto kept = WorkspaceId::fromString(QSettings().value(keyOf(m_session.organization().id)).toString());
    const WorkspaceId before = m_current;
    m_current = {};
    for (const api::Workspace &each : m_all) {
        if (kept ? each.id == *kept : each.isDefault)
            m_current = each.id;
    }
    if (m_current.isNull()) { // the kept one is gone
        const auto standard = std::ranges::find(m_all, true, &api::Workspace::isDefault);
        if (standard != m_all.end())
            m_current = standard->id;
    }
    Q_EMIT changed();
    const api::Workspace *now = current();
    if (m_current != before && now && !now->isDefault)
        Q_EMIT chosen(); // panels began with the default one
}

} // namespace tabletalk::ui
