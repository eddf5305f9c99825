// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/OrganizationCard.h"

#include "ui/platform/AgentsPage.h"
#include "ui/platform/ConnectionState.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/PeopleTable.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/usage/UsageSharesCard.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 6;
constexpr int longestReason = 500;

QTableView *addList(QBoxLayout *column, const QString &title, const QString &name, TextTableModel *model,
                    QWidget *parent)
{
    column->addWidget(makeLabel(title, TextStyle::Strong, false, parent));
    QTableView *table = makeTable(name, title, model, parent);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    column->addWidget(table);
    return table;
}

} // namespace

QString statusText(const QString &status)
{
    if (status == u"suspended")
        return OrganizationCard::tr("suspended");
    return status == u"closed" ? OrganizationCard::tr("closed") : OrganizationCard::tr("active");
}

OrganizationCard::OrganizationCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("organizationCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    m_name = makeLabel({}, TextStyle::Heading, false, this);
    m_name->setObjectName(QStringLiteral("organizationCardName"));
    m_facts = makeLabel({}, TextStyle::Body, true, this);
    m_facts->setObjectName(QStringLiteral("organizationFacts"));
    m_plan = makeLabel({}, TextStyle::Body, true, this);
    m_plan->setObjectName(QStringLiteral("organizationPlan"));
    m_use = makeLabel({}, TextStyle::Body, true, this);
    m_use->setObjectName(QStringLiteral("organizationUse"));
    for (QLabel *label : {m_name, m_facts, m_plan, m_use}) {
        label->setTextFormat(Qt::PlainText); // names are others' texts
        label->setWordWrap(true);
        inside->addWidget(label);
    }
    m_notice = new Notice(this);
    m_notice->hide();
    inside->addWidget(m_notice);
    inside->addWidget(makeSeparator(this));
    buildActions(inside);
    inside->addWidget(makeSeparator(this));
    buildLists(inside);
    updateButtons();
}

void OrganizationCard::buildActions(QBoxLayout *column)
{
    m_reason = makeField(QStringLiteral("organizationReason"), tr("Reason of what you do to the organisation"), this);
    m_reason->setPlaceholderText(tr("Reason, which its people can read"));
    m_reason->setMaxLength(longestReason);
    column->addWidget(m_reason);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_suspend = makeButton(QStringLiteral("suspendOrganization"), tr("Suspend"), ButtonKind::Danger, this);
    m_suspend->setToolTip(tr("Nobody works in it until it is opened again; nothing of it is lost."));
    m_restore = makeButton(QStringLiteral("restoreOrganization"), tr("Open again"), ButtonKind::Plain, this);
    m_plans = new QComboBox(this);
    m_plans->setObjectName(QStringLiteral("grantedPlan"));
    m_plans->setAccessibleName(tr("Plan whose limits and features are to hold"));
    m_grant = makeButton(QStringLiteral("grantPlan"), tr("Grant this plan"), ButtonKind::Plain, this);
    m_grant->setToolTip(tr("Its limits and features hold; what is paid stays as it is."));
    m_endGrant = makeButton(QStringLiteral("endGrant"), tr("End what was granted"), ButtonKind::Quiet, this);
    row->addWidget(m_suspend);
    row->addWidget(m_restore);
    row->addStretch();
    row->addWidget(m_plans);
    row->addWidget(m_grant);
    row->addWidget(m_endGrant);
    column->addLayout(row);
    connect(m_reason, &QLineEdit::textChanged, this, &OrganizationCard::updateButtons);
    connect(m_suspend, &QPushButton::clicked, this, &OrganizationCard::suspend);
    connect(m_restore, &QPushButton::clicked, this, &OrganizationCard::reactivate);
    connect(m_grant, &QPushButton::clicked, this, [this] { grantPlan(m_plans->currentData().toString()); });
    connect(m_endGrant, &QPushButton::clicked, this, [this] { grantPlan({}); });
}

