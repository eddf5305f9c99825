// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vocabulary/VocabularyDraft.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// One list of a draft, as people read it: what it is about, what is said of it, and a remark.
class EntryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Subject, Meaning, Remark, ColumnTotal };
    static constexpr int IssueRole = Qt::UserRole + 1; ///< text; empty when the entry is sound

    EntryModel(const VocabularyDraft &draft, VocabularySection section, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void take();

    const VocabularyDraft &m_draft;
    VocabularySection m_section;
    Vocabulary m_shown; ///< what the rows are of, so that a change is noticed
};

/// What an entry says, by column.
QString entryText(const Vocabulary &vocabulary, VocabularySection section, size_t row, EntryModel::Column column);

} // namespace tabletalk::ui
