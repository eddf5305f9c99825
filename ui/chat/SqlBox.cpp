// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/SqlBox.h"

#include "ui/chat/SqlHighlighter.h"
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

} // namespace

SqlBox::SqlBox(QWidget *parent)
    : QFrame(parent)
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
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF(fontOf(TextStyle::Body).pointSizeF());
    m_text->setFont(mono);
    new SqlHighlighter(m_text->document());
    connect(m_text->document(), &QTextDocument::contentsChanged, this, &SqlBox::fit);

    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(sql()); });
    connect(m_edit, &QPushButton::clicked, this, [this] { setEditing(true); });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_text->setPlainText(readableSql(m_sql));
        setEditing(false);
    });
    connect(m_run, &QPushButton::clicked, this, [this] {
        setEditing(false);
        Q_EMIT runWanted(sql());
    });

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_run);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_edit);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_text);
    column->addLayout(buttons);
    setEditing(false);
}

void SqlBox::setSql(const QString &sql)
{
    if (sql == m_sql)
        return;
    m_sql = sql;
    m_text->setPlainText(readableSql(sql));
}

QString SqlBox::sql() const
{
    return m_text->toPlainText().trimmed();
}

void SqlBox::setEditing(bool editing)
{
    m_text->setReadOnly(!editing);
    m_text->setTextInteractionFlags(editing ? Qt::TextEditorInteraction
                                            : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_run->setVisible(editing);
    m_cancel->setVisible(editing);
    m_edit->setVisible(!editing);
    if (editing)
        m_text->setFocus();
}

void SqlBox::fit()
{
    // The height of a plain text document is its number of lines, wrapped ones included.
    const int lines = std::clamp(int(std::ceil(m_text->document()->size().height())), 1, mostLines);
    const int frame = 18; // of the style sheet: padding and border
    // Keywords are bold, and may make their line a pixel higher than the font's own spacing.
    const int lineHeight = m_text->fontMetrics().lineSpacing() + 1;
    m_text->setFixedHeight(lineHeight * lines + frame + int(2 * m_text->document()->documentMargin()));
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
    }
}

} // namespace tabletalk::ui
