// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Vocabulary.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// Revisions of a vocabulary, newest first.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Saved, Author, Changes, Note, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const std::vector<api::VocabularyRevision> &revisions);
    const api::VocabularyRevision &revision(int row) const { return m_revisions[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<api::VocabularyRevision> m_revisions;
};

} // namespace tabletalk::ui
