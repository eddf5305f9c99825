// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/SqlBox.h"

#include "ui/chat/SqlHighlighter.h"
#include "ui/sql/SqlEditor.h"
#include "ui/sql/SqlSchema.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 12;
constexpr int leastLinesOfEditor = 4;

} // namespace

SqlBox::SqlBox(QWidget *parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this))
    , m_text(new QPlainTextEdit(this))
    , m_copy(makeButton(QStringLiteral("copySql"), tr("Copy SQL"), ButtonKind::Quiet, this, QStringLiteral("copy")))
    , m_edit(makeButton(QStringLiteral("editSql"), tr("Edit"), ButtonKind::Quiet, this, QStringLiteral("edit")))
    , m_run(makeButton(QStringLiteral("runSql"), tr("Run"), ButtonKind::Primary, this, QStringLiteral("play")))
    , m_cancel(makeButton(QStringLiteral("cancelSql"), tr("Cancel"), ButtonKind::Plain, this))
{
    setObjectName(QStringLiteral("sqlBox"));
    m_text->setObjectName(QStringLiteral("sql"));
    m_text->setAccessibleName(tr("SQL statement"));
    m_text->setProperty("code", true);
    m_text->setTabChangesFocus(true);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF(fontOf(TextStyle::Body).pointSizeF());
    m_text->setFont(mono);
    new SqlHighlighter(m_text->document());
    connect(m_text->document(), &QTextDocument::contentsChanged, this, &SqlBox::fit);

    m_run->setToolTip(tr("Run this statement (Ctrl+Enter)"));
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(sql()); });
    connect(m_edit, &QPushButton::clicked, this, [this] { setEditing(true); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { setEditing(false); });
    connect(m_run, &QPushButton::clicked, this, &SqlBox::run);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_run);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_edit);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::small);
    m_column->addWidget(m_text);
    m_column->addLayout(buttons);
    m_run->hide();
    m_cancel->hide();
}

void SqlBox::setSql(const QString &sql)
{
    if (sql == m_sql)
        return;
    m_sql = sql;
    m_text->setPlainText(readableSql(sql));
    markComplaint();
}

QString SqlBox::sql() const
{
    return (isEditing() ? m_editor->text() : m_text->toPlainText()).trimmed();
}

bool SqlBox::isEditing() const
{
    return m_editor && !m_editor->isHidden();
}

void SqlBox::setDatabase(ConnectionId id, Dialect dialect, SqlSchema *schema)
{
    m_database = id;
    m_dialect = dialect;
    m_schema = schema;
}

void SqlBox::setComplaint(const QString &complaint)
{
    m_complaint = complaint;
    markComplaint();
}

void SqlBox::makeEditor()
{
    m_editor = makeSqlEditor(this);
    m_editor->setObjectName(QStringLiteral("sqlEditor"));
    m_editor->setComplete(
        [this](const QString &sql, int cursor, bool askedFor) { return complete(sql, cursor, askedFor); });
    m_column->insertWidget(1, m_editor);
    setTabOrder(m_text, m_editor->input());
    setTabOrder(m_editor->input(), m_run);
    connect(m_editor, &SqlEditor::changed, this, &SqlBox::fit);
    connect(m_editor, &SqlEditor::runWanted, this, &SqlBox::run);
    connect(m_editor, &SqlEditor::leaveWanted, this, [this] { setEditing(false); });
    if (m_schema)
        connect(m_schema, &SqlSchema::changed, m_editor, [this](ConnectionId id) {
            if (id == m_database)
                m_editor->completeAgain();
        });
}

void SqlBox::setEditing(bool editing)
{
    if (editing) {
        if (!m_editor)
            makeEditor();
        m_editor->setText(m_text->toPlainText());
        m_editor->mark(placesBlamed(m_editor->text(), m_complaint));
        if (m_schema)
            m_schema->names(m_database, m_dialect); // is there when the first word is written
    }
    m_editor->setVisible(editing);
    m_text->setVisible(!editing);
    m_run->setVisible(editing);
    m_cancel->setVisible(editing);
    m_edit->setVisible(!editing);
    fit();
    if (editing)
        m_editor->input()->setFocus();
    else
        m_edit->setFocus();
}

void SqlBox::run()
{
    const QString statement = sql();
    if (statement.isEmpty())
        return;
    setEditing(false);
    Q_EMIT runWanted(statement);
}

SqlCompletion SqlBox::complete(const QString &sql, int cursor, bool askedFor)
{
    if (!m_schema || m_database.isNull())
        return completeSql(sql, cursor, SqlNames{m_dialect, {}}, askedFor);
    std::vector<std::pair<QString, QString>> used;
    for (const SqlTableUse &use : tablesUsed(sql))
        used.emplace_back(use.schema, use.name);
    const SqlNames &names = m_schema->names(m_database, m_dialect);
    m_schema->wantColumns(m_database, used);
    return completeSql(sql, cursor, names, askedFor);
}

void SqlBox::markComplaint()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const SqlPlace &place : placesBlamed(m_text->toPlainText(), m_complaint)) {
        QTextEdit::ExtraSelection one;
        one.cursor = QTextCursor(m_text->document());
        one.cursor.setPosition(place.from);
        one.cursor.setPosition(place.from + place.length, QTextCursor::KeepAnchor);
        one.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        one.format.setUnderlineColor(currentColors().danger);
        marks.append(one);
    }
    m_text->setExtraSelections(marks);
}

int SqlBox::heightOf(double lines) const
{
    const int frame = 18; // of the style sheet: padding and border
    // Keywords are bold, and may make their line a pixel higher than the font's own spacing.
    const int lineHeight = m_text->fontMetrics().lineSpacing() + 1;
    return lineHeight * std::clamp(int(std::ceil(lines)), 1, mostLines) + frame
           + int(2 * m_text->document()->documentMargin());
}

void SqlBox::fit()
{
    // The height of a plain text document is its number of lines, wrapped ones included.
    m_text->setFixedHeight(heightOf(m_text->document()->size().height()));
    if (m_editor)
        m_editor->setFixedHeight(heightOf(std::max<qsizetype>(leastLinesOfEditor, m_editor->text().count(u'\n') + 2)));
}

void SqlBox::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

void SqlBox::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        if (auto *highlighter = m_text->document()->findChild<SqlHighlighter *>())
            highlighter->rehighlight();
        markComplaint();
    }
}

} // namespace tabletalk::ui
