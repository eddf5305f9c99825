// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sql/PlainSqlEditor.h"

#include "ui/chat/SqlHighlighter.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QTextBlock>

namespace tabletalk::ui {

PlainSqlEditor::PlainSqlEditor(QWidget *parent)
    : SqlEditor(parent)
    , m_text(new QPlainTextEdit(this))
{
    m_text->setObjectName(QStringLiteral("sqlInput"));
    m_text->setAccessibleName(SqlEditor::tr("SQL statement"));
    m_text->setProperty("code", true);
    m_text->setTabChangesFocus(true);
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF(fontOf(TextStyle::Body).pointSizeF());
    m_text->setFont(mono);
    new SqlHighlighter(m_text->document());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    watch(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_text->setExtraSelections({});
        onTyped();
    });
}

QString PlainSqlEditor::text() const
{
    return m_text->toPlainText();
}

void PlainSqlEditor::setText(const QString &text)
{
    m_text->setPlainText(text);
}

void PlainSqlEditor::mark(const std::vector<SqlPlace> &places)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const SqlPlace &place : places) {
        QTextCursor at(m_text->document());
        at.setPosition(place.from);
        at.setPosition(place.from + place.length, QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(currentColors().danger);
        marks.append({at, format});
    }
    m_text->setExtraSelections(marks);
    if (!places.empty()) {
        QTextCursor first(m_text->document());
        first.setPosition(places.front().from + places.front().length);
        m_text->setTextCursor(first);
    }
}

QWidget *PlainSqlEditor::input() const
{
    return m_text;
}

int PlainSqlEditor::cursor() const
{
    return m_text->textCursor().position();
}

void PlainSqlEditor::replace(int from, int to, const QString &text)
{
    QTextCursor at = m_text->textCursor();
    at.setPosition(from);
    at.setPosition(to, QTextCursor::KeepAnchor);
    at.insertText(text);
    m_text->setTextCursor(at);
}

QRect PlainSqlEditor::cursorRect() const
{
    return m_text->cursorRect().translated(m_text->viewport()->pos());
}

void PlainSqlEditor::changeEvent(QEvent *event)
{
    SqlEditor::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        if (auto *highlighter = m_text->document()->findChild<SqlHighlighter *>())
            highlighter->rehighlight();
    }
}

} // namespace tabletalk::ui
