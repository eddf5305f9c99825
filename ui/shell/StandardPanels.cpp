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
    std::optional<Permission> permission;
    bool atBottom = false;
    QWidget *(*make)(WindowContext &, QWidget *);
    bool forOperators = false;
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
    const PanelFacts facts[] = {
        {"start", QT_TRANSLATE_NOOP("Panels", "Home"), "home", {}, false, make<StartWidget>},
        {"chat", QT_TRANSLATE_NOOP("Panels", "Chat"), "chat", Permission::Ask, false, make<ChatWidget>},
        {"agents", QT_TRANSLATE_NOOP("Panels", "Agents"), "agent", Permission::Ask, false, make<AgentsWidget>},
        {"saved", QT_TRANSLATE_NOOP("Panels", "Saved"), "archive", Permission::Ask, false, make<SavedWidget>},
        {"dashboards", QT_TRANSLATE_NOOP("Panels", "Dashboards"), "dashboard", Permission::Ask, false,
         make<DashboardsWidget>},
        {"connections", QT_TRANSLATE_NOOP("Panels", "Databases"), "database", Permission::ReadDatabases, false,
         make<ConnectionsWidget>},
        {"knowledge", QT_TRANSLATE_NOOP("Panels", "Knowledge"), "book", Permission::Ask, false, make<KnowledgeWidget>},
        {"search", QT_TRANSLATE_NOOP("Panels", "Search"), "search", Permission::Ask, false, make<SearchWidget>},
        {"graph", QT_TRANSLATE_NOOP("Panels", "Names"), "graph", Permission::Ask, false, make<GraphWidget>},
        {"schedules", QT_TRANSLATE_NOOP("Panels", "Schedules"), "clock", Permission::Ask, false, make<SchedulesWidget>},
        {"workflows", QT_TRANSLATE_NOOP("Panels", "Workflows"), "workflow", Permission::Ask, false,
         make<WorkflowsWidget>},
        {"usage", QT_TRANSLATE_NOOP("Panels", "Usage"), "usage", Permission::ReadUsage, false, make<UsageWidget>},
        {"tenant", QT_TRANSLATE_NOOP("Panels", "Organisation"), "organization", Permission::ReadOrganization, false,
         make<TenantWidget>},
        {"security", QT_TRANSLATE_NOOP("Panels", "Security"), "shield", Permission::OwnAccount, false,
         make<SecurityWidget>},
        {"billing", QT_TRANSLATE_NOOP("Panels", "Billing"), "receipt", Permission::ReadBilling, false,
         make<BillingWidget>},
        {"models", QT_TRANSLATE_NOOP("Panels", "Models"), "plug", Permission::ManageOrganization, false,
         make<ModelsWidget>},
        {"audit", QT_TRANSLATE_NOOP("Panels", "Audit log"), "clock", Permission::ReadAudit, false, make<AuditWidget>},
        {"support", QT_TRANSLATE_NOOP("Panels", "Support"), "question", Permission::ReadOrganization, true,
         make<SupportWidget>},
        {"settings", QT_TRANSLATE_NOOP("Panels", "Settings"), "settings", {}, true, make<SettingsWidget>},
        {"platform", QT_TRANSLATE_NOOP("Panels", "Platform"), "server", {}, true, make<PlatformWidget>, true},
    };
    PanelRegistry panels;
    for (const PanelFacts &one : facts)
        panels.add(std::make_unique<StandardPanel>(one));
    return panels;
}

} // namespace tabletalk::ui
