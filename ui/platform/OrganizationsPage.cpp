// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/OrganizationsPage.h"

#include "ui/platform/OrganizationCard.h"
#include "ui/platform/PagedTable.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLocale>

namespace tabletalk::ui {

OrganizationsPage::OrganizationsPage(WindowContext &context, QWidget *parent)
    : PlatformPage(context, tr("Organisations"), tr("Everybody who works on this server, each for themselves."), parent)
    , m_card(new OrganizationCard(context, this))
{
    setObjectName(QStringLiteral("platformOrganizations"));
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    m_table = new PagedTable(QStringLiteral("allOrganizations"), tr("Organisations"),
                             {tr("Name"), tr("Short name"), tr("State"), tr("People"), tr("Since")}, card);
    m_status = new QComboBox(card);
    m_status->setObjectName(QStringLiteral("organizationStatus_filter"));
    m_status->setAccessibleName(tr("State of the organisations"));
    m_status->addItem(tr("In any state"), QString());
    for (const char *state : {"active", "suspended", "closed"})
        m_status->addItem(statusText(QString::fromLatin1(state)), QString::fromLatin1(state));
    m_table->filterRow()->addWidget(m_status);
    inside->addWidget(m_table);
    column()->addWidget(card);
    column()->addWidget(m_card);
    column()->addStretch();
    m_card->hide();
    connect(m_status, &QComboBox::currentIndexChanged, this, [this] { m_table->reload(); });
    connect(m_table, &PagedTable::pageWanted, this, &OrganizationsPage::fetch);
    connect(m_table, &PagedTable::chosenChanged, this, &OrganizationsPage::showChosen);
    connect(m_card, &OrganizationCard::changed, this, &OrganizationsPage::reload);
}

void OrganizationsPage::reload()
{
    m_table->reload();
}

void OrganizationsPage::fetch(int turn, const std::optional<QString> &cursor)
{
    api::AdminTenantsRequest request;
    request.search = m_table->search();
    request.status = m_status->currentData().toString();
    request.cursor = cursor;
    context().session.call<api::AdminTenantList>(
        "admin.tenants", request, this, [this, turn](const Result<api::AdminTenantList> &answer) {
            if (!isGood(answer))
                return m_table->failed(turn);
            std::vector<TextTableModel::Row> rows;
            for (const api::AdminTenant &tenant : answer->items)
                rows.push_back({tenant.id.toString(),
                                {tenant.name, tenant.slug, statusText(tenant.status),
                                 QLocale().toString(tenant.members), momentText(tenant.createdAt)}});
            m_table->append(turn, std::move(rows), answer->nextCursor);
        });
}

void OrganizationsPage::showChosen()
{
    const auto id = TenantId::fromString(m_table->chosenId());
    m_card->setVisible(id.has_value());
    if (id)
        m_card->show(*id);
}

} // namespace tabletalk::ui
