// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/PagedTable.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTimer>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 14;
constexpr int typingMs = 250; ///< after which somebody is taken to have typed what they look for

} // namespace

PagedTable::PagedTable(const QString &name, const QString &what, const QStringList &headings, QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_search(makeField(name + QStringLiteral("Search"), tr("Search: %1").arg(what), this))
    , m_typing(new QTimer(this))
    , m_model(new TextTableModel(headings, this))
    , m_table(makeTable(name + QStringLiteral("Table"), what, m_model, this))
    , m_empty(makeLabel(tr("Nothing is found."), TextStyle::Body, true, this))
    , m_more(makeButton(name + QStringLiteral("More"), tr("Show more"), ButtonKind::Quiet, this))
{
    setObjectName(name);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    m_row->setSpacing(space::medium);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_row->addWidget(m_search, 1);
    column->addLayout(m_row);
    column->addWidget(m_table);
    column->addWidget(m_empty);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_empty->hide();
    m_more->hide();
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingMs);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &PagedTable::reload);
    connect(m_typing, &QTimer::timeout, this, &PagedTable::reload);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_more->setEnabled(false);
        Q_EMIT pageWanted(m_turn, m_next);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PagedTable::chosenChanged);
    fitTable(m_table, mostLines);
}

QString PagedTable::search() const
{
    return m_search->text().trimmed();
}

void PagedTable::reload()
{
    m_typing->stop();
    ++m_turn;
    m_next.reset();
    Q_EMIT pageWanted(m_turn, std::nullopt);
}

void PagedTable::append(int turn, std::vector<TextTableModel::Row> rows, const std::optional<QString> &next)
{
    if (turn != m_turn)
        return;
    const QString before = chosenId();
    if (!m_next) // the first page of this turn
        m_rows.clear();
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    m_next = next;
    m_model->setRows(m_rows);
    m_more->setVisible(next.has_value());
    m_more->setEnabled(true);
    m_empty->setVisible(m_rows.empty());
    m_table->setVisible(!m_rows.empty());
    fitTable(m_table, mostLines);
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (!before.isEmpty() && m_rows[row].id == before)
            m_table->selectRow(int(row));
    }
    if (chosenId() != before)
        Q_EMIT chosenChanged();
}

void PagedTable::failed(int turn)
{
    if (turn == m_turn)
        m_more->setEnabled(true);
}

int PagedTable::chosen() const
{
    return chosenRow(m_table);
}

QString PagedTable::chosenId() const
{
    return m_model->idAt(chosen());
}

} // namespace tabletalk::ui
