// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/HistoryModel.h"

#include "ui/widgets/Tables.h"

namespace tabletalk::ui {

void HistoryModel::clear()
{
    beginResetModel();
    m_revisions.clear();
    endResetModel();
}

void HistoryModel::append(const std::vector<api::VocabularyRevision> &revisions)
{
    if (revisions.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(revisions.size()) - 1);
    m_revisions.insert(m_revisions.end(), revisions.begin(), revisions.end());
    endInsertRows();
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_revisions.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    const api::VocabularyRevision &revision = m_revisions[size_t(index.row())];
    switch (index.column()) {
    case Number:
        return QString::number(revision.revision);
    case Saved:
        return momentText(revision.savedAt);
    case Author:
        return revision.author;
    case Changes:
        return revision.summary;
    case Note:
        return revision.note;
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("Revision");
    case Saved:
        return tr("Saved");
    case Author:
        return tr("By");
    case Changes:
        return tr("What changed");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

} // namespace tabletalk::ui
