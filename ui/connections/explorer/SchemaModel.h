// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QAbstractListModel>

namespace tabletalk::ui {

class Session;

/// The tables of a database as they were read, page by page as somebody scrolls, so that
/// 70,000 of them cost no more than what was looked at. Searching is the server's. Pages can
/// be asked for again while a reading goes on; rows that stay are changed in place.
class SchemaModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, ProfiledRole, HiddenRole };

    explicit SchemaModel(Session &session, QObject *parent = nullptr);

    void setDatabase(ConnectionId id);
    void setSearch(const QString &search);
    /// Nothing: tables of all schemas.
    void setSchema(const std::optional<QString> &schema);
    /// Asks again for the pages that hold these rows; for the first when there are none.
    void refresh(int firstRow, int lastRow);

    const api::TableInfo *tableAt(int row) const;
    int rowOf(const QString &schema, const QString &name) const;
    /// That match the search, in all.
    qint64 tableCount() const { return m_tableCount; }
    /// False while some tables are still to be read.
    bool isComplete() const { return m_complete; }
    bool isLoading() const { return m_loading; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    static constexpr int pageSize = 200;

Q_SIGNALS:
    /// A page arrived.
    void loaded();
    void failed(const tabletalk::Problem &why);

private:
    struct Page
    {
        std::optional<QString> cursor; ///< that leads to it
        std::optional<QString> next;   ///< that leads behind it
        int count = 0;
    };

    void restart();
    void ask(size_t page);
    void takePage(size_t page, const api::DatabaseSchema &schema);
    void replaceRows(int first, int count, const std::vector<api::TableInfo> &tables);
    int firstRowOf(size_t page) const;

    Session &m_session;
    api::SchemaRequest m_request;
    std::vector<Page> m_pages;
    std::vector<api::TableInfo> m_tables;
    qint64 m_tableCount = 0;
    bool m_complete = true;
    bool m_loading = false;
    bool m_gaveUp = false;
    int m_generation = 0; ///< so that late answers to an earlier search are dropped
};

} // namespace tabletalk::ui
