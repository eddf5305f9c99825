// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sql/SqlEditor.h"

#include "ui/sql/PlainSqlEditor.h"
#include "ui/sql/SuggestionPopup.h"
#ifdef TABLETALK_QSCINTILLA
#include "ui/sql/ScintillaSqlEditor.h"
#endif

#include <QEvent>
#include <QKeyEvent>

namespace tabletalk::ui {

namespace {

constexpr int pageOfSuggestions = 7;

} // namespace

SqlEditor::SqlEditor(QWidget *parent)
    : QWidget(parent)
    , m_popup(new SuggestionPopup(this))
{
    connect(m_popup, &QListWidget::itemClicked, this, &SqlEditor::accept);
}

void SqlEditor::watch(QWidget *input)
{
    input->installEventFilter(this);
    setFocusProxy(input);
}

bool SqlEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPress = event->type() == QEvent::KeyPress;
        if (isPress && takeKey(key->key(), key->modifiers()))
            return true;
        // Escape is this field's before it is a dialog's.
        if (!isPress && key->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    } else if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
        m_popup->hide();
    }
    return QWidget::eventFilter(watched, event);
}

bool SqlEditor::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (modifiers & Qt::ControlModifier) {
        if (isEnter) {
            m_popup->hide();
            Q_EMIT runWanted();
            return true;
        }
        if (key == Qt::Key_Space) {
            offer(true);
            return true;
        }
        return false;
    }
    if (m_popup->isVisible() && takePopupKey(key))
        return true;
    if (key == Qt::Key_Escape) {
        Q_EMIT leaveWanted();
        return true;
    }
    return false;
}

bool SqlEditor::takePopupKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        m_popup->step(1);
        return true;
    case Qt::Key_Up:
        m_popup->step(-1);
        return true;
    case Qt::Key_PageDown:
        m_popup->step(pageOfSuggestions);
        return true;
    case Qt::Key_PageUp:
        m_popup->step(-pageOfSuggestions);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        accept();
        return true;
    case Qt::Key_Escape:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        m_popup->hide();
        return key == Qt::Key_Escape;
    default:
        return false;
    }
}

void SqlEditor::onTyped()
{
    Q_EMIT changed();
    if (input()->hasFocus())
        offer(false);
}

void SqlEditor::completeAgain()
{
    // A word that nothing was known for may be known now.
    const bool waits = m_offered.suggestions.empty() && m_offered.from < cursor();
    if (m_popup->isVisible() || (waits && input()->hasFocus()))
        offer(m_popup->isVisible());
}

void SqlEditor::offer(bool askedFor)
{
    if (!m_complete)
        return;
    m_offered = m_complete(text(), cursor(), askedFor);
    const QRect at = cursorRect();
    m_popup->offer(m_offered.suggestions, {input()->mapToGlobal(at.topLeft()), at.size()});
}

void SqlEditor::accept()
{
    const int row = m_popup->chosen();
    m_popup->hide();
    if (row < 0 || size_t(row) >= m_offered.suggestions.size())
        return;
    const QString word = m_offered.suggestions[size_t(row)].text;
    replace(m_offered.from, cursor(), word);
    m_popup->hide(); // the change of the text offered again
}

SqlEditor *makeSqlEditor(QWidget *parent)
{
#ifdef TABLETALK_QSCINTILLA
    return new ScintillaSqlEditor(parent);
#else
    return new PlainSqlEditor(parent);
#endif
}

} // namespace tabletalk::ui
