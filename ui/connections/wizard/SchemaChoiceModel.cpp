// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/SchemaChoiceModel.h"

#include "ui/connections/wizard/TableChoice.h"
#include "ui/widgets/Tables.h"

#include <QLocale>

namespace tabletalk::ui {

namespace {

Qt::CheckState checkOf(TableChoice::State state)
{
    switch (state) {
    case TableChoice::State::All:
        return Qt::Checked;
    case TableChoice::State::Some:
        return Qt::PartiallyChecked;
    case TableChoice::State::None:
        break;
    }
    return Qt::Unchecked;
}

} // namespace

SchemaChoiceModel::SchemaChoiceModel(TableChoice &choice, QObject *parent)
    : QAbstractListModel(parent)
    , m_choice(choice)
{}

void SchemaChoiceModel::reload()
{
    const int count = m_choice.schemas().empty() ? 0 : int(m_choice.schemas().size()) + 1;
    if (count == m_count)
        return choiceChanged();
    beginResetModel();
    m_count = count;
    endResetModel();
}

void SchemaChoiceModel::choiceChanged()
{
    if (m_count > 0)
        Q_EMIT dataChanged(index(0), index(m_count - 1));
}

std::optional<QString> SchemaChoiceModel::schemaAt(int row) const
{
    if (row < 1 || size_t(row) > m_choice.schemas().size())
        return std::nullopt;
    return m_choice.schemas()[size_t(row) - 1].name;
}

int SchemaChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

Qt::ItemFlags SchemaChoiceModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant SchemaChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_count)
        return {};
    const auto schema = schemaAt(index.row());
    if (role == Qt::CheckStateRole)
        return checkOf(schema ? m_choice.schemaState(*schema) : m_choice.state());
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    if (role != Qt::DisplayRole)
        return {};
    if (!schema)
        return tr("All schemas (%1)").arg(QLocale().toString(m_choice.tableCount()));
    const qint64 count = m_choice.schemas()[size_t(index.row()) - 1].tableCount;
    return tr("%1 (%2)").arg(schema->isEmpty() ? tr("without a schema") : *schema, QLocale().toString(count));
}

bool SchemaChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const bool chosen = value.toInt() == Qt::Checked;
    if (const auto schema = schemaAt(index.row()))
        m_choice.setSchema(*schema, chosen);
    else
        m_choice.setAll(chosen);
    choiceChanged();
    Q_EMIT ticked();
    return true;
}

} // namespace tabletalk::ui
