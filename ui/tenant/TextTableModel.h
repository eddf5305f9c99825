// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace tabletalk::ui {

/// A short table of texts, each row with the id of what it stands for.
class TextTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row
    {
        QString id;
        QStringList cells;
    };

    TextTableModel(QStringList headings, QObject *parent)
        : QAbstractTableModel(parent)
        , m_headings(std::move(headings))
    {}

    void setRows(std::vector<Row> rows);
    /// Of a row that is there; empty otherwise.
    QString idAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headings;
    std::vector<Row> m_rows;
};

} // namespace tabletalk::ui
