// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/PeoplePage.h"

#include "core/api/Administration.h"
#include "ui/platform/PagedTable.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>

namespace tabletalk::ui {

namespace {

QString organizationsText(const api::AdminUser &user)
{
    if (user.organizations == 0)
        return PeoplePage::tr("none");
    if (user.organizations == 1)
        return user.organization;
    return PeoplePage::tr("%1 and %2 more").arg(user.organization).arg(user.organizations - 1);
}

TextTableModel::Row rowOf(const api::AdminUser &user)
{
    const QString name = user.isOperator ? PeoplePage::tr("%1 (operator)").arg(user.fullName) : user.fullName;
    return {user.id.toString(),
            {name, user.email, organizationsText(user),
             user.lastSeenAt ? momentText(*user.lastSeenAt) : QStringLiteral("–"), momentText(user.createdAt)}};
}

} // namespace

PeoplePage::PeoplePage(WindowContext &context, QWidget *parent)
    : PlatformPage(context, tr("People"), tr("Everybody who has an account on this server."), parent)
    , m_table(nullptr)
{
    setObjectName(QStringLiteral("platformPeople"));
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    m_table = new PagedTable(QStringLiteral("allPeople"), tr("Accounts"),
                             {tr("Name"), tr("E-mail"), tr("Organisations"), tr("Signed in last"), tr("Since")}, card);
    inside->addWidget(m_table);
    column()->addWidget(card);
    column()->addStretch();
    connect(m_table, &PagedTable::pageWanted, this, &PeoplePage::fetch);
}

void PeoplePage::reload()
{
    m_table->reload();
}

void PeoplePage::fetch(int turn, const std::optional<QString> &cursor)
{
    api::AdminSearchRequest request;
    request.search = m_table->search();
    request.cursor = cursor;
    context().session.call<api::AdminUserList>("admin.users", request, this,
                                               [this, turn](const Result<api::AdminUserList> &answer) {
                                                   if (!isGood(answer))
                                                       return m_table->failed(turn);
                                                   std::vector<TextTableModel::Row> rows;
                                                   for (const api::AdminUser &user : answer->items)
                                                       rows.push_back(rowOf(user));
                                                   m_table->append(turn, std::move(rows), answer->nextCursor);
                                               });
}

} // namespace tabletalk::ui
