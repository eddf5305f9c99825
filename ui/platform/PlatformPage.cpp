// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/PlatformPage.h"

#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>

namespace tabletalk::ui {

PlatformPage::PlatformPage(WindowContext &context, const QString &title, const QString &subtitle, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(makePage(title, subtitle, this, &m_column));
    m_notice = new Notice(this);
    m_notice->hide();
    m_column->addWidget(m_notice);
}

void PlatformPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_notice->hide();
    reload();
}

void PlatformPage::say(const Problem &problem)
{
    m_notice->show(problem);
}

} // namespace tabletalk::ui