void OrganizationCard::buildLists(QBoxLayout *column)
{
    m_people = new TextTableModel({tr("Name"), tr("E-mail"), tr("Role"), tr("Signed in last")}, this);
    m_peopleTable = addList(column, tr("People"), QStringLiteral("organizationPeople"), m_people, this);
    auto *row = new QHBoxLayout;
    m_actAs = makeButton(QStringLiteral("actAsMember"), tr("Work as this person"), ButtonKind::Plain, this,
                         QStringLiteral("user"));
    m_actAs->setToolTip(tr("For half an hour, with the reason above. The organisation sees it in its audit log."));
    row->addWidget(m_actAs);
    row->addStretch();
    column->addLayout(row);
    connect(m_actAs, &QPushButton::clicked, this, &OrganizationCard::actAs);
    connect(m_peopleTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &OrganizationCard::updateButtons);
    m_workspaces = new TextTableModel({tr("Name"), tr("State"), tr("Databases")}, this);
    m_workspaceTable = addList(column, tr("Workspaces"), QStringLiteral("organizationWorkspaces"), m_workspaces, this);
    m_connections = new TextTableModel({tr("Name"), tr("Workspace"), tr("Kind"), tr("State"), tr("Tables")}, this);
    m_connectionTable =
        addList(column, tr("Databases"), QStringLiteral("organizationConnections"), m_connections, this);
    m_agents =
        new TextTableModel({tr("Name"), tr("Workspace"), tr("Seen by"), tr("State"), tr("Questions in 30 days")}, this);
    m_agentTable = addList(column, tr("Agents"), QStringLiteral("organizationAgents"), m_agents, this);
}

void OrganizationCard::show(TenantId tenant)
{
    if (tenant != m_tenant) {
        m_reason->clear();
        m_notice->hide();
    }
    m_tenant = tenant;
    const auto taken = [this, tenant](const Result<api::AdminTenantDetails> &answer) {
        if (tenant != m_tenant)
            return;
        if (!answer)
            return m_notice->show(answer.error());
        take(*answer);
    };
    m_context.session.call<api::AdminTenantDetails>("admin.tenant", api::AdminTenantRequest{tenant}, this, taken);
    if (m_plans->count() == 0)
        m_context.session.call<api::PlanList>("admin.plans", api::Empty{}, this,
                                              [this](const Result<api::PlanList> &answer) {
                                                  if (answer)
                                                      takePlans(*answer);
                                                  else
                                                      m_notice->show(answer.error());
                                              });
}

void OrganizationCard::take(const api::AdminTenantDetails &details)
{
    m_details = details;
    const QLocale locale;
    const api::AdminTenant &tenant = details.tenant;
    m_name->setText(tenant.name);
    QString state = statusText(tenant.status);
    if (!tenant.reason.isEmpty())
        state = tr("%1: %2").arg(state, tenant.reason);
    m_facts->setText(tr("%1 · since %2 · %3 · time zone %4")
                         .arg(tenant.slug, momentText(tenant.createdAt), state, details.timeZone));
    const QString billed = details.subscriptionState.isEmpty() ? tr("not billed") : details.subscriptionState;
    m_plan->setText(details.grantReason
                        ? tr("Plan: %1, %2; granted: %3").arg(details.plan.name, billed, *details.grantReason)
                        : tr("Plan: %1, %2").arg(details.plan.name, billed));
    const api::UsageFigures &used = details.last30Days;
    m_use->setText(tr("Last 30 days: %1 questions, %2 not answered, %3 tokens, cost %4; %5 of rows kept; agents: %6")
                       .arg(locale.toString(used.questions), locale.toString(used.failed),
                            locale.toString(used.inputTokens + used.outputTokens), costText(used.costMicros),
                            locale.formattedDataSize(details.storageBytes), locale.toString(details.agentCount)));
    takeLists();
    updateButtons();
}

