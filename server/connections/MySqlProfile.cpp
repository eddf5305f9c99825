// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlProfile.h"

#include "core/sql/Quoting.h"
#include "server/connections/MySqlSession.h"
#include "server/connections/TableProfiler.h"

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int textLength = 160; ///< of longer texts only the beginning is profiled
constexpr qint64 estimateMayBeOffBy = 4;

QString quoted(const QString &name)
{
    return sql::quoteName(name, Dialect::MySQL);
}

/// A select list that moves little: no binaries, only the beginning of texts.
QString profiledColumns(const Table &table)
{
    QStringList list;
    for (const Column &column : table.columns) {
        const QString name = quoted(column.name);
        if (column.type == ColumnType::Binary)
            list += u"CASE WHEN %1 IS NOT NULL THEN 1 END"_s.arg(name);
        else if (column.type == ColumnType::Text || column.type == ColumnType::Other || column.type == ColumnType::Json)
            list += u"LEFT(%1, %2)"_s.arg(name).arg(textLength);
        else
            list += name;
    }
    return list.join(u", "_s);
}

QString orderedByKey(const Table &table, bool fromTheEnd)
{
    QStringList order;
    for (const QString &column : table.primaryKey)
        order += quoted(column) + (fromTheEnd ? u" DESC"_s : QString());
    return order.isEmpty() ? QString() : QString(u" ORDER BY "_s + order.join(u", "_s));
}

qint64 numberOf(const Cell &bits)
{
    return static_cast<qint64>(toNumber(bits).value_or(0));
}

/// tinyint(1) may hold more than a truth.
void correctBooleans(Table &table)
{
    for (Column &column : table.columns) {
        const ColumnProfile &seen = column.profile;
        const auto isTruth = [](const QString &value) { return value == u"0" || value == u"1"; };
        if (column.type == ColumnType::Boolean && seen.minimum && !(isTruth(*seen.minimum) && isTruth(*seen.maximum)))
            column.type = ColumnType::Integer;
    }
}

class Profiling
{
public:
    Profiling(MySqlSession &session, Table &table, const ProfileLimits &limits, std::stop_token stop)
        : m_session(session)
        , m_table(table)
        , m_limits(limits)
        , m_stop(std::move(stop))
        , m_profiler(table)
        , m_deadline(std::chrono::steady_clock::now() + limits.timeLimit)
        , m_from(quoted(table.schema) + u'.' + quoted(table.name))
    {}

    Result<void> run(std::vector<ColumnValues> &values);

private:
    std::chrono::milliseconds left() const;
    Result<bool> count();
    Result<bool> look(const QString &orderAndLimit);
    void take(const MySqlRow &row);

    MySqlSession &m_session;
    Table &m_table;
    const ProfileLimits &m_limits;
    std::stop_token m_stop;
    TableProfiler m_profiler;
    std::chrono::steady_clock::time_point m_deadline;
    QString m_from;
    qint64 m_bytes = 0;
};

std::chrono::milliseconds Profiling::left() const
{
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now()), 1ms);
}

/// Counts the rows; false when that takes longer than half of the time.
Result<bool> Profiling::count()
{
    MySqlSession::Request request;
    request.sql = u"SELECT COUNT(*) FROM "_s + m_from;
    request.timeLimit = m_limits.timeLimit / 2;
    request.stop = m_stop;
    request.row = [this](const MySqlRow &row) {
        m_table.rowCount = row.string(0).toLongLong();
        return true;
    };
    if (const auto done = m_session.read(request); !done) {
        if (done.error().code == ProblemCode::DatabaseTimeout)
            return false;
        return std::unexpected(done.error());
    }
    return true;
}

void Profiling::take(const MySqlRow &row)
{
    for (size_t i = 0; i < row.columnCount(); ++i) {
        const std::string_view text = row.text(i);
        const ColumnType type = m_table.columns[i].type;
        // A date that is none would be the first of every range.
        const bool isNoDate = (type == ColumnType::Date || type == ColumnType::Timestamp) && isZeroDate(text);
        if (row.isNull(i) || isNoDate) {
            m_profiler.addNull(i);
            continue;
        }
        switch (type) {
        case ColumnType::Integer:
        case ColumnType::Decimal:
        case ColumnType::Real:
        case ColumnType::Boolean: // a statement compares them with 0 and 1
            if (row.column(i).reading == MySqlColumn::Reading::Bits)
                m_profiler.addInteger(i, numberOf(row.cell(i)));
            else
                m_profiler.addNumberText(i, text);
            break;
        case ColumnType::Binary:
            m_profiler.addBinary(i);
            break;
        default:
            m_profiler.addText(i, text);
        }
    }
    m_profiler.endRow();
}

/// Looks at rows; false when the time or the bytes ended it.
Result<bool> Profiling::look(const QString &orderAndLimit)
{
    bool complete = true;
    MySqlSession::Request request;
    request.sql = u"SELECT "_s + profiledColumns(m_table) + u" FROM "_s + m_from + orderAndLimit;
    request.timeLimit = left();
    request.stop = m_stop;
    request.row = [&](const MySqlRow &row) {
        m_bytes += row.bytes();
        complete = m_bytes <= m_limits.maxBytes;
        if (complete)
            take(row);
        return complete;
    };
    if (const auto done = m_session.read(request); !done) {
        if (done.error().code == ProblemCode::DatabaseTimeout)
            return false;
        return std::unexpected(done.error());
    }
    return complete;
}

Result<void> Profiling::run(std::vector<ColumnValues> &values)
{
    bool counted = false;
    if (m_table.rowCount.value_or(0) <= m_limits.wholeRows * estimateMayBeOffBy) {
        const auto done = count();
        if (!done)
            return std::unexpected(done.error());
        counted = *done;
    }
    const bool whole = counted && *m_table.rowCount <= m_limits.wholeRows;
    bool sawAll = false;
    if (whole) {
        const auto done = look({});
        if (!done)
            return std::unexpected(done.error());
        sawAll = *done;
    } else {
        const bool hasKey = !m_table.primaryKey.empty();
        const QString limit = u" LIMIT %1"_s.arg(hasKey ? m_limits.sampledRows / 2 : m_limits.sampledRows);
        for (const bool fromTheEnd : {false, true}) {
            if (fromTheEnd && !hasKey)
                break;
            if (const auto done = look(orderedByKey(m_table, fromTheEnd) + limit); !done)
                return std::unexpected(done.error());
        }
    }
    m_profiler.finish(m_table, values, sawAll, false);
    correctBooleans(m_table);
    m_table.profiled = true;
    return {};
}

} // namespace

Result<void> profileMySqlTable(MySqlSession &session, Table &table, std::vector<ColumnValues> &values,
                               const ProfileLimits &limits, std::stop_token stop)
{
    return Profiling(session, table, limits, std::move(stop)).run(values);
}

} // namespace tabletalk
