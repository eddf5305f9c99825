// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/ConnectionsPage.h"
#include "ui/platform/OrganizationsPage.h"
#include "ui/platform/OverviewPage.h"
#include "ui/platform/PeoplePage.h"
#include "ui/platform/RevenuePage.h"
#include "ui/platform/SettingsPage.h"

#include <QCoreApplication>

namespace tabletalk::ui {

namespace {

template <class Page>
PlatformPage *make(WindowContext &context, QWidget *parent)
{
    return new Page(context, parent);
}

} // namespace

const std::vector<PlatformPageFacts> &platformPages()
{
    static const std::vector<PlatformPageFacts> pages = {
        {"overview", QT_TRANSLATE_NOOP("PlatformPages", "Overview"), make<OverviewPage>},
        {"organizations", QT_TRANSLATE_NOOP("PlatformPages", "Organisations"), make<OrganizationsPage>},
        {"people", QT_TRANSLATE_NOOP("PlatformPages", "People"), make<PeoplePage>},
        {"connections", QT_TRANSLATE_NOOP("PlatformPages", "Databases"), make<ConnectionsPage>},
        {"revenue", QT_TRANSLATE_NOOP("PlatformPages", "Revenue"), make<RevenuePage>},
        {"settings", QT_TRANSLATE_NOOP("PlatformPages", "Settings"), make<SettingsPage>},
    };
    return pages;
}

} // namespace tabletalk::ui
