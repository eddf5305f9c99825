// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one list of panels: a new one is one entry here and one folder of its own.
#include "ui/agents/AgentsWidget.h"
#include "ui/audit/AuditWidget.h"
#include "ui/billing/BillingWidget.h"
#include "ui/chat/ChatWidget.h"
#include "ui/connections/ConnectionsWidget.h"
#include "ui/dashboards/DashboardsWidget.h"
#include "ui/graph/GraphWidget.h"
#include "ui/knowledge/KnowledgeWidget.h"
#include "ui/models/ModelsWidget.h"
#include "ui/platform/PlatformWidget.h"
#include "ui/saved/SavedWidget.h"
#include "ui/schedules/SchedulesWidget.h"
#include "ui/search/SearchWidget.h"
#include "ui/security/SecurityWidget.h"
#include "ui/settings/SettingsWidget.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Panel.h"
#include "ui/shell/WindowContext.h"
#include "ui/start/StartWidget.h"
#include "ui/support/SupportWidget.h"
#include "ui/tenant/TenantWidget.h"
#include "ui/usage/UsageWidget.h"
#include "ui/workflows/WorkflowsWidget.h"

#include <QCoreApplication>

#include <functional>
#include <utility>

namespace tabletalk::ui {

namespace {

struct PanelFacts
{
    const char *id;
    const char *title; ///< English, for translation
    const char *iconName;
    PanelGroup group;
    std::optional<Permission> permission = {};
    bool atBottom = false;
    QWidget *(*make)(WindowContext &, QWidget *);
    bool forOperators = false;
    const char *keywords = "";
    const char *help; ///< the chapter of a guide that is about it
    const char *operation = ""; ///< without which a server does not know the panel
};

class StandardPanel final : public Panel
{
public:
    explicit StandardPanel(PanelFacts facts)
        : m_facts(facts)
    {}

