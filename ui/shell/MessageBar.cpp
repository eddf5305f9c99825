// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MessageBar.h"

#include "ui/session/Session.h"
#include "ui/shell/Messages.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QPushButton>

#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int noteMs = 8000;
constexpr int undoMs = 12000;

} // namespace

MessageBar::MessageBar(Messages &messages, const Session &session, QWidget *parent)
    : QWidget(parent)
    , m_notice(new Notice(this))
    , m_undo(makeButton(QStringLiteral("undo"), tr("&Undo"), ButtonKind::Plain, this, QStringLiteral("undo")))
    , m_close(makeButton(QStringLiteral("closeMessage"), tr("Close"), ButtonKind::Plain, this))
    , m_session(session)
{
    setObjectName(QStringLiteral("messageBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::huge, space::medium, space::huge, 0);
    row->setSpacing(space::small);
    row->addWidget(m_notice, 1);
    m_notice->addButton(m_undo);
    m_notice->addButton(m_close);
    hide();

    m_timer.setSingleShot(true);
    m_undo->hide();
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_close, &QPushButton::clicked, this, &MessageBar::dismiss);
    connect(&messages, &Messages::cleared, this, &MessageBar::dismiss);
    connect(&messages, &Messages::reported, this, [this](const Problem &problem) {
        if (isSaidElsewhere(problem))
            return;
        m_timer.stop();
        m_notice->show(problem);
        say(problemText(problem));
    });
    connect(&messages, &Messages::noted, this, [this](const QString &text) {
        m_notice->show(Notice::Kind::Success, text);
        say(text);
        m_timer.start(noteMs);
    });
    connect(&messages, &Messages::undoOffered, this, [this](const QString &text, const std::function<void()> &undo) {
        m_notice->show(Notice::Kind::Accent, text);
        say(tr("%1 Undo is offered.").arg(text));
        m_bringBack = undo;
        m_undo->show();
        m_timer.start(undoMs);
    });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        const std::function<void()> undo = std::exchange(m_bringBack, {});
        dismiss();
        if (undo)
            undo();
    });
}

/// What ended because the connection did, or because the window went to another server.
bool MessageBar::isSaidElsewhere(const Problem &problem) const
{
    const Session::State state = m_session.state();
    const bool isAway =
        state == Session::State::Waiting || state == Session::State::Connecting || state == Session::State::Idle;
    const bool ended = problem.code == ProblemCode::Unavailable || problem.code == ProblemCode::Cancelled;
    return isAway && ended && !m_session.url().isEmpty();
}

/// What is offered to be undone is that of the newest message alone.
void MessageBar::say(const QString &text)
{
    m_bringBack = {};
    m_undo->hide();
    show();
    announce(*this, text);
}

void MessageBar::dismiss()
{
    m_timer.stop();
    m_bringBack = {};
    m_undo->hide();
    hide();
}

QString MessageBar::text() const
{
    return m_notice->text();
}

} // namespace tabletalk::ui
