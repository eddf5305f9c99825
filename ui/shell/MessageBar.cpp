// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MessageBar.h"

#include "ui/shell/Messages.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int noteMs = 8000;

} // namespace

MessageBar::MessageBar(Messages &messages, QWidget *parent)
    : QWidget(parent)
    , m_notice(new Notice(this))
    , m_close(makeButton(QStringLiteral("closeMessage"), tr("Close"), ButtonKind::Plain, this))
{
    setObjectName(QStringLiteral("messageBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::huge, space::medium, space::huge, 0);
    row->setSpacing(space::small);
    row->addWidget(m_notice, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    hide();

    m_timer.setSingleShot(true);
    m_timer.setInterval(noteMs);
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_close, &QPushButton::clicked, this, &MessageBar::dismiss);
    connect(&messages, &Messages::cleared, this, &MessageBar::dismiss);
    connect(&messages, &Messages::reported, this, [this](const Problem &problem) {
        m_timer.stop();
        m_aboutConnection = false;
        m_notice->show(problem);
        show();
    });
    connect(&messages, &Messages::noted, this, [this](const QString &text) {
        m_aboutConnection = false;
        m_notice->show(Notice::Kind::Success, text);
        show();
        m_timer.start();
    });
}

void MessageBar::setConnectionProblem(const Problem &problem)
{
    m_timer.stop();
    m_aboutConnection = true;
    m_notice->show(problem);
    show();
}

void MessageBar::clearConnectionProblem()
{
    if (m_aboutConnection)
        dismiss();
}

void MessageBar::dismiss()
{
    m_timer.stop();
    m_aboutConnection = false;
    hide();
}

QString MessageBar::text() const
{
    return m_notice->text();
}

} // namespace tabletalk::ui
