// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/CellDialog.h"

#include "ui/chat/Cells.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

/// More in one line takes so long to be laid out that the window would stand still.
constexpr qsizetype mostCharactersShown = 200'000;

/// At most so many characters, and none of them cut in half.
QString beginningOf(const QString &text)
{
    if (text.size() <= mostCharactersShown)
        return text;
    const bool isHalf = text[mostCharactersShown - 1].isHighSurrogate();
    return text.left(mostCharactersShown - (isHalf ? 1 : 0));
}

} // namespace

CellDialog::CellDialog(Session &session, ResultId result, qint64 row, int column, const QString &columnName,
                       QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("cellDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1, row %2").arg(columnName, QLocale().toString(row + 1)));
    resize(640, 420);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    layout->setSpacing(space::medium);
    m_state = makeLabel(tr("Fetching the whole text…"), TextStyle::Caption, true, this);
    m_state->setObjectName(QStringLiteral("cellState"));
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("cellText"));
    m_text->setAccessibleName(tr("Whole text of the cell"));
    m_text->setReadOnly(true);
    auto *copy = makeButton(QStringLiteral("copyCell"), tr("Copy"), ButtonKind::Plain, this);
    auto *close = makeButton(QStringLiteral("closeCell"), tr("Close"), ButtonKind::Primary, this);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_whole); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_state, 1);
    buttons->addWidget(copy);
    buttons->addWidget(close);
    layout->addWidget(m_text);
    layout->addLayout(buttons);

    api::ReadResultRequest request;
    request.id = result;
    request.offset = row;
    request.limit = 1;
    session.call<api::ResultPage>("results.read", request, this,
                                  [this, column](const Result<api::ResultPage> &page) { take(page, column); });
}

void CellDialog::take(const Result<api::ResultPage> &page, int column)
{
    if (!page) {
        m_state->setText(problemText(page.error()));
        return;
    }
    const CellRow cells = page->rows.empty() ? CellRow() : cellsOf(page->rows.front());
    m_whole = size_t(column) < cells.size() ? exactText(cells[size_t(column)]) : QString();
    const QString shown = beginningOf(m_whole);
    m_text->setPlainText(shown);
    const QLocale locale;
    m_state->setText(shown.size() == m_whole.size()
                         ? tr("%1 characters").arg(locale.toString(m_whole.size()))
                         : tr("The first %1 of %2 characters; Copy takes all of them")
                               .arg(locale.toString(shown.size()), locale.toString(m_whole.size())));
}

} // namespace tabletalk::ui
