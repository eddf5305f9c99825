// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/PlatformWidget.h"

#include "ui/platform/PlatformPage.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QStackedWidget>
#include <QTabBar>

namespace tabletalk::ui {

PlatformWidget::PlatformWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_pages(platformPages().size(), nullptr)
{
    setObjectName(QStringLiteral("platformPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::medium, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::huge, 0, space::huge, 0);
    row->addWidget(m_tabs);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    m_tabs->setObjectName(QStringLiteral("platformTabs"));
    m_tabs->setAccessibleName(tr("Pages of the platform"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    for (const PlatformPageFacts &page : platformPages())
        m_tabs->addTab(QCoreApplication::translate("PlatformPages", page.title));
    setFocusProxy(m_tabs);
    connect(m_tabs, &QTabBar::currentChanged, this, &PlatformWidget::showIndex);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        auto *page = qobject_cast<PlatformPage *>(m_stack->currentWidget());
        if (state == Session::State::Ready && page && page->isVisible())
            page->reload();
    });
    showIndex(0);
}

void PlatformWidget::showPage(const QString &id)
{
    for (size_t i = 0; i < m_pages.size(); ++i) {
        if (id == QLatin1StringView(platformPages()[i].id))
            m_tabs->setCurrentIndex(int(i));
    }
}

void PlatformWidget::showIndex(int index)
{
    if (index < 0 || size_t(index) >= m_pages.size())
        return;
    QWidget *&page = m_pages[size_t(index)];
    if (!page) {
        page = platformPages()[size_t(index)].make(m_context, m_stack);
        page->setProperty("helpPlace", QString::fromLatin1(platformPages()[size_t(index)].help));
        m_stack->addWidget(page);
    }
    m_stack->setCurrentWidget(page);
}

} // namespace tabletalk::ui
