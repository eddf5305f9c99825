// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/ConnectionsPage.h"

#include "core/api/Administration.h"
#include "ui/platform/ConnectionState.h"
#include "ui/platform/PagedTable.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QLocale>

namespace tabletalk::ui {

namespace {

TextTableModel::Row rowOf(const api::AdminConnection &connection)
{
    return {connection.id.toString(),
            {connection.name, connection.organization, connection.workspace, connection.kind,
             connectionStateText(connection), QLocale().toString(connection.tables), momentText(connection.createdAt)}};
}

} // namespace

ConnectionsPage::ConnectionsPage(WindowContext &context, QWidget *parent)
    : PlatformPage(context, tr("Databases"),
                   tr("What organisations have connected. Where a database is and what is in it stays with them."),
                   parent)
    , m_table(nullptr)
{
    setObjectName(QStringLiteral("platformConnections"));
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    m_table = new PagedTable(
        QStringLiteral("allConnections"), tr("Connected databases"),
        {tr("Name"), tr("Organisation"), tr("Workspace"), tr("Kind"), tr("State"), tr("Tables"), tr("Connected")},
        card);
    inside->addWidget(m_table);
    column()->addWidget(card);
    column()->addStretch();
    connect(m_table, &PagedTable::pageWanted, this, &ConnectionsPage::fetch);
}

void ConnectionsPage::reload()
{
    m_table->reload();
}

void ConnectionsPage::fetch(int turn, const std::optional<QString> &cursor)
{
    api::AdminSearchRequest request;
    request.search = m_table->search();
    request.cursor = cursor;
    context().session.call<api::AdminConnectionList>("admin.connections", request, this,
                                                     [this, turn](const Result<api::AdminConnectionList> &answer) {
                                                         if (!isGood(answer))
                                                             return m_table->failed(turn);
                                                         std::vector<TextTableModel::Row> rows;
                                                         for (const api::AdminConnection &connection : answer->items)
                                                             rows.push_back(rowOf(connection));
                                                         m_table->append(turn, std::move(rows), answer->nextCursor);
                                                     });
}

} // namespace tabletalk::ui