    QString id() const override { return QString::fromLatin1(m_facts.id); }
    QString title() const override { return QCoreApplication::translate("Panels", m_facts.title); }
    QString iconName() const override { return QString::fromLatin1(m_facts.iconName); }
    std::optional<Permission> permission() const override { return m_facts.permission; }
    PanelGroup group() const override { return m_facts.group; }
    QString keywords() const override { return QCoreApplication::translate("Panels", m_facts.keywords); }
    QString operation() const override { return QString::fromLatin1(m_facts.operation); }
    QString helpPlace() const override { return QString::fromLatin1(m_facts.help); }
    bool atBottom() const override { return m_facts.atBottom; }
    bool forOperators() const override { return m_facts.forOperators; }
    QWidget *createWidget(WindowContext &context, QWidget *parent) const override
    {
        return m_facts.make(context, parent);
    }

private:
    PanelFacts m_facts;
};

template <class Widget>
QWidget *make(WindowContext &context, QWidget *parent)
{
    return new Widget(context, parent);
}

} // namespace

PanelRegistry standardPanels()
{
    using Group = PanelGroup;
    const PanelFacts facts[] = {
        {.id = "start",
         .title = QT_TRANSLATE_NOOP("Panels", "Home"),
         .iconName = "home",
         .group = Group::Ask,
         .make = make<StartWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "start sample begin welcome"),
         .help = "user-guide#your-first-answer"},
        {.id = "chat",
         .title = QT_TRANSLATE_NOOP("Panels", "Chat"),
         .iconName = "chat",
         .group = Group::Ask,
         .permission = Permission::Ask,
         .make = make<ChatWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "ask question conversation answer sql"),
         .help = "user-guide#asking"},
        {.id = "agents",
         .title = QT_TRANSLATE_NOOP("Panels", "Agents"),
         .iconName = "agent",
         .group = Group::Ask,
         .permission = Permission::Ask,
         .make = make<AgentsWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "assistant prompt skills"),
         .help = "user-guide#agents",
         .operation = "agents.list"},
        {.id = "saved",
         .title = QT_TRANSLATE_NOOP("Panels", "Saved"),
         .iconName = "archive",
         .group = Group::Ask,
         .permission = Permission::Ask,
         .make = make<SavedWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "saved questions kept favourites"),
         .help = "user-guide#saved-questions",
         .operation = "savedQuestions.list"},
        {.id = "dashboards",
         .title = QT_TRANSLATE_NOOP("Panels", "Dashboards"),
         .iconName = "dashboard",
         .group = Group::Ask,
         .permission = Permission::Ask,
         .make = make<DashboardsWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "charts tiles pinned report"),
         .help = "user-guide#dashboards",
         .operation = "dashboards.list"},
        {.id = "connections",
         .title = QT_TRANSLATE_NOOP("Panels", "Databases"),
         .iconName = "database",
         .group = Group::Data,
         .permission = Permission::ReadDatabases,
         .make = make<ConnectionsWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "connections schema tables columns vocabulary metrics accuracy"),
         .help = "user-guide#connecting-a-database"},
        {.id = "models",
         .title = QT_TRANSLATE_NOOP("Panels", "Models"),
         .iconName = "plug",
         .group = Group::Data,
         .permission = Permission::ManageOrganization,
         .make = make<ModelsWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "language model key openai ollama air-gap outbound"),
         .help = "administrator-guide#language-models",
         .operation = "model.read"},
        {.id = "knowledge",
         .title = QT_TRANSLATE_NOOP("Panels", "Documents"),
         .iconName = "book",
         .group = Group::Knowledge,
         .permission = Permission::Ask,
         .make = make<KnowledgeWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "knowledge files pdf web site upload"),
         .help = "user-guide#documents",
         .operation = "documents.list"},
        {.id = "search",
         .title = QT_TRANSLATE_NOOP("Panels", "Search"),
         .iconName = "search",
         .group = Group::Knowledge,
         .permission = Permission::Ask,
         .make = make<SearchWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "find passages vector keyword hybrid"),
         .help = "user-guide#searching-documents",
         .operation = "search.query"},
        {.id = "graph",
         .title = QT_TRANSLATE_NOOP("Panels", "Names"),
         .iconName = "graph",
         .group = Group::Knowledge,
         .permission = Permission::Ask,
         .make = make<GraphWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "graph entities relations people places"),
         .help = "user-guide#names-in-documents",
         .operation = "graph.search"},
        {.id = "schedules",
         .title = QT_TRANSLATE_NOOP("Panels", "Schedules"),
         .iconName = "clock",
         .group = Group::Automation,
         .permission = Permission::Ask,
         .make = make<SchedulesWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "every day alert condition mail webhook"),
         .help = "user-guide#schedules",
         .operation = "schedules.list"},
        {.id = "workflows",
         .title = QT_TRANSLATE_NOOP("Panels", "Workflows"),
         .iconName = "workflow",
         .group = Group::Automation,
         .permission = Permission::Ask,
         .make = make<WorkflowsWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "steps automation run trigger"),
         .help = "user-guide#workflows",
         .operation = "workflows.list"},
        {.id = "tenant",
         .title = QT_TRANSLATE_NOOP("Panels", "Organisation"),
         .iconName = "organization",
         .group = Group::Organization,
         .permission = Permission::ReadOrganization,
         .make = make<TenantWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "members people teams invitations branding workspace"),
         .help = "administrator-guide#organisations-and-people"},
        {.id = "usage",
         .title = QT_TRANSLATE_NOOP("Panels", "Usage"),
         .iconName = "usage",
         .group = Group::Organization,
         .permission = Permission::ReadUsage,
         .make = make<UsageWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "statistics tokens cost limits"),
         .help = "administrator-guide#usage-and-limits",
         .operation = "usage.summary"},
        {.id = "security",
         .title = QT_TRANSLATE_NOOP("Panels", "Security"),
         .iconName = "shield",
         .group = Group::Organization,
         .permission = Permission::OwnAccount,
         .make = make<SecurityWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "password sessions api keys addresses second factor"),
         .help = "administrator-guide#security"},
        {.id = "billing",
         .title = QT_TRANSLATE_NOOP("Panels", "Billing"),
         .iconName = "receipt",
         .group = Group::Organization,
         .permission = Permission::ReadBilling,
         .make = make<BillingWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "plan invoices payment"),
         .help = "user-guide#plan-and-invoices",
         .operation = "subscription.read"},
        {.id = "audit",
         .title = QT_TRANSLATE_NOOP("Panels", "Audit log"),
         .iconName = "list",
         .group = Group::Organization,
         .permission = Permission::ReadAudit,
         .make = make<AuditWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "who did what history"),
         .help = "administrator-guide#the-audit-log",
         .operation = "audit.list"},
        {.id = "support",
         .title = QT_TRANSLATE_NOOP("Panels", "Support"),
         .iconName = "question",
         .group = Group::Platform,
         .permission = Permission::ReadOrganization,
         .atBottom = true,
         .make = make<SupportWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "help ticket problem"),
         .help = "user-guide#support",
         .operation = "tickets.list"},
        {.id = "settings",
         .title = QT_TRANSLATE_NOOP("Panels", "Settings"),
         .iconName = "settings",
         .group = Group::Platform,
         .atBottom = true,
         .make = make<SettingsWidget>,
         .keywords = QT_TRANSLATE_NOOP("Panels", "appearance dark light language server data folder about"),
         .help = "user-guide#settings"},
        {.id = "platform",
         .title = QT_TRANSLATE_NOOP("Panels", "Platform"),
         .iconName = "server",
         .group = Group::Platform,
         .make = make<PlatformWidget>,
         .forOperators = true,
         .keywords = QT_TRANSLATE_NOOP("Panels", "all organisations operator revenue server settings"),
         .help = "platform-guide"},
    };
    PanelRegistry panels;
    for (const PanelFacts &one : facts)
        panels.add(std::make_unique<StandardPanel>(one));
    return panels;
}

} // namespace tabletalk::ui
