// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RowList.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QTableView>

namespace tabletalk::ui {

RowList::RowList(const Form &form, QWidget *parent)
    : QWidget(parent)
    , m_mostLines(form.mostLines)
    , m_model(new TextTableModel(form.headings, this))
    , m_table(makeTable(form.objectName, form.accessibleName, m_model, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    if (form.noneIcon.isEmpty()) {
        m_noneWords = makeLabel(form.none, TextStyle::Body, true, this);
        m_noneWords->setObjectName(form.noneName);
        m_none = m_noneWords;
    } else {
        m_noneState = new EmptyState(form.noneName, form.noneIcon, this);
        m_noneState->say(form.none, {});
        m_none = m_noneState;
    }
    column->addWidget(m_none);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setWordWrap(false);
    column->addWidget(m_table);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT chosenChanged();
    });
    connect(m_table, &QTableView::activated, this, &RowList::activated);
    setRows({});
}

void RowList::setRows(std::vector<TextTableModel::Row> rows)
{
    const QString before = chosenId();
    m_table->setVisible(!rows.empty());
    m_none->setVisible(rows.empty());
    m_isFilling = true;
    m_model->setRows(std::move(rows));
    fitTable(m_table, m_mostLines);
    choose(before);
    m_isFilling = false;
    if (chosenId() != before)
        Q_EMIT chosenChanged();
}

void RowList::setNone(const QString &words, const QString &title)
{
    if (m_noneState)
        m_noneState->say(title, words);
    else
        m_noneWords->setText(words);
}

int RowList::chosen() const
{
    return chosenRow(m_table);
}

void RowList::choose(const QString &id)
{
    for (int row = 0; !id.isEmpty() && row < m_model->rowCount(); ++row) {
        if (m_model->idAt(row) == id)
            m_table->selectRow(row);
    }
}

} // namespace tabletalk::ui
