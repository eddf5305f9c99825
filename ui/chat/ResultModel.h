// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/Cells.h"
#include "ui/session/Session.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <functional>
#include <map>

namespace tabletalk::ui {

/// A result of any size as a window onto it: holds a few pages near what is looked at and
/// asks for the others when they are. Numbers are aligned right, null is shown as a dash.
class ResultModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Asks for rows from offset on; the answer comes later, or never.
    using Fetch = std::function<void(qint64 offset, int limit)>;

    static constexpr int pageSize = 200;
    static constexpr int maxPages = 40;

    ResultModel(std::vector<api::ColumnHeader> columns, qint64 rowCount, Fetch fetch, QObject *parent = nullptr);

    /// More rows can be had than before; a page that was not full is asked for again.
    void grow(qint64 rowCount);

    /// Rows that arrived; offset is a multiple of the page size.
    void take(qint64 offset, const std::vector<boost::json::value> &rows,
              const std::vector<api::ShortenedCell> &shortened = {}, const std::vector<qint64> &numbers = {});
    /// Other rows, or another order: all pages are forgotten.
    void restart(qint64 rowCount);
    /// The page could not be fetched; looking at it again asks again. So it does where a page came too short.
    void giveUp(qint64 offset);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    bool isLoaded(int row) const;
    /// Fetches the row, with its page, unless it is here or on its way.
    void ask(int row) const;
    /// Where a row that is loaded stands in the result itself, which its place here need not be.
    qint64 numberOf(int row) const;
    /// The cell has arrived and holds nothing.
    bool isNull(const QModelIndex &index) const;
    /// With all its digits; nothing where it has not arrived. A text that was shortened says so.
    std::optional<Cell> exactCell(int row, int column) const;
    /// The cell holds only the beginning of its text.
    bool isShortened(const QModelIndex &index) const;
    const std::vector<api::ColumnHeader> &columns() const { return m_columns; }
    /// The first rows that are here without a gap, at most `limit`.
    std::vector<CellRow> firstRows(size_t limit) const;

private:
    struct Page
    {
        std::vector<CellRow> rows;
        std::vector<qint64> numbers;                     ///< in the result itself; empty: as they stand here
        QHash<std::pair<qint64, int>, qint64> shortened; ///< by row and column: the whole length
        mutable quint64 usedAt = 0;
    };
    const QVariant *cell(int row, int column) const;
    qint64 wholeLength(const QModelIndex &index) const;
    void want(int page) const;
    void evict(int keep);

    std::vector<api::ColumnHeader> m_columns;
    int m_rowCount = 0;
    Fetch m_fetch;
    std::map<int, Page> m_pages;
    mutable QSet<int> m_wanted;
    mutable quint64 m_uses = 0;
};

} // namespace tabletalk::ui
