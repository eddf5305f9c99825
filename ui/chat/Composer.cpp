// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/Composer.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 6;

} // namespace

Composer::Composer(QWidget *parent)
    : QFrame(parent)
    , m_text(new QPlainTextEdit(this))
    , m_send(makeButton(QStringLiteral("ask"), tr("Ask"), ButtonKind::Primary, this, QStringLiteral("send")))
{
    setObjectName(QStringLiteral("composer"));
    setProperty("composer", QStringLiteral("true"));
    m_text->setObjectName(QStringLiteral("questionInput"));
    m_text->setAccessibleName(tr("Your question"));
    m_text->setTabChangesFocus(true);
    m_text->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_text->installEventFilter(this);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        m_send->setEnabled(m_ready && !m_text->toPlainText().trimmed().isEmpty());
    });
    connect(m_send, &QPushButton::clicked, this, &Composer::submit);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::small, space::small, space::small, space::small);
    row->setSpacing(space::small);
    row->addWidget(m_text, 1);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    m_send->setEnabled(false);
    fit();
}

void Composer::setQuestion(const QString &text)
{
    m_text->setPlainText(text);
    m_text->moveCursor(QTextCursor::End);
}

void Composer::propose(const QString &text)
{
    if (m_text->toPlainText().trimmed().isEmpty()) {
        m_text->setPlainText(text);
        m_text->selectAll();
    }
    focusInput();
}

QString Composer::draft() const
{
    return m_text->toPlainText();
}

void Composer::setReady(bool ready, const QString &placeholder)
{
    m_ready = ready;
    m_text->setPlaceholderText(placeholder);
    m_text->viewport()->update(); // Qt 6.4 paints a placeholder anew only when it appears or goes
    m_send->setEnabled(ready && !m_text->toPlainText().trimmed().isEmpty());
}

void Composer::focusInput()
{
    m_text->setFocus();
}

QWidget *Composer::input() const
{
    return m_text;
}

void Composer::submit()
{
    const QString question = m_text->toPlainText().trimmed();
    if (!m_ready || question.isEmpty())
        return;
    m_text->clear();
    Q_EMIT asked(question);
}

void Composer::fit()
{
    const int lines = std::clamp(m_text->document()->blockCount(), 1, mostLines);
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * lines + int(2 * m_text->document()->documentMargin())
                           + 2 * space::tiny + 2);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
            submit();
            return true;
        }
    } else if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        setStyleClass(this, "composer",
                      event->type() == QEvent::FocusIn ? QStringLiteral("focus") : QStringLiteral("true"));
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace tabletalk::ui
