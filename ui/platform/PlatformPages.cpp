// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/announcements/AnnouncementDesk.h"
#include "ui/platform/AgentsPage.h"
#include "ui/platform/ConnectionsPage.h"
#include "ui/platform/OrganizationsPage.h"
#include "ui/platform/OverviewPage.h"
#include "ui/platform/PeoplePage.h"
#include "ui/platform/RevenuePage.h"
#include "ui/platform/SettingsPage.h"
#include "ui/support/TicketDesk.h"

#include <QBoxLayout>
#include <QCoreApplication>

namespace tabletalk::ui {

namespace {

template <class Page>
PlatformPage *make(WindowContext &context, QWidget *parent)
{
    return new Page(context, parent);
}

/// A desk that works by itself, on a page of its own.
template <class Desk>
class DeskPage final : public PlatformPage
{
public:
    DeskPage(WindowContext &context, const QString &title, const QString &subtitle, QWidget *parent)
        : PlatformPage(context, title, subtitle, parent)
        , m_desk(new Desk(context, this))
    {
        column()->addWidget(m_desk);
        column()->addStretch();
    }
    void reload() override { m_desk->reload(); }

private:
    Desk *m_desk;
};

PlatformPage *makeTickets(WindowContext &context, QWidget *parent)
{
    return new DeskPage<TicketDesk>(
        context, QCoreApplication::translate("PlatformPages", "Support"),
        QCoreApplication::translate("PlatformPages", "What organisations ask of you, and what they are told."), parent);
}

PlatformPage *makeAnnouncements(WindowContext &context, QWidget *parent)
{
    return new DeskPage<AnnouncementDesk>(
        context, QCoreApplication::translate("PlatformPages", "Announcements"),
        QCoreApplication::translate("PlatformPages", "What everybody on this server reads above their panels."),
        parent);
}

} // namespace

const std::vector<PlatformPageFacts> &platformPages()
{
    static const std::vector<PlatformPageFacts> pages = {
        {"overview", QT_TRANSLATE_NOOP("PlatformPages", "Overview"), make<OverviewPage>, "platform-guide#overview"},
        {"organizations", QT_TRANSLATE_NOOP("PlatformPages", "Organisations"), make<OrganizationsPage>,
         "platform-guide#organisations"},
        {"people", QT_TRANSLATE_NOOP("PlatformPages", "People"), make<PeoplePage>, "platform-guide#people"},
        {"connections", QT_TRANSLATE_NOOP("PlatformPages", "Databases"), make<ConnectionsPage>,
         "platform-guide#databases"},
        {"agents", QT_TRANSLATE_NOOP("PlatformPages", "Agents"), make<AgentsPage>, "platform-guide#agents"},
        {"revenue", QT_TRANSLATE_NOOP("PlatformPages", "Revenue"), make<RevenuePage>,
         "platform-guide#revenue-and-plans"},
        {"tickets", QT_TRANSLATE_NOOP("PlatformPages", "Support"), makeTickets, "platform-guide#support"},
        {"announcements", QT_TRANSLATE_NOOP("PlatformPages", "Announcements"), makeAnnouncements,
         "platform-guide#announcements"},
        {"settings", QT_TRANSLATE_NOOP("PlatformPages", "Settings"), make<SettingsPage>,
         "platform-guide#settings-of-the-server"},
    };
    return pages;
}

} // namespace tabletalk::ui
