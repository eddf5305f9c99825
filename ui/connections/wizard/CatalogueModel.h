// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

class Session;
class TableChoice;

/// The tables of a database that can be chosen, with a tick each. Searching is the server's:
/// what lies here is one answer, larger when somebody scrolls to its end.
class CatalogueModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, KindColumn, RowsColumn, ColumnTotal };

    /// source: names the connection or the URL.
    CatalogueModel(Session &session, TableChoice &choice, QObject *parent);

    /// By URL or by id; asks at once.
    void load(const api::CatalogueRequest &source);
    void setSearch(const QString &search);
    /// Nothing: of all schemas.
    void setSchema(const std::optional<QString> &schema);
    /// Ticks what is listed.
    void tickAll(bool ticked);
    /// After the choice was changed elsewhere.
    void choiceChanged();

    bool isLoading() const { return m_loading; }
    qint64 matchCount() const { return m_matchCount; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// The most that the server lists at once.
    static constexpr int mostListed = 5000;

Q_SIGNALS:
    void loaded(const tabletalk::api::DatabaseCatalogue &catalogue);
    void failed(const tabletalk::Problem &why);
    /// A tick was set or removed here.
    void ticked();

private:
    void ask(int limit);
    void take(const api::DatabaseCatalogue &catalogue);

    Session &m_session;
    TableChoice &m_choice;
    api::CatalogueRequest m_request;
    std::vector<api::CatalogueTable> m_tables;
    qint64 m_matchCount = 0;
    bool m_loading = false;
    bool m_gaveUp = false;
    int m_generation = 0; ///< so that late answers to an earlier search are dropped
};

} // namespace tabletalk::ui