void OrganizationCard::takeLists()
{
    const QLocale locale;
    std::vector<TextTableModel::Row> people;
    people.reserve(m_details.people.size());
    for (const api::AdminMember &member : m_details.people)
        people.push_back(
            {member.id.toString(),
             {member.isOperator ? tr("%1 (operator)").arg(member.fullName) : member.fullName, member.email,
              roleTitle(member.role), member.lastSeenAt ? momentText(*member.lastSeenAt) : QStringLiteral("–")}});
    m_people->setRows(std::move(people));
    std::vector<TextTableModel::Row> workspaces;
    workspaces.reserve(m_details.workspaces.size());
    for (const api::AdminWorkspace &workspace : m_details.workspaces)
        workspaces.push_back({workspace.id.toString(),
                              {workspace.name, workspace.archived ? tr("put away") : tr("in use"),
                               locale.toString(workspace.connections)}});
    m_workspaces->setRows(std::move(workspaces));
    std::vector<TextTableModel::Row> connections;
    connections.reserve(m_details.connections.size());
    for (const api::AdminConnection &connection : m_details.connections)
        connections.push_back({connection.id.toString(),
                               {connection.name, connection.workspace, connection.kind, connectionStateText(connection),
                                locale.toString(connection.tables)}});
    m_connections->setRows(std::move(connections));
    std::vector<TextTableModel::Row> agents;
    agents.reserve(m_details.agents.size());
    for (const api::AdminAgent &agent : m_details.agents)
        agents.push_back({agent.id.toString(),
                          {agentTitle(agent), agent.workspace, audienceText(agent.visibility), agentState(agent),
                           locale.toString(agent.questions)}});
    m_agents->setRows(std::move(agents));
    for (QTableView *table : {m_peopleTable, m_workspaceTable, m_connectionTable, m_agentTable})
        fitTable(table, mostLines);
}

void OrganizationCard::takePlans(const api::PlanList &plans)
{
    m_plans->clear();
    for (const api::Plan &plan : plans.items)
        m_plans->addItem(plan.name, plan.id);
    updateButtons();
}

QString OrganizationCard::reason() const
{
    return m_reason->text().trimmed();
}

void OrganizationCard::updateButtons()
{
    const bool given = !reason().isEmpty();
    const bool suspended = m_details.tenant.status == u"suspended";
    m_suspend->setVisible(!suspended);
    m_suspend->setEnabled(given);
    m_restore->setVisible(suspended);
    m_grant->setEnabled(given && m_plans->count() > 0);
    m_endGrant->setVisible(m_details.grantReason.has_value());
    m_endGrant->setEnabled(given);
    const api::AdminMember *member = chosenMember();
    m_actAs->setEnabled(given && member && !member->isOperator && m_details.tenant.status == u"active");
}

const api::AdminMember *OrganizationCard::chosenMember() const
{
    const int row = chosenRow(m_peopleTable);
    return row >= 0 && size_t(row) < m_details.people.size() ? &m_details.people[size_t(row)] : nullptr;
}

void OrganizationCard::actAs()
{
    const api::AdminMember *member = chosenMember();
    if (!member
        || !confirm(this, tr("Work as %1?").arg(member->fullName),
                    tr("You see what %1 sees and do what they may, for half an hour at most. Everything is recorded "
                       "under your name, and the organisation reads your reason: %2")
                        .arg(member->email, reason()),
                    tr("Work as this person")))
        return;
    api::ImpersonateRequest request;
    request.id = m_tenant;
    request.userId = member->id;
    request.reason = reason();
    m_context.session.impersonate(request, this, [this](const Result<void> &done) {
        if (!done)
            m_notice->show(done.error());
    });
}

void OrganizationCard::suspend()
{
    if (!confirm(this, tr("Suspend this organisation?"),
                 tr("Nobody works in %1 until you open it again. Its people are told: %2")
                     .arg(m_details.tenant.name, reason()),
                 tr("Suspend")))
        return;
    m_context.session.call<api::TenantState>("admin.suspendTenant", api::SuspendTenantRequest{m_tenant, reason()}, this,
                                             [this](const Result<api::TenantState> &answer) { afterState(answer); });
}

void OrganizationCard::reactivate()
{
    m_context.session.call<api::TenantState>("admin.reactivateTenant", api::AdminTenantRequest{m_tenant}, this,
                                             [this](const Result<api::TenantState> &answer) { afterState(answer); });
}

void OrganizationCard::afterState(const Result<api::TenantState> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    m_notice->hide();
    m_reason->clear();
    show(m_tenant);
    Q_EMIT changed();
}

void OrganizationCard::grantPlan(const std::optional<QString> &planId)
{
    api::GrantPlanRequest request;
    request.id = m_tenant;
    request.planId = planId;
    request.reason = reason();
    m_context.session.call<api::Subscription>("admin.grantPlan", request, this,
                                              [this](const Result<api::Subscription> &answer) {
                                                  if (!answer)
                                                      return m_notice->show(answer.error());
                                                  m_notice->hide();
                                                  m_reason->clear();
                                                  show(m_tenant);
                                              });
}

} // namespace tabletalk::ui
