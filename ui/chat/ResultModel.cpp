// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ResultModel.h"

#include "core/api/Rows.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Tables.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tabletalk::ui {

ResultModel::ResultModel(std::vector<api::ColumnHeader> columns, qint64 rowCount, Fetch fetch, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
    , m_rowCount(int(std::clamp<qint64>(rowCount, 0, std::numeric_limits<int>::max() / 2)))
    , m_fetch(std::move(fetch))
{}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rowCount;
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

void ResultModel::grow(qint64 rowCount)
{
    const int count = int(std::clamp<qint64>(rowCount, 0, std::numeric_limits<int>::max() / 2));
    if (count <= m_rowCount)
        return;
    if (m_rowCount % pageSize != 0) {
        m_pages.erase(m_rowCount / pageSize);
        m_wanted.remove(m_rowCount / pageSize);
    }
    beginInsertRows({}, m_rowCount, count - 1);
    m_rowCount = count;
    endInsertRows();
}

void ResultModel::take(qint64 offset, const std::vector<boost::json::value> &rows,
                       const std::vector<api::ShortenedCell> &shortened, const std::vector<qint64> &numbers)
{
    qint64 end = offset; // behind the last row that was taken
    // A longer piece than a page is cut into pages.
    for (size_t from = 0; from < rows.size(); from += pageSize) {
        const qint64 first = offset + qint64(from);
        if (first % pageSize != 0 || first >= m_rowCount)
            break;
        const int number = int(first / pageSize);
        const size_t until = std::min(rows.size(), from + pageSize);
        m_wanted.remove(number); // also one that came too short, so that it can be asked for again
        if (until - from < size_t(std::min(pageSize, m_rowCount - number * pageSize)))
            break; // the tail of a piece that is no whole page
        Page page;
        page.rows.reserve(until - from);
        for (size_t i = from; i < until; ++i)
            page.rows.push_back(cellsOf(rows[i]));
        for (const api::ShortenedCell &cell : shortened) {
            if (cell.row >= first && cell.row < first + qint64(page.rows.size()))
                page.shortened.insert({cell.row, cell.column}, cell.length);
        }
        if (until <= numbers.size())
            page.numbers.assign(numbers.begin() + qptrdiff(from), numbers.begin() + qptrdiff(until));
        page.usedAt = ++m_uses;
        m_pages[number] = std::move(page);
        evict(number);
        end = std::min<qint64>(m_rowCount, first + pageSize);
    }
    // Once, when all of them are here: who draws from several pages would begin with the first otherwise.
    if (end > offset)
        Q_EMIT dataChanged(index(int(offset), 0), index(int(end) - 1, columnCount() - 1));
}

void ResultModel::restart(qint64 rowCount)
{
    beginResetModel();
    m_pages.clear();
    m_wanted.clear();
    m_rowCount = int(std::clamp<qint64>(rowCount, 0, std::numeric_limits<int>::max() / 2));
    endResetModel();
}

qint64 ResultModel::numberOf(int row) const
{
    const auto page = m_pages.find(row / pageSize);
    const auto inPage = size_t(row % pageSize);
    return page != m_pages.end() && inPage < page->second.numbers.size() ? page->second.numbers[inPage] : row;
}

bool ResultModel::isNull(const QModelIndex &index) const
{
    const QVariant *value = cell(index.row(), index.column());
    return value && !value->isValid();
}

void ResultModel::giveUp(qint64 offset)
{
    m_wanted.remove(int(offset / pageSize));
}

void ResultModel::evict(int keep)
{
    while (int(m_pages.size()) > maxPages) {
        auto oldest = m_pages.end();
        for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
            // The first page feeds the chart and the column widths.
            const bool mayGo = page->first != keep && page->first != 0;
            if (mayGo && (oldest == m_pages.end() || page->second.usedAt < oldest->second.usedAt))
                oldest = page;
        }
        if (oldest == m_pages.end())
            return;
        m_pages.erase(oldest);
    }
}

void ResultModel::want(int page) const
{
    if (m_wanted.contains(page) || !m_fetch)
        return;
    m_wanted.insert(page);
    m_fetch(qint64(page) * pageSize, pageSize);
}

const QVariant *ResultModel::cell(int row, int column) const
{
    const auto page = m_pages.find(row / pageSize);
    if (page == m_pages.end()) {
        want(row / pageSize);
        return nullptr;
    }
    page->second.usedAt = ++m_uses;
    const size_t inPage = size_t(row % pageSize);
    if (inPage >= page->second.rows.size() || size_t(column) >= page->second.rows[inPage].size())
        return nullptr;
    return &page->second.rows[inPage][size_t(column)];
}

void ResultModel::ask(int row) const
{
    if (row >= 0 && row < m_rowCount && !isLoaded(row))
        want(row / pageSize);
}

bool ResultModel::isLoaded(int row) const
{
    return m_pages.contains(row / pageSize);
}

qint64 ResultModel::wholeLength(const QModelIndex &index) const
{
    const auto page = m_pages.find(index.row() / pageSize);
    return page == m_pages.end() ? 0 : page->second.shortened.value({qint64(index.row()), index.column()});
}

bool ResultModel::isShortened(const QModelIndex &index) const
{
    return wholeLength(index) > 0;
}

std::vector<CellRow> ResultModel::firstRows(size_t limit) const
{
    std::vector<CellRow> rows;
    rows.reserve(std::min(limit, size_t(m_rowCount)));
    int expected = 0;
    for (const auto &[number, page] : m_pages) {
        if (number != expected++)
            break;
        for (const CellRow &row : page.rows) {
            if (rows.size() == limit)
                return rows;
            rows.push_back(row);
        }
    }
    return rows;
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = size_t(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(m_columns[column]) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::EditRole && role != Qt::ForegroundRole)
        return {};
    const QVariant *value = cell(index.row(), index.column());
    const bool isNull = value && !value->isValid();
    if (role == Qt::ForegroundRole)
        return !value || isNull ? QVariant(currentColors().mutedText) : QVariant();
    if (!value)
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    if (const qint64 length = wholeLength(index); length > 0) {
        // A copy must not look whole either.
        const QString beginning = exactText(*value) + u'…';
        return role == Qt::ToolTipRole
                   ? plainToolTip(tr("%1\n(%2 characters; double-click to see all)").arg(beginning).arg(length))
                   : beginning;
    }
    if (role == Qt::DisplayRole)
        return isNull ? QStringLiteral("–") : displayText(*value);
    if (role == Qt::ToolTipRole)
        return plainToolTip(isNull ? tr("no value") : exactText(*value));
    return exactText(*value);
}

std::optional<Cell> ResultModel::exactCell(int row, int column) const
{
    const QVariant *value = cell(row, column);
    if (!value)
        return {};
    if (wholeLength(index(row, column)) > 0)
        return Cell(QString(exactText(*value) + u'…'));
    const auto type = api::columnTypeFromName(m_columns[size_t(column)].type);
    return exactRow({*value}, {{m_columns[size_t(column)].name, type}}).front();
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || size_t(section) >= m_columns.size())
        return {};
    const api::ColumnHeader &column = m_columns[size_t(section)];
    if (role == Qt::DisplayRole)
        return column.name;
    if (role == Qt::ToolTipRole)
        return plainToolTip(tr("%1 (%2)").arg(column.name, column.type));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

} // namespace tabletalk::ui
