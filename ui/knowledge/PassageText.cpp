// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/PassageText.h"

#include "ui/theme/Theme.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace tabletalk::ui {

namespace {

QString titleOf(const api::PassageItem &passage)
{
    QString title = PassageText::tr("Passage %1").arg(passage.ordinal + 1);
    if (passage.page > 0)
        title += PassageText::tr(" · page %1").arg(passage.page);
    if (!passage.heading.isEmpty())
        title += u" · " + passage.heading;
    return title;
}

} // namespace

PassageText::PassageText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
}

void PassageText::begin()
{
    m_items.clear();
    m_marked = {};
    write();
}

void PassageText::addAfter(const std::vector<api::PassageItem> &items)
{
    const int place = verticalScrollBar()->value();
    m_items.insert(m_items.end(), items.begin(), items.end());
    write();
    verticalScrollBar()->setValue(place);
}

void PassageText::addBefore(const std::vector<api::PassageItem> &items)
{
    const int fromEnd = verticalScrollBar()->maximum() - verticalScrollBar()->value();
    m_items.insert(m_items.begin(), items.begin(), items.end());
    write();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum() - fromEnd);
}

bool PassageText::mark(PassageId passage)
{
    const auto found = std::ranges::find(m_items, passage, &api::PassageItem::id);
    if (found == m_items.end())
        return false;
    m_marked = passage;
    showMark();
    // From the end upwards, its title comes to the top.
    moveCursor(QTextCursor::End);
    QTextCursor cursor(document());
    cursor.setPosition(m_places[size_t(found - m_items.begin())].begin);
    setTextCursor(cursor);
    ensureCursorVisible();
    return true;
}

/// Anew as a whole, since colours are of the theme in which they are set.
void PassageText::write()
{
    const Colors &colors = currentColors();
    QTextCharFormat title;
    title.setFontWeight(QFont::DemiBold);
    title.setForeground(colors.mutedText);
    QTextCharFormat text;
    text.setForeground(colors.text);
    m_places.clear();
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (const api::PassageItem &item : m_items) {
        Place place;
        if (!m_places.empty())
            cursor.insertText(QStringLiteral("\n\n"), text);
        place.begin = cursor.position();
        cursor.insertText(titleOf(item) + u'\n', title);
        place.text = cursor.position();
        cursor.insertText(item.text, text);
        place.end = cursor.position();
        m_places.push_back(place);
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
    showMark();
}

void PassageText::showMark()
{
    const auto found = std::ranges::find(m_items, m_marked, &api::PassageItem::id);
    if (found == m_items.end())
        return setExtraSelections({});
    const Place &place = m_places[size_t(found - m_items.begin())];
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(document());
    mark.cursor.setPosition(place.begin);
    mark.cursor.setPosition(place.end, QTextCursor::KeepAnchor);
    mark.format.setBackground(currentColors().accentSoft);
    mark.format.setForeground(currentColors().onAccentSoft);
    setExtraSelections({mark});
}

void PassageText::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || m_items.empty())
        return;
    const int place = verticalScrollBar()->value();
    write();
    verticalScrollBar()->setValue(place);
}

} // namespace tabletalk::ui
