// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <optional>

namespace tabletalk::ui {

class TableChoice;

/// The schemas of a database with how many tables each has, to be ticked as a whole; the
/// first row stands for all of them.
class SchemaChoiceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    SchemaChoiceModel(TableChoice &choice, QObject *parent);

    /// After the choice got other schemas.
    void reload();
    /// After ticks were set elsewhere.
    void choiceChanged();
    /// Nothing for the first row.
    std::optional<QString> schemaAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void ticked();

private:
    TableChoice &m_choice;
    int m_count = 0;
};

} // namespace tabletalk::ui
