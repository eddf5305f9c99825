// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/AuditNames.h"

#include "core/api/Dashboards.h"
#include "core/api/Members.h"
#include "core/api/SavedQuestions.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/session/Session.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/WindowContext.h"

namespace tabletalk::ui {

namespace {

constexpr int mostListed = 200;

QString nameIn(const api::Member &member)
{
    return member.fullName.isEmpty() ? member.email : member.fullName;
}

template <class Item>
QString nameIn(const Item &item)
{
    return item.name;
}

} // namespace

AuditNames::AuditNames(WindowContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    connect(&context.catalog, &DatabaseCatalog::reset, this, &AuditNames::changed);
    connect(&context.workspaces, &Workspaces::changed, this, &AuditNames::changed);
}

template <class List, class Request>
void AuditNames::learn(const char *method, const Request &request)
{
    // What may not be listed keeps its id.
    m_context.session.call<List>(method, request, this, [this](const Result<List> &answer) {
        if (!answer)
            return;
        for (const auto &item : answer->items)
            m_names.insert(item.id.toString(), nameIn(item));
        Q_EMIT changed();
    });
}

void AuditNames::reload()
{
    m_names.clear();
    learn<api::MemberList>("users.list", api::ListRequest{mostListed, {}});
    learn<api::TeamList>("teams.list", api::ListRequest{mostListed, {}});
    api::SavedQuestionListRequest saved;
    saved.limit = mostListed;
    learn<api::SavedQuestionList>("savedQuestions.list", saved);
    api::DashboardListRequest dashboards;
    dashboards.limit = mostListed;
    learn<api::DashboardList>("dashboards.list", dashboards);
}

QString AuditNames::nameOf(const QString &target) const
{
    if (const auto id = ConnectionId::fromString(target)) {
        if (const api::Database *database = m_context.catalog.find(*id))
            return database->name;
    }
    for (const api::Workspace &workspace : m_context.workspaces.all()) {
        if (workspace.id.toString() == target)
            return workspace.name;
    }
    const api::Organization &organization = m_context.session.organization();
    if (organization.id.toString() == target)
        return organization.name;
    return m_names.value(target);
}

} // namespace tabletalk::ui
